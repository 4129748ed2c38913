// A chief ends the posting of an officer who is moved: by an order, with every session and stream, and the cases are there to be handed over.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Enrolment } from "#src/schema/account.ts";
import type { GiverLine } from "#src/schema/assignment.ts";
import type { Role } from "#src/schema/case.ts";
import { device, takeCase } from "../support/assignments.ts";
import { newComplaint } from "../support/complaints.ts";
import { openScreen } from "../support/events.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { tryAs } from "../support/trial.ts";

let server: TestServer;
const clients = new Map<string, Client>();
const STAFF: Readonly<Record<string, readonly [unitId: string, role: Role]>> = {
  "station-chief": [UNITS.station, "chief"],
  deputy: [UNITS.station, "chief"],
  leaver: [UNITS.station, "registrar"],
  inner: [UNITS.station, "internal-affairs"],
  far: [UNITS.otherStation, "registrar"],
  "court-chief": [UNITS.court, "chief"],
  clerk: [UNITS.court, "court-clerk"],
};
beforeAll(async () => {
  server = await startServer();
  for (const [login, [unitId, role]] of Object.entries(STAFF)) await server.addOfficer(login, unitId, role);
  for (const login of [
    "registrar",
    "colleague",
    "investigator",
    "investigator2",
    "chief",
    ...Object.keys(STAFF),
  ])
    clients.set(login, await server.signIn(login));
});
afterAll(() => server?.close());

const client = (login: string): Client => clients.get(login) as Client;
async function posted(login: string): Promise<{ postingId: string; officerId: string; ended: boolean }> {
  const [row] = await server.rows<{ postingId: string; officerId: string; ended: boolean }>(
    `select posting_id as "postingId", officer_id as "officerId", coalesce(valid_to <= now(), false) as ended
     from postings join officers using (officer_id) where login = $1`,
    [login],
  );
  return row ?? { postingId: "", officerId: "", ended: false };
}
const end = async (by: Client, login: string, body: object = {}) => {
  const { postingId } = await posted(login);
  const sent = { endingId: randomUUID(), orderNumber: "RD-77-2026", ...body };
  return by.send("POST", `/api/postings/${postingId}/endings`, sent);
};

test("nobody's own posting, a peer's, a superior's or one elsewhere is ended by a chief, nor one of who oversees", async () => {
  const by = client("station-chief");
  expect((await end(server.anonymous, "leaver")).status).toBe(401);
  for (const login of ["registrar", "investigator", "inner"])
    expect((await end(client(login), "leaver")).status, login).toBe(403);
  for (const [login, status] of [
    ["station-chief", 403],
    ["deputy", 403],
    ["inner", 403],
    ["chief", 404],
    ["far", 404],
    ["clerk", 404],
  ] as const)
    expect((await end(by, login)).status, login).toBe(status);
  expect((await end(by, "inner")).json).toMatchObject({ code: "posting.end-takes-two" });
  for (const body of [{ orderNumber: "" }, { orderNumber: undefined }, { endingId: "x" }])
    expect((await end(by, "leaver", body)).status, JSON.stringify(body)).toBe(422);
  for (const login of ["station-chief", "deputy", "inner", "chief", "far", "leaver"])
    expect((await posted(login)).ended, login).toBe(false);
  const { officers } = (await by.get("/api/enrolments")).json as { officers: Enrolment[] };
  const mayEnd = officers.filter((one) => one.mayEnd).map(({ login }) => login);
  expect(mayEnd.sort()).toEqual(["colleague", "leaver", "registrar"]);
});

test("by an order it ends at once, sessions and streams with it, and what the officer had is on the chief's list", async () => {
  const complaint = newComplaint();
  expect((await client("leaver").send("POST", "/api/complaints", complaint)).status).toBe(201);
  await takeCase(client("investigator"), complaint.caseId);
  const { officerId, postingId } = await posted("leaver");
  const endingId = randomUUID();
  const screen = await openScreen(server.url, client("investigator2"));
  const asked = Date.now();
  expect((await end(client("chief"), "investigator2")).status).toBe(201);
  const done = await end(client("station-chief"), "leaver", { endingId });
  expect(done).toMatchObject({ status: 201, json: { officerId } });
  expect((await end(client("station-chief"), "leaver", { endingId })).text).toBe(done.text);
  expect((await end(client("chief"), "leaver", { endingId })).status).toBe(409);
  expect((await end(client("station-chief"), "leaver")).status).toBe(404);
  await vi.waitFor(async () => expect((await client("leaver").get("/api/session")).status).toBe(401), {
    ...{ timeout: 10_000, interval: 200 },
  });
  await screen.ended;
  expect(Date.now() - asked).toBeLessThan(60_000);
  const [kept] = await server.rows<object>(
    `select order_number as "order", by_posting = $2 as by from posting_endings where posting_id = $1`,
    [postingId, (await posted("station-chief")).postingId],
  );
  expect(kept).toEqual({ order: "RD-77-2026", by: true });
  const trail = await server.rows<{ detail: object }>(
    `select body -> 'detail' as detail from audit_events
     where action = 'posting.end-by-order' and outcome = 'done' and body #>> '{detail,posting}' = $1 order by event_id`,
    [postingId],
  );
  expect(trail[0]?.detail).toMatchObject({ officer: officerId, order: "RD-77-2026" });
  const { givers } = (await client("station-chief").get("/api/hand-overs/givers?search=leaver")).json as {
    givers: GiverLine[];
  };
  expect(givers).toMatchObject([{ officerId, ended: true }]);
  const { cases } = (await client("station-chief").get(`/api/cases?holder=${officerId}`)).json as {
    cases: { caseId: string }[];
  };
  expect(cases.map(({ caseId }) => caseId)).toEqual([complaint.caseId]);
  const list = await client("station-chief").send("POST", "/api/hand-overs", {
    ...{ ...device(), handOverId: randomUUID(), giver: officerId, cases: [complaint.caseId] },
    receiver: (await posted("colleague")).postingId,
  });
  expect(list.status, list.text).toBe(201);
});

test("the chief of a court ends a clerk's, and the database lets nobody else", async () => {
  const clerk = await posted("clerk");
  const by = async (login: string, role: string) => {
    const { officerId, postingId } = await posted(login);
    const unitId = STAFF[login]?.[0] ?? UNITS.station;
    const context = { zone: "reta_people", officerId, postingId, unitId, role } as const;
    const said = (target: string) =>
      tryAs(
        server,
        context,
        sql`insert into posting_endings (ending_id, posting_id, order_number, ended_by, by_posting)
          values (gen_random_uuid(), ${target}, 'RD-1', ${officerId}, ${postingId})`,
      );
    return { context, said };
  };
  const chief = await by("station-chief", "chief");
  expect(await chief.said((await posted("colleague")).postingId)).toBe("done");
  for (const login of ["station-chief", "deputy", "inner", "chief", "far", "clerk"])
    expect(await chief.said((await posted(login)).postingId), login).toBe("23514");
  // Having been a chief, or being none, is not enough.
  expect(await (await by("registrar", "chief")).said((await posted("colleague")).postingId)).toBe("23514");
  const ends = sql`update postings set valid_to = clock_timestamp() where posting_id = ${clerk.postingId}`;
  expect(await tryAs(server, (await by("court-chief", "chief")).context, ends)).toBe("23514");
  expect((await end(client("court-chief"), "clerk")).status).toBe(201);
  expect((await posted("clerk")).ended).toBe(true);
});
