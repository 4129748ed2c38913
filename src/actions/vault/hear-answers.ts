// The vault reads answers at the receipt for officers where the register could not: numbers and words of the list leave it,
// and no text. It is asked by the clock, in the name of nobody; that it read is on the record before anything is answered.
import { randomUUID } from "node:crypto";
import { insertAuditEvent } from "#src/database/audit.ts";
import { listUnheard } from "#src/database/relays.ts";
import { findTexts, type SealedTextRow } from "#src/database/sealed-texts.ts";
import { transact } from "#src/database/transact.ts";
import { type Heard, heardIn } from "#src/domain/case/heard.ts";
import { KeyMissing } from "#src/vault/class-keys.ts";
import { openText } from "#src/vault/sealed-text.ts";
import { auditRow } from "../audit-event.ts";
import type { HeardAnswer } from "../hear-again.ts";
import type { VaultRoom } from "./vault-room.ts";

const BATCH = 50;
const ABOUT = "relay-answer";

/** A batch of those that wait, from `after` on, and where the next begins; `null` at the end. One whose key is away waits on. */
export async function hearAnswers(
  room: VaultRoom,
  { after }: { after: string | null },
): Promise<{ answers: HeardAnswer[]; next: string | null }> {
  return transact(room.real.pool, { zone: "reta_vault" }, async (tx) => {
    const waiting = await listUnheard(tx, after, BATCH);
    const rows = await findTexts(
      tx,
      waiting.map(({ answerId }) => answerId),
    );
    const texts = new Map(rows.filter(({ about }) => about === ABOUT).map((row) => [row.textId, row]));
    const answers: HeardAnswer[] = [];
    for (const one of waiting) {
      const heard = read(room, texts.get(one.answerId));
      if (heard !== undefined) answers.push({ ...one, ...heard });
    }
    if (answers.length > 0) {
      const call = {
        ...{ trace: { action: "relay.hear" }, actor: null, requestId: randomUUID(), address: undefined },
        now: room.clock().toISOString(),
      };
      await insertAuditEvent(tx, auditRow(call, "done", { detail: { messages: answers.length } }));
    }
    return { answers, next: waiting.length < BATCH ? null : (waiting.at(-1)?.answerId ?? null) };
  });
}

function read(room: VaultRoom, text: SealedTextRow | undefined): Heard | undefined {
  if (text === undefined) return undefined;
  try {
    return heardIn(openText(room.unwrapper, text), room.lexicon());
  } catch (error) {
    if (error instanceof KeyMissing) return undefined;
    throw error;
  }
}
