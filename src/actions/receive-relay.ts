// Whoever holds a receipt reads what waits at it, and may answer each message once. No name is asked, and none is told.

import type { WaitingRow } from "#src/database/relays.ts";
import { insertReadings, insertRelayAnswer, keepHearing, listWaiting } from "#src/database/relays.ts";
import { insertText } from "#src/database/sealed-texts.ts";
import { isStaffMarked } from "#src/database/staff-marks.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import { heardIn } from "#src/domain/case/heard.ts";
import type { Receipt } from "#src/domain/case/receipt.ts";
import { Problem } from "#src/schema/problem.ts";
import type { RelayAnswer, WaitingMessage } from "#src/schema/relay.ts";
import { openWithReceipt } from "#src/vault/relay-text.ts";
import { sealText } from "#src/vault/sealed-text.ts";
import type { Context, Trace } from "./context.ts";
import { raiseHeard } from "./heard-wall.ts";
import { knownReceipt } from "./known-receipt.ts";

// Quiet, as the receipt itself: a trail of who asked when would lead to those who asked. That it was read is kept.
export const readTrace: Trace = { action: "receipt.messages", zone: "reta_ledger", quiet: true };
// Essential, because of the wall it may raise: what is answered while the trail cannot be written is no different then.
export const answerTrace: Trace = {
  action: "receipt.answer",
  zone: "reta_ledger",
  quiet: true,
  essential: true,
};

/** What waits at the receipt; from now on it counts as read. Throws `receipt.unknown`. */
export async function readWaiting(
  ctx: Context<null>,
  { receipt }: { receipt: Receipt },
): Promise<{ messages: WaitingMessage[] }> {
  const { read, rows } = await waitingAt(ctx, receipt);
  const { receipts, rules } = ctx.register;
  if (receipts === null) throw new Problem("receipt.unknown");
  await insertReadings(
    ctx.tx,
    rows.filter((row) => !row.read).map(({ messageId }) => messageId),
    ctx.now,
  );
  return {
    messages: rows.map(({ messageId, sentAt, forReceipt, answered }) => ({
      messageId,
      sentOn: dayIn(rules.pack.manifest.timeZone, sentAt),
      text: openWithReceipt(receipts, read, messageId, forReceipt),
      answered,
    })),
  };
}

/**
 * Keeps the one answer to a message, sealed as the officer's words are; where it names or suspects an officer the case goes
 * behind a wall in the same transaction, and the answer with it. Throws `receipt.unknown`, `relay.answered`.
 */
export async function answerWaiting(ctx: Context<null>, input: RelayAnswer): Promise<void> {
  const { messageId, answerId, text } = input;
  const { rows } = await waitingAt(ctx, input);
  const message = rows.find((row) => row.messageId === messageId);
  // A message of another receipt is as unknown as one that never was.
  if (message === undefined) throw new Problem("receipt.unknown");
  if (message.answered) throw new Problem("relay.answered");
  await insertReadings(ctx.tx, [messageId], ctx.now);
  await insertRelayAnswer(ctx.tx, { messageId, answerId, at: ctx.now });
  const { caseId } = message;
  await insertText(
    ctx.tx,
    sealText(ctx.register.wrapper, { textId: answerId, caseId, about: "relay-answer" }, text),
  );
  await hear(ctx, { messageId, answerId, caseId, text });
}

// Read for officers as whatever is added to a case is, before anybody who has the case can open it. While the number of some
// staff member is not marked yet each number counts as an officer's, and the answer is read again once it is.
async function hear(
  ctx: Context<null>,
  answer: { messageId: string; answerId: string; caseId: string; text: string },
): Promise<void> {
  const known = await isStaffMarked(ctx.tx);
  if (known) await keepHearing(ctx.tx, answer.answerId, ctx.now);
  await raiseHeard(ctx, answer, heardIn(answer.text, ctx.register.rules.lexicon), !known);
}

async function waitingAt(ctx: Context<null>, typed: Receipt): Promise<{ read: Receipt; rows: WaitingRow[] }> {
  const { receipt, row } = await knownReceipt(ctx, typed);
  return { read: receipt, rows: await listWaiting(ctx.tx, row.entryHash) };
}
