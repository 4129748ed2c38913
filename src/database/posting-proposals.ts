// Postings that wait for a second person's word: kept apart from those in force until it is given.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import { type FirstWordRow, firstWord } from "./first-words.ts";
import type { Transaction } from "./transact.ts";

export interface NewProposal {
  postingId: string;
  officerId: string;
  unitId: string;
  role: Role;
  validFrom: string;
  validTo: string | null;
  orderNumber: string;
  proposedBy: string;
  proposedPosting: string;
}

export async function insertProposal(tx: Transaction, row: NewProposal): Promise<void> {
  await sql`insert into posting_proposals (posting_id, officer_id, unit_id, role, valid_from, valid_to, order_number,
      proposed_by, proposed_posting)
    values (${row.postingId}, ${row.officerId}, ${row.unitId}, ${row.role}, ${row.validFrom}, ${row.validTo},
      ${row.orderNumber}, ${row.proposedBy}, ${row.proposedPosting})`.execute(tx);
}

export interface WaitingPosting extends Omit<NewProposal, "proposedPosting"> {
  login: string;
  name: string;
  proposedAt: string;
  proposer: string;
  /** How whoever proposed it stands now. */
  word: FirstWordRow;
}

/** Postings that wait, the oldest first, at most 200; `units`: of these units only; null: of all. */
export async function listWaiting(
  tx: Transaction,
  { units, postingId }: { units: readonly string[] | null; postingId?: string },
): Promise<WaitingPosting[]> {
  const { rows } = await sql<WaitingPosting>`
    select c.posting_id as "postingId", c.officer_id as "officerId", o.login, o.name, c.unit_id as "unitId", c.role,
      c.valid_from as "validFrom", c.valid_to as "validTo", c.order_number as "orderNumber",
      c.proposed_by as "proposedBy", a.name as proposer, c.proposed_at as "proposedAt",
      ${firstWord(sql`c.proposed_by`, sql`c.proposed_posting`)} as word
    from posting_proposals c join officers o using (officer_id) join officers a on a.officer_id = c.proposed_by
    where c.decided_at is null
      and (${units}::text[] is null or c.unit_id = any(${units}::text[]))
      and (${postingId ?? null}::uuid is null or c.posting_id = ${postingId ?? null}::uuid)
    order by c.proposed_at, c.posting_id limit 200`.execute(tx);
  return rows;
}

/** Whether nobody but this officer has ever been an administrator: there is nobody yet whose word could be the second. */
export async function isOnlyAdministrator(tx: Transaction, officerId: string): Promise<boolean> {
  const { rows } = await sql<{ only: boolean }>`select not exists (
    select from postings where role = 'administrator' and officer_id <> ${officerId}) as only`.execute(tx);
  return rows[0]?.only === true;
}

/** Decides it, once: false when somebody has decided in between. */
export async function decideProposal(
  tx: Transaction,
  row: { postingId: string; decidedBy: string; agreed: boolean },
): Promise<boolean> {
  const done = await sql`update posting_proposals
    set decided_by = ${row.decidedBy}, decided_at = clock_timestamp(), agreed = ${row.agreed}
    where posting_id = ${row.postingId} and decided_at is null`.execute(tx);
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** Puts a posting that was agreed to in force: from the day it says, and never from before the second word. */
export async function beginAgreed(tx: Transaction, postingId: string): Promise<void> {
  await sql`insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to, order_number, created_by)
    select posting_id, officer_id, unit_id, role, greatest(valid_from, clock_timestamp()), valid_to, order_number,
      proposed_by
    from posting_proposals where posting_id = ${postingId} and agreed`.execute(tx);
}
