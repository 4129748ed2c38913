// Why somebody marked, judged or asked for something: sealed, also what was written in the clear before, and read by few.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orderWords } from "#src/actions/vault/order-keys.ts";
import { createGrantSealer } from "#src/vault/grant-seal.ts";
import { openKeyFolder } from "#src/vault/key-folder.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { OFFICIAL } from "../support/walls.ts";

let server: TestServer;
let auditor: Client;
let custodian: Client;
const second = () => server.signIn("custodian2");
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("custodian1", UNITS.top, "key-custodian");
  await server.addOfficer("custodian2", UNITS.top, "key-custodian");
  auditor = await server.signIn("auditor");
  custodian = await server.signIn("custodian1");
});
afterAll(() => server?.close());

const REASON = "La copió quien acompañaba a la inventada Zoila.";
async function ordered(keyClass: string): Promise<string> {
  const order = { orderId: randomUUID(), act: "rotate", keyClass, version: 2, reason: REASON };
  const answer = await custodian.send("POST", "/api/keys/orders", order);
  expect(answer.status, answer.text).toBe(201);
  return order.orderId;
}
const agreed = async (orderId: string) =>
  (await second()).send("POST", `/api/keys/orders/${orderId}/answer`, { agreed: true });
const reasonOf = async (by: Client, orderId: string) =>
  ((await by.get("/api/keys")).json as { orders: { orderId: string; reason: string | null }[] }).orders.find(
    (order) => order.orderId === orderId,
  )?.reason;
const sealOld = () => server.house.vault.ask<number>("seal-notes", {});

/** Past the server's lists: what the vault itself opens for whoever is signed in. */
async function askVault(login: string, about: string, id: string): Promise<unknown> {
  await server.signIn(login);
  const [row] = await server.rows<{ hash: string }>(
    `select encode(session_hash, 'hex') as hash from sessions join officers using (officer_id)
     where login = $1 order by sessions.created_at desc limit 1`,
    [login],
  );
  const asked = { session: row?.hash, requestId: randomUUID(), about, ids: [id] };
  return server.house.vault.ask("notes", asked).catch((error: { code?: string }) => error.code);
}

test("a reason is read by those who may, on the record, and is no part of its row", async () => {
  const orderId = await ordered("facts");
  for (const by of [custodian, auditor, await server.signIn("administrator")])
    expect(await reasonOf(by, orderId)).toBe(REASON);
  expect(await server.rows("select reason from key_orders")).toEqual([{ reason: null }]);
  const read = await server.rows("select from audit_events where action = 'note.read' and outcome = 'done'");
  expect(read).toHaveLength(3);
});

test("is not read with the session of somebody else, nor as a text of another kind", async () => {
  const [{ id = "" } = {}] = await server.rows<{ id: string }>("select order_id as id from key_orders");
  expect(await askVault("auditor", "key-reason", id)).toEqual({ [id]: REASON });
  expect(await askVault("auditor", "review-note", id)).toEqual({});
  for (const login of ["investigator", "affairs", "chief"])
    expect(await askVault(login, "key-reason", id)).toBe("access.refused");
  for (const about of ["unlock", "relay-answer", "constructor"])
    expect(await askVault("auditor", about, id)).toBe("access.refused");
});

test("while the vault is away the list is there without it", async () => {
  const [{ id = "" } = {}] = await server.rows<{ id: string }>("select order_id as id from key_orders");
  await server.vault.kill();
  expect(await reasonOf(auditor, id)).toBeNull();
  server.vault.revive();
  expect(await reasonOf(auditor, id)).toBe(REASON);
});

test("another sealed reason in its place is no order of the vault's", async () => {
  const orderId = await ordered("suspect");
  const kept = "select sealed from sealed_texts where text_id = $1";
  const [before] = await server.rows<{ sealed: Buffer }>(kept, [orderId]);
  await server.rows(
    `update sealed_texts set sealed = (select sealed from sealed_texts where about = 'key-reason' and text_id <> $1 limit 1)
     where text_id = $1`,
    [orderId],
  );
  expect((await agreed(orderId)).status).toBe(404);
  await server.rows("update sealed_texts set sealed = $2 where text_id = $1", [orderId, before?.sealed]);
  expect((await agreed(orderId)).status).toBe(200);
});

