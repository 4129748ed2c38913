// Sends a message to whoever complained, through the receipt; the sender learns that it was read and answered, no name.
import { countRelays, findComplaintEntry, insertRelay, listRelays } from "#src/database/relays.ts";
import { insertText } from "#src/database/sealed-texts.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { CASE_MOST, OFFICER_MOST, tellsOrigin } from "#src/domain/case/relay.ts";
import { Problem } from "#src/schema/problem.ts";
import type { NewRelay, RelayList, RelayText } from "#src/schema/relay.ts";
import { sealForReceipt } from "#src/vault/relay-text.ts";
import { sealText } from "#src/vault/sealed-text.ts";
import { askVault } from "./ask-vault.ts";
import type { Context, Trace } from "./context.ts";
import { demand, loadCase } from "./load-case.ts";

export const trace: Trace = { action: "case.relay.send", zone: "reta_cases" };
export const listTrace: Trace = { action: "case.relay.list", zone: "reta_cases", quiet: true };
/** Recorded by the vault, before it opens anything. */
export const readTrace: Trace = { action: "case.relay.read", zone: "reta_cases", quiet: true };

const DAY_MS = 86_400_000;

/**
 * Stores it twice: for the receipt, under a key of code and phrase, and for the case file, as free text is sealed.
 * Throws `relay.tells` when the words say where they come from, `relay.too-many`, `relay.no-receipt`.
 */
export async function sendRelay(ctx: Context, input: NewRelay & { caseId: string }): Promise<void> {
  const { caseId, messageId, text } = input;
  const { actor, register, now } = ctx;
  const loaded = await loadCase(ctx, caseId);
  demand(ctx, loaded, "relay", "complainant-identity");
  if (register.staffMarks.lost) throw new Problem("receipt.unavailable");
  const complaint = await findComplaintEntry(ctx.tx, caseId);
  if (complaint === undefined || register.receipts === null) throw new Problem("access.refused");
  const units = [actor.unitName, register.rules.units.units.get(loaded.line.unitId)?.name ?? ""];
  const { caseNumber } = loaded.line;
  if (tellsOrigin(text, { caseNumber, units, officer: actor.name })) throw new Problem("relay.tells");
  const since = new Date(Date.parse(now) - DAY_MS).toISOString();
  const sent = await countRelays(ctx.tx, { caseId, officerId: actor.officerId, since });
  if (sent.ofCase >= CASE_MOST || sent.ofOfficer >= OFFICER_MOST) throw new Problem("relay.too-many");
  const receipt = register.receipts.make(complaint.entryId);
  await insertRelay(ctx.tx, {
    messageId,
    caseId,
    entryHash: complaint.entryHash,
    forReceipt: sealForReceipt(register.receipts, receipt, messageId, text),
    officerId: actor.officerId,
    postingId: actor.postingId,
    at: now,
  });
  await insertText(
    ctx.tx,
    sealText(register.wrapper, { textId: messageId, caseId, about: "relay-message" }, text),
  );
  ctx.tell({ caseId, detail: { message: messageId } });
}

/** What was sent, read and answered; for who may relay, and who has the case. */
export async function readRelays(ctx: Context, { caseId }: { caseId: string }): Promise<RelayList> {
  const { relation, standing } = await loadCase(ctx, caseId);
  const question = { role: ctx.actor.role, dataClass: "complainant-identity", relation, standing } as const;
  const mayRelay = decideAccess({ ...question, action: "relay" }).effect === "allow";
  return { messages: await listRelays(ctx.tx, caseId), mayRelay };
}

/** The words of messages and answers: those of the case for who may open its free text, the own ones for the sender. */
export async function readRelayTexts(
  ctx: Context,
  { caseId }: { caseId: string },
): Promise<{ texts: RelayText[] }> {
  await loadCase(ctx, caseId);
  return askVault(ctx, "relay-read", { caseId });
}
