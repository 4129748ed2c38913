// The blind index and what still waits to be put into it; only the vault's zone comes here.
import { sql } from "kysely";
import type { KeyClass } from "#src/schema/key-class.ts";
import type { SealedValueRow, WrappedKeyRow } from "./personal-values.ts";
import type { Transaction } from "./transact.ts";

export interface IndexRow {
  purpose: string;
  token: Buffer;
  entryId: string;
  holder: string;
}

/** Takes entries out of the queue that nobody else is at; put back by a rollback. */
export async function takeQueued(tx: Transaction, limit: number): Promise<string[]> {
  const { rows } = await sql<{ entryId: string }>`
    delete from index_queue where entry_id in (
      select entry_id from index_queue where not_before <= clock_timestamp()
      limit ${limit} for update skip locked)
    returning entry_id as "entryId"`.execute(tx);
  return rows.map(({ entryId }) => entryId);
}

/** Entries that could not be opened, to be tried again in ten minutes. */
export async function queueLater(tx: Transaction, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return;
  await sql`insert into index_queue (entry_id, not_before)
    select id, clock_timestamp() + interval '10 minutes' from unnest(${entryIds}::uuid[]) id
    on conflict (entry_id) do nothing`.execute(tx);
}

export async function countQueued(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from index_queue`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Whether the index was made with this key; says so from now on when it was made with none. */
export async function claimIndexKey(tx: Transaction, keyId: Buffer): Promise<boolean> {
  await sql`insert into index_keys (key_id) values (${keyId}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ mine: boolean }>`select key_id = ${keyId} as mine from index_keys`.execute(tx);
  return rows[0]?.mine ?? false;
}

/**
 * Whoever makes the index anew is alone with it until the transaction ends. Of two processes that find another's key at
 * the same time the second would empty what the first has filled, or write a second row of whose key it is (23505).
 */
export async function lockIndex(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('reta blind index ' || current_schema()))`.execute(tx);
}

/** Empties the index and queues every entry; it is filled again in the background. */
export async function emptyIndex(tx: Transaction, keyId: Buffer): Promise<void> {
  await lockIndex(tx);
  await sql`delete from blind_index`.execute(tx);
  await sql`delete from index_keys`.execute(tx);
  await sql`insert into index_keys (key_id) values (${keyId})`.execute(tx);
  await sql`insert into index_queue (entry_id) select entry_id from entries
    on conflict (entry_id) do nothing`.execute(tx);
}

/** What the entries say without values, and what is sealed of these classes in them. */
export async function listToIndex(
  tx: Transaction,
  entryIds: readonly string[],
  classes: readonly KeyClass[],
): Promise<{
  entries: { entryId: string; kind: string; pointer: string | null }[];
  values: SealedValueRow[];
  keys: WrappedKeyRow[];
}> {
  const [entries, values, keys] = await Promise.all([
    sql<{ entryId: string; kind: string; pointer: string | null }>`
      select entry_id as "entryId", kind, body -> 'content' ->> 'pointer' as pointer
      from entries where entry_id = any (${entryIds}::uuid[])`.execute(tx),
    sql<SealedValueRow>`select entry_id as "entryId", pointer, holder, key_class as "keyClass", sealed
      from personal_values where entry_id = any (${entryIds}::uuid[])
        and key_class = any (${classes}::text[])`.execute(tx),
    sql<WrappedKeyRow>`select entry_id as "entryId", holder, key_class as "keyClass", version, wrapped
      from wrapped_keys where entry_id = any (${entryIds}::uuid[])
        and key_class = any (${classes}::text[])`.execute(tx),
  ]);
  return { entries: entries.rows, values: values.rows, keys: keys.rows };
}

export async function insertIndexRows(tx: Transaction, rows: readonly IndexRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into blind_index (purpose, token, entry_id, holder)
    select * from unnest(${rows.map(({ purpose }) => purpose)}::text[], ${rows.map(({ token }) => token)}::bytea[],
      ${rows.map(({ entryId }) => entryId)}::uuid[], ${rows.map(({ holder }) => holder)}::uuid[])
    on conflict do nothing`.execute(tx);
}
