// The vault seals what was written in the clear before such texts were sealed: a batch at a time, asked by the clock.
import { listOldKeyReasons, sealOldKeyReason } from "#src/database/key-orders.ts";
import { insertText } from "#src/database/sealed-texts.ts";
import { type ClearText, forgetClearText, listClearTexts } from "#src/database/sealed-words.ts";
import { transact } from "#src/database/transact.ts";
import { sealText } from "#src/vault/sealed-text.ts";
import { KEY_REASON } from "./open-notes.ts";
import { orderWords } from "./order-keys.ts";
import type { VaultRoom } from "./vault-room.ts";

const BATCH = 100;

/** How many were sealed; none is left when it is 0. Text and emptied row go together. */
export async function sealNotes(room: VaultRoom): Promise<number> {
  return transact(room.real.pool, { zone: "reta_vault" }, async (tx) => {
    const texts = await listClearTexts(tx, BATCH);
    for (const one of texts) {
      await insertText(tx, sealText(room.wrapper, placeOf(one), one.text));
      await forgetClearText(tx, one);
    }
    const orders = await listOldKeyReasons(tx, BATCH);
    for (const order of orders) {
      const place = { textId: order.orderId, caseId: null, about: KEY_REASON };
      const text = sealText(room.wrapper, place, order.reason ?? "");
      await insertText(tx, text);
      // One that this vault did not write stays one it did not write: its old seal fits nothing.
      const own = room.sealer.isSealed(orderWords(order), { version: order.sealVersion, seal: order.seal });
      const words = orderWords({ ...order, reason: null, sealedReason: text.sealed });
      const { version, seal } = own
        ? room.sealer.seal(words)
        : { version: order.sealVersion, seal: order.seal };
      await sealOldKeyReason(tx, { orderId: order.orderId, sealVersion: version, seal });
    }
    return texts.length + orders.length;
  });
}

const placeOf = ({ id, caseId, about }: ClearText) => ({ textId: id, caseId, about });
