// A message that waits at a receipt: only code and phrase make its key, and they are nowhere in the database.
import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Receipt } from "#src/domain/case/receipt.ts";
import { random } from "./random.ts";
import type { Receipts } from "./receipts.ts";

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;
/** Texts are filled up to a multiple of this, so that their length says little. */
const BLOCK_BYTES = 256;

const placeOf = (messageId: string) => Buffer.from(`reta/relay/v1\nrelay_messages\n${messageId}`);

/** Version ‖ nonce ‖ ciphertext ‖ tag. */
export function sealForReceipt(
  receipts: Receipts,
  receipt: Receipt,
  messageId: string,
  text: string,
): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", receipts.messageKey(receipt), nonce);
  cipher.setAAD(placeOf(messageId));
  const body = [cipher.update(filled(text)), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat([Buffer.of(VERSION), nonce, ...body]);
}

/** Throws when it was sealed for another receipt, or as another message. */
export function openWithReceipt(
  receipts: Receipts,
  receipt: Receipt,
  messageId: string,
  sealed: Buffer,
): string {
  if (sealed[0] !== VERSION) throw new Error("a relayed message of an unknown version");
  const decipher = createDecipheriv(
    "aes-256-gcm",
    receipts.messageKey(receipt),
    sealed.subarray(1, HEADER_BYTES),
  );
  decipher.setAAD(placeOf(messageId)).setAuthTag(sealed.subarray(-TAG_BYTES));
  const body = sealed.subarray(HEADER_BYTES, -TAG_BYTES);
  const plain = Buffer.concat([decipher.update(body), decipher.final()]);
  return plain.subarray(4, 4 + plain.readUInt32BE()).toString("utf8");
}

function filled(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const whole = Buffer.alloc(Math.ceil((bytes.length + 4) / BLOCK_BYTES) * BLOCK_BYTES);
  whole.writeUInt32BE(bytes.length);
  bytes.copy(whole, 4);
  return whole;
}
