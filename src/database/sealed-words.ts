// Free text of before it was sealed, in the rows it was written in: for the vault, which seals it and takes it out of them.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

export interface ClearText {
  about: "review-note" | "opening-verdict";
  id: string;
  caseId: string | null;
  text: string;
}

/** So many that are still in the clear. */
export async function listClearTexts(tx: Transaction, limit: number): Promise<ClearText[]> {
  const { rows } = await sql<ClearText>`
    (select 'review-note' as about, mark_id as id, null::uuid as "caseId", note as text from reta.review_marks
      where note is not null limit ${limit})
    union all
    (select 'opening-verdict', v.verdict_id, d.case_id, v.reason
      from reta.opening_verdicts v join reta.drawn_openings d using (opening_id) where v.reason is not null limit ${limit})`.execute(
    tx,
  );
  return rows;
}

/** Empties its row. */
export async function forgetClearText(tx: Transaction, { about, id }: ClearText): Promise<void> {
  if (about === "review-note")
    await sql`update reta.review_marks set note = null where mark_id = ${id}`.execute(tx);
  else await sql`update reta.opening_verdicts set reason = null where verdict_id = ${id}`.execute(tx);
}
