// Complainants' receipts: made from the entry's id with a key, so that a repeated request answers the same; kept as a hash only.
import { createHmac, hkdfSync, scryptSync } from "node:crypto";
import { RECEIPT_BYTES, type Receipt, receiptFrom } from "#src/domain/case/receipt.ts";

/** What makes and recognises receipts. Whoever has it can make the receipt of an entry whose id is known. */
export interface Receipts {
  make(entryId: string): Receipt;
  /** What the database keeps; the same for the same receipt, in its one spelling. */
  hash(receipt: Receipt): Buffer;
}

/**
 * scrypt's cost (RFC 7914): 16 kB and a twentieth of a millisecond, because every registration pays it. It need not be
 * high: a receipt has 82 random bits and the salt is a key that is not in the database, so there is nothing to try.
 */
const COST = { N: 16, r: 8, p: 1 };

/** The receipts of a register from its 32-byte key: one key to make them, one as the salt they are kept under. */
export function receiptsOf(key: Uint8Array): Receipts {
  if (key.length !== 32) throw new RangeError("the key of receipts has 32 bytes");
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", key, "", `reta/receipt/${purpose}/v1`, 32));
  const [making, salt] = [derive("make"), derive("keep")];
  return {
    make(entryId) {
      const bytes = createHmac("sha256", making).update(entryId.toLowerCase()).digest();
      return receiptFrom(bytes.subarray(0, RECEIPT_BYTES));
    },
    hash: ({ code, phrase }) => scryptSync(`${code}\n${phrase}`, salt, 32, COST),
  };
}
