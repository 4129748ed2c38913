// A reform of the tree, as in Peru, where 14 directorates became 22: units open, close, move and merge on a day, by orders
// sent through the API; old cases keep their place, the new chiefs have them in their lists, and no count changes.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CaseLine, Role } from "#src/schema/case.ts";
import { newComplaint } from "../support/complaints.ts";
import { dayFromNow, eventually, makeChange, packOf } from "../support/pack-changes.ts";
import { addOfficers, type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let administrator: Client;
beforeAll(async () => {
  server = await startServer();
  administrator = await server.signIn("administrator");
});
afterAll(() => server?.close());

const two = (n: number) => String(n).padStart(2, "0");
/** Directorates of before, stations, and directorates of the reform. */
const [old, station, fresh] = ["pe-antes-", "pe-comisaria-", "pe-reforma-"].map(
  (name) => (n: number) => `${name}${two(n)}`,
) as [(n: number) => string, (n: number) => string, (n: number) => string];
const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

async function change(what: object, effectiveOn: string): Promise<void> {
  const answer = await makeChange(administrator, what, { effectiveOn, orderNumber: "DL-1267" });
  expect(answer.status, `${JSON.stringify(what)} ${answer.text}`).toBe(201);
}
const opened = (id: string, parent: string, kind: string) => ({
  kind: "unit-open",
  unit: { ...{ id, parent, kind, name: `Unidad ${id}`, entity: null, place: "170101", competence: [] } },
});
const moved = (unitId: string, parent: string) => ({ kind: "unit-move", unitId, parent });

/** Directorates of this test that stand on a day. */
const standing = async (day: string) =>
  (await packOf(server.url)).units
    .filter(({ id, parent }) => /^pe-(antes|reforma)-/.test(id) && parent === UNITS.top)
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo)).length;
async function registered(login: string): Promise<string> {
  const complaint = newComplaint();
  const sent = await (await server.signIn(login)).send("POST", "/api/complaints", complaint);
  expect(sent.status, sent.text).toBe(201);
  return complaint.caseId;
}
/** All the reader's cases of today, by the unit each stands at. */
async function today(login: string): Promise<Record<string, string>> {
  const day = dayFromNow(0);
  const answer = await (await server.signIn(login)).get(`/api/cases?from=${day}&to=${day}`);
  expect(answer.status, login).toBe(200);
  const { cases } = answer.json as { cases: CaseLine[] };
  return Object.fromEntries(cases.map(({ caseId, unitId }) => [caseId, unitId]));
}

test("fourteen directorates become twenty-two: every case keeps its place, and goes on under who commands it now", async () => {
  const before = dayFromNow(-9);
  for (const n of upTo(14)) await change(opened(old(n), UNITS.top, "region"), before);
  for (const n of [1, 2, 3, 4, 13]) await change(opened(station(n), old(n), "station"), before);
  const staff: Record<string, readonly [string, Role]> = { general: [UNITS.top, "chief"] };
  for (const n of [1, 2, 4, 13]) {
    staff[`registra-${n}`] = [station(n), "registrar"];
    staff[`propia-${n}`] = [old(n), "registrar"];
    staff[`jefe-${n}`] = [old(n), "chief"];
  }
  await eventually(async () => expect(await standing(dayFromNow(0))).toBe(14));
  await addOfficers(server.house, staff);
  const cases = new Map<string, string>();
  for (const n of [1, 2, 4, 13]) {
    cases.set(station(n), await registered(`registra-${n}`));
    cases.set(old(n), await registered(`propia-${n}`));
  }
  const at = (...units: string[]) =>
    Object.fromEntries(units.map((unit) => [cases.get(unit) ?? randomUUID(), unit]));
  const all = at(...cases.keys());
  expect(await today("general")).toEqual(all);
  for (const n of [1, 2, 4, 13]) expect(await today(`jefe-${n}`)).toEqual(at(station(n), old(n)));

  // The reform: eleven open; one closes into another, two merge, and one gives up a station.
  const on = dayFromNow(0);
  for (const n of upTo(11)) await change(opened(fresh(n), UNITS.top, "region"), on);
  await change(moved(station(1), fresh(1)), on);
  const closed = { kind: "unit-close", unitId: old(1), successor: fresh(1), postings: "end" };
  await change(closed, on);
  for (const n of [2, 3]) await change(moved(station(n), fresh(2)), on);
  await change(
    { ...{ kind: "unit-merge", unitIds: [old(2), old(3)], into: fresh(2), postings: "move" } },
    on,
  );
  await change(moved(station(4), fresh(3)), on);
  await eventually(async () => expect(await standing(on)).toBe(22));
  expect(await standing(dayFromNow(-1))).toBe(14);

  await addOfficers(server.house, {
    "nueva-1": [fresh(1), "chief"],
    "nueva-3": [fresh(3), "chief"],
    "nueva-9": [fresh(9), "chief"],
  });
  // What stands above sees what it saw, at the units where it was registered: no count of the day has changed.
  expect(await today("general")).toEqual(all);
  expect(await today("nueva-1")).toEqual(at(station(1), old(1)));
  // Those who moved with their unit are of the new one.
  await eventually(async () => expect(await today("jefe-2")).toEqual(at(station(2), old(2))));
  const { unitId } = (await (await server.signIn("jefe-2")).get("/api/session")).json as { unitId: string };
  expect(unitId).toBe(fresh(2));
  // A station that went to another directorate took its cases there; what the old one registered itself stays.
  expect(await today("jefe-4")).toEqual(at(old(4)));
  expect(await today("nueva-3")).toEqual(at(station(4)));
  expect(await today("jefe-13")).toEqual(at(station(13), old(13)));
  expect(await today("nueva-9")).toEqual({});
  const kept = await server.rows<{ id: string; unit: string }>(
    "select case_id as id, unit_id as unit from cases",
  );
  expect(Object.fromEntries(kept.map(({ id, unit }) => [id, unit]))).toEqual(all);
  // Of the directorate that closed nobody commands any more.
  await expect(server.signIn("jefe-1")).rejects.toThrow();
  const ended = await server.rows<{ login: string }>(
    `select login from postings join officers using (officer_id)
     where unit_id like 'pe-antes-%' and valid_to <= now() order by login`,
  );
  expect(ended.map(({ login }) => login)).toEqual(["jefe-1", "jefe-2", "propia-1", "propia-2"]);
}, 60_000);
