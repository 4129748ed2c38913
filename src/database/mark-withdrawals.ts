// Marks of staff that do not count: asked for, answered, and ended by making the mark again. Rows are only added.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { MarkReason, MarkWithdrawal } from "#src/schema/mark-withdrawal.ts";
import { type FirstWordRow, firstWord } from "./first-words.ts";
import type { Transaction } from "./transact.ts";

export interface MarkedOfficer {
  officerId: string;
  inLine: boolean;
  forProsecutors: boolean;
}

/** An officer by login and how the reader stands to them; `undefined` when there is none. */
export async function findMarked(tx: Transaction, login: string): Promise<MarkedOfficer | undefined> {
  const { rows } = await sql<MarkedOfficer>`select officer_id as "officerId",
      stands_in_line(context_officer(), officer_id) as "inLine", is_for_prosecutors(officer_id) as "forProsecutors"
    from officers where login = ${login}`.execute(tx);
  return rows[0];
}

export interface NewWithdrawalRow {
  withdrawalId: string;
  officerId: string;
  mark: Buffer;
  reason: MarkReason;
  document: string;
  askedBy: string;
  askedPosting: string;
  askedRole: Role;
}

/** Whether this mark is withdrawn already, or the same person asks for it. */
export async function isAsked(
  tx: Transaction,
  { officerId, mark, askedBy }: Pick<NewWithdrawalRow, "officerId" | "mark" | "askedBy">,
): Promise<boolean> {
  const { rows } = await sql<{ asked: boolean }>`select exists (
    select from mark_withdrawals w left join mark_withdrawal_answers a using (withdrawal_id)
      left join mark_revivals r using (withdrawal_id)
    where w.mark = ${mark} and w.officer_id = ${officerId} and r.withdrawal_id is null
      and (a.agreed or (a.withdrawal_id is null and w.asked_by = ${askedBy}))) as asked`.execute(tx);
  return rows[0]?.asked ?? false;
}

/** Throws for a mark the officer has not (`mark_withdrawals_mark`). */
export async function insertWithdrawal(tx: Transaction, row: NewWithdrawalRow): Promise<void> {
  await sql`insert into mark_withdrawals (withdrawal_id, mark, officer_id, reason, document, asked_by, asked_posting,
      asked_role)
    values (${row.withdrawalId}, ${row.mark}, ${row.officerId}, ${row.reason}, ${row.document}, ${row.askedBy},
      ${row.askedPosting}, ${row.askedRole})`.execute(tx);
}

export interface WithdrawalRow extends Omit<MarkWithdrawal, "askedBy" | "steps"> {
  mark: Buffer;
  askedBy: string;
  asker: string;
  /** How whoever asked stands now, and whether they have come into the officer's line. */
  word: FirstWordRow;
  askerInLine: boolean;
  inLine: boolean;
  forProsecutors: boolean;
}

/** What the reader may know of, what waits first and then the newest, at most 300; or one of them. */
export async function listWithdrawals(tx: Transaction, withdrawalId?: string): Promise<WithdrawalRow[]> {
  const { rows } = await sql<WithdrawalRow>`
    select w.withdrawal_id as "withdrawalId", w.officer_id as "officerId", o.login, o.name, w.mark, w.reason, w.document,
      w.asked_by as "askedBy", q.name as asker, w.asked_role as "askedRole",
      w.asked_at as "askedAt", n.name as "answeredBy", a.answered_at as "answeredAt",
      case when r.withdrawal_id is not null then 'revived' when a.withdrawal_id is null then 'waits'
        when a.agreed then 'withdrawn' else 'refused' end as state,
      ${firstWord(sql`w.asked_by`, sql`w.asked_posting`)} as word,
      stands_in_line(w.asked_by, w.officer_id) as "askerInLine",
      stands_in_line(context_officer(), w.officer_id) as "inLine", is_for_prosecutors(w.officer_id) as "forProsecutors"
    from mark_withdrawals w join officers o using (officer_id) join officers q on q.officer_id = w.asked_by
      left join mark_withdrawal_answers a using (withdrawal_id) left join officers n on n.officer_id = a.answered_by
      left join mark_revivals r using (withdrawal_id)
    where (${withdrawalId ?? null}::uuid is null or w.withdrawal_id = ${withdrawalId ?? null}::uuid)
    order by (a.withdrawal_id is null and r.withdrawal_id is null) desc, w.asked_at desc, w.withdrawal_id limit 300`.execute(
    tx,
  );
  return rows;
}

export interface AnswerRow {
  withdrawalId: string;
  agreed: boolean;
  answeredBy: string;
  answeredRole: Role;
}

/** Throws when it has been answered (`mark_withdrawal_answers_once`). */
export async function insertAnswer(tx: Transaction, row: AnswerRow): Promise<void> {
  await sql`insert into mark_withdrawal_answers (withdrawal_id, agreed, answered_by, answered_role)
    values (${row.withdrawalId}, ${row.agreed}, ${row.answeredBy}, ${row.answeredRole})`.execute(tx);
}

/** The number was given for the officer again: no withdrawal of it counts any more. Whether there was one. */
export async function reviveMark(tx: Transaction, officerId: string, mark: Buffer): Promise<boolean> {
  const { rows } = await sql<{
    revived: number;
  }>`select revive_mark(${mark}, ${officerId}::uuid) as revived`.execute(tx);
  return (rows[0]?.revived ?? 0) > 0;
}
