// Reads a case file: as folded without names, or with the names this reader may open, stating a purpose, on the record.
import { listAssignments } from "#src/database/assignments.ts";
import { listVisible } from "#src/database/cases.ts";
import { listCaseDirections } from "#src/database/directions.ts";
import type { StoredEntry } from "#src/database/entries.ts";
import { namesOf } from "#src/database/people.ts";
import { listHeardWalls } from "#src/database/walls.ts";
import type { DataClass } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { asDelegated } from "#src/domain/access/delegation.ts";
import { mayEndPart } from "#src/domain/access/hand-over.ts";
import { isBlindCode } from "#src/domain/case/blind-correction.ts";
import { type CaseLink, type CaseState, inForce } from "#src/domain/case/case-state.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import type { Beginning } from "#src/domain/case/division.ts";
import { factsOf } from "#src/domain/case/facts-of.ts";
import { fieldChanges } from "#src/domain/case/history.ts";
import { withMerged } from "#src/domain/case/join-complaint.ts";
import { withHeard } from "#src/domain/case/wall.ts";
import { classify } from "#src/domain/classification/classify.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import type { AssignmentContent, AssignmentLine } from "#src/schema/assignment.ts";
import type { CaseFile } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { Problem } from "#src/schema/problem.ts";
import { allowedActions } from "./allowed-actions.ts";
import type { Context, Trace } from "./context.ts";
import { demandFresh } from "./demand-fresh.ts";
import { demand, foldEntries, foldSealed, type LoadedCase, loadCase, withoutPersonal } from "./load-case.ts";
import { openContents } from "./open-contents.ts";
import { lapsedConsents } from "./raise-wall.ts";
import { requireCode } from "./require-code.ts";
import { shownContent, shownProposals, withoutComplainant, withoutValues } from "./shown-content.ts";

export const trace: Trace = { action: "case.read", zone: "reta_cases" };
/** The opening itself is recorded by the vault, under the same name and before it opens anything. */
export const namesTrace: Trace = { action: "case.names.open", zone: "reta_cases", quiet: true };

/** The case file without any personal value. */
export async function readCase(ctx: Context, { caseId }: { caseId: string }): Promise<CaseFile> {
  const loaded = await loadCase(ctx, caseId);
  demand(ctx, loaded, "read", "facts");
  ctx.tell({ caseId });
  const contents = loaded.entries.map(({ body }) => withoutPersonal(body.content));
  return caseFile(ctx, loaded, contents, false);
}

/** The case file with the personal values of the classes this officer may read; the purpose goes on the record. */
export async function openNames(ctx: Context, input: { caseId: string; purpose: string }): Promise<CaseFile> {
  requireCode(ctx, "purpose-of-access", "/purpose", input.purpose);
  const loaded = await loadCase(ctx, input.caseId);
  const open = classesOpenTo(ctx, loaded);
  if (open.size === 0) throw new Problem("access.refused");
  const contents = await openContents(ctx, loaded, open, input.purpose);
  return caseFile(ctx, loaded, contents, true);
}

// Throws `session.not-fresh` where one of them takes a fresh proof: half of the names would look like all of them.
function classesOpenTo(ctx: Context, { relation, standing }: LoadedCase): Set<DataClass> {
  const classes: DataClass[] = ["suspect-identity", "victim-identity", "complainant-identity"];
  return new Set(
    classes.filter((dataClass) => {
      const decision = decideAccess({
        role: ctx.actor.role,
        action: "read",
        dataClass,
        relation,
        standing,
        ...asDelegated(ctx.actor.delegation),
      });
      if (decision.effect === "allow") demandFresh(ctx.actor, decision.obligations);
      return decision.effect === "allow";
    }),
  );
}

/** The file as this reader may see it; `contents` hold the personal values that were opened, and no others. Two persons opened who complained:
 * then the changes of that person are told with their values.
 */
export async function caseFile(
  ctx: Context,
  loaded: LoadedCase,
  contents: readonly Record<string, unknown>[],
  namesOpened: boolean,
  complainantOpened = false,
): Promise<CaseFile> {
  const { rules } = ctx.register;
  const foldable = loaded.entries.map(({ body }, i) => ({ ...body, content: contents[i] ?? {} }));
  const state = foldEntries(foldable);
  const judged = (complaint: Complaint) => classify(factsOf(complaint, rules.pack), rules.law, rules.palermo);
  const { caseId } = loaded.line;
  const today = dayIn(rules.pack.manifest.timeZone, ctx.now);
  const [visible, merged, assignments, directions, wall, receivers] = await Promise.all([
    visibleOthers(ctx, loaded),
    readMerged(ctx, state),
    listAssignments(ctx.tx, caseId),
    listCaseDirections(ctx.tx, { caseId, today }),
    shownWall(ctx, loaded, state),
    namesOf(
      ctx.tx,
      loaded.entries.flatMap(({ body }) => receiverOf(body) ?? []),
    ),
  ]);
  const seen = (link: CaseLink | null) => (link !== null && visible.has(link.caseId) ? link : null);
  const joined = merged.reduce((all, { complaint }) => withMerged(all, complaint), inForce(state));
  // Who may not open names does not see commitments either: they are of no use to a reader.
  return {
    line: loaded.line,
    complaint: withoutComplainant(state.complaint),
    finding: judged(inForce(state)),
    suggested: state.suggested,
    entries: loaded.entries.map((entry, i) =>
      entryLine(entry, shownContent(contents[i] ?? {}, visible), receivers),
    ),
    allowed: allowedActions(ctx.actor, loaded, state),
    pendingAmendments: await shownProposals(ctx, loaded, foldSealed(loaded.entries), state, visible),
    struck: state.struck.map(({ pointer }) => pointer),
    changes: fieldChanges(foldable)
      .filter(({ pointer }) => isShown(state.complaint, pointer))
      .map((change) =>
        isBlindCode(change.pointer) && !complainantOpened
          ? { ...withoutValues(change), closed: true }
          : change,
      ),
    annulment: state.annulment,
    closing: state.closing,
    dividedFrom: seen(state.dividedFrom),
    dividedInto: state.dividedInto.filter((link) => seen(link) !== null),
    moved: [...state.moved],
    merged: merged.map(({ complaint, ...link }) => ({ ...link, complaint: withoutComplainant(complaint) })),
    joinedFinding: merged.length === 0 ? null : judged(joined),
    assignments: assignments.map((one) => ({ ...one, mayEnd: mayEnd(ctx, loaded, one) })),
    directions,
    wall,
    namesOpened,
  };
}

