// Who has a case decides whose names open. Whoever may write in the database, a superuser too, cannot make the vault
// believe that somebody has one: not by the register's tables, not by the vault's own, not by entries.
import { createHash, randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { tryLockLog } from "#src/database/log-queue.ts";
import type { Entry } from "#src/schema/entry.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
const people: Record<string, Client> = {};
beforeAll(async () => {
  // The clock of this server stands still: what is in the log is there because the vault asked for it.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    server = await startServer();
  } finally {
    vi.useRealTimers();
  }
  await server.addOfficer("thief", UNITS.regional, "investigator");
  for (const login of ["registrar", "investigator", "investigator2", "thief"])
    people[login] = await server.signIn(login);
});
afterAll(() => server?.close());

const by = (login: string) => people[login] as Client;
async function held(login = "investigator"): Promise<string> {
  const complaint = newComplaint();
  expect((await by("registrar").send("POST", "/api/complaints", complaint)).status).toBe(201);
  await takeCase(by(login), complaint.caseId);
  return complaint.caseId;
}
const names = (login: string, caseId: string) =>
  by(login).send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
/** What a server that was taken over would send on somebody's behalf. */
async function asker(login: string): Promise<{ session: string | undefined; requestId: string }> {
  const [row] = await server.rows<{ hash: string }>(
    `select encode(s.session_hash, 'hex') as hash from sessions s join officers o using (officer_id)
     where o.login = $1 order by s.created_at desc limit 1`,
    [login],
  );
  return { session: row?.hash, requestId: randomUUID() };
}
/** Past the server. */
const asked = async (login: string, caseId: string): Promise<unknown> =>
  server.house.vault.ask("open", { ...(await asker(login)), caseId, purpose: "investigation" });
const posting = async (login: string) =>
  (
    await server.rows<{ posting_id: string; officer_id: string; unit_id: string }>(
      "select p.posting_id, p.officer_id, p.unit_id from postings p join officers o using (officer_id) where o.login = $1",
      [login],
    )
  )[0];
const hashOf = (body: unknown) =>
  createHash("sha256")
    .update(canonicalize(body) ?? "")
    .digest();
async function entriesOf(caseId: string): Promise<Entry[]> {
  const rows = await server.rows<{ body: Entry }>(
    "select body from entries where case_id = $1 order by seq",
    [caseId],
  );
  return rows.map(({ body }) => body);
}

/** An assignment entry that is whole in itself and chained, as a superuser can write it. */
async function forge(caseId: string, login: string): Promise<void> {
  const entries = await entriesOf(caseId);
  const last = entries.at(-1) as Entry;
  const to = await posting(login);
  const body = {
    ...last,
    entryId: randomUUID(),
    seq: last.seq + 1,
    previousHash: hashOf(last).toString("hex"),
    officerId: to?.officer_id,
    postingId: to?.posting_id,
    content: { ...last.content, act: "take", postingId: to?.posting_id, officerId: to?.officer_id },
  };
  await server.rows(
    `insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
     select $1, case_id, $2, kind, $3, $4, received_at, $5, $6, $7 from entries where entry_id = $8`,
    [
      body.entryId,
      body.seq,
      body.officerId,
      body.postingId,
      hashOf(body),
      hashOf(last),
      JSON.stringify(body),
      last.entryId,
    ],
  );
}

