// Administration over HTTP: the dated unit tree, that every server process and every wall follows it, and what takes two.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import {
  changeBody,
  changesAbout,
  dayFromNow,
  eventually,
  faultOf,
  makeChange,
  packOf,
} from "../support/pack-changes.ts";
import { type Client, type SecondServer, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let administrator: Client;
let catalogues: Client;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("catalogos", UNITS.top, "catalogue-administrator");
  await server.addOfficer("administrador2", UNITS.top, "administrator");
  await server.addOfficer("catalogos2", UNITS.top, "catalogue-administrator");
  administrator = await server.signIn("administrator");
  catalogues = await server.signIn("catalogos");
});
afterAll(() => server?.close());

const make = (change: object, more: object = {}, by = administrator) => makeChange(by, change, more);
const preview = (change: object, more: object = {}, by = administrator) =>
  by.send("POST", "/api/pack-changes/preview", changeBody(change, more));
const newUnit = (id: string, change: object = {}) => ({
  kind: "unit-open",
  unit: {
    id,
    parent: UNITS.region,
    kind: "station",
    name: `Comisaría inventada ${id}`,
    entity: null,
    place: "170101",
    competence: [],
    ...change,
  },
});
describe("changes of the pack", () => {
  const asked = (): [string, (by: Client) => ReturnType<Client["get"]>][] => [
    ["list", (by) => by.get("/api/pack-changes?subject=units")],
    ["preview", (by) => preview(newUnit("pe-prueba-x"), {}, by)],
    ["make", (by) => make(newUnit("pe-prueba-x"), {}, by)],
  ];

  test("are refused without a session and to whoever administers nothing", async () => {
    for (const [what, ask] of asked()) expect((await ask(server.anonymous)).status, what).toBe(401);
    for (const login of ["registrar", "investigator", "chief"]) {
      const client = await server.signIn(login);
      for (const [what, ask] of asked())
        expect(await ask(client), `${what} by ${login}`).toMatchObject({
          status: 403,
          json: { code: "access.refused" },
        });
    }
  });

  test("of units belong to one administrator and of lists to the other", async () => {
    const relabel = {
      kind: "item-relabel",
      catalogue: "sector",
      code: "logging",
      label: { es: "Minería", en: "Mining" },
    };
    expect((await make(newUnit("pe-prueba-y"), {}, catalogues)).status).toBe(403);
    expect((await make(relabel, {}, administrator)).status).toBe(403);
    for (const id of [randomUUID()]) {
      expect((await administrator.send("POST", `/api/pack-changes/${id}/revoke`, {})).status).toBe(404);
      expect((await administrator.send("POST", `/api/pack-changes/${id}/confirm`, {})).status).toBe(404);
    }
  });

  test("show whoever administers no case", async () => {
    for (const client of [administrator, catalogues]) {
      const cases = await client.get("/api/cases");
      expect(cases.status === 403 || (cases.json as unknown as { cases: [] }).cases.length === 0).toBe(true);
    }
  });
});

