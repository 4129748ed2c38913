// Registrations that share a transaction: whose they are, what happens to one happens to no other, and who waits for whom.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "#src/actions/context.ts";
import { registerComplaint } from "#src/actions/register-complaint.ts";
import { type Transaction, transact } from "#src/database/transact.ts";
import { actorOf } from "#src/main/register-as.ts";
import type { NewComplaint } from "#src/schema/complaint.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Line, openLine } from "../support/proxy.ts";
import { startServer, type TestServer } from "../support/server.ts";

let line: Line;
let server: TestServer;
let officer: Actor;
let other: Actor;
let superuser: pg.Client;
beforeAll(async () => {
  line = await openLine();
  server = await startServer({}, line.through);
  const [first, second] = await Promise.all(
    ["registrar", "registrar2"].map((login) => actorOf(server.house, login)),
  );
  if (first === undefined || second === undefined) throw new Error("an officer of the tests is not there");
  [officer, other] = [first, second];
  superuser = new pg.Client({
    connectionString: server.database.superuserUrl,
    options: "-c search_path=reta",
  });
  await superuser.connect();
});
afterAll(async () => {
  line?.set("open");
  await superuser?.end();
  await server?.close();
  await line?.close();
});

const register = (input: NewComplaint, actor = officer) =>
  server.house.performTogether({ actor, requestId: randomUUID(), training: false }, registerComplaint, input);
/** Whose each case is and in which transaction it was written, in the order asked for. */
async function written(inputs: readonly NewComplaint[]) {
  const found = await server.rows<{ id: string; officer: string; transaction: string }>(
    "select case_id as id, officer_id as officer, xmin::text as transaction from cases where case_id = any($1)",
    [inputs.map(({ caseId }) => caseId)],
  );
  return inputs.map(({ caseId }) => found.find(({ id }) => id === caseId));
}
const eventsOf = ({ caseId }: NewComplaint) =>
  server.rows<{ officer: string; outcome: string; transaction: string; problem: string | null }>(
    `select officer_id as officer, outcome, xmin::text as transaction, body -> 'detail' ->> 'problem' as problem
     from audit_events where case_id = $1 and action = 'complaint.register' order by event_id`,
    [caseId],
  );
/** Keeps every case from being written until released; resolves when the registrations under way have run into it. */
async function hold(): Promise<{ waiting(): Promise<void>; release(): Promise<void> }> {
  await superuser.query("begin; lock table cases in share mode");
  return {
    waiting: () =>
      vi.waitFor(
        async () => {
          const [stuck] = await server.rows<{ n: number }>(
            "select count(*)::int as n from pg_locks where relation = 'cases'::regclass and not granted",
          );
          expect(stuck?.n).toBe(1);
        },
        { timeout: 10_000, interval: 10 },
      ),
    release: async () => void (await superuser.query("rollback")),
  };
}

test("officers who register at the same moment share a transaction; each case and each event is its officer's own", async () => {
  const inputs = Array.from({ length: 6 }, () => newComplaint());
  const answers = await Promise.all(inputs.map((input, i) => register(input, i % 2 ? other : officer)));
  expect(answers.map(({ entryId }) => entryId)).toEqual(inputs.map(({ entryId }) => entryId));
  const cases = await written(inputs);
  expect(cases.map((row) => row?.officer)).toEqual(inputs.map((_, i) => (i % 2 ? other : officer).officerId));
  expect(new Set(cases.map((row) => row?.transaction)).size).toBe(1);
  for (const [i, input] of inputs.entries())
    expect(await eventsOf(input)).toEqual([
      {
        officer: cases[i]?.officer,
        outcome: "done",
        transaction: cases[i]?.transaction,
        problem: null,
      },
    ]);
});

test("as long as every turn of the event loop brings another, all of them share a transaction", async () => {
  const inputs = Array.from({ length: 4 }, () => newComplaint());
  const answers: Promise<unknown>[] = [];
  await new Promise<void>((done) => {
    const arrive = ([input, ...later]: readonly NewComplaint[]) => {
      if (input === undefined) return done();
      setImmediate(arrive, later);
      answers.push(register(input));
    };
    arrive(inputs);
  });
  await Promise.all(answers);
  expect(new Set((await written(inputs)).map((row) => row?.transaction)).size).toBe(1);
});

