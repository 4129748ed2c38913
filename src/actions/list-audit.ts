// The audit trail for those who may read it, each as far as the post reaches: who did what, when, allowed or refused.
import {
  type AuditFilter,
  findCaseByNumber,
  listAuditEvents,
  type NamedOfficer,
  PAGE,
  searchOfficers,
} from "#src/database/audit-trail.ts";
import { listOfficersUnderInquiry } from "#src/database/inquiries.ts";
import { listUnitsBelow } from "#src/database/units.ts";
import { type AuditReach, auditReach, oversees } from "#src/domain/access/audit-reach.ts";
import { readCaseNumber } from "#src/domain/case/case-number.ts";
import { AUDIT_GROUPS, type AuditGroup, type AuditPage } from "#src/schema/audit.ts";
import { Problem } from "#src/schema/problem.ts";
import { placeOf, readPlace } from "./audit-place.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "audit.list", zone: "reta_audit" };
export const officersTrace: Trace = { action: "audit.officers", zone: "reta_audit" };

export interface AuditSearch {
  officer?: string | undefined;
  case?: string | undefined;
  number?: string | undefined;
  /** With every unit below it. */
  unit?: string | undefined;
  group?: AuditGroup | undefined;
  action?: string | undefined;
  outcome?: string | undefined;
  class?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string | undefined;
}

/** A page, newest first. Reading the trail is itself on it: whose, which case's, by which questions. */
export async function listAudit(ctx: Context, search: AuditSearch): Promise<AuditPage> {
  const reach = auditReach(ctx.actor.role);
  if (reach === undefined) throw new Problem("access.refused");
  const filter = await filterOf(ctx, search, reach);
  const found = filter === undefined ? [] : await listAuditEvents(ctx.tx, filter, ctx.now);
  const events = found.slice(0, PAGE);
  ctx.tell({
    ...(filter?.caseId !== undefined && { caseId: filter.caseId }),
    detail: {
      filters: Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [name])),
      rows: events.length,
      ...(search.officer !== undefined && { officer: search.officer }),
    },
  });
  return { reach, events, next: found.length > PAGE ? placeOf(events.at(-1)) : null };
}

// Undefined: nothing can match. What the reach leaves out the database would leave out too, row by row; saying it here
// lets it walk the right index.
async function filterOf(
  ctx: Context,
  search: AuditSearch,
  reach: AuditReach,
): Promise<AuditFilter | undefined> {
  const { action, outcome, group } = search;
  const words = group === undefined ? undefined : AUDIT_GROUPS[group];
  const filter: AuditFilter = {
    action,
    outcome,
    words,
    dataClass: search.class,
    from: search.from,
    to: search.to,
    after: readPlace(search.cursor),
    officerIds: search.officer === undefined ? undefined : [search.officer],
    caseId: search.case,
  };
  if (search.number !== undefined) {
    const number = readCaseNumber(search.number);
    const caseId = number === undefined ? undefined : await findCaseByNumber(ctx.tx, number);
    if (caseId === undefined || (search.case !== undefined && search.case !== caseId)) return undefined;
    filter.caseId = caseId;
  }
  if (search.unit !== undefined) {
    filter.unitIds = await listUnitsBelow(ctx.tx, search.unit);
    if (filter.unitIds.length === 0) return undefined;
  }
  if (reach === "own" || reach === "catalogues") {
    if (search.officer !== undefined && search.officer !== ctx.actor.officerId) return undefined;
    filter.officerIds = [ctx.actor.officerId];
  }
  if (reach === "inquiries" && search.officer === undefined)
    filter.officerIds = [...(await listOfficersUnderInquiry(ctx.tx)), ctx.actor.officerId];
  return filter;
}

/** Officers by name or login, to ask for their trail or to open an inquiry. */
export async function findOverseen(
  ctx: Context,
  { search }: { search: string },
): Promise<{ officers: NamedOfficer[] }> {
  if (!oversees(ctx.actor.role)) throw new Problem("access.refused");
  const officers = await searchOfficers(ctx.tx, search);
  ctx.tell({ detail: { filters: ["search"], rows: officers.length } });
  return { officers };
}