describe("a unit", () => {
  test("opens, is renamed and moved, and a posting can be given in it; repeating the request is refused", async () => {
    const opened = changeBody(newUnit("pe-prueba-abre"));
    const made = await administrator.send("POST", "/api/pack-changes", opened);
    expect(made.status).toBe(201);
    expect((await administrator.send("POST", "/api/pack-changes", opened)).status).toBe(422);
    await eventually(async () =>
      expect((await packOf(server.url)).units.map(({ id }) => id)).toContain("pe-prueba-abre"),
    );
    await server.addOfficer("abierta", "pe-prueba-abre", "registrar");
    const rename = { kind: "unit-rename", unitId: "pe-prueba-abre", name: "Comisaría Nueva Luz" };
    expect((await make(rename, { effectiveOn: dayFromNow(3) })).status).toBe(201);
    const periods = await server.rows(
      "select name, valid_from, valid_to from unit_periods where unit_id = 'pe-prueba-abre' order by valid_from",
    );
    expect(periods).toHaveLength(2);
    // Today it still has its name.
    const client = await server.signIn("abierta");
    expect((await client.get("/api/session")).json).toMatchObject({
      unitName: "Comisaría inventada pe-prueba-abre",
    });
  });

  test.each<[string, object, string]>([
    ["opened under an id that is taken", newUnit(UNITS.station), "unit-id-taken"],
    ["opened under a unit there is not", newUnit("pe-prueba-1", { parent: "pe-nada" }), "unit-unknown"],
    ["opened in a place there is not", newUnit("pe-prueba-2", { place: "999999" }), "place-unknown"],
    ["moved below itself", { kind: "unit-move", unitId: UNITS.region, parent: UNITS.regional }, "unit-cycle"],
    [
      "closed while others stand below it",
      { kind: "unit-close", unitId: UNITS.region, successor: null, postings: "end" },
      "unit-has-units",
    ],
    [
      "closed though it is the top",
      { kind: "unit-close", unitId: UNITS.top, successor: null, postings: "end" },
      "unit-top",
    ],
    [
      "competent for what another is competent for",
      { kind: "unit-competence", unitId: UNITS.otherRegional, competence: ["17"] },
      "unit-competence-shared",
    ],
    [
      "merged into itself",
      { kind: "unit-merge", unitIds: [UNITS.station], into: UNITS.station, postings: "end" },
      "unit-same",
    ],
  ])("is not %s, and the preview says so before", async (_, change, code) => {
    expect(faultOf(await preview(change))).toBe(code);
    expect(await make(change)).toMatchObject({ status: 422, json: { code: "input.invalid" } });
    expect(faultOf(await make(change))).toBe(code);
  });

  test.each<[string, string]>([
    ["turns the words around", "Comisaría \u202eatsil"],
    ["has two lines", "Comisaría\nTrata"],
    ["isolates what follows", "Comisaría \u2066x"],
  ])("has no name that %s, nor has an option", async (_, name) => {
    const refused = { status: 422, json: { code: "input.invalid" } };
    expect(await make({ kind: "unit-rename", unitId: UNITS.station, name })).toMatchObject(refused);
    const item = { code: "red-rara", label: { es: name, en: "Network" } };
    const added = await make({ kind: "item-add", catalogue: "platform", item }, {}, catalogues);
    expect(added).toMatchObject(refused);
  });

  test("changes at most a year back", async () => {
    const rename = { kind: "unit-rename", unitId: UNITS.station, name: "Otra" };
    expect(faultOf(await make(rename, { effectiveOn: dayFromNow(-400) }))).toBe("too-early");
  });

  test("that a plan concerns can be left alone again before its day, not after", async () => {
    const close = { kind: "unit-close", unitId: "pe-st-080101", successor: null, postings: "end" };
    const planned = changeBody(close, { effectiveOn: dayFromNow(30) });
    expect((await administrator.send("POST", "/api/pack-changes", planned)).status).toBe(201);
    const revoke = () => administrator.send("POST", `/api/pack-changes/${planned.changeId}/revoke`, {});
    expect((await revoke()).status).toBe(204);
    expect(await revoke()).toMatchObject({ status: 409, json: { code: "change.already-decided" } });
    expect(
      await server.rows("select 1 from units where unit_id = 'pe-st-080101' and valid_to is null"),
    ).toHaveLength(1);
    const now = changeBody(newUnit("pe-prueba-ya"));
    await administrator.send("POST", "/api/pack-changes", now);
    expect(await administrator.send("POST", `/api/pack-changes/${now.changeId}/revoke`, {})).toMatchObject({
      status: 409,
      json: { code: "change.in-force" },
    });
    expect(
      (await changesAbout(administrator, "units")).find(({ changeId }) => changeId === planned.changeId)
        ?.revoked,
    ).toBe(true);
  });

  test("whose plan others rest on cannot be left out from under them", async () => {
    const open = changeBody(newUnit("pe-prueba-base", { kind: "direction" }), {
      effectiveOn: dayFromNow(10),
    });
    expect((await administrator.send("POST", "/api/pack-changes", open)).status).toBe(201);
    const child = newUnit("pe-prueba-hija", { parent: "pe-prueba-base" });
    expect((await make(child, { effectiveOn: dayFromNow(11) })).status).toBe(201);
    expect(await administrator.send("POST", `/api/pack-changes/${open.changeId}/revoke`, {})).toMatchObject({
      status: 409,
      json: { code: "change.others-rest-on-it" },
    });
  });
});