test("what was written in the clear before is sealed, and an order of then still counts", async () => {
  const folder = join(server.house.dataDir, "keys");
  const sealer = createGrantSealer(openKeyFolder(join(folder, "vault"), join(folder, "vault.public.json")));
  const orderId = await ordered("evidence");
  const forged = await ordered("victim");
  // As it was stored then: the reason in its row, and the seal over it.
  await server.rows("delete from wrapped_keys where entry_id = any($1)", [[orderId, forged]]);
  await server.rows("delete from sealed_texts where text_id = any($1)", [[orderId, forged]]);
  const [row] = await server.rows<Parameters<typeof orderWords>[0]>(
    `select order_id as "orderId", act, key_class as "keyClass", version, $2 as reason, officer_id as "officerId",
       posting_id as "postingId", asked_at as "askedAt" from key_orders where order_id = $1`,
    [orderId, REASON],
  );
  if (row === undefined) throw new Error("no order");
  const { version, seal } = sealer.seal(orderWords({ ...row, askedAt: new Date(row.askedAt).toISOString() }));
  const old = "update key_orders set reason = $2, key_version = $3, seal = $4 where order_id = $1";
  await server.rows(old, [orderId, REASON, version, seal]);
  await server.rows(old, [forged, REASON, version, seal]);
  const { itemId, verdictOf } = await oldRows();

  expect(await sealOld()).toBe(4);
  expect(await sealOld()).toBe(0);
  expect(
    await server.rows(`select from key_orders where reason is not null union all
      select from review_marks where note is not null union all select from opening_verdicts where reason is not null`),
  ).toEqual([]);
  expect(await reasonOf(auditor, orderId)).toBe(REASON);
  expect((await agreed(orderId)).status).toBe(200);
  expect((await agreed(forged)).status).toBe(404);
  const review = (await auditor.get("/api/audit/reviews?week=2026-01-05")).json as {
    items: { itemId: string; marks: { note: string }[] }[];
  };
  expect(review.items.find((item) => item.itemId === itemId)?.marks[0]?.note).toBe(REASON);
  const sample = (await auditor.get("/api/audit/sample?week=2026-01-05")).json as {
    openings: { openingId: string; verdicts: { reason: string }[] }[];
  };
  expect(sample.openings.find(({ openingId }) => openingId === verdictOf)?.verdicts[0]?.reason).toBe(REASON);
});

test("the vault opens no note to whom it is about, to internal affairs without an inquiry, or behind a wall that names the reader", async () => {
  const [{ id = "", item = "" } = {}] = await server.rows<{ id: string; item: string }>(
    "select mark_id as id, item_id as item from review_marks",
  );
  const officer = "(select officer_id from officers where login = $2)";
  const about = (login: string, column = "officer_id") =>
    server.rows(`update review_items set ${column} = ${officer} where item_id = $1`, [item, login]);
  const opened = { [id]: REASON };
  expect(await askVault("auditor", "review-note", id)).toEqual(opened);
  expect(await askVault("affairs", "review-note", id)).toEqual({});
  await server.rows(
    `insert into inquiries (inquiry_id, officer_id, reference, opened_by, opened_at)
     select gen_random_uuid(), ${officer.replace("$2", "'registrar'")}, 'INV-1', ${officer.replace("$2", "'auditor'")}, now()`,
  );
  expect(await askVault("affairs", "review-note", id)).toEqual(opened);
  for (const column of ["officer_id", "second_id"]) {
    await about("auditor", column);
    expect(await askVault("auditor", "review-note", id), column).toEqual({});
    await about("registrar", column);
  }
  const walled = newComplaint(typicalComplaint(OFFICIAL));
  const registrar = await server.signIn("registrar");
  expect((await registrar.send("POST", "/api/complaints", walled)).status).toBe(201);
  await server.rows("update review_items set case_id = $2 where item_id = $1", [item, walled.caseId]);
  expect(await askVault("auditor", "review-note", id)).toEqual(opened);
  await server.rows(
    `update case_walls set named_officers = named_officers || ${officer} where case_id = $1`,
    [walled.caseId, "auditor"],
  );
  expect(await askVault("auditor", "review-note", id)).toEqual({});
});

/** A mark and a verdict of before, each with its words in the row. */
async function oldRows(): Promise<{ itemId: string; verdictOf: string }> {
  const complaint = newComplaint();
  const registrar = await server.signIn("registrar");
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  const [itemId, verdictOf] = [randomUUID(), randomUUID()];
  const by = "(select officer_id from officers where login = 'auditor')";
  const about = "(select officer_id from officers where login = 'registrar')";
  await server.rows(
    `insert into review_items (item_id, week, rule, officer_id, events, first_at, last_at, made_at)
     values ($1, '2026-01-05', 'night-work', ${about}, 1, now(), now(), now())`,
    [itemId],
  );
  await server.rows(
    `insert into review_marks (mark_id, item_id, reviewed_by, reviewed_at, conclusion, note)
     values (gen_random_uuid(), $1, ${by}, now(), 'explained', $2)`,
    [itemId, REASON],
  );
  await server.rows(
    `insert into opening_draws
       (week, ended_at, since, first_leaf, log_size, root, percent, at_least, openings, drawn, made_at)
     values ('2026-01-05', now(), now(), 0, 1, sha256('drawn'), 5, 5, 1, 1, now())`,
  );
  await server.rows(
    `insert into drawn_openings
       (opening_id, week, event_hash, officer_id, unit_id, case_id, classes, opened_at, place)
     values ($1, '2026-01-05', sha256('event'), ${about}, $2, $3, '{}', now(), 0)`,
    [verdictOf, UNITS.station, complaint.caseId],
  );
  await server.rows(
    `insert into opening_verdicts (verdict_id, opening_id, verdict, reason, given_by, given_at)
     values (gen_random_uuid(), $1, 'justified', $2, ${by}, now())`,
    [verdictOf, REASON],
  );
  return { itemId, verdictOf };
}
