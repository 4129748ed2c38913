// Proposes a correction, with reason, old and new value; it takes effect when somebody else approves it.
import { canDo } from "#src/domain/case/allowed.ts";
import {
  isBlind,
  isBlindCode,
  isOfComplainant,
  repeatsValue,
  withoutBlindCodes,
} from "#src/domain/case/blind-correction.ts";
import { valueAt } from "#src/domain/case/case.ts";
import { type CaseState, statusOf } from "#src/domain/case/case-state.ts";
import { isMoved } from "#src/domain/case/division.ts";
import { readPointer } from "#src/domain/case/pointer.ts";
import { isItem, isPersonal } from "#src/domain/case/proposal.ts";
import { validateComplaint } from "#src/domain/case/validate-complaint.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Amendment, NewAmendment } from "#src/schema/proposal.ts";
import { appendEntry } from "./append-entry.ts";
import { demandSealed, invalid, withValue } from "./changed-complaint.ts";
import { classOfPointer } from "./class-of-pointer.ts";
import type { Compared } from "./compare-values.ts";
import type { Context, Trace } from "./context.ts";
import { demand, foldSealed, type LoadedCase, loadCase } from "./load-case.ts";
import { requireCode } from "./require-code.ts";

export const trace: Trace = { action: "case.amendment.propose", zone: "reta_cases" };

/**
 * Stores the proposal. The old value must be the one the case has now (`amendment.value-changed`): somebody may have
 * corrected it meanwhile. A sealed one was compared just before, and nothing may have come in between.
 */
export async function proposeAmendment(
  ctx: Context,
  input: NewAmendment & { compared: Compared },
): Promise<Acknowledgement> {
  const loaded = await loadCase(ctx, input.caseId, true);
  const { amendment } = input;
  const { pointer, personal } = amendment;
  demand(ctx, loaded, "propose", classOfPointer(pointer));
  requireCode(ctx, "amendment-reason", "/amendment/reason", amendment.reason);
  const state = foldSealed(loaded.entries);
  if (!canDo("amend", statusOf(state))) throw new Problem("case.wrong-state");
  if (isMoved(state, pointer)) throw new Problem("case.wrong-state");
  if (amendment.change !== undefined) {
    demandItem(state, amendment);
    return appendEntry(ctx, loaded, input, "amendment", amendment);
  }
  const { complaint } = state;
  demandShown(complaint, pointer);
  if (isBlindCode(pointer)) {
    const newValue = blindCode(ctx, loaded, input, state);
    return appendEntry(ctx, loaded, input, "amendment", { ...amendment, newValue });
  }
  if (isOfComplainant(pointer)) {
    const alone = withoutBlindCodes(complaint);
    const after = withBlindValue(state, alone, amendment);
    demandPossible(ctx, loaded, input, alone, after);
    const newValue = readPointer(after, pointer);
    return appendEntry(ctx, loaded, input, "amendment", {
      ...amendment,
      personal: { ...personal, newValue },
    });
  }
  if (isPersonal(pointer)) {
    demandSealed(amendment);
    const [before, after] = ["oldValue", "newValue"].map((name) =>
      withValue(complaint, pointer, personal[name as keyof typeof personal], `/amendment/personal/${name}`),
    ) as [Complaint, Complaint];
    demandPossible(ctx, loaded, input, complaint, after);
    demandCompared(loaded, input.compared);
    const values = { oldValue: readPointer(before, pointer), newValue: readPointer(after, pointer) };
    const content = { ...amendment, personal: { ...personal, ...values } };
    return appendEntry(ctx, loaded, input, "amendment", content);
  }
  const now = valueAt(complaint, pointer) ?? null;
  if (JSON.stringify(now) !== JSON.stringify(amendment.oldValue ?? null))
    throw new Problem("amendment.value-changed");
  const after = withValue(complaint, pointer, amendment.newValue, "/amendment/newValue");
  demandPossible(ctx, loaded, input, complaint, after);
  // As parsed: trimmed and in one Unicode form, as the field itself would be.
  const newValue = readPointer(after, pointer) ?? null;
  return appendEntry(ctx, loaded, input, "amendment", { ...amendment, newValue });
}

/** What was compared a moment ago must still be what the case is: else the client's request is carried out anew. */
export function demandCompared(loaded: LoadedCase, compared: Compared): void {
  if (compared?.lastHash !== bytesToHex(loaded.lastHash)) throw new Problem("case.changed");
}

