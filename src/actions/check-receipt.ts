// The complainant asks by receipt: registered on, sealed, being attended to, and the proof. Nothing else is known here.
import { findCheckpoint } from "#src/database/ledger.ts";
import { listWaiting } from "#src/database/relays.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import type { Receipt } from "#src/domain/case/receipt.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import { formatProof } from "#src/domain/ledger/tlog-proof.ts";
import type { ReceiptAnswer } from "#src/schema/receipt.ts";
import { findWitnessed, withCosignatures } from "./collect-cosignatures.ts";
import type { Context, Trace } from "./context.ts";
import { knownReceipt } from "./known-receipt.ts";
import { proveInclusion } from "./prove-inclusion.ts";
import type { Witnesses } from "./witness-settings.ts";

// Quiet: a trail of who asked when would lead to those who asked.
export const trace: Trace = { action: "receipt.check", zone: "reta_ledger", quiet: true };

/** Answers a receipt. Throws `receipt.unknown` for one that was never issued and for one mistyped, alike. */
export async function checkReceipt(
  ctx: Context<null>,
  { receipt, witnesses }: { receipt: Receipt; witnesses: Witnesses },
): Promise<ReceiptAnswer> {
  const { tx, register } = ctx;
  const { row } = await knownReceipt(ctx, receipt);
  const { entryHash, registeredAt } = row;
  const witnessed = await findWitnessed(tx, "entries", witnesses);
  const proven = witnessed && (await proveInclusion(tx, "entries", entryHash, witnessed));
  const proof = proven ?? (await proofOfNewest(ctx, entryHash));
  return {
    registeredOn: dayIn(register.rules.pack.manifest.timeZone, registeredAt),
    sealed: proof !== undefined,
    witnessed: proven !== undefined,
    message: (await listWaiting(tx, Buffer.from(entryHash))).some(({ answered }) => !answered),
    seal: bytesToHex(entryHash).slice(0, 16),
    proof: proof === undefined ? null : formatProof(proof),
  };
}

// What came after the newest witnessed checkpoint is proven against the newest signed one.
async function proofOfNewest({ tx }: Context<null>, entryHash: Uint8Array) {
  const newest = await findCheckpoint(tx, "entries");
  if (newest === undefined) return undefined;
  return proveInclusion(tx, "entries", entryHash, {
    size: newest.size,
    note: await withCosignatures(tx, "entries", newest),
  });
}
