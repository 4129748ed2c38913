// Checks every cosignature kept: whose key is among the witnesses, is what it signed what we hold?
import { listCosignatures, listCosignedSizes } from "#src/database/cosignatures.ts";
import { findCheckpoint, type LogName, type Runner } from "#src/database/ledger.ts";
import { cosignaturesOn, withLines } from "#src/domain/ledger/cosignature.ts";
import { sameBytes } from "#src/domain/ledger/hash.ts";
import { verifyEd25519 } from "#src/vault/signing-key.ts";
import type { Witnesses } from "./witness-settings.ts";

export interface CosignatureProblem {
  kind: "cosignature-differs";
  detail: string;
}

const A_PAGE = 500;

/** One problem for each cosignature by a witness of ours that does not belong to the checkpoint it is kept with. */
export async function checkCosignatures(
  tx: Runner,
  log: LogName,
  { list }: Witnesses,
): Promise<CosignatureProblem[]> {
  const problems: CosignatureProblem[] = [];
  const keys = list.map(({ verifier }) => verifier);
  for (let after = -1; ; ) {
    const sizes = await listCosignedSizes(tx, log, after, A_PAGE);
    if (sizes.length === 0) return problems;
    for (const size of sizes) {
      const checkpoint = await findCheckpoint(tx, log, size);
      for (const line of await listCosignatures(tx, log, size)) {
        if (!keys.some(({ keyId }) => sameBytes(keyId, line.keyId))) continue;
        const note = checkpoint && withLines(checkpoint.note, [line]);
        if (note !== undefined && cosignaturesOn(note, keys, verifyEd25519).length === 1) continue;
        problems.push({
          kind: "cosignature-differs",
          detail: `${line.name} signed another tree of size ${size}`,
        });
      }
    }
    after = sizes.at(-1) ?? after;
  }
}
