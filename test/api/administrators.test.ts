// Whoever administers the register cannot read its cases: no door gives them one, and nothing they are told holds one.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#src/database/transact.ts";
import { fires } from "#src/domain/alerts/route-alerts.ts";
import type { Role } from "#src/schema/case.ts";
import type { AlertRule } from "#src/schema/pack.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

const ROLES: readonly Role[] = ["administrator", "catalogue-administrator", "key-custodian"];
/** Words of the complaint that nobody who administers may ever be sent. */
const SECRETS = ["Inventada", "Bar El Ejemplo", "00112233", "900000111"];

let server: TestServer;
let caseNumber: string;
const complaint = newComplaint(typicalComplaint());
beforeAll(async () => {
  server = await startServer();
  for (const role of ROLES) await server.addOfficer(`sin-casos-${role}`, UNITS.top, role);
  const registrar = await server.signIn("registrar");
  const answer = await registrar.send("POST", "/api/complaints", complaint);
  expect(answer.status).toBe(201);
  caseNumber = (answer.json as { caseNumber: string }).caseNumber;
  // Somebody has worked on it, so that the trail holds it.
  expect((await registrar.get(`/api/cases/${complaint.caseId}`)).status).toBe(200);
});
afterAll(() => server?.close());

const asking = (by: Client): Record<string, () => ReturnType<Client["get"]>> => {
  const at = `/api/cases/${complaint.caseId}`;
  return {
    case: () => by.get(at),
    openings: () => by.get(`${at}/openings`),
    names: () => by.send("POST", `${at}/names`, { purpose: "investigation" }),
  };
};

test.each(ROLES)("the %s is given no case, by no door", async (role) => {
  const client = await server.signIn(`sin-casos-${role}`);
  for (const [what, ask] of Object.entries(asking(client))) {
    const answer = await ask();
    expect([403, 404], `${what} answered ${answer.status}`).toContain(answer.status);
    for (const secret of [...SECRETS, caseNumber]) expect(answer.text, what).not.toContain(secret);
  }
  const list = await client.get("/api/cases");
  expect(list.status === 403 || (list.json as { cases: [] }).cases.length === 0).toBe(true);
});

test.each(ROLES)("what the %s may read tells of no case", async (role) => {
  const client = await server.signIn(`sin-casos-${role}`);
  let answered = 0;
  for (const path of [
    "/api/officers",
    "/api/enrolments",
    "/api/system",
    "/api/health",
    "/api/audit",
    "/api/pack-changes?subject=units",
    "/api/pack-changes?subject=law",
  ]) {
    const answer = await client.get(path);
    if (answer.status === 200) answered += 1;
    for (const secret of [...SECRETS, caseNumber, complaint.caseId])
      expect(answer.text, path).not.toContain(secret);
  }
  expect(answered).toBeGreaterThan(2);
});

test("the preview of closing the station says who is posted there, and of its cases nothing", async () => {
  const administrator = await server.signIn("administrator");
  const change = { kind: "unit-close", unitId: UNITS.station, successor: null, postings: "end" };
  const body = { changeId: randomUUID(), effectiveOn: new Date().toISOString().slice(0, 10), change };
  const { json } = await administrator.send("POST", "/api/pack-changes/preview", body);
  expect(Object.keys(json as object).sort()).toEqual(["faults", "officers", "openAlerts", "takesTwo"]);
  expect(typeof (json as { openAlerts: unknown }).openAlerts).toBe("boolean");
});

