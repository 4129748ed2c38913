// The audit trail: written under every action in its own transaction, read by those who may.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

export interface AuditRow {
  at: string;
  officerId: string | null;
  postingId: string | null;
  action: string;
  outcome: "done" | "refused" | "failed";
  caseId: string | null;
  entryId: string | null;
  body: unknown;
  hash: Buffer;
}

export async function insertAuditEvent(tx: Transaction, row: AuditRow): Promise<void> {
  await sql`select write_audit_event(${row.at}, ${row.officerId}, ${row.postingId}, ${row.action}, ${row.outcome},
    ${row.caseId}, ${row.entryId}, ${JSON.stringify(row.body)}, ${row.hash})`.execute(tx);
}

export interface AuditLine {
  eventId: number;
  at: string;
  officer: string | null;
  /** Name of the officer the event is about: whose login, posting or password. */
  subject: string | null;
  action: string;
  outcome: string;
  caseId: string | null;
  detail: unknown;
}

/** A page of the trail, newest first, before an event id. */
export async function listAuditEvents(
  tx: Transaction,
  filter: { before?: number | undefined; officerId?: string | undefined; action?: string | undefined },
): Promise<AuditLine[]> {
  const { rows } = await sql<AuditLine>`
    select e.event_id as "eventId", e.happened_at as at, o.name as officer, s.name as subject, e.action, e.outcome, e.case_id as "caseId",
      e.body -> 'detail' as detail
    from audit_events e left join reta.officers o on o.officer_id = e.officer_id
      left join reta.officers s on s.officer_id::text = e.body -> 'detail' ->> 'officer'
    where (${filter.before ?? null}::bigint is null or e.event_id < ${filter.before ?? null})
      and (${filter.officerId ?? null}::uuid is null or e.officer_id = ${filter.officerId ?? null})
      and (${filter.action ?? null}::text is null or e.action = ${filter.action ?? null})
    order by e.event_id desc limit 100`.execute(tx);
  return rows;
}
