// Administration over HTTP: the lists of the pack and the marks of the law. Nothing is removed and nothing re-mapped.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { escalateAlerts, trace } from "#src/actions/escalate-alerts.ts";
import { perform } from "#src/actions/perform.ts";
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import { sha256 } from "#src/vault/sha256.ts";
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

  test("is made anew for a question, grows like any other, and cannot be taken from under it", async () => {
    const option = (code: string) => ({ code, label: { es: `Opción ${code}`, en: `Option ${code}` } });
    const list = {
      id: "kind-of-mine",
      label: { es: "Tipo de mina", en: "Kind of mine" },
      items: [option("tunnel"), option("dredging")],
    };
    const made = (change: object, more = {}) =>
      make({ kind: "list-add", list: { ...list, ...change } }, more);
    expect((await make({ kind: "list-add", list }, {}, await server.signIn("registrar"))).status).toBe(403);
    for (const [change, code] of [
      [{ id: "platform" }, "list-taken"],
      [{ id: "act" }, "list-taken"],
      [{ id: "place" }, "list-taken"],
      [{ items: [option("tunnel"), option("tunnel")] }, "item-taken"],
      [{ items: [option("tunnel"), option("unknown")] }, "item-reserved"],
      [{ items: [option("tunnel")] }, "too-small"],
    ] as const)
      expect(faultOf(await made(change)), JSON.stringify(change)).toBe(code);
    expect(faultOf(await made({}, { effectiveOn: dayFromNow(2) }))).toBe("list-begins-today");
    const variable = {
      ...{ code: "mine-kind", label: list.label, subject: "case", type: "code" },
      ...{ catalogue: list.id, personal: false },
    };
    expect(faultOf(await make({ kind: "variable-define", variable }))).toBe("variable-list");
    expect((await made({})).status).toBe(201);
    expect(faultOf(await made({}))).toBe("list-taken");
    expect((await make({ kind: "variable-define", variable })).status).toBe(201);
    expect((await make({ kind: "item-add", catalogue: list.id, item: option("open-pit") })).status).toBe(201);
    await eventually(async () =>
      expect((await items(list.id)).map(({ code }) => code)).toEqual(["tunnel", "dredging", "open-pit"]),
    );
    const registrar = await server.signIn("registrar");
    const complaint = newComplaint();
    expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
    const answered = (code: string) =>
      registrar.send(
        "POST",
        `/api/cases/${complaint.caseId}/supplements`,
        newSupplement(complaint.caseId, {
          kind: "other",
          variables: { answers: { "mine-kind": code } },
        } as never),
      );
    expect((await answered("quarry")).status).toBe(422);
    expect((await answered("open-pit")).status).toBe(201);
    // Taken back before anything begins it would leave the question without options; it has begun, and stays.
    const changes = await changesAbout(catalogues, `catalogue/${list.id}`);
    expect(changes).toHaveLength(2);
    const revoke = (id = "") => catalogues.send("POST", `/api/pack-changes/${id}/revoke`, {});
    for (const { changeId } of changes)
      expect((await revoke(changeId)).json).toMatchObject({ code: "change.in-force" });
  });

  test("is on the trail by a hash that no guess of the change confirms, and that its row does", async () => {
    const body = changeBody(add("red-adivinada"));
    expect((await catalogues.send("POST", "/api/pack-changes", body)).status).toBe(201);
    const [row] = await server.rows<{ hash: string; salt: string; officerId: string }>(
      `select encode(change_hash, 'hex') as hash, encode(change_salt, 'hex') as salt, officer_id as "officerId"
       from pack_changes where change_id = $1`,
      [body.changeId],
    );
    const said = { ...body, officerId: row?.officerId ?? "" };
    const hashOf = (value: object) => sha256(canonicalBytes(value)).toString("hex");
    expect(hashOf(said)).not.toBe(row?.hash);
    expect(hashOf({ ...said, salt: row?.salt })).toBe(row?.hash);
    const trail = JSON.stringify(await server.rows("select body from audit_events"));
    expect(trail).toContain(row?.hash);
    expect(trail).not.toContain(row?.salt);
    expect(JSON.stringify(await changesAbout(catalogues, "catalogue/platform"))).not.toContain(row?.salt);
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