test("what was just registered and taken is in the log as soon as its names are asked for", async () => {
  const inLog = async (caseId: string) =>
    (
      await server.rows(
        "select from entries e join ledger_leaves l on l.log = 'entries' and l.entry_hash = e.entry_hash where case_id = $1",
        [caseId],
      )
    ).length;
  const cases = [await held(), await held()];
  expect(await Promise.all(cases.map(inLog))).toEqual([0, 0]);
  const answers = await Promise.all(cases.map((caseId) => names("investigator", caseId)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await Promise.all(cases.map(inLog))).toEqual([2, 2]);
  // The event of the opening was there before the answer, as ever; and none of the asking before.
  for (const caseId of cases)
    expect(
      await server.rows(
        "select outcome from audit_events where action = 'case.names.open' and case_id = $1",
        [caseId],
      ),
    ).toEqual([{ outcome: "done" }]);
});

test("while another process holds the log names stay closed, and open once it has gone on", async () => {
  const caseId = await held();
  await server.house.owner.query.transaction().execute(async (tx) => {
    expect(await tryLockLog(tx, "entries", 30)).toBe(true);
    const closed = await names("investigator", caseId);
    expect(closed).toMatchObject({ status: 503, json: { code: "vault.unavailable" } });
  });
  expect((await names("investigator", caseId)).status).toBe(200);
});

test("whoever has it opens names, and the vault keeps that in a table of its own", async () => {
  const caseId = await held();
  expect((await names("investigator", caseId)).status).toBe(200);
  const [row] = await server.rows<{ seq: number; holders: string[] }>(
    "select seq, holders from vault_assignments where case_id = $1",
    [caseId],
  );
  expect(row).toEqual({ seq: 2, holders: [(await posting("investigator"))?.posting_id] });
  // Handed on, the copy follows.
  await takeCase(by("investigator2"), caseId);
  expect((await names("investigator2", caseId)).status).toBe(200);
});

describe("somebody who does not have it opens nothing", () => {
  test("with a session whose proof of presence is old, whatever the server let through", async () => {
    const caseId = await held();
    expect(await asked("investigator", caseId)).toMatchObject({
      classes: expect.arrayContaining(["victim"]),
    });
    const proved = (ago: string) =>
      server.rows(
        `update sessions set authenticated_at = clock_timestamp() - $1::interval
         where officer_id = (select officer_id from officers where login = 'investigator')`,
        [ago],
      );
    const events = () =>
      server.rows(
        `select outcome, body #>> '{detail,problem}' as problem from audit_events
         where action = 'case.names.open' and case_id = $1 order by event_id`,
        [caseId],
      );
    try {
      await proved("16 minutes");
      await expect(asked("investigator", caseId)).rejects.toMatchObject({ code: "session.not-fresh" });
      // Whoever may not open them is told no more than before.
      await expect(asked("thief", caseId)).rejects.toMatchObject({ code: "access.refused" });
    } finally {
      await proved("0");
    }
    await asked("investigator", caseId);
    expect(await events()).toEqual([
      { outcome: "done", problem: null },
      { outcome: "refused", problem: "session.not-fresh" },
      { outcome: "refused", problem: "access.refused" },
      { outcome: "done", problem: null },
    ]);
  });

  test("with every table of the register that says who has it written over", async () => {
    const caseId = await held();
    const to = await posting("thief");
    await server.rows("update case_assignments set posting_id = $2, officer_id = $3 where case_id = $1", [
      caseId,
      to?.posting_id,
      to?.officer_id,
    ]);
    await server.rows("update cases set officer_id = $2, handed_over = false where case_id = $1", [
      caseId,
      to?.officer_id,
    ]);
    // The server is deceived: it would let the thief open the names. The vault is not.
    expect(await names("thief", caseId)).toMatchObject({ status: 403, json: { code: "access.refused" } });
    await expect(asked("thief", caseId)).rejects.toThrow("access.refused");
  });

  test("with an entry that says so, whole and chained, which the log never took in", async () => {
    const [untouched, opened] = [await held(), await held()];
    expect((await names("investigator", opened)).status).toBe(200);
    for (const caseId of [untouched, opened]) {
      await forge(caseId, "thief");
      await expect(asked("thief", caseId)).rejects.toThrow(/vault.unavailable|case.altered/);
    }
    expect(
      await server.rows(
        "select from audit_events where action = 'case.names.open' and officer_id = (select officer_id from officers where login = 'thief') and outcome = 'done'",
      ),
    ).toEqual([]);
  });

  test("nor is somebody believed to have it who asks, by such an entry, to open who complained", async () => {
    const caseId = await held();
    const ask = async (login: string) => ({
      ...(await asker(login)),
      unlockId: randomUUID(),
      caseId,
      dataClass: "complainant-identity",
      reason: "danger-to-life",
      explanation: "La amenazan por lo que declaró.",
    });
    await server.house.vault.ask("unlock-ask", await ask("investigator"));
    await forge(caseId, "thief");
    await expect(server.house.vault.ask("unlock-ask", await ask("thief"))).rejects.toThrow(
      /vault.unavailable|case.altered/,
    );
    expect(await server.rows("select from unlock_requests where case_id = $1", [caseId])).toHaveLength(1);
  });

  test("with the entries of a case it had read rewritten from the first on", async () => {
    const caseId = await held();
    expect((await names("investigator", caseId)).status).toBe(200);
    const to = await posting("thief");
    let previous: string | null = null;
    for (const entry of await entriesOf(caseId)) {
      const content =
        entry.kind === "assignment" ? { ...entry.content, postingId: to?.posting_id } : entry.content;
      const body: Record<string, unknown> = { ...entry, content, previousHash: previous };
      await server.rows(
        "update entries set body = $2, entry_hash = $3, previous_hash = $4 where entry_id = $1",
        [
          entry.entryId,
          JSON.stringify(body),
          hashOf(body),
          previous === null ? null : Buffer.from(previous, "hex"),
        ],
      );
      previous = hashOf(body).toString("hex");
    }
    for (const login of ["thief", "investigator"])
      await expect(asked(login, caseId), login).rejects.toThrow("case.altered");
  });

  test("with the vault's own copy written over, or one of another case put in its place", async () => {
    const [caseId, other] = [await held(), await held("thief")];
    for (const [login, of] of [
      ["investigator", caseId],
      ["thief", other],
    ] as const)
      expect((await names(login, of)).status).toBe(200);
    const to = await posting("thief");
    const entrust = (to: string | null) =>
      server.rows("update vault_assignments set entrusted = $2 where case_id = $1", [caseId, to]);
    for (const forged of [JSON.stringify({ [to?.posting_id ?? ""]: [randomUUID()] }), null]) {
      await entrust(forged);
      await expect(asked("investigator", caseId)).rejects.toThrow("case.altered");
    }
    await entrust("{}");
    expect((await names("investigator", caseId)).status).toBe(200);
    await server.rows("update vault_assignments set holders = $2 where case_id = $1", [
      caseId,
      [to?.posting_id],
    ]);
    await expect(asked("thief", caseId)).rejects.toThrow("case.altered");
    await server.rows(
      `update vault_assignments a set holders = o.holders, seal = o.seal, entry_hash = o.entry_hash
       from vault_assignments o where a.case_id = $1 and o.case_id = $2`,
      [caseId, other],
    );
    await expect(asked("thief", caseId)).rejects.toThrow("case.altered");
    // Under a key that is no more, or taken away, it is made anew from what the log holds: the one who has it opens again, the other still does not.
    await server.rows("update vault_assignments set key_version = 9 where case_id = $1", [caseId]);
    await expect(asked("thief", caseId)).rejects.toThrow("access.refused");
    await server.rows("delete from vault_assignments where case_id = $1", [caseId]);
    await expect(asked("thief", caseId)).rejects.toThrow("access.refused");
    expect((await names("investigator", caseId)).status).toBe(200);
  });

  // The last: after it this register finds its log otherwise than it signed it, and signs no more.
  test("with a whole and chained entry put among the leaves of the log: the signed root is another", async () => {
    const caseId = await held();
    await forge(caseId, "thief");
    const last = (await entriesOf(caseId)).at(-1) as Entry;
    // In the place of an entry that was there: the path does not lead to the root that was signed.
    await server.rows("update ledger_leaves set entry_hash = $1 where log = 'entries' and leaf_index = 0", [
      hashOf(last),
    ]);
    await expect(asked("thief", caseId)).rejects.toThrow("vault.unavailable");
  });
});
