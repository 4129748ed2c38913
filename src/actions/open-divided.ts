// Opens the case a part of another goes on as: its first entry, judged anew, with who had the other one and its wall.
import { putAssignments } from "#src/database/assignments.ts";
import { putParts } from "#src/database/case-parts.ts";
import { insertCases } from "#src/database/entries.ts";
import { foldCase } from "#src/domain/case/case.ts";
import { inForce } from "#src/domain/case/case-state.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import { type Beginning, beginningOf, partThatGoes } from "#src/domain/case/division.ts";
import type { Proposal } from "#src/domain/case/proposal.ts";
import { bothWalls, wallBeside } from "#src/domain/case/wall.ts";
import { sealableText } from "#src/domain/ledger/canonical.ts";
import type { Entry } from "#src/schema/entry.ts";
import type { SealedWall } from "#src/schema/wall.ts";
import { sha256 } from "#src/vault/sha256.ts";
import type { Envelope } from "./append-entry.ts";
import type { Context } from "./context.ts";
import { assess, projectAssignments, projectCase, projectParts, projectPeople, standingOf } from "./fold.ts";
import { foldEntries, type LoadedCase, withoutPersonal } from "./load-case.ts";
import { projectWall, wallAlerts } from "./raise-wall.ts";

/**
 * Right after the decision that lets it be, in its transaction. It is the same complaint: who registered it, where and when
 * are the other case's, and whoever has that one has this one. Offers that wait stay with the other. `said`: the wall that
 * the decision itself raises, which is around this one from its first entry on as well.
 */
export async function openDivided(
  ctx: Context,
  loaded: LoadedCase,
  proposal: Extract<Proposal, { kind: "division" }>,
  envelope: Envelope,
  said: SealedWall | null,
): Promise<void> {
  const { actor, register, now } = ctx;
  const first = loaded.entries[0]?.body;
  if (first === undefined) throw new Error("a case without entries");
  const { officerId, ...began } = beginningOf(first);
  const { caseId, caseNumber } = proposal.into;
  const { timeZone } = register.rules.pack.manifest;
  // With commitments in the place of names: the values stay where they were sealed.
  const state = foldEntries(loaded.entries.map(({ body }) => body));
  const begins: Beginning = {
    from: { caseId: loaded.line.caseId, caseNumber: first.caseNumber },
    proposal: proposal.proposalId,
    registeredBy: officerId,
    ...began,
    // A service has the part its people are in, and does not learn of the other.
    assignments: state.assignments.filter(
      ({ status, part }) =>
        status === "assigned" &&
        (part?.kind !== "protection" || part.victims.some((one) => proposal.goes.victims.includes(one))),
    ),
    handedOver: state.handedOver,
  };
  const content = { ...partThatGoes(state, proposal.goes), begins };
  const wall = bothWalls(wallBeside(loaded.ties.wall), wallBeside(said));
  const partial = {
    ...(wall !== null && { wall }),
    kind: "division" as const,
    entryId: envelope.entryId,
    caseId,
    caseNumber,
    seq: 1,
    officerId: actor.officerId,
    postingId: actor.postingId,
    unitId: actor.unitId,
    receivedAt: now,
    content,
    finding: state.finding,
    suggested: null,
  };
  const opened = foldCase([{ ...partial, content: withoutPersonal(content) }]);
  if (opened === undefined) throw new Error("a case without entries");
  const complaint = inForce(opened);
  const stationPlace = register.rules.units.units.get(loaded.line.unitId)?.place ?? null;
  const assessment = assess(register.rules, complaint, { stationPlace, day: dayIn(timeZone, now) });
  const at = { unitId: began.unitId, stationPlace, factsPlace: complaint.place.code ?? null, now };
  const due = wall === null ? assessment.alerts : wallAlerts(register, wall, at);
  const alerts = register.alerting ? due : [];
  const entry: Entry = {
    ...partial,
    v: 1,
    previousHash: null,
    deviceId: envelope.deviceId,
    deviceCounter: envelope.deviceCounter,
    factsFrom: complaint.factsFrom ?? null,
    factsTo: complaint.factsTo,
    complaintMadeAt: first.complaintMadeAt,
    ...(first.clockAhead !== undefined && { clockAhead: first.clockAhead }),
    enteredAt: envelope.enteredAt,
    pack: register.rules.packVersion,
    finding: assessment.sealed,
    files: [],
  };
  const text = sealableText(entry);
  ctx.tell({ caseId, entryId: envelope.entryId, detail: { kind: "division" } });
  await insertCases(ctx.tx, [
    {
      entry,
      text,
      hash: sha256(text),
      values: [],
      keys: [],
      projection: projectCase(
        complaint,
        { ...assessment, alerts },
        { caseId, caseNumber, officerId, ...began, complaintMadeAt: first.complaintMadeAt, timeZone },
        standingOf(opened),
      ),
      people: projectPeople(complaint, assessment.sealed),
      alerts: alerts.map((alert) => ({ ...alert, alertId: ctx.newId() })),
      suggestedByNarrative: false,
      seal: !register.training,
      receiptHash: null,
      wall: projectWall(opened.wall),
    },
  ]);
  await putAssignments(ctx.tx, caseId, projectAssignments(opened), opened.handedOver);
  const parts = projectParts(opened);
  if (parts.length > 0) await putParts(ctx.tx, caseId, parts);
  if (alerts.length > 0) ctx.afterCommit("alerts");
}
