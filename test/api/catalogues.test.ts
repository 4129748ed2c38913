// Administration over HTTP: the lists of the pack and the marks of the law. Nothing is removed and nothing re-mapped.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { escalateAlerts, trace } from "#src/actions/escalate-alerts.ts";
import { perform } from "#src/actions/perform.ts";
import type { CaseFile } from "#src/schema/case.ts";
import { newAmendment } from "../support/amendments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import {
  changeBody,
  changesAbout,
  dayFromNow,
  eventually,
  faultOf,
  makeChange,
  packOf,
} from "../support/pack-changes.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let catalogues: Client;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("catalogos", UNITS.top, "catalogue-administrator");
  await server.addOfficer("catalogos2", UNITS.top, "catalogue-administrator");
  catalogues = await server.signIn("catalogos");
});
afterAll(() => server?.close());

const make = (change: object, more: object = {}, by = catalogues) => makeChange(by, change, more);

describe("a list", () => {
  const items = async (id: string, url?: string) =>
    (await packOf(url ?? server.url)).catalogues.find((catalogue) => catalogue.id === id)?.items ?? [];
  const add = (code: string, change: object = {}) => ({
    kind: "item-add",
    catalogue: "platform",
    item: { code, label: { es: `Red ${code}`, en: `Network ${code}` }, ...change },
  });

  test("grows by a code that complaints may carry at once, and entries name the pack they were made with", async () => {
    const before = (await packOf(server.url)).version;
    expect((await make(add("red-nueva"), {}, catalogues)).status).toBe(201);
    await eventually(async () =>
      expect((await items("platform")).map(({ code }) => code)).toContain("red-nueva"),
    );
    const { version } = await packOf(server.url);
    expect(version).not.toBe(before);
    expect(version).toMatch(/^pe@.+\+\d+$/);
    const complaint = newComplaint(typicalComplaint({ platforms: ["red-nueva"] }));
    const registrar = await server.signIn("registrar");
    expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
    const [entry] = await server.rows<{ pack: string }>(
      "select body ->> 'pack' as pack from entries where entry_id = $1",
      [complaint.entryId],
    );
    expect(entry?.pack).toBe(version);
    const refused = await registrar.send(
      "POST",
      "/api/complaints",
      newComplaint(typicalComplaint({ platforms: ["red-falsa"] })),
    );
    expect(refused.status).toBe(422);
  });

  test("answers its version: asked again it is not sent, changed it is", async () => {
    const first = await fetch(`${server.url}/api/pack`);
    const etag = first.headers.get("etag") ?? "";
    await first.arrayBuffer();
    const again = () => fetch(`${server.url}/api/pack`, { headers: { "if-none-match": etag } });
    expect((await again()).status).toBe(304);
    expect((await make(add("otra-red"), {}, catalogues)).status).toBe(201);
    await eventually(async () => expect((await again()).status).toBe(200));
  });

  test("is relabelled and reordered without any code changing", async () => {
    const before = (await items("transport")).map(({ code }) => code);
    const [first = ""] = before;
    const relabel = {
      kind: "item-relabel",
      catalogue: "transport",
      code: first,
      label: { es: "Nombre corregido", en: "Corrected name" },
    };
    expect((await make(relabel, {}, catalogues)).status).toBe(201);
    const order = { kind: "items-order", catalogue: "transport", codes: [...before].reverse() };
    expect((await make(order, {}, catalogues)).status).toBe(201);
    await eventually(async () => {
      const after = await items("transport");
      expect(after.map(({ code }) => code)).toEqual([...before].reverse());
      expect(after.at(-1)?.label.es).toBe("Nombre corregido");
    });
  });

  test("retires a code from a day on: facts before it may carry it still, facts after it may not", async () => {
    expect((await make(add("red-que-cierra"), {}, catalogues)).status).toBe(201);
    const retire = { kind: "item-retire", catalogue: "platform", code: "red-que-cierra" };
    expect((await make(retire, {}, catalogues)).status).toBe(201);
    await eventually(async () =>
      expect((await items("platform")).find(({ code }) => code === "red-que-cierra")?.validTo).toBe(
        dayFromNow(-1),
      ),
    );
    const registrar = await server.signIn("registrar");
    const send = (factsTo: string) =>
      registrar.send(
        "POST",
        "/api/complaints",
        newComplaint(typicalComplaint({ platforms: ["red-que-cierra"], factsFrom: factsTo, factsTo })),
      );
    expect((await send("2026-01-10")).status).toBe(201);
    expect(faultOf(await send(dayFromNow(0)))).toBe("code-not-valid-then");
    expect(faultOf(await make(retire, {}, catalogues))).toBe("item-retired");
  });

  test.each<[string, object, string]>([
    ["a code it has", add("red-nueva"), "item-taken"],
    ["what every field accepts", add("unknown"), "item-reserved"],
    ["an act the law does not know", { ...add("un-acto"), catalogue: "act" }, "catalogue-of-law"],
    ["an offence beside the law", { ...add("un-delito"), catalogue: "related-offence" }, "catalogue-derived"],
    ["a list there is not", { ...add("algo"), catalogue: "nada" }, "catalogue-unknown"],
    ["half an order", { kind: "items-order", catalogue: "sector", codes: ["logging"] }, "items-not-whole"],
  ])("does not take %s", async (_, change, code) => {
    expect(faultOf(await make(change, {}, catalogues))).toBe(code);
  });

  test("is never changed backwards", async () => {
    expect(faultOf(await make(add("red-de-ayer"), { effectiveOn: dayFromNow(-1) }, catalogues))).toBe(
      "too-early",
    );
  });
});

