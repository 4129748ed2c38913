// Break-glass as the vault reads and writes it: requests, answers, endings, whom to tell, and what awaits review.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { UnlockClass } from "#src/schema/unlock.ts";
import type { Transaction } from "./transact.ts";

export interface RequestRow {
  unlockId: string;
  caseId: string;
  dataClass: UnlockClass;
  reason: string;
  /** Null where none was named, and of before it was asked for. */
  courtOrder: string | null;
  officerId: string;
  postingId: string;
  unitId: string;
  role: Role;
  askedAt: string;
  version: number;
  seal: Buffer;
}

export interface AnswerRow {
  unlockId: string;
  officerId: string;
  postingId: string;
  agreed: boolean;
  answeredAt: string;
  version: number;
  seal: Buffer;
}

/** A request with what has become of it. */
export interface UnlockRow extends RequestRow {
  answer: AnswerRow | null;
  endedAt: string | null;
}

type Columns = RequestRow & {
  answeredBy: string | null;
  answeredPosting: string | null;
  agreed: boolean | null;
  answeredAt: string | null;
  answerVersion: number | null;
  answerSeal: Buffer | null;
  endedAt: string | null;
};

/** Locked, so that of two answers, or an answer and an ending, one comes first. */
export async function findUnlock(tx: Transaction, unlockId: string): Promise<UnlockRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${unlockId}, 0))`.execute(tx);
  const { rows } = await sql<Columns>`
    select r.unlock_id as "unlockId", r.case_id as "caseId", r.data_class as "dataClass", r.reason,
      r.court_order as "courtOrder", r.officer_id as "officerId", r.posting_id as "postingId", r.unit_id as "unitId", r.role, r.asked_at as "askedAt",
      r.key_version as version, r.seal, a.officer_id as "answeredBy", a.posting_id as "answeredPosting", a.agreed,
      a.answered_at as "answeredAt", a.key_version as "answerVersion", a.seal as "answerSeal", e.ended_at as "endedAt"
    from unlock_requests r left join unlock_answers a using (unlock_id) left join unlock_endings e using (unlock_id)
    where r.unlock_id = ${unlockId}`.execute(tx);
  const row = rows[0];
  if (row === undefined) return undefined;
  const { answeredBy, answeredPosting, agreed, answeredAt, answerVersion, answerSeal, ...request } = row;
  const answer =
    answeredBy === null || answeredPosting === null || agreed === null || answeredAt === null
      ? null
      : {
          unlockId,
          officerId: answeredBy,
          postingId: answeredPosting,
          agreed,
          answeredAt,
          version: answerVersion ?? 0,
          seal: answerSeal ?? Buffer.alloc(0),
        };
  return { ...request, answer };
}

/** False when the id is taken. */
export async function insertRequest(tx: Transaction, row: RequestRow): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into unlock_requests (unlock_id, case_id, data_class, reason, officer_id, posting_id, unit_id, role, asked_at,
      court_order, key_version, seal)
    values (${row.unlockId}, ${row.caseId}, ${row.dataClass}, ${row.reason}, ${row.officerId}, ${row.postingId},
      ${row.unitId}, ${row.role}, ${row.askedAt}, ${row.courtOrder}, ${row.version}, ${row.seal}) on conflict do nothing`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

