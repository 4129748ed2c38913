// Sealed personal values of a case: fetched for opening, never changed.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

export interface SealedValueRow {
  entryId: string;
  pointer: string;
  sealed: Buffer;
}

/** Every sealed value of the case that the reader's zone and context let through. */
export async function listPersonalValues(tx: Transaction, caseId: string): Promise<SealedValueRow[]> {
  const { rows } = await sql<SealedValueRow>`
    select v.entry_id as "entryId", v.pointer, v.sealed
    from entries e join personal_values v using (entry_id) where e.case_id = ${caseId}`.execute(tx);
  return rows;
}