describe("units that merge", () => {
  let second: SecondServer;
  beforeAll(async () => {
    second = await server.second();
  });
  afterAll(() => second?.close());

  test("move their officers, hand their cases to the successor's command, and every process follows", async () => {
    const into = "pe-prueba-unida";
    for (const id of ["pe-prueba-a", "pe-prueba-b"])
      expect((await make(newUnit(id), { effectiveOn: dayFromNow(-9) })).status).toBe(201);
    expect((await make(newUnit(into, { parent: "pe-dirincri", kind: "direction" }))).status).toBe(201);
    await server.addOfficer("de-a", "pe-prueba-a", "registrar");
    await server.addOfficer("jefe-unida", into, "chief");
    const registrar = await server.signIn("de-a");
    const complaint = newComplaint();
    expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
    const chief = await server.signIn("jefe-unida");
    const seen = async (by: Client) => (await by.get(`/api/cases/${complaint.caseId}`)).status;
    expect(await seen(chief)).toBe(404);

    const merge = {
      kind: "unit-merge",
      unitIds: ["pe-prueba-a", "pe-prueba-b"],
      into,
      postings: "move",
    };
    const told = (await preview(merge)).json as unknown as {
      officers: { login: string }[];
      openAlerts: boolean;
    };
    expect(told.officers.map(({ login }) => login)).toEqual(["de-a"]);
    expect(typeof told.openAlerts).toBe("boolean");
    expect((await make(merge)).status).toBe(201);

    const [row] = await server.rows<{ unit_id: string }>("select unit_id from cases where case_id = $1", [
      complaint.caseId,
    ]);
    expect(row?.unit_id).toBe("pe-prueba-a");
    await eventually(async () => {
      expect((await registrar.get("/api/session")).status).toBe(401);
      const fresh = await server.signIn("jefe-unida");
      expect(await seen(fresh)).toBe(200);
    });
    const moved = await server.signIn("de-a");
    expect((await moved.get("/api/session")).json).toMatchObject({ unitId: into });
    await eventually(async () => {
      const units = (await packOf(second.url)).units.filter(({ id }) => id === "pe-prueba-a");
      expect(units.at(-1)?.validTo).toBe(dayFromNow(0));
    });
  });

  test("on a later day leave everybody where they are until then", async () => {
    expect((await make(newUnit("pe-prueba-c"))).status).toBe(201);
    const atOnce = { kind: "unit-close", unitId: "pe-prueba-c", successor: null, postings: "end" };
    expect(faultOf(await make(atOnce))).toBe("unit-opens-that-day");
    await server.addOfficer("de-c", "pe-prueba-c", "registrar");
    const merge = { kind: "unit-merge", unitIds: ["pe-prueba-c"], into: "pe-prueba-unida", postings: "end" };
    expect((await make(merge, { effectiveOn: dayFromNow(5) })).status).toBe(201);
    const client = await server.signIn("de-c");
    expect((await client.get("/api/session")).json).toMatchObject({ unitId: "pe-prueba-c" });
    const spans = await server.rows<{ ancestor_id: string }>(
      `select ancestor_id from unit_closure where descendant_id = 'pe-prueba-c' and depth = 1 order by valid_from`,
    );
    expect(spans.map(({ ancestor_id }) => ancestor_id)).toEqual([UNITS.region, "pe-prueba-unida"]);
  });
});

