// What the logs vouch for, read whole for a verification: every entry by case, every event of the audit trail.
import { sql } from "kysely";
import type { LogName, Runner } from "./ledger.ts";

/** A sealed object with the hash recorded for it and the columns that repeat its members. */
export interface SealedRow {
  entryId: string;
  caseId?: string;
  seq?: number;
  caseNumber?: string;
  entryHash: Uint8Array;
  body: unknown;
  columns: Record<string, unknown>;
}

const PAGE = 1_000;

/** A sealed object, and for an entry the hash of the entry before it in its case. */
export interface LinkedRow extends SealedRow {
  before: Uint8Array | null;
}

const ENTRY = sql`e.entry_id AS "entryId", e.case_id AS "caseId", e.seq, c.case_number AS "caseNumber",
          e.entry_hash AS "entryHash", e.body, jsonb_build_object('kind', e.kind, 'caseNumber', c.case_number,
            'officerId', e.officer_id, 'postingId', e.posting_id,
            'receivedAt', to_char(e.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'previousHash', encode(e.previous_hash, 'hex')) AS columns`;

const LINKED_ENTRIES = sql`SELECT ${ENTRY},
    (SELECT p.entry_hash FROM entries p WHERE p.case_id = e.case_id AND p.seq = e.seq - 1) AS before
  FROM entries e JOIN cases c USING (case_id)`;

/** At most `limit` entries after one of them, in the order of their cases and sequence numbers. */
export async function listLinkedEntries(
  tx: Runner,
  after: { caseId: string; seq: number } | null,
  limit: number,
): Promise<LinkedRow[]> {
  const { rows } = await sql<LinkedRow>`${LINKED_ENTRIES}
    WHERE ${after === null} OR (e.case_id, e.seq) > (${after?.caseId ?? null}::uuid, ${after?.seq ?? null}::int)
    ORDER BY e.case_id, e.seq LIMIT ${limit}`.execute(tx);
  return rows;
}

/** These entries, in no particular order; one that is not there is left out. */
export async function findLinkedEntries(tx: Runner, entryIds: readonly string[]): Promise<LinkedRow[]> {
  const { rows } = await sql<LinkedRow>`${LINKED_ENTRIES}
    WHERE e.entry_id = ANY (${entryIds}::uuid[])`.execute(tx);
  return rows;
}

/** All entries in the order of their cases and sequence numbers, a page in memory at a time. */
export async function* readSealedEntries(tx: Runner): AsyncGenerator<SealedRow> {
  type Row = Required<SealedRow>;
  let after: Row | undefined;
  do {
    const rows: Row[] = (
      await sql<Row>`
        SELECT ${ENTRY}
        FROM entries e JOIN cases c USING (case_id)
        WHERE ${after === undefined} OR (e.case_id, e.seq) > (${after?.caseId ?? null}::uuid, ${after?.seq ?? null}::int)
        ORDER BY e.case_id, e.seq LIMIT ${PAGE}`.execute(tx)
    ).rows;
    yield* rows;
    after = rows.at(-1);
  } while (after !== undefined);
}

// Unit and role of an event of version 1 were filled in later and are not sealed.
const EVENT_COLUMNS = sql`jsonb_build_object('officerId', officer_id, 'postingId', posting_id, 'action', action, 'outcome', outcome,
  'caseId', case_id, 'entryId', entry_id, 'requestId', request_id,
  'at', to_char(happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  || CASE WHEN body -> 'v' = '1' THEN '{}' ELSE jsonb_build_object('unitId', unit_id, 'role', role, 'subjectId', subject_id,
    'purpose', purpose, 'origin', origin, 'deviceId', device_id) END`;

const EVENT = sql`event_id::text AS "entryId", event_hash AS "entryHash", body, ${EVENT_COLUMNS} AS columns`;

