// Verifies a complainant's proof with nothing but the text, the pinned key and the witnesses' keys: no register is asked.
import { openCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { type Cosigned, cosignaturesOn } from "#src/domain/ledger/cosignature.ts";
import { bytesToHex, type Hash } from "#src/domain/ledger/hash.ts";
import { parseProof, provesInclusion } from "#src/domain/ledger/tlog-proof.ts";
import { trustIn, verifyEd25519 } from "#src/vault/signing-key.ts";
import type { Witnesses } from "./witness-settings.ts";

/** Why a proof does not hold. */
export type ProofFault = "not-signed" | "not-included" | "not-witnessed" | "other-seal";

export interface ProofFound {
  readonly entryHash: Hash;
  readonly index: number;
  /** Size and root of the checkpoint, when the pinned key signed it. */
  readonly size: number;
  readonly root: Hash;
  readonly cosigned: readonly Cosigned[];
  readonly faults: readonly ProofFault[];
}

/** The text is no proof at all: bad input, not a failed verification. */
export class ProofUnreadable extends Error {
  override readonly name = "ProofUnreadable";
}

/** Checks signature, path, witnesses (when some are named) and the seal (when one is given, as hex of any length). */
export function checkProof(
  text: string,
  { vkey, witnesses, seal }: { vkey: string; witnesses: Witnesses; seal?: string | undefined },
): ProofFound {
  const proof = parseProof(text);
  if (proof === undefined)
    throw new ProofUnreadable("the text is no proof of the form c2sp.org/tlog-proof@v1");
  const { pinned } = trustIn({ vkey });
  const checkpoint = openCheckpoint(proof.note, pinned, verifyEd25519);
  const keys = witnesses.list.map(({ verifier }) => verifier);
  const cosigned = checkpoint === undefined ? [] : cosignaturesOn(proof.note, keys, verifyEd25519);
  const faults: ProofFault[] = [];
  if (checkpoint === undefined) faults.push("not-signed");
  else if (!provesInclusion(proof, checkpoint)) faults.push("not-included");
  if (keys.length > 0 && cosigned.length < witnesses.quorum) faults.push("not-witnessed");
  const expected = seal?.replace(/\s/g, "").toLowerCase();
  if (expected !== undefined && !bytesToHex(proof.entryHash).startsWith(expected)) faults.push("other-seal");
  const { entryHash, index } = proof;
  return {
    entryHash,
    index,
    size: checkpoint?.size ?? 0,
    root: checkpoint?.root ?? new Uint8Array(0),
    cosigned,
    faults,
  };
}