// The own part by oneself; somebody else's by who may give the case, and not everybody's.
function mayEnd(
  { actor }: Context,
  { relation, standing }: LoadedCase,
  one: Omit<AssignmentLine, "mayEnd">,
): boolean {
  if (one.status !== "assigned") return false;
  if (one.postingId === actor.postingId) return true;
  const delegated = asDelegated(actor.delegation);
  const question = { role: actor.role, relation, standing, ...delegated };
  const assigns = decideAccess({ ...question, action: "assign", dataClass: "metadata" });
  return assigns.effect === "allow" && mayEndPart({ ...actor, relation }, one);
}

// Why it is walled and from whom: for those who deal with it.
async function shownWall(
  ctx: Context,
  { line, relation, standing, ties }: LoadedCase,
  state: CaseState,
): Promise<CaseFile["wall"]> {
  const question = {
    role: ctx.actor.role,
    action: "read",
    dataClass: "conflicts",
    relation,
    standing,
  } as const;
  // What an answer of the complainant raised stands before an entry says so. Nothing is asked of a case without a wall.
  const heard = ties.wall === null ? [] : await listHeardWalls(ctx.tx, line.caseId);
  const wall = withHeard(state.wall, heard);
  if (wall === null) return null;
  const decision = decideAccess(question);
  if (decision.effect === "refuse") return null;
  demandFresh(ctx.actor, decision.obligations);
  // From whom it is hidden as it stands today: the officers it names have moved since it was raised.
  const { namedOfficers, consents: given, ...rest } = { ...wall, ...ties.wall };
  const lapsed = await lapsedConsents(ctx.tx, wall);
  const consents = given.filter(({ officerId }) => !lapsed.includes(officerId));
  const names = await namesOf(ctx.tx, [...namedOfficers, ...consents.map(({ officerId }) => officerId)]);
  return {
    ...rest,
    words: [...rest.words],
    causes: [...rest.causes],
    hiddenUnits: [...rest.hiddenUnits].sort(),
    named: namedOfficers.map((id) => names.get(id) ?? ""),
    consents: consents.map(({ role, officerId }) => ({ role, officer: names.get(officerId) ?? "" })),
  };
}

// The other side of every merge, split and division there ever was in this case, as far as this reader may see it.
async function visibleOthers(ctx: Context, { entries }: LoadedCase): Promise<ReadonlySet<string>> {
  const others = entries.flatMap(({ body }) => {
    const { other, into, begins } = body.content as { other?: CaseLink; into?: CaseLink; begins?: Beginning };
    const link = other ?? into ?? begins?.from;
    return link === undefined ? [] : [link.caseId];
  });
  return listVisible(ctx.tx, [...new Set(others)]);
}

// A case that went into this one is read by its own walls: what the reader may not see is not there.
async function readMerged(ctx: Context, state: CaseState) {
  const seen = await listVisible(
    ctx.tx,
    state.absorbed.map(({ caseId }) => caseId),
  );
  const found: { caseId: string; caseNumber: string; complaint: Complaint }[] = [];
  for (const link of state.absorbed.filter(({ caseId }) => seen.has(caseId))) {
    const other = await loadCase(ctx, link.caseId);
    found.push({ ...link, complaint: inForce(foldSealed(other.entries)) });
  }
  return found;
}

// What the complainant is to the victim is no part of the history where identity is reserved.
function isShown(complaint: Complaint, pointer: string): boolean {
  if (!pointer.startsWith("/complainant")) return true;
  return pointer !== "/complainant/relationToVictim" || complaint.complainant.kind !== "identity-reserved";
}

// To whom a case is given or offered, who laid it down: the officer an assignment is about, if another than who says so.
function receiverOf({ kind, officerId, content }: StoredEntry["body"]): string | undefined {
  if (kind !== "assignment") return undefined;
  const { officerId: about } = content as Partial<AssignmentContent>;
  return about === officerId ? undefined : about;
}

function entryLine(
  { body, hash, leafIndex, officer }: StoredEntry,
  content: unknown,
  receivers: ReadonlyMap<string, string>,
) {
  const about = receivers.get(receiverOf(body) ?? "");
  const { entryId, seq, kind, receivedAt, enteredAt, clockAhead, unitId } = body;
  return {
    entryId,
    seq,
    kind,
    receivedAt,
    enteredAt,
    ...(clockAhead !== undefined && { clockAhead }),
    officer,
    unitId,
    entryHash: bytesToHex(hash),
    leafIndex,
    content,
    ...(about !== undefined && { about }),
  };
}
