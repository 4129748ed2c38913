// The vault opens relayed messages and their answers: for whoever may open the free text of the case, and for the sender.
import { listRelayTexts } from "#src/database/relays.ts";
import { findTexts } from "#src/database/sealed-texts.ts";
import type { RelayText } from "#src/schema/relay.ts";
import { mayOpen } from "#src/vault/may-open.ts";
import { hasWaiting } from "#src/vault/sealed-case.ts";
import { openText } from "#src/vault/sealed-text.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { holdingsOf, howTo } from "./own-assignments.ts";
import { step } from "./step.ts";
import { readCase } from "./unlock.ts";
import type { Asked, VaultRoom } from "./vault-room.ts";
import { wallAround } from "./wall-around.ts";

export interface ReadRelay extends Asked {
  caseId: string;
}

export const readRelay = (room: VaultRoom, input: ReadRelay): Promise<VaultAnswer> =>
  step(room, "case.relay.read", input, async ({ tx, asker, now, tell }) => {
    const { caseId } = input;
    const entries = await readCase(tx, caseId);
    const receivedAt = entries[0]?.receivedAt ?? "";
    const holdings = await holdingsOf(room, tx, howTo(asker, input), caseId, entries);
    const stands = {
      waiting: hasWaiting(entries),
      wall: await wallAround(tx, caseId, entries, asker.officerId),
    };
    const known = { receivedAt, ...stands, ...holdings };
    const all = mayOpen(asker, known, now.toISOString()).has("facts");
    const rows = (await listRelayTexts(tx, caseId)).filter(
      ({ officerId }) => all || officerId === asker.officerId,
    );
    const ids = rows.flatMap(({ messageId, answerId }) => [
      messageId,
      ...(answerId === null ? [] : [answerId]),
    ]);
    await tell(caseId, { messages: ids.length > 0 });
    const texts = new Map(
      (await findTexts(tx, ids)).map((row) => [row.textId, openText(room.unwrapper, row)]),
    );
    const opened = rows.map(
      ({ messageId, answerId }): RelayText => ({
        messageId,
        text: texts.get(messageId) ?? "",
        answer: answerId === null ? null : (texts.get(answerId) ?? ""),
      }),
    );
    return { texts: opened };
  });
