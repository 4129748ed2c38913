// The neutral answer to every entry: registered, when, and the signed promise; the same for a repeated request.
import type { Receipt } from "#src/domain/case/receipt.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { Register } from "./context.ts";

/** Ed25519 signatures are deterministic, so answering twice gives the same bytes. */
export function acknowledge(
  register: Register,
  entry: { entryId: string; caseNumber: string; receivedAt: string; hash: Uint8Array },
  receipt: Receipt | null = null,
): Acknowledgement {
  const { entryId, caseNumber, receivedAt } = entry;
  const promise = register.promise?.(bytesToHex(entry.hash), receivedAt) ?? null;
  return { entryId, caseNumber, receivedAt, promise, receipt, training: register.training };
}