describe("a mark of the law", () => {
  test("takes two people, and the first is not the second", async () => {
    const pack = server.house.pack;
    const version = pack.law.versions.at(-1);
    const mark = { kind: "law-mark", place: `version/${version?.id}`, verified: true, source: "El Peruano" };
    const proposed = changeBody(mark);
    expect((await catalogues.send("POST", "/api/pack-changes", proposed)).status).toBe(201);
    const confirm = (by: Client) => by.send("POST", `/api/pack-changes/${proposed.changeId}/confirm`, {});
    expect(await confirm(catalogues)).toMatchObject({ status: 403, json: { code: "change.own-proposal" } });
    const marked = () => server.house.pack.law.versions.at(-1);
    expect(marked()).not.toHaveProperty("marked");
    const other = await server.signIn("catalogos2");
    expect((await confirm(other)).status).toBe(204);
    await eventually(async () =>
      expect(marked()).toMatchObject({ verified: true, marked: { source: "El Peruano" } }),
    );
    expect(await confirm(other)).toMatchObject({ status: 409, json: { code: "change.already-decided" } });
    expect((await changesAbout(catalogues, "law"))[0]).toMatchObject({ confirmed: true });
  });

  test("is of a text the law has", async () => {
    const mark = { kind: "law-mark", place: "version/ninguna", verified: true, source: "El Peruano" };
    expect(faultOf(await make(mark, {}, catalogues))).toBe("law-unknown");
  });
});

