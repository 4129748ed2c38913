// Rotations of class keys: what was begun, what still waits to be wrapped anew, which versions take nothing any more.
import { sql } from "kysely";
import type { KeyClass } from "#src/schema/key-class.ts";
import type { WrappedKeyRow } from "./personal-values.ts";
import type { Transaction } from "./transact.ts";

/** A rotation of one class; `finishedAt` is null while wrapped keys of older versions remain. */
export interface KeyRotation {
  keyClass: KeyClass;
  version: number;
  startedAt: string;
  finishedAt: string | null;
}

/** The newest rotation of a class. */
export async function findKeyRotation(tx: Transaction, keyClass: KeyClass): Promise<KeyRotation | undefined> {
  const { rows } = await sql<KeyRotation>`
    select key_class as "keyClass", version, started_at as "startedAt", finished_at as "finishedAt"
    from reta.key_rotations where key_class = ${keyClass} order by version desc limit 1`.execute(tx);
  return rows[0];
}

/** Begins a rotation unless another process just did: the database lets one class have one at a time. */
export async function insertKeyRotation(
  tx: Transaction,
  keyClass: KeyClass,
  version: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into reta.key_rotations (key_class, version)
    values (${keyClass}, ${version}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Ends a rotation; `false` when it had ended before. */
export async function finishKeyRotation(
  tx: Transaction,
  keyClass: KeyClass,
  version: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update reta.key_rotations set finished_at = clock_timestamp()
    where key_class = ${keyClass} and version = ${version} and finished_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

/** How many keys are wrapped for each version, in the register this pool sees. */
export async function countWrappedKeys(
  tx: Transaction,
): Promise<{ keyClass: KeyClass; version: number; keys: number }[]> {
  const { rows } = await sql<{ keyClass: KeyClass; version: number; keys: number }>`
    select key_class as "keyClass", version, count(*)::int as keys from wrapped_keys
    group by key_class, version order by key_class, version`.execute(tx);
  return rows;
}

/** Where a batch ended; null before the first. */
export type After = { entryId: string; holder: string } | null;

/** Wrapped keys of a class that are older than `version`, in the order of their entries. */
export async function listOlderKeys(
  tx: Transaction,
  keyClass: KeyClass,
  version: number,
  after: After,
  limit: number,
): Promise<WrappedKeyRow[]> {
  // Two statements: in one with "no place given, or after it" a kept plan would walk all that is done before each batch.
  const further =
    after === null ? sql`` : sql`and (entry_id, holder) > (${after.entryId}::uuid, ${after.holder}::uuid)`;
  const { rows } = await sql<WrappedKeyRow>`
    select entry_id as "entryId", holder, key_class as "keyClass", version, wrapped from wrapped_keys
    where key_class = ${keyClass} and version < ${version} ${further} order by entry_id, holder limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** A key and what replaces its wrapping. */
export interface Rewrapped {
  old: WrappedKeyRow;
  version: number;
  wrapped: Buffer;
}

/** Replaces wrappings that are still what they were; answers how many. One that was erased meanwhile stays erased. */
export async function replaceWrappings(tx: Transaction, rows: readonly Rewrapped[]): Promise<number> {
  if (rows.length === 0) return 0;
  const { numAffectedRows } = await sql`
    update wrapped_keys k set version = n.version, wrapped = n.wrapped
    from unnest(${rows.map(({ old }) => old.entryId)}::uuid[], ${rows.map(({ old }) => old.holder)}::uuid[],
      ${rows.map(({ old }) => old.keyClass)}::text[], ${rows.map(({ old }) => old.wrapped)}::bytea[],
      ${rows.map(({ version }) => version)}::int[], ${rows.map(({ wrapped }) => wrapped)}::bytea[])
      as n (entry_id, holder, key_class, was, version, wrapped)
    where k.entry_id = n.entry_id and k.holder = n.holder and k.key_class = n.key_class and k.wrapped = n.was`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

/** From this commit on nothing is sealed for the version; answers the transaction, whose elders must end first. */
export async function closeKeyVersion(
  tx: Transaction,
  keyClass: KeyClass,
  version: number,
): Promise<{ closed: boolean; transaction: string }> {
  const { numAffectedRows } = await sql`insert into reta.retired_keys (key_class, version)
    values (${keyClass}, ${version}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(tx);
  return { closed: numAffectedRows === 1n, transaction: rows[0]?.id ?? "" };
}

/** Which versions take nothing any more. */
export async function listClosedVersions(
  tx: Transaction,
): Promise<{ keyClass: KeyClass; version: number }[]> {
  const { rows } = await sql<{ keyClass: KeyClass; version: number }>`
    select key_class as "keyClass", version from reta.retired_keys order by 1, 2`.execute(tx);
  return rows;
}

/** Whether everything that began before this transaction has ended: nothing sealed earlier is still to be stored. */
export async function eldersHaveEnded(tx: Transaction, transaction: string): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`
    select pg_snapshot_xmin(pg_current_snapshot()) > ${transaction}::xid8 as ended`.execute(tx);
  return rows[0]?.ended ?? false;
}
