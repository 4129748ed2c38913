// Names of so many cases in 24 hours: whatever the session, of two at once, and what is not counted or not refused.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UnlockedFile } from "#src/schema/unlock.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { vaultBeside } from "../support/vault.ts";

const MINUTE = 60_000;
/** Cases whose names an officer of this file opens in 24 hours. */
const LIMIT = 3;

let server: TestServer;
let registrar: Client;
const people: Record<string, Client> = {};
beforeAll(async () => {
  server = await startServer({}, undefined, (configuration, url) => vaultBeside(configuration, url, LIMIT));
  for (const login of ["looping", "hurried", "beside"])
    await server.addOfficer(login, UNITS.national, "specialised-unit");
  registrar = await server.signIn("registrar");
  for (const login of ["looping", "hurried", "beside", "chief", "investigator"])
    people[login] = await server.signIn(login);
});
afterAll(() => server?.close());

const by = (login: string) => people[login] as Client;

async function register(): Promise<string> {
  const complaint = newComplaint();
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  return complaint.caseId;
}

/** Two persons open who complained; how the second one agrees is in test/api/unlocks.test.ts. */
async function openByTwo(first: Client, second: Client, caseId: string): Promise<UnlockedFile> {
  const unlockId = randomUUID();
  const explanation = "La madre llamó: la van a trasladar esta noche y no se ubica al investigador.";
  const asked = { unlockId, dataClass: "complainant-identity", reason: "danger-to-life", explanation };
  expect((await first.send("POST", `/api/cases/${caseId}/unlocks`, asked)).status).toBe(201);
  expect((await second.send("POST", `/api/unlocks/${unlockId}/answer`, { agreed: true })).status).toBe(200);
  const opened = await first.send("POST", `/api/unlocks/${unlockId}/names`);
  expect(opened.status, opened.text).toBe(200);
  return opened.json as UnlockedFile;
}

describe("of so many cases in 24 hours", () => {
  const open = (login: string, caseId: string) =>
    by(login).send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
  const taken = async (login: string) => {
    const caseId = await register();
    await takeCase(by(login), caseId);
    return caseId;
  };
  const several = async (login: string, n: number) => {
    const cases: string[] = [];
    for (let i = 0; i < n; i += 1) cases.push(await taken(login));
    return cases as [string, ...string[]];
  };
  const counted = async (login: string) =>
    (
      await server.rows<{ caseId: string }>(
        `select case_id as "caseId" from names_opened join officers using (officer_id) where login = $1`,
        [login],
      )
    ).map(({ caseId }) => caseId);

  test("an officer opens names and of no more; the same again, others, and what two agreed to are not refused", async () => {
    const cases = await several("looping", LIMIT);
    const [first] = cases;
    const above = await taken("looping");
    const before = Date.now();
    for (const caseId of [...cases, first]) expect((await open("looping", caseId)).status).toBe(200);
    const refused = await open("looping", above);
    expect(refused).toMatchObject({ status: 429, json: { code: "names.limit" } });
    const { freeAt } = refused.json as { freeAt: string };
    // When the first one that counts is a day old; the database keeps that clock.
    const [oldest] = await server.rows<{ free: Date }>(
      "select min(opened_at) + interval '24 hours' as free from names_opened join officers using (officer_id) where login = 'looping'",
    );
    expect(Date.parse(freeAt)).toBe(oldest?.free.getTime());
    expect(Date.parse(freeAt)).toBeGreaterThan(before + 23 * 60 * MINUTE);
    expect(Object.keys(refused.json).sort()).toEqual(["code", "freeAt", "status", "title", "type"]);
    const trail = await server.rows<{ outcome: string; problem: string | null }>(
      "select outcome, body #>> '{detail,problem}' as problem from audit_events where action = 'case.names.open' and case_id = $1",
      [above],
    );
    // By the vault, and by the server that was refused.
    const limited = { outcome: "refused", problem: "names.limit" };
    expect(trail).toEqual([limited, limited]);
    expect((await open("looping", first)).status).toBe(200);
    // Another session is the same person.
    const again = await server.signIn("looping");
    expect((await again.send("POST", `/api/cases/${above}/names`, { purpose: "investigation" })).status).toBe(
      429,
    );
    await takeCase(by("beside"), above);
    expect((await open("beside", above)).status).toBe(200);

    const file = await openByTwo(by("looping"), by("chief"), above);
    expect(file.complainant?.person?.personal?.name?.givenNames).toBeTruthy();
    expect((await counted("looping")).sort()).toEqual([...cases, above].sort());
    // It counts: a day after the first one there are as many as may be, still.
    const other = await taken("looping");
    const ages = (caseId: string) =>
      server.rows(
        "update names_opened set opened_at = opened_at - interval '24 hours' where case_id = $1 and officer_id = (select officer_id from officers where login = 'looping')",
        [caseId],
      );
    await ages(first);
    expect((await open("looping", other)).status).toBe(429);
    await ages(cases[1] as string);
    expect((await open("looping", other)).status).toBe(200);
    expect((await open("looping", first)).status).toBe(429);
  });

  test("several at once are not one more than there are", async () => {
    const cases = await several("hurried", LIMIT + 2);
    const all = await Promise.all(cases.map((caseId) => open("hurried", caseId)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
    expect((await counted("hurried")).length).toBe(LIMIT);
  });

  test("what one has just registered is not counted, until somebody else adds to it", async () => {
    const own: string[] = [];
    for (let i = 0; i <= LIMIT; i += 1) own.push(await register());
    const mine = (caseId: string) =>
      registrar.send("POST", `/api/cases/${caseId}/names`, { purpose: "correction" });
    for (const caseId of own) expect((await mine(caseId)).status).toBe(200);
    expect(await counted("registrar")).toEqual([]);
    await takeCase(by("investigator"), own[0] as string);
    expect((await mine(own[0] as string)).status).toBe(200);
    expect(await counted("registrar")).toEqual([own[0]]);
  });
});
