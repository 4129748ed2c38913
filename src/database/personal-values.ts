// Sealed personal values of a case: fetched for opening, never changed.
import { sql } from "kysely";
import type { Runner } from "./ledger.ts";
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

export interface ValuesOfEntry extends SealedValueRow {
  caseNumber: string;
  content: unknown;
}

const PAGE = 1_000;

/** Every sealed value with its entry's content, a page in memory at a time. */
export async function* listValuesOfEntries(tx: Runner): AsyncGenerator<ValuesOfEntry> {
  let after: ValuesOfEntry | undefined;
  for (;;) {
    const { rows } = await sql<ValuesOfEntry>`
      select v.entry_id as "entryId", v.pointer, v.sealed, e.body -> 'content' as content, c.case_number as "caseNumber"
      from personal_values v join entries e using (entry_id) join cases c using (case_id)
      where ${after === undefined} or (v.entry_id, v.pointer) > (${after?.entryId ?? null}::uuid, ${after?.pointer ?? null})
      order by v.entry_id, v.pointer limit ${PAGE}`.execute(tx);
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1);
  }
}
