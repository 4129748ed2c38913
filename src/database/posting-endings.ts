// Postings a chief ends by an order: what is ended, and by whose word.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { Transaction } from "./transact.ts";

/** An own posting that has not ended, begun or still to begin, locked until the transaction ends. */
export async function findPostingUnderOrder(
  tx: Transaction,
  postingId: string,
): Promise<{ officerId: string; role: Role; unitId: string; unitKind: string } | undefined> {
  const { rows } = await sql<{ officerId: string; role: Role; unitId: string; unitKind: string }>`
    select p.officer_id as "officerId", p.role, p.unit_id as "unitId", u.kind as "unitKind"
    from postings p join units u using (unit_id)
    where p.posting_id = ${postingId} and p.delegated_from is null
      and (p.valid_to is null or p.valid_to > clock_timestamp())
    for update of p`.execute(tx);
  return rows[0];
}

export interface Ending {
  endingId: string;
  postingId: string;
  orderNumber: string;
  endedBy: string;
  byPosting: string;
}

/** An ending by its id, with whose posting it was. */
export async function findEnding(
  tx: Transaction,
  endingId: string,
): Promise<{ postingId: string; endedBy: string; officerId: string } | undefined> {
  const { rows } = await sql<{ postingId: string; endedBy: string; officerId: string }>`
    select e.posting_id as "postingId", e.ended_by as "endedBy", p.officer_id as "officerId"
    from posting_endings e join postings p using (posting_id) where e.ending_id = ${endingId}`.execute(tx);
  return rows[0];
}

/** Keeps by whose word and order; right before the posting is ended, which the database allows because of it. */
export async function insertEnding(tx: Transaction, row: Ending): Promise<void> {
  await sql`insert into posting_endings (ending_id, posting_id, order_number, ended_by, by_posting)
    values (${row.endingId}, ${row.postingId}, ${row.orderNumber}, ${row.endedBy}, ${row.byPosting})`.execute(
    tx,
  );
}
