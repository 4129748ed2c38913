// The list of cases and the search by number, place, day and finding, for those who may.
import { type CaseFilter, listCases as listPage, PAGE } from "#src/database/cases.ts";
import { caseReach } from "#src/domain/access/case-reach.ts";
import { isEverGranted } from "#src/domain/access/decide-access.ts";
import { commands } from "#src/domain/access/duties.ts";
import { unitsHandedOver } from "#src/domain/access/hand-over.ts";
import { answerSought } from "#src/domain/case/answer-sought.ts";
import { readCaseNumber } from "#src/domain/case/case-number.ts";
import { outlineOf, partKindOf } from "#src/domain/case/part.ts";
import type { CasePage } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import type { AnswerSought } from "#src/schema/variable.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "case.list", zone: "reta_cases" };

export interface CaseSearch {
  number?: string | undefined;
  place?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  verdict?: string | undefined;
  mine?: boolean | undefined;
  /** Only those assigned to the own posting. */
  assigned?: boolean | undefined;
  /** Only what can be handed over of what this officer has or keeps: the reader, or somebody of the reader's command. */
  holder?: string | undefined;
  pending?: boolean | undefined;
  /** An added question and its answer, or the ends between which numbers and days lie. */
  variable?: string | undefined;
  answer?: string | undefined;
  answerFrom?: string | undefined;
  answerTo?: string | undefined;
  cursor?: string | undefined;
}

/**
 * A page, newest arrival first, and the cursor of the next. A number that cannot be one finds nothing. Throws
 * `access.refused` when answers or findings are asked for by who never reads what cases say, `input.invalid` with faults.
 */
export async function listCases(ctx: Context, search: CaseSearch): Promise<CasePage> {
  const outlined = partKindOf(ctx.actor.role) !== undefined;
  // What is not on their lines cannot be asked for either: whether a case is found would tell it.
  if (outlined && (search.verdict !== undefined || search.pending === true))
    throw new Problem("access.refused");
  const answer = answerOf(ctx, search);
  const number = search.number === undefined ? undefined : readCaseNumber(search.number);
  const tell = (rows: number) => ctx.tell({ detail: { filters: filtersOf(search), rows } });
  if (search.number !== undefined && number === undefined) {
    tell(0);
    return { cases: [], next: null };
  }
  const reach = caseReach(ctx.actor.role);
  const filter: CaseFilter = {
    number,
    place: search.place,
    from: search.from,
    to: search.to,
    verdict: search.verdict,
    answer,
    officerId: search.mine === true ? ctx.actor.officerId : undefined,
    postingId: search.assigned === true ? ctx.actor.postingId : undefined,
    holder: search.holder === undefined ? undefined : holderOf(ctx, search.holder),
    pending: search.pending,
    reasons: reach === "all" ? undefined : reach,
    reader: { officerId: ctx.actor.officerId, units: ctx.actor.units.length },
    after: readCursor(search.cursor),
  };
  const cases = await listPage(ctx.tx, filter);
  tell(cases.length);
  const last = cases.length === PAGE ? cases.at(-1) : undefined;
  return {
    cases: outlined ? cases.map(outlineOf) : cases,
    next: last === undefined ? null : `${last.receivedAt}_${last.caseId}`,
  };
}

function answerOf({ actor, register }: Context, search: CaseSearch): AnswerSought | undefined {
  const { variable, answer, answerFrom: from, answerTo: to } = search;
  const asked = { variable, answer, from, to };
  const asks = Object.values(asked).some((part) => part !== undefined);
  if (asks && !isEverGranted(actor.role, "read", "facts")) throw new Problem("access.refused");
  const found = answerSought(asked, register.rules.validation.variables);
  if ("faults" in found) throw new Problem("input.invalid", found.faults);
  return found.sought;
}

// The own ones wherever they were registered, and of this posting alone; somebody else's only within reach, and behind a
// wall only for whoever deals with that: a chief hands over none.
function holderOf({ actor }: Context, officerId: string): CaseFilter["holder"] {
  return officerId === actor.officerId
    ? { officerId, postingId: actor.postingId }
    : { officerId, units: unitsHandedOver(actor), walled: !commands(actor.role) };
}

// Which questions were asked, not the values: a searched number tells which case somebody is interested in.
const filtersOf = (search: CaseSearch) =>
  Object.entries(search)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name]) => name);

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function readCursor(cursor: string | undefined): CaseFilter["after"] {
  const match = CURSOR.exec(cursor ?? "");
  if (match !== null && Number.isNaN(Date.parse(match[1] as string))) return undefined;
  return match ? { receivedAt: match[1] as string, caseId: match[2] as string } : undefined;
}
