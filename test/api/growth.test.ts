// What is read to open a case, to list cases and to show a page of the trail does not grow with the register: statements and blocks,
// which are the same on every machine, instead of milliseconds.
import { afterAll, beforeAll, expect, test } from "vitest";
import * as trail from "#src/actions/list-audit.ts";
import * as list from "#src/actions/list-cases.ts";
import * as file from "#src/actions/read-case.ts";
import { PAGE } from "#src/database/audit-trail.ts";
import { loadCases, registerReally } from "../../bench/support/load-cases.ts";
import { loadEvents } from "../../bench/support/load-events.ts";
import { loadOfficers } from "../../bench/support/load-officers.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { type Reading, readings } from "../support/statements.ts";

const [CASES, EVENTS, DAYS, TIMES] = [100, 4_000, 50, 10];
/** An index of a table ten times as large may have one level more: a block for each time it is asked. */
const DEEPER = 2;

let server: TestServer;
let real: string;
let copy: string;
let officer: string;
let known: string;
let number: string;
beforeAll(async () => {
  server = await startServer();
  // One of the staff registers nothing.
  await loadOfficers(server.house.owner.pool, 100, ["registrar2"]);
  [real = ""] = await registerReally(server.house, "registrar", 1);
  await grow(1);
  const found = await server.rows<{ copy: string; officer: string; known: string; fewest: number }>(
    `with officer as (select officer_id as id, count(*)::int as n from audit_events where officer_id is not null
         group by 1 order by 2 desc limit 1),
       known as (select case_id as id, count(*)::int as n from audit_events where case_id is not null
         group by 1 order by 2 desc limit 1)
     select (select case_id from bench_cases where n = 7) as copy, officer.id as officer, known.id as known,
       least(officer.n, known.n) as fewest from officer, known`,
  );
  ({ copy, officer, known } = found[0] ?? expect.fail("nothing was loaded"));
  const numbers = await server.rows<{ number: string }>(
    "select case_number as number from cases where case_id = $1",
    [real],
  );
  number = numbers[0]?.number ?? "";
  // A page that is not full would grow by becoming full.
  expect(found[0]?.fewest).toBeGreaterThan(PAGE);
});
afterAll(() => server?.close());

const grow = async (times: number) => {
  await loadCases(server.house, CASES * times, "registrar");
  await loadEvents(server.house.owner.pool, EVENTS * times, DAYS);
  await server.rows("vacuum analyze");
};

const opening = { trace: file.trace, verb: file.readCase };
const searching = { trace: list.trace, verb: list.listCases };
const listing = { trace: trail.trace, verb: trail.listAudit };
/** Each question, by its name. */
const questions = async (): Promise<Record<string, Reading[]>> => ({
  "one's own case": await readings(server.house, "registrar", opening, { caseId: real }, true),
  "a case the unit was alerted of": await readings(server.house, "national", opening, { caseId: copy }, true),
  "a case of the command": await readings(server.house, "chief", opening, { caseId: real }, true),
  "the list of who has no case": await readings(server.house, "registrar2", searching, {}, true),
  "the list of who has all": await readings(server.house, "national", searching, {}, true),
  "the search for a number": await readings(server.house, "national", searching, { number }, true),
  "the trail of an officer": await readings(server.house, "auditor", listing, { officer }, true),
  "the trail of a case": await readings(server.house, "auditor", listing, { case: known }, true),
});
const blocks = (asked: readonly Reading[]) => asked.reduce((sum, one) => sum + one.blocks, 0);

test("ten times the cases and events are read by as many statements, and hardly more blocks", async () => {
  const before = await questions();
  await grow(TIMES - 1);
  const after = await questions();
  for (const [name, asked] of Object.entries(after)) {
    const small = before[name] ?? [];
    const told = `${name}: ${JSON.stringify({ small, large: asked }, null, 1)}`;
    expect(small.length, told).toBeGreaterThan(0);
    expect(blocks(small), told).toBeGreaterThan(0);
    expect(asked.length, told).toBe(small.length);
    expect(
      asked.flatMap(({ wholeTables }) => wholeTables),
      told,
    ).toEqual([]);
    expect(blocks(asked), told).toBeLessThanOrEqual(blocks(small) * DEEPER);
  }
}, 120_000);
