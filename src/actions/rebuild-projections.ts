// The projections made anew from the entries alone, and compared with the live ones field by field.
import type { CaseColumns } from "#src/database/entries.ts";
import type { Runner } from "#src/database/ledger.ts";
import { listProjectedCases, type ProjectedCase } from "#src/database/projections.ts";
import { inForce } from "#src/domain/case/case-state.ts";
import { beginningOf } from "#src/domain/case/division.ts";
import { withHeard } from "#src/domain/case/wall.ts";
import { entryHash } from "#src/domain/ledger/canonical.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import type { Entry } from "#src/schema/entry.ts";
import {
  projectAssignments,
  projectCase,
  projectDirections,
  projectParts,
  projectPeople,
  standingOf,
} from "./fold.ts";
import { casesThatLostHeard } from "./heard-wall.ts";
import { foldBodies } from "./load-case.ts";
import { projectBarred, projectWall } from "./raise-wall.ts";

/** A case whose rebuilt row is not the live one, and the columns that differ. */
export interface Difference {
  caseNumber: string;
  fields: string[];
}

/** Folds every case and compares. Answers how many there are and which differ; memory holds a page of cases. */
export async function compareProjections(
  tx: Runner,
  timeZone: string,
): Promise<{ ok: boolean; cases: number; differing: Difference[] }> {
  const differing: Difference[] = [];
  const lost = await casesThatLostHeard(tx);
  let cases = 0;
  for await (const live of listProjectedCases(tx)) {
    cases += 1;
    const fields = differences(live, timeZone);
    if (lost.has(live.caseId)) fields.push("heard_walls");
    if (fields.length > 0) differing.push({ caseNumber: String(live.row.case_number), fields });
  }
  return { ok: differing.length === 0, cases, differing };
}

function differences(live: ProjectedCase, timeZone: string): string[] {
  const [first, last] = [live.entries[0], live.entries.at(-1)];
  if (first === undefined || last === undefined) return ["entries"];
  let rebuilt: ReturnType<typeof rebuild>;
  try {
    rebuilt = rebuild(live, first, last, timeZone);
    // Whether a joined case has one is that case's to say, and compared there.
    rebuilt.row.walled = rebuilt.row.walled === true || live.joinedWall;
  } catch {
    // Entries that no rule could have made (a second complaint, what supplements nothing) cannot be folded at all.
    return ["entries"];
  }
  const fields = Object.keys(rebuilt.row).filter(
    (column) => canonical(rebuilt.row[column]) !== canonical(live.row[column]),
  );
  if (canonical(rebuilt.people) !== canonical(live.people)) fields.push("case_people");
  if (canonical(rebuilt.assignments) !== canonical(live.assignments)) fields.push("case_assignments");
  if (canonical(rebuilt.parts) !== canonical(live.parts)) fields.push("case_parts");
  if (canonical(rebuilt.directions) !== canonical(live.directions)) fields.push("case_directions");
  if (canonical(rebuilt.wall) !== canonical(live.wall)) fields.push("case_walls");
  if (canonical(rebuilt.barred) !== canonical(live.barred)) fields.push("case_barred");
  return fields;
}

function rebuild({ entries, heard }: ProjectedCase, first: Entry, last: Entry, timeZone: string) {
  const state = foldBodies(entries);
  const suggested = entries.reduce<Entry["suggested"]>((_, entry) => entry.suggested, null);
  const complaint = inForce(state);
  const columns = projectCase(
    complaint,
    { sealed: last.finding, suggested, alerts: [] },
    {
      caseId: first.caseId,
      caseNumber: first.caseNumber,
      ...beginningOf(first),
      complaintMadeAt: first.complaintMadeAt,
      timeZone,
    },
    standingOf(state),
  );
  const row: Record<string, unknown> = {
    ...toRow(columns),
    entry_count: entries.length,
    last_hash: bytesToHex(entryHash(last)),
    last_received_at: last.receivedAt,
    handed_over: state.handedOver,
  };
  const assignments = projectAssignments(state).sort((a, b) => (a.posting_id < b.posting_id ? -1 : 1));
  const parts = projectParts(state).sort((a, b) => (a.posting_id < b.posting_id ? -1 : 1));
  const directions = projectDirections(state).sort((a, b) =>
    `${a.given_at} ${a.direction_id}` < `${b.given_at} ${b.direction_id}` ? -1 : 1,
  );
  const people = projectPeople(complaint, last.finding);
  const [wall, barred] = [projectWall(withHeard(state.wall, heard)), projectBarred(entries, state.wall)];
  return { row, people, assignments, parts, directions, wall, barred };
}

// Whether somebody was alerted is the table of alerts itself, not something the entries say.
function toRow({ alerted: _, ...columns }: CaseColumns): Record<string, unknown> {
  const times = ["complaintMadeAt", "enteredAt", "receivedAt"];
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      times.includes(name) ? new Date(value as string).toISOString() : value,
    ]),
  );
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${name}:${canonical(member)}`).join()}}`;
}