describe("whether an alert reaches somebody", () => {
  const alerted = async () => {
    const registrar = await server.signIn("registrar");
    const body = newComplaint(typicalComplaint());
    expect((await registrar.send("POST", "/api/complaints", body)).status).toBe(201);
    const rows = await server.rows<{ unit_id: string }>(
      "select unit_id from alerts where case_id = $1 order by unit_id",
      [body.caseId],
    );
    return rows.map(({ unit_id }) => unit_id);
  };
  const decide = (by: Client, { changeId }: { changeId: string }, decision: "confirm" | "revoke") =>
    by.send("POST", `/api/pack-changes/${changeId}/${decision}`, {});
  const propose = async (change: object, more: object = {}) => {
    const body = changeBody(change, more);
    const made = await administrator.send("POST", "/api/pack-changes", body);
    expect(made.status, made.text).toBe(201);
    return body;
  };
  const close = (unitId: string) => ({ kind: "unit-close", unitId, successor: null, postings: "end" });

  test("is not for one administrator to say: the unit that always hears stays, and the rest waits for another", async () => {
    const before = await alerted();
    expect(before).toContain(UNITS.national);
    expect(before).toContain(UNITS.regional);
    expect(faultOf(await make(close(UNITS.national)))).toBe("unit-nobody-hears");
    const away = newUnit("pe-otra-cima", { parent: null, kind: "national", place: null });
    expect((await make(away)).status).toBe(201);
    const move = (unitId: string) => ({ kind: "unit-move", unitId, parent: "pe-otra-cima" });
    for (const unitId of [UNITS.national, "pe-dirincri"])
      expect(faultOf(await make(move(unitId))), unitId).toBe("unit-nobody-hears");

    const proposals = [
      await propose({ kind: "unit-competence", unitId: UNITS.regional, competence: [] }),
      await propose(move(UNITS.region)),
      await propose(move("pe-inspectoria")),
    ];
    expect(await alerted()).toEqual(before);
    for (const each of proposals) {
      expect(await decide(administrator, each, "confirm")).toMatchObject({
        status: 403,
        json: { code: "change.own-proposal" },
      });
      expect((await decide(administrator, each, "revoke")).status).toBe(204);
    }
    expect(await alerted()).toEqual(before);
  });

  test("is asked again when the second agrees, who alone takes back what two have agreed to", async () => {
    const second = await server.signIn("administrador2");
    const open = newUnit("pe-prueba-nacional", { parent: "pe-dirincri", kind: "specialised-national" });
    expect((await make(open)).status).toBe(201);
    const later = { effectiveOn: dayFromNow(40) };
    const [one, other] = [
      await propose(close(UNITS.national), later),
      await propose(close("pe-prueba-nacional"), later),
    ];
    expect((await decide(second, one, "confirm")).status).toBe(204);
    const refused = await decide(second, other, "confirm");
    expect(refused.status).toBe(422);
    expect(faultOf(refused)).toBe("unit-nobody-hears");
    expect(await decide(administrator, one, "revoke")).toMatchObject({
      status: 403,
      json: { code: "change.own-confirmed" },
    });
    expect((await decide(second, one, "revoke")).status).toBe(204);
    expect((await decide(administrator, other, "revoke")).status).toBe(204);
  });
});

describe("the words of a list the system decides by", () => {
  test("change by two people: deception is not called consent by one", async () => {
    const label = { es: "Consentimiento", en: "Consent" };
    const proposed = changeBody({ kind: "item-relabel", catalogue: "means", code: "deception", label });
    expect((await catalogues.send("POST", "/api/pack-changes/preview", proposed)).json).toMatchObject({
      faults: [],
      takesTwo: true,
    });
    expect((await catalogues.send("POST", "/api/pack-changes", proposed)).status).toBe(201);
    const confirm = (by: Client) => by.send("POST", `/api/pack-changes/${proposed.changeId}/confirm`, {});
    expect(await confirm(catalogues)).toMatchObject({ status: 403, json: { code: "change.own-proposal" } });
    expect(await confirm(await server.signIn("administrator"))).toMatchObject({ status: 403 });
    const words = async () =>
      (await packOf(server.url)).catalogues
        .find(({ id }) => id === "means")
        ?.items.find(({ code }) => code === "deception")?.label;
    // Another change later the register has looked, and nothing of this one is in it.
    expect((await make(addPlatform("red-posterior"), {}, catalogues)).status).toBe(201);
    await eventually(async () => expect(JSON.stringify(await packOf(server.url))).toContain("red-posterior"));
    expect(await words()).not.toEqual(label);
    const [listed] = await changesAbout(catalogues, "catalogue/means");
    expect(listed).toMatchObject({ confirmed: false });
    expect((await confirm(await server.signIn("catalogos2"))).status).toBe(204);
    await eventually(async () => expect(await words()).toEqual(label));
  });

  const addPlatform = (code: string) => ({
    kind: "item-add",
    catalogue: "platform",
    item: { code, label: { es: `Red ${code}`, en: `Network ${code}` } },
  });
});

test("a pack loaded again overwrites nothing an administrator changed", async () => {
  const rename = { kind: "unit-rename", unitId: UNITS.otherStation, name: "Comisaría con nombre nuevo" };
  expect((await make(rename)).status).toBe(201);
  // Another process starts over the same database and reads the same pack.
  const again = await server.second();
  try {
    const names = (await packOf(again.url)).units.filter(({ id }) => id === UNITS.otherStation);
    expect(names.at(-1)?.name).toBe("Comisaría con nombre nuevo");
    const [stored] = await server.rows<{ name: string }>("select name from units where unit_id = $1", [
      UNITS.otherStation,
    ]);
    expect(stored?.name).toBe("Comisaría con nombre nuevo");
    expect(await server.rows("select 1 from pack_changes where kind = 'unit-import'")).toHaveLength(1);
  } finally {
    await again.close();
  }
});
