// Appends a further entry to a case: sealed, chained to the newest one, folded into the projection, alerted if new.

import { putAssignments } from "#src/database/assignments.ts";
import { putParts } from "#src/database/case-parts.ts";
import { putDirections } from "#src/database/directions.ts";
import { insertFurtherEntry } from "#src/database/entries.ts";
import { listHeardWalls, putWall } from "#src/database/walls.ts";
import { applyEntry } from "#src/domain/case/case.ts";
import { inForce } from "#src/domain/case/case-state.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import { beginningOf } from "#src/domain/case/division.ts";
import { holderIn } from "#src/domain/case/holder.ts";
import { bothWalls } from "#src/domain/case/wall.ts";
import { sealableText } from "#src/domain/ledger/canonical.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { Entry, EntryKind } from "#src/schema/entry.ts";
import { Problem } from "#src/schema/problem.ts";
import type { SealedWall } from "#src/schema/wall.ts";
import { sealPersonalValues } from "#src/vault/personal-values.ts";
import { sha256 } from "#src/vault/sha256.ts";
import { acknowledge } from "./acknowledge.ts";
import type { Context } from "./context.ts";
import {
  type Assessment,
  assess,
  projectAssignments,
  projectCase,
  projectDirections,
  projectParts,
  projectPeople,
  standingOf,
} from "./fold.ts";
import { foldSealed, type LoadedCase } from "./load-case.ts";
import { placedAt, projectBarred, projectWall, wallAlerts, wallSaidIn } from "./raise-wall.ts";

/** What a client sends with every entry. */
export interface Envelope {
  entryId: string;
  caseId: string;
  deviceId: string;
  deviceCounter: number;
  enteredAt: string;
}

/**
 * Writes the entry. `narrative`: what was told in it, where it is judged by; `beside`: the wall it takes over from another
 * case. Units that hear of the case for the first time because of it are alerted; those alerted before are
 * not again. Throws `entry.id-taken` when somebody else's entry came first, so that the client repeats with the same id.
 */
export async function appendEntry(
  ctx: Context,
  loaded: LoadedCase,
  envelope: Envelope,
  kind: EntryKind,
  content: Record<string, unknown>,
  { narrative, beside = null }: { narrative?: string | undefined; beside?: SealedWall | null } = {},
): Promise<Acknowledgement> {
  const { actor, register, now } = ctx;
  const first = loaded.entries[0]?.body;
  if (first === undefined) throw new Error("a case without entries");
  const { entryId, caseId } = envelope;
  const { timeZone } = register.rules.pack.manifest;
  const before = foldSealed(loaded.entries);
  const began = beginningOf(first);
  const at = placedAt(ctx, loaded);
  // What an answer of the complainant raised stands already, and no officer was there to add the entry that says so.
  const [said, heard] = await Promise.all([
    wallSaidIn(ctx, at, kind, content),
    listHeardWalls(ctx.tx, caseId),
  ]);
  const raised = [beside, ...heard.map(({ at: _, ...wall }) => wall)].reduce(bothWalls, said);
  const partial = {
    ...(raised !== null && { wall: raised }),
    kind,
    entryId,
    caseId,
    caseNumber: first.caseNumber,
    seq: before.entries + 1,
    officerId: actor.officerId,
    postingId: actor.postingId,
    unitId: actor.unitId,
    receivedAt: now,
    content,
    finding: before.finding,
    suggested: null,
  };
  const holderOf = holderIn(partial, before.complaint);
  const sealed = sealPersonalValues(entryId, content, holderOf, register.wrapper);
  const state = applyEntry(before, partial);
  const complaint = inForce(state);
  const assessed: Complaint = narrative === undefined ? complaint : { ...complaint, personal: { narrative } };
  const assessment =
    kind === "assignment" || kind === "direction" || (kind === "wall" && state.wall !== null)
      ? unchanged(loaded)
      : assess(register.rules, assessed, {
          stationPlace: at.stationPlace,
          day: dayIn(timeZone, now),
        });
  const known = new Set(loaded.ties.alertedUnits);
  // Behind a wall nobody hears but the side that deals with it; of what raises or widens it, whoever heard before as well.
  const due =
    state.wall === null && (loaded.ties.wall === null || kind === "wall")
      ? assessment.alerts.filter(({ unitId }) => !known.has(unitId))
      : raised === null
        ? []
        : wallAlerts(register, state.wall ?? raised, at);
  const alerts = register.alerting ? due : [];
  const entry: Entry = {
    ...partial,
    v: 1,
    previousHash: bytesToHex(loaded.lastHash),
    deviceId: envelope.deviceId,
    deviceCounter: envelope.deviceCounter,
    factsFrom: complaint.factsFrom ?? null,
    factsTo: complaint.factsTo,
    complaintMadeAt: first.complaintMadeAt,
    enteredAt: envelope.enteredAt,
    pack: register.rules.packVersion,
    content: sealed.content,
    finding: assessment.sealed,
    suggested: assessment.suggested,
    files: [],
  };
  const text = sealableText(entry);
  const hash = sha256(text);
  // With what whoever speaks of a wall had proved to be there is asked for (domain/access/proof).
  ctx.tell({ caseId, entryId, detail: { kind, ...(kind === "wall" && { proof: ctx.actor.provedBy }) } });
  const written = await insertFurtherEntry(ctx.tx, {
    entry,
    text,
    hash,
    values: sealed.values,
    keys: sealed.keys,
    projection: projectCase(
      complaint,
      { ...assessment, alerts },
      {
        caseId,
        caseNumber: first.caseNumber,
        unitId: loaded.line.unitId,
        officerId: loaded.ties.officerId,
        complaintMadeAt: first.complaintMadeAt,
        enteredAt: began.enteredAt,
        receivedAt: began.receivedAt,
        timeZone,
      },
      standingOf(state),
    ),
    people: projectPeople(complaint, assessment.sealed),
    alerts: alerts.map((alert) => ({ ...alert, alertId: ctx.newId() })),
    suggestedByNarrative: assessment.suggestedByNarrative,
    seal: !register.training,
    receiptHash: null,
    wall: null,
  });
  if (!written) throw new Problem("case.changed");
  if (kind === "assignment")
    await putAssignments(ctx.tx, caseId, projectAssignments(state), state.handedOver);
  // Before the wall, which may hide the case from whoever added the entry.
  const parts = projectParts(state);
  if (parts.length > 0 || before.assignments.some(({ part }) => Boolean(part)))
    await putParts(ctx.tx, caseId, parts);
  if (kind === "direction") await putDirections(ctx.tx, caseId, projectDirections(state));
  if (raised !== null || kind === "wall") {
    const barred = projectBarred([...loaded.entries.map(({ body }) => body), partial], state.wall);
    await putWall(ctx.tx, caseId, projectWall(state.wall), barred);
  }
  // Screens of who has the case are told of what is directed in it on the way alerts go.
  if (alerts.length > 0 || kind === "direction") ctx.afterCommit("alerts");
  return acknowledge(register, { entryId, caseNumber: first.caseNumber, receivedAt: now, hash });
}

// Who has a case, who may see it, and what is directed in it, changes nothing of what happened: the finding stays the one of the newest entry, and nobody is alerted.
function unchanged({
  entries,
}: LoadedCase): Pick<Assessment, "sealed" | "suggested" | "alerts" | "suggestedByNarrative"> {
  const last = entries.at(-1)?.body;
  if (last === undefined) throw new Error("a case without entries");
  return { sealed: last.finding, suggested: last.suggested, alerts: [], suggestedByNarrative: false };
}