// The value that stands is compared with nothing, and asked of nobody: an answer would say what it is, or is not.
function withBlindValue(state: CaseState, alone: Complaint, amendment: Amendment): Complaint {
  const { pointer, personal } = amendment;
  if (!isBlind(pointer))
    throw invalid({ pointer: "/amendment/pointer", code: "invalid", expected: "a field of the complainant" });
  // Of a part of another case who complained is known where the complaint is.
  if (state.dividedFrom !== null) throw new Problem("case.wrong-state");
  demandSealed(amendment);
  if (personal.oldValue !== undefined)
    throw invalid({ pointer: "/amendment/personal/oldValue", code: "invalid", expected: "no value" });
  if (personal.newValue === undefined || personal.newValue === null)
    throw invalid({ pointer: "/amendment/personal/newValue", code: "missing" });
  if (repeatsValue(personal.explanation, personal.newValue))
    throw invalid({
      pointer: "/amendment/personal/explanation",
      code: "invalid",
      expected: "nothing of the new value",
    });
  return withValue(alone, pointer, personal.newValue, "/amendment/personal/newValue");
}

/**
 * A coded fact about who complained, as parsed; null takes away what stands there. It is looked at alone: beside the other
 * facts a refusal would say what they are.
 */
function blindCode(ctx: Context, loaded: LoadedCase, input: NewAmendment, state: CaseState): unknown {
  const { pointer, oldValue, newValue, personal } = input.amendment;
  if (state.dividedFrom !== null) throw new Problem("case.wrong-state");
  if (oldValue !== undefined || personal.oldValue !== undefined || personal.newValue !== undefined)
    throw invalid({ pointer: "/amendment/oldValue", code: "invalid", expected: "no value" });
  if (newValue === undefined) throw invalid({ pointer: "/amendment/newValue", code: "missing" });
  const alone = withoutBlindCodes(state.complaint);
  const after = withValue(alone, pointer, newValue, "/amendment/newValue");
  demandPossible(ctx, loaded, input, alone, after);
  return readPointer(after, pointer) ?? null;
}

// What the complainant is to the victim is hidden where identity is reserved, also from who would correct it: the
// comparison would tell.
function demandShown(complaint: Complaint, pointer: string): void {
  if (pointer === "/complainant/relationToVictim" && complaint.complainant.kind === "identity-reserved")
    throw new Problem("access.refused");
}

// What is struck must be there and whole, what is put back must be struck; neither carries a value.
function demandItem(state: CaseState, { pointer, change, ...amendment }: Amendment): void {
  const { oldValue, newValue, personal } = amendment;
  const given = [oldValue, newValue, personal.oldValue, personal.newValue].some(
    (value) => value !== undefined,
  );
  if (given) throw invalid({ pointer: "/amendment/newValue", code: "invalid", expected: "no value" });
  if (!isItem(pointer) || valueAt(state.complaint, pointer) === undefined)
    throw invalid({
      pointer: "/amendment/pointer",
      code: "invalid",
      expected: "a person or item of the case",
    });
  const isStruck = state.struck.some((each) => each.pointer === pointer);
  if (isStruck !== (change === "restore")) throw new Problem("amendment.value-changed");
}

// What was in order before must be in order afterwards; what was not is not this correction's fault.
function demandPossible(
  ctx: Context,
  loaded: LoadedCase,
  { enteredAt, amendment }: NewAmendment,
  before: Complaint,
  after: Complaint,
): void {
  const { complaintMadeAt = ctx.now, clockAhead = 0 } = loaded.entries[0]?.body ?? {};
  const times = { complaintMadeAt, enteredAt, receivedAt: ctx.now, clockAhead };
  const faultsOf = (complaint: Complaint) =>
    validateComplaint(complaint, ctx.register.rules.validation, times).faults;
  const known = new Set(faultsOf(before).map(({ pointer, code }) => `${pointer} ${code}`));
  const caused = faultsOf(after).filter(({ pointer, code }) => !known.has(`${pointer} ${code}`));
  // A fault elsewhere may repeat what stands there: its pointer and code are enough.
  if (caused.length > 0)
    throw invalid(
      ...caused.map(({ pointer, code, expected }) => ({
        pointer: pointer.startsWith(amendment.pointer) ? "/amendment/newValue" : pointer,
        code,
        ...(expected !== undefined && { expected }),
      })),
    );
}