test("what is refused to one is stored for all others, and leaves its own refusal", async () => {
  const repeated = newComplaint();
  await register(repeated);
  const good = [newComplaint(), newComplaint(), newComplaint()];
  const outcomes = await Promise.allSettled(
    [good[0], repeated, good[1], good[2]].map((input) => register(input as NewComplaint)),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  expect(outcomes[1]).toMatchObject({ reason: { code: "entry.id-taken" } });
  for (const input of good) expect(await eventsOf(input)).toMatchObject([{ outcome: "done" }]);
  expect(await eventsOf(repeated)).toMatchObject([
    { outcome: "done" },
    { outcome: "refused", problem: "entry.id-taken" },
  ]);
});

test("a complaint that is not valid never joins the others, and a fault of ours in one does not reach them", async () => {
  const invalid = newComplaint(typicalComplaint({ factsTo: "2999-01-01" }));
  // A posting that is not there: the database refuses the entry with a constraint no client can run into.
  const broken = { ...officer, postingId: randomUUID() };
  const inputs = [newComplaint(), invalid, newComplaint(), newComplaint()];
  const outcomes = await Promise.allSettled(
    inputs.map((input, i) => register(input, i === 2 ? broken : officer)),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
  expect(outcomes[1]).toMatchObject({ reason: { code: "input.invalid" } });
  expect(outcomes[2]).toMatchObject({ reason: { constraint: "entries_posting" } });
  expect((await written(inputs)).map((row) => row !== undefined)).toEqual([true, false, false, true]);
  expect(await eventsOf(invalid)).toMatchObject([{ outcome: "refused", problem: "input.invalid" }]);
});

test("the same complaint twice at once is one entry", async () => {
  const twice = newComplaint();
  const outcomes = await Promise.allSettled([register(twice), register(newComplaint()), register(twice)]);
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toMatchObject([{ reason: { code: "entry.id-taken" } }]);
  expect(outcomes[1]?.status).toBe("fulfilled");
  expect(await written([twice])).toMatchObject([{ officer: officer.officerId }]);
});

test("whoever comes while a transaction is under way waits for that one and then goes with all who waited", async () => {
  const first = [newComplaint(), newComplaint()];
  const second = Array.from({ length: 5 }, () => newComplaint());
  const held = await hold();
  const answers = first.map((input) => register(input));
  await held.waiting();
  for (const input of second) answers.push(register(input));
  await held.waiting();
  await held.release();
  await Promise.all(answers);
  const [before, after] = [await written(first), await written(second)];
  expect(new Set(before.map((row) => row?.transaction)).size).toBe(1);
  expect(new Set(after.map((row) => row?.transaction)).size).toBe(1);
  expect(after[0]?.transaction).not.toBe(before[0]?.transaction);
});

test("a line that breaks under a shared transaction leaves all of it unknown, nothing half there, and sending again works", async () => {
  const inputs = Array.from({ length: 4 }, () => newComplaint());
  const held = await hold();
  const answers = Promise.allSettled(inputs.map((input) => register(input)));
  await held.waiting();
  line.set("cut");
  await held.release();
  for (const outcome of await answers)
    expect(outcome).toMatchObject({ status: "rejected", reason: { code: "register.unavailable" } });
  line.set("open");
  // PostgreSQL either met the commit behind the statements or the end of the line: all or none.
  const stored = await vi.waitFor(
    async () => {
      const [open] = await server.rows<{ n: number }>(
        "select count(*)::int as n from pg_locks where relation = 'cases'::regclass and mode = 'RowExclusiveLock'",
      );
      expect(open?.n).toBe(0);
      return (await written(inputs)).filter((row) => row !== undefined).length;
    },
    { timeout: 20_000, interval: 50 },
  );
  expect([0, inputs.length]).toContain(stored);
  const again = await Promise.allSettled(inputs.map((input) => register(input)));
  for (const outcome of again)
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "entry.id-taken" });
  expect((await written(inputs)).every((row) => row !== undefined)).toBe(true);
});

test("a shared transaction reads nothing and writes for nobody it does not name", async () => {
  const [known] = await server.rows<{ id: string }>("select case_id as id from cases limit 1");
  const shared = (work: (tx: Transaction) => Promise<unknown>) =>
    transact(
      server.house.real.pool.pool,
      { zone: "reta_cases", officers: `${officer.officerId},${randomUUID()}` },
      work,
    );
  for (const table of ["cases", "entries", "case_people", "alerts"]) {
    const { rows } = (await shared((tx) =>
      sql<{ n: number }>`select count(*)::int as n from ${sql.ref(table)}`.execute(tx),
    )) as { rows: { n: number }[] };
    expect(rows, table).toEqual([{ n: 0 }]);
  }
  const entry = (officerId: string, seq: number) => (tx: Transaction) =>
    sql`insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
      values (${randomUUID()}, ${known?.id}, ${seq}, 'supplement', ${officerId}, ${officer.postingId}, now(),
        sha256('x'), case when ${seq}::int > 1 then sha256('y') end, '{}')`.execute(tx);
  const refused = { code: "42501" };
  await expect(shared(entry(other.officerId, 1))).rejects.toMatchObject(refused);
  await expect(shared(entry(officer.officerId, 2))).rejects.toMatchObject(refused);
  await expect(
    shared((tx) =>
      sql`insert into alerts (alert_id, case_id, entry_id, unit_id, registered_by, rule, urgency, suggested_by_narrative, level, raised_at)
        values (${randomUUID()}, ${known?.id}, ${randomUUID()}, 'pe-divintrap', ${other.officerId}, 'x', 'x', false, 0, now())`.execute(
        tx,
      ),
    ),
  ).rejects.toMatchObject(refused);
});
