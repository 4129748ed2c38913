// A number by which an officer is known and that is another person's: who withdraws it, what it does, and what it does not.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transact } from "#src/database/transact.ts";
import type { MarkWithdrawal } from "#src/schema/mark-withdrawal.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
const as: Record<string, Client> = {};
const client = (login: string): Client => as[login] as Client;

beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("inspector", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("inspector2", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("fiscal", UNITS.prosecutors, "prosecutor");
  await server.addOfficer("fiscal2", UNITS.prosecutors, "prosecutor");
  await server.addOfficer("amends", UNITS.top, "amender");
  for (const login of [
    "registrar",
    "chief",
    "inspector",
    "inspector2",
    "fiscal",
    "fiscal2",
    "amends",
    "auditor",
  ])
    as[login] = await server.signIn(login);
});
afterAll(() => server?.close());

const status = async (login: string, caseId: string) =>
  (await client(login).get(`/api/cases/${caseId}`)).status;

describe("the mark of a number that is another person's", () => {
  let made = 0;
  /** An officer at the other station, known by a card that is somebody else's. */
  async function wrongly(
    unitId: string = UNITS.otherStation,
    role: "registrar" | "internal-affairs" = "registrar",
  ) {
    const login = `namesake-${++made}`;
    const number = `7100000${made}`;
    await server.addOfficer(login, unitId, role);
    const [{ id } = { id: "" }] = await server.rows<{ id: string }>(
      "select officer_id as id from officers where login = $1",
      [login],
    );
    const administrator = await server.signIn("administrator");
    const mark = () =>
      administrator.send("POST", `/api/officers/${id}/identity-cards`, { identityCard: number });
    expect((await mark()).status).toBe(204);
    return { login, number, id, mark };
  }
  const ask = async (by: Client, of: { login: string; number: string }, change: object = {}) => {
    const withdrawalId = randomUUID();
    const body = {
      ...{ withdrawalId, login: of.login, number: of.number, reason: "another-person" },
      ...change,
    };
    const answer = await by.send("POST", "/api/mark-withdrawals", { document: "OF-1-2026", ...body });
    return { withdrawalId, answer };
  };
  const agree = (by: Client, withdrawalId: string, number: string) =>
    by.send("POST", `/api/mark-withdrawals/${withdrawalId}/agree`, { number });
  const refuse = (by: Client, withdrawalId: string) =>
    by.send("POST", `/api/mark-withdrawals/${withdrawalId}/refuse`, {});
  const listed = async (by: Client) =>
    ((await by.get("/api/mark-withdrawals")).json as { withdrawals: MarkWithdrawal[] }).withdrawals;
  const naming = async (number: string): Promise<string> => {
    const documents = [{ type: "dni", number }];
    const body = newComplaint(
      typicalComplaint({ suspects: [{ personId: randomUUID(), personal: { documents } }] }),
    );
    const answer = await client("registrar").send("POST", "/api/complaints", body);
    expect(answer.status, answer.text).toBe(201);
    return body.caseId;
  };
  const isWalled = async (caseId: string) =>
    (await server.rows("select from case_walls where case_id = $1", [caseId])).length === 1;
  const code = ({ json }: { json: unknown }) => (json as { code: string }).code;

  test("is withdrawn by internal affairs and a prosecutor, and counts again when it is made again", async () => {
    const of = await wrongly();
    const before = await naming(of.number);
    expect(await isWalled(before)).toBe(true);
    const { withdrawalId, answer } = await ask(client("inspector"), of);
    expect(answer.status, answer.text).toBe(204);
    expect(await isWalled(await naming(of.number))).toBe(true);
    expect((await ask(client("inspector"), of)).answer).toMatchObject({
      status: 409,
      json: { code: "mark.already-asked" },
    });
    // Neither who asked, nor another of the same side, nor who has not seen the number.
    for (const login of ["inspector", "inspector2"])
      expect((await agree(client(login), withdrawalId, of.number)).status, login).toBe(403);
    expect(code(await agree(client("fiscal"), withdrawalId, "71999999"))).toBe("mark.other-number");
    expect((await listed(client("fiscal"))).find((one) => one.withdrawalId === withdrawalId)).toMatchObject({
      ...{ login: of.login, state: "waits", steps: ["agree", "refuse"], askedBy: "Oficial inspector" },
    });
    expect((await agree(client("fiscal"), withdrawalId, of.number)).status).toBe(204);
    expect(code(await agree(client("fiscal2"), withdrawalId, of.number))).toBe("change.already-decided");
    const after = await naming(of.number);
    expect(await isWalled(after)).toBe(false);
    expect(await status("registrar", after)).toBe(200);
    // A wall that stands is lifted by its own rule alone.
    expect(await isWalled(before)).toBe(true);
    const administrator = await server.signIn("administrator");
    const known = async () =>
      (
        (await administrator.get(`/api/officers?search=${of.login}`)).json as {
          officers: { identityCard: boolean }[];
        }
      ).officers[0]?.identityCard;
    expect(await known()).toBe(false);
    expect((await of.mark()).status).toBe(204);
    expect(await known()).toBe(true);
    expect(await isWalled(await naming(of.number))).toBe(true);
    expect((await listed(client("inspector"))).find((one) => one.withdrawalId === withdrawalId)?.state).toBe(
      "revived",
    );
    const again = await ask(client("fiscal"), of);
    expect((await agree(client("inspector"), again.withdrawalId, of.number)).status).toBe(204);
    expect(await isWalled(await naming(of.number))).toBe(false);
    expect(await isWalled(after)).toBe(false);
    const trail = await server.rows<{ action: string; body: string }>(
      "select action, body::text as body from audit_events where body::text like $1 and outcome = 'done'",
      [`%${withdrawalId}%`],
    );
    expect(trail.map(({ action }) => action).sort()).toEqual(["officer.unmark", "officer.unmark.agree"]);
    for (const { body } of trail) expect(body).not.toContain(of.number);
  });

  test("made again while it waits: nobody can agree any more", async () => {
    const of = await wrongly();
    const { withdrawalId } = await ask(client("inspector"), of);
    expect((await of.mark()).status).toBe(204);
    expect((await agree(client("fiscal"), withdrawalId, of.number)).status).toBe(409);
    expect(await isWalled(await naming(of.number))).toBe(true);
  });

  test("refused or taken back, it stays; and it can be asked for anew", async () => {
    const of = await wrongly();
    const refused = await ask(client("inspector"), of);
    expect((await refuse(client("fiscal"), refused.withdrawalId)).status).toBe(204);
    const taken = await ask(client("inspector"), of);
    expect((await refuse(client("inspector"), taken.withdrawalId)).status).toBe(204);
    expect((await agree(client("fiscal"), taken.withdrawalId, of.number)).status).toBe(409);
    expect(await isWalled(await naming(of.number))).toBe(true);
  });

  test("nobody has a word without a session, another role, or about themselves and their line", async () => {
    const of = await wrongly();
    const nobody = server.anonymous;
    const { withdrawalId } = await ask(client("inspector"), of);
    expect((await nobody.get("/api/mark-withdrawals")).status).toBe(401);
    expect((await ask(nobody, of)).answer.status).toBe(401);
    expect((await agree(nobody, withdrawalId, of.number)).status).toBe(401);
    expect((await refuse(nobody, withdrawalId)).status).toBe(401);
    for (const login of ["registrar", "chief", "auditor", "amends"]) {
      expect((await client(login).get("/api/mark-withdrawals")).status, login).toBe(403);
      expect((await ask(client(login), of)).answer.status, login).toBe(403);
      expect((await agree(client(login), withdrawalId, of.number)).status, login).toBe(403);
      expect((await refuse(client(login), withdrawalId)).status, login).toBe(403);
    }
    const missing = await ask(client("inspector"), { login: "nobody-there", number: of.number });
    const other = await ask(client("inspector"), { login: of.login, number: "71888888" });
    expect([missing.answer.status, other.answer.status]).toEqual([404, 404]);
    const bare = ({ json }: typeof other.answer) => ({ ...(json as object), requestId: "" });
    expect(bare(missing.answer)).toEqual(bare(other.answer));
    expect((await ask(client("inspector"), of, { document: "Juan Inventado" })).answer.status).toBe(422);
    // The number is kept nowhere, also not as that of the paper.
    expect((await ask(client("inspector"), of, { document: `DNI-${of.number}` })).answer.status).toBe(422);
    // Of one of internal affairs, who command nobody but serve beside each other: two prosecutors.
    const peer = await wrongly("pe-inspectoria", "internal-affairs");
    expect((await ask(client("inspector"), peer)).answer.status).toBe(403);
    expect((await ask(await server.signIn(peer.login), peer)).answer.status).toBe(403);
    const theirs = await ask(client("fiscal"), peer);
    expect(theirs.answer.status).toBe(204);
    expect((await listed(client("inspector"))).map((one) => one.login)).not.toContain(peer.login);
    expect((await agree(client("inspector"), theirs.withdrawalId, peer.number)).status).toBe(404);
    expect((await agree(client("fiscal"), theirs.withdrawalId, peer.number)).status).toBe(403);
    expect((await agree(client("fiscal2"), theirs.withdrawalId, peer.number)).status).toBe(204);
  });

  test("what whoever asked says no more counts no more: suspended, or come into the line since", async () => {
    const of = await wrongly();
    await server.addOfficer("inspector3", "pe-inspectoria", "internal-affairs");
    const { withdrawalId } = await ask(await server.signIn("inspector3"), of);
    await server.rows(
      `insert into postings (posting_id, officer_id, unit_id, role, valid_from)
       select gen_random_uuid(), officer_id, $1, 'chief', now() - interval '1 minute' from officers
       where login = 'inspector3'`,
      [UNITS.otherStation],
    );
    expect((await agree(client("fiscal"), withdrawalId, of.number)).status).toBe(403);
    expect(await isWalled(await naming(of.number))).toBe(true);
  });

  test("the database keeps to it by itself", async () => {
    const of = await wrongly();
    const { withdrawalId } = await ask(client("inspector"), of);
    const answer = (login: string, role: string) =>
      server.rows(
        `insert into mark_withdrawal_answers (withdrawal_id, agreed, answered_by, answered_role)
         select $1, true, officer_id, $3 from officers where login = $2`,
        [withdrawalId, login, role],
      );
    for (const [login, role] of [
      ["inspector", "internal-affairs"],
      ["inspector", "prosecutor"],
      ["inspector2", "internal-affairs"],
      [of.login, "prosecutor"],
    ] as const)
      await expect(answer(login, role), login).rejects.toThrow("two people");
    // Past the program, in the zone it works in: what each may see there.
    const seen = async (login: string, role: string) => {
      const [row] = await server.rows<{ id: string }>(
        "select officer_id as id from officers where login = $1",
        [login],
      );
      const context = { zone: "reta_people", officerId: row?.id, role } as never;
      const found = sql<{ id: string }>`select withdrawal_id as id from mark_withdrawals`;
      return transact(server.house.real.pool.pool, context, async (tx) =>
        (await found.execute(tx)).rows.map(({ id }) => id),
      );
    };
    expect(await seen("fiscal", "prosecutor")).toContain(withdrawalId);
    for (const [login, role] of [
      ["administrator", "administrator"],
      ["auditor", "auditor"],
      [of.login, "prosecutor"],
    ] as const)
      expect(await seen(login, role), login).not.toContain(withdrawalId);
  });
});
