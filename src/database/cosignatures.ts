// The cosignatures of the witnesses: stored once each, found by checkpoint and by witness.
import { sql } from "kysely";
import { asBuffer, type LogName, type Runner, type StoredCheckpoint } from "./ledger.ts";

/** A cosignature as stored: 4 bytes of key id, 72 of time and signature; the time again as text. */
export interface StoredCosignature {
  size: number;
  name: string;
  keyId: Uint8Array;
  signedAt: string;
  signature: Uint8Array;
}

interface Row {
  size: number;
  witness: string;
  key_id: Buffer;
  signed_at: string;
  signature: Buffer;
}

const rowOf = ({ size, witness, key_id, signed_at, signature }: Row): StoredCosignature => ({
  size,
  name: witness,
  keyId: key_id,
  signedAt: signed_at,
  signature,
});

/** Keeps a cosignature; the same one again changes nothing. */
export async function insertCosignature(
  tx: Runner,
  log: LogName,
  cosignature: StoredCosignature,
): Promise<void> {
  const { size, name, keyId, signedAt, signature } = cosignature;
  await sql`
    INSERT INTO ledger_cosignatures (log, size, witness, key_id, signed_at, signature)
    VALUES (${log}, ${size}, ${name}, ${asBuffer(keyId)}, ${signedAt}, ${asBuffer(signature)})
    ON CONFLICT ON CONSTRAINT ledger_cosignatures_once DO NOTHING`.execute(tx);
}

/** The cosignatures on one checkpoint, the oldest first. */
export async function listCosignatures(tx: Runner, log: LogName, size: number): Promise<StoredCosignature[]> {
  const { rows } = await sql<Row>`
    SELECT size, witness, key_id, signed_at, signature FROM ledger_cosignatures
    WHERE log = ${log} AND ledger_cosignatures.size = ${size} ORDER BY signed_at, key_id`.execute(tx);
  return rows.map(rowOf);
}

/** The newest cosignature of each of these keys, in the order asked; `undefined` for one that never signed. */
export async function findNewestOf(
  tx: Runner,
  log: LogName,
  keyIds: readonly Uint8Array[],
): Promise<(StoredCosignature | undefined)[]> {
  const { rows } = await sql<Row & { at: number }>`
    SELECT wanted.at::int AS at, c.* FROM unnest(${keyIds.map(asBuffer)}::bytea[]) WITH ORDINALITY AS wanted (key_id, at),
      LATERAL (SELECT size, witness, key_id, signed_at, signature FROM ledger_cosignatures
        WHERE log = ${log} AND key_id = wanted.key_id ORDER BY size DESC, signed_at DESC LIMIT 1) c`.execute(
    tx,
  );
  return keyIds.map((_, i) => {
    const row = rows.find(({ at }) => at === i + 1);
    return row && rowOf(row);
  });
}

/**
 * Sizes up to `upTo`, newest first, that at least `quorum` of these keys cosigned; looked for among the newest
 * `depth` cosignatures only, so that the time it takes does not grow with the log.
 */
export async function listWitnessedSizes(
  tx: Runner,
  log: LogName,
  keyIds: readonly Uint8Array[],
  { quorum, upTo, depth }: { quorum: number; upTo: number; depth: number },
): Promise<number[]> {
  const { rows } = await sql<{ size: number }>`
    SELECT c.size FROM (
      SELECT size, key_id FROM ledger_cosignatures WHERE log = ${log} AND ledger_cosignatures.size <= ${upTo}
      ORDER BY size DESC LIMIT ${depth}) c
    WHERE c.key_id = ANY (${keyIds.map(asBuffer)}::bytea[])
    GROUP BY c.size HAVING count(DISTINCT c.key_id) >= ${quorum} ORDER BY c.size DESC LIMIT 20`.execute(tx);
  return rows.map((row) => row.size);
}

/** The newest checkpoint published at or before a time (ISO 8601). */
export async function findCheckpointAt(
  tx: Runner,
  log: LogName,
  at: string,
): Promise<StoredCheckpoint | undefined> {
  const { rows } = await sql<{ size: number; root: Buffer; note: string; published_at: string }>`
    SELECT size, root, note, published_at FROM ledger_checkpoints
    WHERE log = ${log} AND published_at <= ${at} ORDER BY ledger_checkpoints.size DESC LIMIT 1`.execute(tx);
  return rows.map(({ published_at, ...row }) => ({ ...row, publishedAt: published_at }))[0];
}

/** Sizes above `after`, smallest first, at most `limit`, that anybody cosigned. */
export async function listCosignedSizes(
  tx: Runner,
  log: LogName,
  after: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ size: number }>`
    SELECT DISTINCT c.size FROM ledger_cosignatures c
    WHERE c.log = ${log} AND c.size > ${after} ORDER BY c.size LIMIT ${limit}`.execute(tx);
  return rows.map((row) => row.size);
}
