// Appends a step of a hand-over list for whoever has a part of a case and reads no entry of it: it repeats what the newest
// entry found, because who has a part changes nothing of what happened.
import { findPartHead, putPartStep } from "#src/database/part-steps.ts";
import { sealableText } from "#src/domain/ledger/canonical.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import type { AssignmentContent } from "#src/schema/assignment.ts";
import type { Entry } from "#src/schema/entry.ts";
import { Problem } from "#src/schema/problem.ts";
import { sha256 } from "#src/vault/sha256.ts";
import type { Envelope } from "./append-entry.ts";
import type { Context } from "./context.ts";

/**
 * The part goes over as it was opened to the giver. Throws `access.refused` where the reader has no part, `case.changed`
 * when another entry came first.
 */
export async function appendPartStep(
  ctx: Context,
  { line }: { line: { caseNumber: string } },
  envelope: Envelope,
  content: AssignmentContent,
): Promise<void> {
  const { actor, register, now } = ctx;
  const { caseId, entryId } = envelope;
  const head = await findPartHead(ctx.tx, caseId, content.from ?? actor.postingId);
  if (head === undefined) throw new Problem("access.refused");
  const part = content.act === "accept" ? head.part : null;
  if (content.act === "accept" && part === null) throw new Problem("assignment.not-possible");
  const entry: Entry = {
    v: 1,
    kind: "assignment",
    entryId,
    caseId,
    caseNumber: line.caseNumber,
    seq: head.seq + 1,
    previousHash: bytesToHex(head.hash),
    officerId: actor.officerId,
    postingId: actor.postingId,
    unitId: actor.unitId,
    deviceId: envelope.deviceId,
    deviceCounter: envelope.deviceCounter,
    factsFrom: head.factsFrom,
    factsTo: head.factsTo,
    complaintMadeAt: head.complaintMadeAt,
    enteredAt: envelope.enteredAt,
    receivedAt: now,
    pack: register.rules.packVersion,
    content: { ...content, ...(part !== null && { part }) },
    finding: head.finding,
    suggested: head.suggested,
    files: [],
  };
  ctx.tell({ caseId, entryId, detail: { kind: "assignment" } });
  const text = sealableText(entry);
  if (!(await putPartStep(ctx.tx, { text, hash: sha256(text) }))) throw new Problem("case.changed");
}
