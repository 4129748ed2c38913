// Where a page of the audit trail goes on, as one word: the time and number of the last event shown.
import type { AuditPlace } from "#src/database/audit-trail.ts";

const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z)_(\d{1,15})$/;

export function placeOf(last: { at: string; eventId: number } | undefined): string | null {
  return last === undefined ? null : `${last.at}_${last.eventId}`;
}

/** A cursor that is not one begins at the beginning. */
export function readPlace(cursor: string | undefined): AuditPlace | undefined {
  const match = PLACE.exec(cursor ?? "");
  if (match === null || Number.isNaN(Date.parse(match[1] as string))) return undefined;
  return { at: match[1] as string, eventId: Number(match[2]) };
}