/** At most `limit` events of the audit trail after one of them, in the order they were written. */
export async function listLinkedEvents(tx: Runner, after: string, limit: number): Promise<LinkedRow[]> {
  const { rows } = await sql<LinkedRow>`
    SELECT ${EVENT}, null::bytea AS before FROM audit_events
    WHERE event_id > ${after}::bigint ORDER BY event_id LIMIT ${limit}`.execute(tx);
  return rows;
}

/** The newest events, at most `limit`. */
export async function listNewestEvents(tx: Runner, limit: number): Promise<LinkedRow[]> {
  const { rows } = await sql<LinkedRow>`
    SELECT ${EVENT}, null::bytea AS before FROM audit_events ORDER BY event_id DESC LIMIT ${limit}`.execute(
    tx,
  );
  return rows;
}

/** These events, in no particular order; one that is not there is left out. */
export async function findLinkedEvents(tx: Runner, eventIds: readonly string[]): Promise<LinkedRow[]> {
  const { rows } = await sql<LinkedRow>`
    SELECT ${EVENT}, null::bytea AS before FROM audit_events
    WHERE event_id = ANY (${eventIds}::bigint[])`.execute(tx);
  return rows;
}

/** Hashes of the events that wait in the spool. */
export async function listSpooledHashes(tx: Runner): Promise<Uint8Array[]> {
  const { rows } = await sql<{ hash: Buffer }>`SELECT event_hash AS hash FROM audit_spool`.execute(tx);
  return rows.map(({ hash }) => hash);
}

/**
 * What stands in the last pages of a table, where PostgreSQL puts what was last added or changed, whatever its age:
 * entry and version, so that what has been looked at is known again. Bounded by the pages, not by the table.
 */
export async function listLastWritten(
  tx: Runner,
  table: "entries" | "personal_values",
  pages: number,
): Promise<{ entryId: string; version: string }[]> {
  const { rows } = await sql<{ entryId: string; version: string }>`
    SELECT entry_id AS "entryId", ctid::text || ' ' || xmin::text AS version FROM ${sql.table(table)}
    WHERE ctid >= (SELECT format('(%s,0)', greatest(0, pg_relation_size(${`reta.${table}`}::regclass)
      / current_setting('block_size')::int - ${pages}))::tid)`.execute(tx);
  return rows;
}

/** How many sealed objects there are, and how many hashes are in the log or on their way into it: the same number. */
export async function countSealed(tx: Runner, log: LogName): Promise<{ rows: number; hashes: number }> {
  const objects =
    log === "entries"
      ? sql`(SELECT count(*) FROM entries)`
      : sql`(SELECT count(*) FROM audit_events) + (SELECT count(*) FROM audit_spool)`;
  const { rows } = await sql<{ rows: number; hashes: number }>`
    SELECT ${objects} AS rows, (SELECT count(*) FROM ledger_leaves WHERE log = ${log})
      + (SELECT count(*) FROM log_queue q WHERE log = ${log}
         AND NOT EXISTS (SELECT FROM ledger_leaves l WHERE l.log = q.log AND l.entry_hash = q.entry_hash)) AS hashes`.execute(
    tx,
  );
  return rows[0] ?? { rows: 0, hashes: 0 };
}

/** All events of the audit trail in the order they were written, then those that still wait in the spool. */
export async function* readSealedEvents(tx: Runner): AsyncGenerator<SealedRow> {
  let after = 0;
  for (;;) {
    const { rows } = await sql<SealedRow & { eventId: number }>`
      SELECT event_id AS "eventId", ${EVENT}
      FROM audit_events WHERE event_id > ${after} ORDER BY event_id LIMIT ${PAGE}`.execute(tx);
    const last = rows.at(-1);
    if (last === undefined) break;
    for (const { eventId: _, ...row } of rows) yield row;
    after = last.eventId;
  }
  const { rows } = await sql<SealedRow>`
    SELECT 'spool ' || encode(event_hash, 'hex') AS "entryId", event_hash AS "entryHash", body, '{}'::jsonb AS columns
    FROM audit_spool`.execute(tx);
  yield* rows;
}
