// Relayed messages: sent from a case, waiting at a receipt, read and answered with it.
import { sql } from "kysely";
import type { RelayLine } from "#src/schema/relay.ts";
import type { Transaction } from "./transact.ts";

/** Id and hash of the complaint; `undefined` for whoever may not relay, and where there is no such case. */
export async function findComplaintEntry(
  tx: Transaction,
  caseId: string,
): Promise<{ entryId: string; entryHash: Buffer } | undefined> {
  const { rows } = await sql<{ entryId: string; entryHash: Buffer }>`
    select entry_id as "entryId", entry_hash as "entryHash" from complaint_entry(${caseId})`.execute(tx);
  return rows[0];
}

/** Messages of this case and of this officer since a time. Whoever else counts for this case waits until we are done. */
export async function countRelays(
  tx: Transaction,
  { caseId, officerId, since }: { caseId: string; officerId: string; since: string },
): Promise<{ ofCase: number; ofOfficer: number }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${caseId}, 1))`.execute(tx);
  const { rows } = await sql<{ ofCase: number; ofOfficer: number }>`
    select (select count(*)::int from relay_messages where case_id = ${caseId} and sent_at > ${since}) as "ofCase",
      (select count(*)::int from relay_messages where officer_id = ${officerId} and sent_at > ${since}) as "ofOfficer"`.execute(
    tx,
  );
  return rows[0] ?? { ofCase: 0, ofOfficer: 0 };
}

/** `relay_messages_receipt` fires where the complaint has no receipt, `relay_messages_id` where the id is taken. */
export async function insertRelay(
  tx: Transaction,
  row: {
    messageId: string;
    caseId: string;
    entryHash: Buffer;
    forReceipt: Buffer;
    officerId: string;
    postingId: string;
    at: string;
  },
): Promise<void> {
  await sql`insert into relay_messages (message_id, case_id, entry_hash, for_receipt, officer_id, posting_id, sent_at)
    values (${row.messageId}, ${row.caseId}, ${row.entryHash}, ${row.forReceipt}, ${row.officerId}, ${row.postingId},
      ${row.at})`.execute(tx);
}

/** Of a case, newest first, as far as the reader may know of them. */
export async function listRelays(tx: Transaction, caseId: string): Promise<RelayLine[]> {
  const { rows } = await sql<RelayLine>`
    select m.message_id as "messageId", o.name as "sentBy", m.sent_at as "sentAt", r.read_at as "readAt",
      a.answered_at as "answeredAt"
    from relay_messages m join reta.officers o using (officer_id) left join relay_readings r using (message_id)
      left join relay_answers a using (message_id)
    where m.case_id = ${caseId} order by m.sent_at desc, m.message_id limit 200`.execute(tx);
  return rows;
}

/** What waits at a receipt: the case's id goes no further than into the seal of the answer. */
export interface WaitingRow {
  messageId: string;
  caseId: string;
  forReceipt: Buffer;
  sentAt: string;
  read: boolean;
  answered: boolean;
}

export async function listWaiting(tx: Transaction, entryHash: Buffer): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select m.message_id as "messageId", m.case_id as "caseId", m.for_receipt as "forReceipt", m.sent_at as "sentAt",
      exists (select from relay_readings r where r.message_id = m.message_id) as read,
      exists (select from relay_answers a where a.message_id = m.message_id) as answered
    from relay_messages m where m.entry_hash = ${entryHash} order by m.sent_at desc, m.message_id limit 50`.execute(
    tx,
  );
  return rows;
}

/** The first time counts. */
export async function insertReadings(
  tx: Transaction,
  messageIds: readonly string[],
  at: string,
): Promise<void> {
  await sql`insert into relay_readings (message_id, read_at)
    select id, ${at} from unnest(${[...messageIds]}::uuid[]) as id on conflict do nothing`.execute(tx);
}

/** `relay_answers_once` fires when it was answered before. */
export async function insertRelayAnswer(
  tx: Transaction,
  row: { messageId: string; answerId: string; at: string },
): Promise<void> {
  await sql`insert into relay_answers (message_id, answer_id, answered_at)
    values (${row.messageId}, ${row.answerId}, ${row.at})`.execute(tx);
}

/** Where the case of a message is, and what an alert of it says; for whoever answers at the receipt, and never told. */
export async function findAnsweredCase(
  tx: Transaction,
  messageId: string,
): Promise<{ unitId: string; placeCode: string | null; entryId: string; registeredBy: string }> {
  const { rows } = await sql<{
    unitId: string;
    placeCode: string | null;
    entryId: string;
    registeredBy: string;
  }>`select unit_id as "unitId", place_code as "placeCode", entry_id as "entryId", registered_by as "registeredBy"
    from answered_case(${messageId}::uuid)`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error("a message of no case");
  return row;
}

/** Answers that were not read with every number of staff known, by their ids from `after` on; for the vault. */
export async function listUnheard(
  tx: Transaction,
  after: string | null,
  limit: number,
): Promise<{ answerId: string; messageId: string; caseId: string }[]> {
  const { rows } = await sql<{ answerId: string; messageId: string; caseId: string }>`
    select a.answer_id as "answerId", a.message_id as "messageId", m.case_id as "caseId"
    from relay_answers a join relay_messages m using (message_id)
    where not exists (select from answer_hearings h where h.answer_id = a.answer_id)
      and (${after}::uuid is null or a.answer_id > ${after}::uuid)
    order by a.answer_id limit ${limit}`.execute(tx);
  return rows;
}

/** Notes that it was; false where that is noted already. Whoever notes it at the same time waits for us. */
export async function keepHearing(tx: Transaction, answerId: string, at: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into answer_hearings (answer_id, heard_at) values (${answerId}, ${at}) on conflict do nothing`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** How many wait to be read. */
export async function countUnheard(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select count_unheard_answers() as waiting`.execute(tx);
  return rows[0]?.waiting ?? 0;
}

/** For the vault: who sent what in a case, and the answer's text. */
export async function listRelayTexts(
  tx: Transaction,
  caseId: string,
): Promise<{ messageId: string; officerId: string; answerId: string | null }[]> {
  const { rows } = await sql<{ messageId: string; officerId: string; answerId: string | null }>`
    select m.message_id as "messageId", m.officer_id as "officerId", a.answer_id as "answerId"
    from relay_messages m left join relay_answers a using (message_id) where m.case_id = ${caseId}
    order by m.sent_at desc, m.message_id limit 200`.execute(tx);
  return rows;
}
