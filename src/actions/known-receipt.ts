// The receipt somebody typed, if it was ever given: what cannot be one takes as long as one that could.
import { findReceipt, type ReceiptRow } from "#src/database/receipts.ts";
import { type Receipt, readReceipt } from "#src/domain/case/receipt.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context } from "./context.ts";

/**
 * Throws `receipt.unknown` for one that was never issued and for one mistyped, alike; `receipt.unavailable` for each while
 * the secret is lost: who complained must not read that it is unknown.
 */
export async function knownReceipt(
  { tx, register }: Context<null>,
  typed: Receipt,
): Promise<{ receipt: Receipt; row: ReceiptRow }> {
  if (register.staffMarks.lost) throw new Problem("receipt.unavailable");
  const receipt = readReceipt(typed);
  const asked = receipt ?? { code: "", phrase: "" };
  const hashes = [register.receipts?.hash(asked), register.receipts?.formerHash(asked)];
  const row = await findReceipt(
    tx,
    hashes.filter((hash) => hash !== undefined),
  );
  if (receipt === undefined || row === undefined) throw new Problem("receipt.unknown");
  return { receipt, row };
}
