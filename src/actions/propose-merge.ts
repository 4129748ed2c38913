// Proposes that two cases are one, or that they are not after all: an entry in both, decided on in both at once.
import { canDo } from "#src/domain/case/allowed.ts";
import { statusOf } from "#src/domain/case/case-state.ts";
import { wallBeside } from "#src/domain/case/wall.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import type { NewMerge } from "#src/schema/proposal.ts";
import { appendEntry } from "./append-entry.ts";
import { invalid } from "./changed-complaint.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldSealed, loadPair } from "./load-case.ts";
import { requireCode } from "./require-code.ts";

export const trace: Trace = { action: "case.merge.propose", zone: "reta_cases" };

/**
 * Whoever proposes has access to both; a case out of reach answers like one that does not exist, so that nobody learns
 * of a case by trying to join it. What went into another cannot take a third one in, and joins no further.
 */
export async function proposeMerge(ctx: Context, input: NewMerge): Promise<Acknowledgement> {
  const { merge, otherEntryId } = input;
  if (merge.other === input.caseId) throw invalid({ pointer: "/merge/other", code: "same-case" });
  if (otherEntryId === input.entryId) throw invalid({ pointer: "/otherEntryId", code: "same-case" });
  const [survivor, other] = await loadPair(ctx, input.caseId, merge.other);
  for (const one of [survivor, other]) demand(ctx, one, "propose", "facts");
  requireCode(ctx, "merge-reason", "/merge/reason", merge.reason);
  const [state, otherState] = [foldSealed(survivor.entries), foldSealed(other.entries)];
  const joined = otherState.mergedInto?.caseId === input.caseId;
  const possible =
    merge.change === "split"
      ? joined && canDo("split", statusOf(state))
      : [state, otherState].every((each) => canDo("merge", statusOf(each))) &&
        otherState.absorbed.length === 0;
  if (!possible) throw new Problem("case.wrong-state");
  const { change: kind, reason, personal } = merge;
  const linkOf = ({ caseId, caseNumber }: typeof state) => ({ caseId, caseNumber });
  const there = { ...input, caseId: merge.other, entryId: otherEntryId };
  const said = { reason, personal };
  // What is said of one is from now on said of the other: each is behind the other's wall, whoever decides on it when.
  await appendEntry(
    ctx,
    other,
    there,
    kind,
    { part: "merged", other: linkOf(state), pair: input.entryId, ...said },
    { beside: wallBeside(survivor.ties.wall) },
  );
  return appendEntry(
    ctx,
    survivor,
    input,
    kind,
    { part: "survivor", other: linkOf(otherState), pair: otherEntryId, ...said },
    { beside: wallBeside(other.ties.wall) },
  );
}