describe("a question of the investigation", () => {
  const define = (code: string, more: object) => ({
    kind: "variable-define",
    variable: {
      code,
      label: { es: `¿${code}?`, en: `${code}?` },
      type: "yes-no",
      subject: "victim",
      personal: false,
      ...more,
    },
  });
  const asked = (code: string) => server.house.pack.variables?.find((variable) => variable.code === code);
  const faults = (answer: { json: unknown }) =>
    (answer.json as { faults: { pointer: string; code: string }[] }).faults.map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );

  test("is asked, answered, sealed where it is personal, settled, corrected, and survives its end", async () => {
    for (const change of [
      define("tattoo", {}),
      define("tattoo-words", { type: "text", personal: true }),
      define("boat-seen", { type: "code", catalogue: "transport", subject: "case" }),
      define("phones-used", { type: "number", subject: "suspect" }),
      define("seen-on", { type: "date", subject: "place" }),
    ])
      expect((await make(change)).status).toBe(201);
    await eventually(async () => expect(asked("seen-on")).toBeDefined());

    const registrar = await server.signIn("registrar");
    const body = newComplaint(typicalComplaint());
    expect((await registrar.send("POST", "/api/complaints", body)).status).toBe(201);
    const [victim, suspect] = [body.complaint.victims[0]?.personId, body.complaint.suspects[0]?.personId];
    const add = (supplement: object) => {
      const said = newSupplement(body.caseId, { kind: "other", ...supplement });
      return registrar.send("POST", `/api/cases/${body.caseId}/supplements`, said);
    };
    const MARK = "rosa-marcada-en-el-hombro";
    // The question may be called a document: the answer does not stand in the open.
    const named = { personId: suspect, variables: { answers: { "phones-used": 40_123_456 } } };
    expect(faults(await add({ suspects: [named] }))).toEqual([
      "/supplement/suspects/0/variables/answers/phones-used answer-too-exact",
    ]);
    const first = await add({
      variables: { answers: { "boat-seen": "unknown", "seen-on": "2021-09" } },
      victims: [
        { personId: victim, variables: { answers: { tattoo: "yes" }, personal: { "tattoo-words": MARK } } },
      ],
      suspects: [{ personId: suspect, variables: { answers: { "phones-used": 3 } } }],
    });
    expect(first.status, first.text).toBe(201);

    // In the file without names the coded answers, and the sealed one only for who opens it.
    const read = async () => {
      const answer = await registrar.get(`/api/cases/${body.caseId}`);
      expect(answer.text).not.toContain(MARK);
      return answer.json as CaseFile;
    };
    const file = await read();
    expect(file.complaint.variables).toEqual({ answers: { "boat-seen": "unknown", "seen-on": "2021-09" } });
    expect(file.complaint.victims[0]?.variables).toEqual({ answers: { tattoo: "yes" } });
    expect(file.complaint.suspects[0]?.variables).toEqual({ answers: { "phones-used": 3 } });
    const opened = await registrar.send("POST", `/api/cases/${body.caseId}/names`, {
      purpose: "investigation",
    });
    expect((opened.json as CaseFile).complaint.victims[0]?.variables?.personal).toEqual({
      "tattoo-words": MARK,
    });
    const [stored] = await server.rows<{ plain: boolean; sealed: string; pointers: string[] }>(
      `select exists (select from entries where body::text like '%' || $2 || '%') as plain,
        (select body #>> '{content,victims,0,variables,personal,tattoo-words}' from entries
          where case_id = $1 and seq = 2) as sealed,
        array(select pointer from personal_values join entries using (entry_id)
          where case_id = $1 and seq = 2) as pointers`,
      [body.caseId, MARK],
    );
    expect(stored).toMatchObject({ plain: false, pointers: ["/victims/0/variables/personal/tattoo-words"] });
    expect(stored?.sealed).toMatch(/^[0-9a-f]{64}$/);

    // What was open is settled and stands in the history; what was said takes a correction.
    expect((await add({ variables: { answers: { "boat-seen": "motor-launch" } } })).status).toBe(201);
    expect((await read()).changes).toMatchObject([
      {
        pointer: "/variables/answers/boat-seen",
        oldValue: "unknown",
        newValue: "motor-launch",
        change: "added",
      },
    ]);
    const other = { victims: [{ personId: victim, variables: { answers: { tattoo: "no" } } }] };
    expect(faults(await add(other))).toEqual([
      "/supplement/victims/0/variables/answers/tattoo use-amendment",
    ]);
    expect(faults(await add({ variables: { answers: { "seen-on": "2021-09", tattoo: "yes" } } }))).toEqual([
      "/supplement/variables/answers/tattoo unknown-variable",
    ]);

    // Retired: no longer answered, still read, still corrected, and nothing said before stands in the way.
    expect((await make({ kind: "variable-retire", code: "tattoo" })).status).toBe(201);
    const relabelled = { kind: "variable-relabel", code: "seen-on", label: { es: "Visto", en: "Seen" } };
    expect((await make(relabelled)).status).toBe(201);
    await eventually(async () => {
      expect(asked("tattoo")?.validTo).toBe(dayFromNow(-1));
      expect(asked("seen-on")?.label).toEqual({ es: "Visto", en: "Seen" });
    });
    expect(
      faults(await add({ victims: [{ personId: victim, variables: { answers: { tattoo: "yes" } } }] })),
    ).toEqual(["/supplement/victims/0/variables/answers/tattoo variable-not-then"]);
    const later = await add({ victims: [{ personId: victim, education: "no-level" }] });
    expect(later.status, later.text).toBe(201);
    expect((await read()).complaint.victims[0]?.variables).toEqual({ answers: { tattoo: "yes" } });
    const investigator = await server.signIn("investigator");
    const propose = (newValue: string) => {
      const pointer = "/victims/0/variables/answers/tattoo";
      const amendment = newAmendment(body.caseId, pointer, { oldValue: "yes", newValue });
      return investigator.send("POST", `/api/cases/${body.caseId}/amendments`, amendment);
    };
    const impossible = await propose("tal vez");
    expect(impossible.status, impossible.text).toBe(422);
    expect(faults(impossible)).toEqual(["/amendment/newValue wrong-answer"]);
    const proposed = await propose("no");
    expect(proposed.status, proposed.text).toBe(201);
  });

  test.each<[string, object, string]>([
    ["a key it has", define("tattoo", {}), "variable-taken"],
    ["the key of what is sealed", define("personal", {}), "variable-reserved"],
    ["free words in the open", define("words", { type: "text" }), "variable-text-is-personal"],
    ["a list there is not", define("listed", { type: "code", catalogue: "nada" }), "variable-list"],
    [
      "other words for none",
      { kind: "variable-relabel", code: "nada", label: { es: "a", en: "b" } },
      "variable-unknown",
    ],
    ["an end for one that ended", { kind: "variable-retire", code: "tattoo" }, "variable-retired"],
  ])("does not take %s", async (_, change, code) => {
    expect(faultOf(await make(change))).toBe(code);
  });

  test("is not changed by whoever keeps accounts", async () => {
    const administrator = await server.signIn("administrator");
    expect((await makeChange(administrator, define("mine", {}))).status).toBe(403);
    expect((await changesAbout(administrator, "variables")).length).toBeGreaterThan(6);
  });
});