describe("a rule that is tried", () => {
  const ruleOf = (change: object) => ({
    code: "prueba",
    label: { es: "Prueba", en: "Trial" },
    verdicts: ["consistent", "age-decides"],
    urgency: "immediate",
    receivers: ["national"],
    ...change,
  });
  const ask = (change: object, by = rules) =>
    by.send("POST", "/api/alert-rules/trials", { rule: ruleOf(change) });
  let rules: Client;
  beforeAll(async () => {
    rules = await server.signIn("sin-casos-catalogue-administrator");
  });
  const asked = async (change: object) => {
    const answer = await ask(change);
    expect(answer.status, answer.text).toBe(200);
    return (answer.json as { asked: number | null }).asked;
  };

  test("is answered for whoever changes rules, rounded, and agrees with the rule as alerts go by it", async () => {
    const registrar = await server.signIn("registrar");
    for (const login of ["administrator", "registrar", "chief"])
      expect((await ask({}, await server.signIn(login))).status, login).toBe(403);
    expect((await ask({}, server.anonymous)).status).toBe(401);
    expect((await ask({ verdicts: ["perhaps"] })).status).toBe(422);
    const adult = (age?: number) =>
      typicalComplaint({
        victims: [{ personId: randomUUID(), ...(age !== undefined && { ageAtFacts: age }) }],
        suspects: [],
      });
    const kinds = [
      ...Array.from({ length: 9 }, () => adult(30)),
      ...Array.from({ length: 3 }, () => adult()),
      adult(15),
      ...Array.from({ length: 2 }, () => typicalComplaint({ purposes: ["begging"] })),
      typicalComplaint({ acts: [], means: [] }),
    ];
    for (const complaint of kinds) {
      const answer = await registrar.send("POST", "/api/complaints", newComplaint(complaint));
      expect(answer.status, answer.text).toBe(201);
    }
    const cases = await server.rows<{
      finding: { verdict: string; palermo: string; exploitation: string[]; victims: { minor: string }[] };
    }>("select finding from cases where not walled");
    const tried = [
      {},
      { minor: true },
      { verdicts: ["not-consistent"] },
      {
        verdicts: ["consistent", "age-decides", "incomplete", "not-consistent"],
        minor: true,
        sexualPurpose: true,
      },
    ];
    const answers: (number | null)[] = [];
    for (const change of tried) {
      const rule = ruleOf(change) as unknown as AlertRule;
      const fired = cases.filter(({ finding: { verdict, palermo, exploitation, victims } }) =>
        fires(rule, {
          verdict: verdict as never,
          palermo: palermo as never,
          mayBeMinor: victims.length === 0 || victims.some(({ minor }) => minor !== "no"),
          minor: victims.some(({ minor }) => minor === "yes"),
          sexualPurpose: exploitation.includes("sexual"),
        }),
      ).length;
      const rounded = fired < 10 ? null : Math.round(fired / 5) * 5;
      answers.push(await asked(change));
      expect([change, answers.at(-1)]).toEqual([change, rounded]);
    }
    // The table must hold both kinds of answer to say anything.
    expect(answers).toContain(null);
    expect(answers.some((n) => n !== null && n >= 10)).toBe(true);
    // Beside the rule in force, where there is one of that code.
    const [inForce] = server.house.pack.alertRules.rules;
    const both = await rules.send("POST", "/api/alert-rules/trials", { rule: inForce });
    expect(both.json).toMatchObject({ inForce: (both.json as { asked: number | null }).asked });
    const trail = await server.rows<{ detail: object }>(
      "select body -> 'detail' as detail from audit_events where action = 'alert-rule.try' and outcome = 'done'",
    );
    expect(trail).toHaveLength(5);
    expect(trail.every(({ detail }) => !("asked" in detail))).toBe(true);
  });

  test("gives the program no exact number, and nothing of a case", async () => {
    const zone = (statement: string) =>
      transact(server.house.real.pool.pool, { zone: "reta_people" }, (tx) => sql.raw(statement).execute(tx));
    await expect(zone("select count(*) from cases")).rejects.toThrow("permission denied");
    await zone("select cases_a_rule_fires_for('{consistent}', false, false, now())");
    await expect(
      transact(server.house.real.pool.pool, { zone: "reta_audit" }, (tx) =>
        sql.raw("select cases_a_rule_fires_for('{consistent}', false, false, now())").execute(tx),
      ),
    ).rejects.toThrow("permission denied");
  });
});
