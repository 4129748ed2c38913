// What the logs vouch for, read whole for a verification: every entry by case, every event of the audit trail.
import { sql } from "kysely";
import type { Runner } from "./ledger.ts";

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

/** All entries in the order of their cases and sequence numbers, a page in memory at a time. */
export async function* readSealedEntries(tx: Runner): AsyncGenerator<SealedRow> {
  type Row = Required<SealedRow>;
  let after: Row | undefined;
  do {
    const rows: Row[] = (
      await sql<Row>`
        SELECT e.entry_id AS "entryId", e.case_id AS "caseId", e.seq, c.case_number AS "caseNumber",
          e.entry_hash AS "entryHash", e.body, jsonb_build_object('kind', e.kind, 'caseNumber', c.case_number,
            'officerId', e.officer_id, 'postingId', e.posting_id,
            'receivedAt', to_char(e.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'previousHash', encode(e.previous_hash, 'hex')) AS columns
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

/** All events of the audit trail in the order they were written, then those that still wait in the spool. */
export async function* readSealedEvents(tx: Runner): AsyncGenerator<SealedRow> {
  let after = 0;
  for (;;) {
    const { rows } = await sql<SealedRow & { eventId: number }>`
      SELECT event_id AS "eventId", event_id::text AS "entryId", event_hash AS "entryHash", body,
        ${EVENT_COLUMNS} AS columns
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
