// Sealed personal values and wrapped keys as the vault reads them: never changed.
import { sql } from "kysely";
import type { KeyClass } from "#src/schema/key-class.ts";
import type { Runner } from "./ledger.ts";

export interface SealedValueRow {
  entryId: string;
  pointer: string;
  holder: string;
  keyClass: KeyClass;
  sealed: Buffer;
}

export interface WrappedKeyRow {
  entryId: string;
  holder: string;
  keyClass: KeyClass;
  version: number;
  wrapped: Buffer;
}

/** An entry with its sealed values and wrapped keys; `sealed` and `wrapped` in hex. */
export interface ValuesOfEntry {
  entryId: string;
  caseNumber: string;
  content: unknown;
  values: { pointer: string; holder: string; keyClass: KeyClass; sealed: string }[];
  keys: { holder: string; keyClass: KeyClass; version: number; wrapped: string }[];
}

/** Values and wrapped keys whose entry, or text, is not there; `detail` says which. */
export async function listStrayValues(tx: Runner): Promise<{ entryId: string; detail: string }[]> {
  const { rows } = await sql<{ entryId: string; detail: string }>`
    select entry_id as "entryId", pointer as detail from personal_values v
    where not exists (select from entries e where e.entry_id = v.entry_id)
    union all
    select entry_id, key_class || ' ' || holder from wrapped_keys k
    where not exists (select from entries e where e.entry_id = k.entry_id)
      and not exists (select from sealed_texts t where t.text_id = k.entry_id and coalesce(t.case_id, t.text_id) = k.holder)
    order by 1, 2`.execute(tx);
  return rows;
}

const PAGE = 500;

const VALUES_OF_ENTRIES = sql`
      select e.entry_id as "entryId", e.body -> 'content' as content, c.case_number as "caseNumber",
        coalesce((select jsonb_agg(jsonb_build_object('pointer', v.pointer, 'holder', v.holder, 'keyClass', v.key_class,
          'sealed', encode(v.sealed, 'hex'))) from personal_values v where v.entry_id = e.entry_id), '[]') as values,
        coalesce((select jsonb_agg(jsonb_build_object('holder', k.holder, 'keyClass', k.key_class, 'version', k.version,
          'wrapped', encode(k.wrapped, 'hex'))) from wrapped_keys k where k.entry_id = e.entry_id), '[]') as keys
      from entries e join cases c using (case_id)`;

/** These entries with their sealed values; one that is not there is left out. */
export async function findValuesOfEntries(tx: Runner, entryIds: readonly string[]): Promise<ValuesOfEntry[]> {
  const { rows } = await sql<ValuesOfEntry>`
    ${VALUES_OF_ENTRIES} where e.entry_id = any(${entryIds}::uuid[])`.execute(tx);
  return rows;
}

/** Every entry with its sealed values, a page in memory at a time. */
export async function* listValuesOfEntries(tx: Runner): AsyncGenerator<ValuesOfEntry> {
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: ValuesOfEntry[] } = await sql<ValuesOfEntry>`
      ${VALUES_OF_ENTRIES}
      where ${after}::uuid is null or e.entry_id > ${after}::uuid
      order by e.entry_id limit ${PAGE}`.execute(tx);
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)?.entryId ?? null;
  }
}