describe("the institution that keeps the register", () => {
  const keeper = (root: string) => ({
    kind: "institution",
    institution: { es: "Ministerio Público", en: "Prosecution Service" },
    root,
  });
  const open = (id: string, parent: string | null, more: object) => ({
    kind: "unit-open",
    unit: { id, parent, name: `Unidad inventada ${id}`, entity: null, place: null, competence: [], ...more },
  });

  test("is another from a day on: by two, with units that hear, and its alerts go up its own line", async () => {
    const administrator = await server.signIn("administrator");
    const by = async (change: object) =>
      expect((await makeChange(administrator, change)).status, JSON.stringify(change)).toBe(201);
    await by(open("pe-keeper", null, { kind: "national" }));
    expect(faultOf(await make(keeper("pe-keeper")))).toBe("institution-without-national");
    await by(open("pe-keeper-coordina", "pe-keeper", { kind: "specialised-national" }));
    await by(open("pe-keeper-region", "pe-keeper", { kind: "region" }));
    // Who is alerted for a region is not for one person to say.
    const south = changeBody(
      open("pe-keeper-sur", "pe-keeper-region", { kind: "specialised-regional", competence: ["17"] }),
    );
    expect((await administrator.send("POST", "/api/pack-changes", south)).status).toBe(201);
    await server.addOfficer("administrador2", UNITS.top, "administrator");
    const second = await server.signIn("administrador2");
    expect((await second.send("POST", `/api/pack-changes/${south.changeId}/confirm`, {})).status).toBe(204);
    expect(faultOf(await make(keeper("pe-keeper-sur")))).toBe("unit-not-top");
    expect((await makeChange(administrator, keeper("pe-keeper"))).status).toBe(403);

    const registrar = await server.signIn("registrar");
    const alerted = async () => {
      const body = newComplaint(typicalComplaint());
      expect((await registrar.send("POST", "/api/complaints", body)).status).toBe(201);
      const rows = await server.rows<{ unit_id: string }>(
        "select unit_id from alerts where case_id = $1 order by unit_id",
        [body.caseId],
      );
      return rows.map(({ unit_id }) => unit_id);
    };
    const police = await alerted();
    expect(police).toContain(UNITS.regional);
    const proposed = changeBody(keeper("pe-keeper"));
    expect((await catalogues.send("POST", "/api/pack-changes", proposed)).status).toBe(201);
    const confirm = (client: Client) =>
      client.send("POST", `/api/pack-changes/${proposed.changeId}/confirm`, {});
    expect(await confirm(catalogues)).toMatchObject({ status: 403, json: { code: "change.own-proposal" } });
    // Until then nothing has changed.
    expect(await alerted()).toEqual(police);
    expect((await confirm(await server.signIn("catalogos2"))).status).toBe(204);
    await eventually(async () => expect(server.house.pack.manifest.root).toBe("pe-keeper"));
    expect(await alerted()).toEqual(["pe-keeper-coordina", "pe-keeper-sur"]);
    expect((await changesAbout(administrator, "institution"))[0]).toMatchObject({ confirmed: true });
    await perform(
      { ...server.house.real, clock: () => new Date(Date.now() + 20 * 60_000) },
      { actor: null, requestId: randomUUID() },
      { trace, verb: escalateAlerts },
      null,
    );
    const up = await server.rows<{ unit_id: string }>(
      "select unit_id from alerts where level = 1 and unit_id like 'pe-keeper%' order by unit_id",
    );
    // The national unit stands right below the top, the other below its region.
    expect(up.map(({ unit_id }) => unit_id)).toEqual(["pe-keeper", "pe-keeper-region"]);
  });
});

test("whoever keeps the lists finds the own changes in the trail, and an administrator finds them too", async () => {
  expect((await make({ kind: "item-retire", catalogue: "platform", code: "facebook" })).status).toBe(201);
  const administrator = await server.signIn("administrator");
  const other = await server.signIn("catalogos2");
  const changes = async (by: Client) => {
    const { events } = (await by.get("/api/audit?action=pack.change")).json as unknown as {
      events: { officer: string }[];
    };
    return events.filter(({ officer }) => officer === "Oficial catalogos").length;
  };
  expect(await changes(catalogues)).toBeGreaterThan(0);
  expect(await changes(administrator)).toBe(await changes(catalogues));
  expect(await changes(other)).toBe(0);
});
