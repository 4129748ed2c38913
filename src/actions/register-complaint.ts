// Registers a complaint: the first entry of a case, classified, sealed, alerted and audited in one transaction.

import { findAnswer, insertCases, type NewEntryRows } from "#src/database/entries.ts";
import { NO_RELATION } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { asDelegated } from "#src/domain/access/delegation.ts";
import { caseNumberFrom } from "#src/domain/case/case-number.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import { onServerClock } from "#src/domain/case/device-clock.ts";
import { holderAt } from "#src/domain/case/holder.ts";
import { saidOfOfficers } from "#src/domain/case/said-of-officers.ts";
import { validateComplaint } from "#src/domain/case/validate-complaint.ts";
import { wallAfter } from "#src/domain/case/wall.ts";
import { sealableText } from "#src/domain/ledger/canonical.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { NewComplaint } from "#src/schema/complaint.ts";
import type { Entry, EntryKind } from "#src/schema/entry.ts";
import { Problem } from "#src/schema/problem.ts";
import type { NamedOfficer } from "#src/schema/wall.ts";
import { sealPersonalValues } from "#src/vault/personal-values.ts";
import { sha256 } from "#src/vault/sha256.ts";
import { acknowledge } from "./acknowledge.ts";
import type { Context, Deciding, Trace } from "./context.ts";
import { faultsUnder } from "./faults-under.ts";
import { assess, projectCase, projectPeople } from "./fold.ts";
import type { SharedAction } from "./perform-together.ts";
import { findNamedIn, namesNumbers, projectWall, wallAlerts, wallOf } from "./raise-wall.ts";
import { saysTheSame } from "./same-request.ts";

export const trace: Trace = { action: "complaint.register", zone: "reta_cases", essential: true };

/** Registers a complaint, in one transaction with those that arrive at the same moment. */
export const registerComplaint: SharedAction<
  NewComplaint,
  NewEntryRows,
  Acknowledgement,
  readonly NamedOfficer[]
> = {
  trace,
  // Only whose numbers are written in it has to be looked up, and that whether or not they are anybody's.
  look: ({ register, now }, { complaint }) => {
    const said = saidOfOfficers("complaint", complaint);
    return namesNumbers(said) ? (tx) => findNamedIn(tx, register, said, now) : [];
  },
  decide,
  save: insertCases,
};

// What is stored, and the neutral answer: registered, when, and the promise. Throws `input.invalid` with faults. The
// database is not asked: whatever a complaint collides with is found when it is stored.
function decide(
  ctx: Deciding,
  input: NewComplaint,
  named: readonly NamedOfficer[],
): { rows: NewEntryRows; answer: Acknowledgement } {
  const { actor, register, now } = ctx;
  const { rules } = register;
  const decision = decideAccess({
    role: actor.role,
    action: "register",
    dataClass: "facts",
    relation: NO_RELATION,
    ...asDelegated(actor.delegation),
  });
  if (decision.effect === "refuse") throw new Problem("access.refused");

  const { complaint, enteredAt, entryId, caseId } = input;
  const said = { complaintMadeAt: input.complaintMadeAt, enteredAt, receivedAt: now };
  const { faults } = validateComplaint(complaint, rules.validation, said);
  if (faults.length > 0) throw new Problem("input.invalid", faultsUnder("/complaint", faults));

  const { complaintMadeAt, clockAhead } = onServerClock(said);
  const times = { complaintMadeAt, enteredAt, receivedAt: now };
  const { timeZone } = rules.pack.manifest;
  const assessment = assess(rules, complaint, { stationPlace: actor.unitPlace, day: dayIn(timeZone, now) });
  const at = {
    unitId: actor.unitId,
    stationPlace: actor.unitPlace,
    factsPlace: complaint.place.code ?? null,
    now,
  };
  const wall = wallOf(register, saidOfOfficers("complaint", complaint), named, at, [], assessment.read);
  // Whoever would have heard of it otherwise does not.
  if (wall !== null) assessment.alerts = wallAlerts(register, wall, at);
  // In training nothing is alerted: the screens say who would have been.
  if (!register.alerting) assessment.alerts = [];
  const holderOf = (pointer: string) => holderAt(complaint, pointer, caseId);
  const sealed = sealPersonalValues(entryId, complaint, holderOf, register.wrapper);
  const caseNumber = caseNumberFrom(ctx.random(10));
  const entry: Entry = {
    v: 1,
    kind: "complaint",
    entryId,
    caseId,
    caseNumber,
    seq: 1,
    previousHash: null,
    officerId: actor.officerId,
    postingId: actor.postingId,
    unitId: actor.unitId,
    deviceId: input.deviceId,
    deviceCounter: input.deviceCounter,
    factsFrom: complaint.factsFrom ?? null,
    factsTo: complaint.factsTo,
    ...times,
    ...(clockAhead > 0 && { clockAhead }),
    pack: rules.packVersion,
    content: sealed.content,
    finding: assessment.sealed,
    suggested: assessment.suggested,
    files: [],
    ...(wall !== null && { wall }),
  };
  const text = sealableText(entry);
  const hash = sha256(text);
  const receipt = register.receipts?.make(entryId) ?? null;
  const fixed = { caseId, caseNumber, unitId: actor.unitId, officerId: actor.officerId, ...times, timeZone };
  ctx.tell({ caseId, entryId });
  const rows = {
    entry,
    text,
    hash,
    values: sealed.values,
    keys: sealed.keys,
    projection: { ...projectCase(complaint, assessment, fixed), walled: wall !== null },
    people: projectPeople(complaint, assessment.sealed),
    alerts: assessment.alerts.map((alert) => ({ ...alert, alertId: ctx.newId() })),
    suggestedByNarrative: assessment.suggestedByNarrative,
    seal: !register.training,
    wall: projectWall(wallAfter(null, entry)),
    receiptHash: receipt && (register.receipts?.hash(receipt) ?? null),
  };
  if (assessment.alerts.length > 0) ctx.afterCommit("alerts");
  const entered = { entryId, caseNumber, receivedAt: now, hash };
  return { rows, answer: acknowledge(register, entered, receipt) };
}

export const repeatTrace: Trace = { action: "complaint.repeat", zone: "reta_cases", essential: true };

/** The first answer again, for a request that was already carried out; `undefined` when it was not, or was another's. */
export async function findFirstAnswer(
  ctx: Context,
  {
    entryId,
    caseId,
    kind,
    content,
  }: { entryId: string; caseId: string; kind: EntryKind; content: Record<string, unknown> },
): Promise<Acknowledgement | undefined> {
  const answer = await findAnswer(ctx.tx, entryId);
  if (answer === undefined || answer.officerId !== ctx.actor.officerId) return undefined;
  // An id used again for something else was not carried out: the first answer would say that it was.
  if (answer.caseId !== caseId || answer.kind !== kind) return undefined;
  if (!saysTheSame(answer.content, content)) throw new Problem("entry.id-taken");
  ctx.tell({ entryId });
  const receipt = kind === "complaint" ? ctx.register.receipts?.make(entryId) : null;
  return acknowledge(ctx.register, { entryId, ...answer }, receipt);
}
