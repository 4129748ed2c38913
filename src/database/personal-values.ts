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

/** An entry with its sealed values; `sealed` in hex. */
export interface ValuesOfEntry {
  entryId: string;
  caseNumber: string;
  content: unknown;
  values: { pointer: string; sealed: string }[];
}

const PAGE = 500;

/** Every entry with its sealed values, a page in memory at a time. */
export async function* listValuesOfEntries(tx: Runner): AsyncGenerator<ValuesOfEntry> {
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: ValuesOfEntry[] } = await sql<ValuesOfEntry>`
      select e.entry_id as "entryId", e.body -> 'content' as content, c.case_number as "caseNumber",
        coalesce((select jsonb_agg(jsonb_build_object('pointer', v.pointer, 'sealed', encode(v.sealed, 'hex')))
          from personal_values v where v.entry_id = e.entry_id), '[]') as values
      from entries e join cases c using (case_id)
      where ${after}::uuid is null or e.entry_id > ${after}::uuid
      order by e.entry_id limit ${PAGE}`.execute(tx);
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)?.entryId ?? null;
  }
}