/** False when somebody has answered already. */
export async function insertAnswer(tx: Transaction, row: AnswerRow): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into unlock_answers (unlock_id, officer_id, posting_id, agreed, answered_at, key_version, seal)
    values (${row.unlockId}, ${row.officerId}, ${row.postingId}, ${row.agreed}, ${row.answeredAt}, ${row.version},
      ${row.seal}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** One that had ended stays as it was. */
export async function insertEnding(
  tx: Transaction,
  row: { unlockId: string; officerId: string; endedAt: string },
): Promise<void> {
  await sql`insert into unlock_endings (unlock_id, officer_id, ended_at)
    values (${row.unlockId}, ${row.officerId}, ${row.endedAt}) on conflict do nothing`.execute(tx);
}

/** Whether the unit of a case is under an officer's command. */
export async function commandsUnit(tx: Transaction, unitId: string, caseUnitId: string): Promise<boolean> {
  const { rows } = await sql<{ commands: boolean }>`
    select exists (select from reta.unit_closure k
      where k.ancestor_id = ${unitId} and k.descendant_id = ${caseUnitId} and k.valid_from <= current_date
        and (k.valid_to is null or k.valid_to > current_date)) as commands`.execute(tx);
  return rows[0]?.commands ?? false;
}

/** How a unit stands to the postings an officer holds now; a pair counts however long ago one stood over the other. */
export async function readPair(
  tx: Transaction,
  firstUnitId: string,
  officerId: string,
): Promise<{ above: boolean; below: boolean }> {
  const { rows } = await sql<{ above: boolean; below: boolean }>`
    select coalesce(bool_or(k.ancestor_id = ${firstUnitId}), false) as above,
      coalesce(bool_or(k.descendant_id = ${firstUnitId}), false) as below
    from reta.postings p join reta.unit_closure k
      on (k.ancestor_id = ${firstUnitId} and k.descendant_id = p.unit_id)
      or (k.ancestor_id = p.unit_id and k.descendant_id = ${firstUnitId})
    where p.officer_id = ${officerId} and p.valid_from <= clock_timestamp()
      and (p.valid_to is null or p.valid_to > clock_timestamp())`.execute(tx);
  return rows[0] ?? { above: true, below: true };
}

/**
 * Whom to tell: the postings that have the case, the units above the one that asked (and itself), the auditors. Of a
 * walled case no unit is told: a notice in a mailbox would say that there is something.
 */
export async function insertNotices(
  tx: Transaction,
  row: { unlockId: string; postings: readonly string[]; unitId: string; walled: boolean },
): Promise<void> {
  await sql`
    insert into unlock_notices (unlock_id, audience, posting_id, unit_id)
    select ${row.unlockId}::uuid, 'owner', p.posting_id, p.unit_id from reta.postings p
      where p.posting_id = any(${[...row.postings]}::uuid[])
    union
    select ${row.unlockId}, 'control', null, k.ancestor_id from reta.unit_closure k
      where not ${row.walled} and k.descendant_id = ${row.unitId} and k.valid_from <= current_date
        and (k.valid_to is null or k.valid_to > current_date)
        and exists (select from reta.postings p where p.unit_id = k.ancestor_id
          and p.role in ('chief', 'regional-chief', 'national-directorate')
          and p.valid_from <= clock_timestamp() and (p.valid_to is null or p.valid_to > clock_timestamp()))
    union
    select ${row.unlockId}, 'ombudsman', null, p.unit_id from reta.postings p
      where p.role = 'auditor' and p.valid_from <= clock_timestamp() and (p.valid_to is null or p.valid_to > clock_timestamp())
    on conflict do nothing`.execute(tx);
}

/** On the list of those who oversee, under the Monday of its week. */
export async function insertReview(
  tx: Transaction,
  row: {
    unlockId: string;
    caseId: string;
    officerId: string;
    secondId: string;
    unitId: string;
    at: string;
    dueAt: string;
    timeZone: string;
  },
): Promise<void> {
  await sql`
    insert into reta.review_items (item_id, week, rule, officer_id, second_id, unit_id, case_id, unlock_id, events,
      first_at, last_at, made_at, due_at)
    values (gen_random_uuid(), date_trunc('week', ${row.at}::timestamptz at time zone ${row.timeZone})::date, 'break-glass',
      ${row.officerId}, ${row.secondId}, ${row.unitId}, ${row.caseId}, ${row.unlockId}, 1, ${row.at}, ${row.at}, ${row.at},
      ${row.dueAt})`.execute(tx);
}
