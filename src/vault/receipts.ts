// Complainants' receipts: made from the entry's id with a key, so that a repeated request answers the same; kept as a hash only.
import { createHmac, hkdfSync, scryptSync } from "node:crypto";
import { RECEIPT_BYTES, type Receipt, receiptFrom } from "#src/domain/case/receipt.ts";

/** What makes and recognises receipts. Whoever has it can make the receipt of an entry whose id is known. */
export interface Receipts {
  make(entryId: string): Receipt;
  /** What the database keeps; the same for the same receipt, in its one spelling. */
  hash(receipt: Receipt): Buffer;
  /** What it kept of receipts given before December 2026. */
  formerHash(receipt: Receipt): Buffer;
  /** What messages that wait at this receipt are encrypted with: 32 bytes, never kept. */
  messageKey(receipt: Receipt): Buffer;
}

/** Of the former hash: scrypt (RFC 7914) at 16 kB. */
const FORMER_COST = { N: 16, r: 8, p: 1 };

/** The receipts of a register from its 32-byte key: one key to make them, one as the salt they are kept under. */
export function receiptsOf(key: Uint8Array): Receipts {
  if (key.length !== 32) throw new RangeError("the key of receipts has 32 bytes");
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", key, "", `reta/receipt/${purpose}/v1`, 32));
  const [making, keeping, relaying] = [derive("make"), derive("keep"), derive("relay")];
  return {
    make(entryId) {
      const bytes = createHmac("sha256", making).update(entryId.toLowerCase()).digest();
      return receiptFrom(bytes.subarray(0, RECEIPT_BYTES));
    },
    // A keyed hash and not a slow one: a receipt has 82 random bits and the key is not in the database, so there is
    // nothing to try, and every registration pays for it.
    hash: ({ code, phrase }) => createHmac("sha256", keeping).update(`v2\n${code}\n${phrase}`).digest(),
    formerHash: ({ code, phrase }) => scryptSync(`${code}\n${phrase}`, keeping, 32, FORMER_COST),
    messageKey: ({ code, phrase }) =>
      createHmac("sha256", relaying).update(`v1\n${code}\n${phrase}`).digest(),
  };
}
