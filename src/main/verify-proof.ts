// `reta verify --proof`: a complainant's proof against the pinned key and the witnesses, from files alone.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkProof, ProofUnreadable } from "#src/actions/verify-proof.ts";
import { readWitnesses, WitnessesUnreadable } from "#src/actions/witness-settings.ts";
import { UsageError } from "#src/cli/command.ts";
import type { Configuration } from "#src/cli/configuration.ts";
import type { ProofReport, ProofSettings } from "#src/cli/verify.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import { signingKeyFiles, VerifierUnreadable } from "#src/vault/signing-key.ts";

export function verifyProof(configuration: Configuration, settings: ProofSettings): ProofReport {
  const dataDir = resolve(configuration.RETA_DATA);
  const keyFile = settings.key ?? signingKeyFiles(join(dataDir, "keys"), "entries").public;
  const witnessFile = settings.witnesses ?? join(dataDir, "witnesses.json");
  if (!existsSync(keyFile))
    throw new UsageError(`--key: found nothing at ${keyFile}, expected the log's public key`);
  if (settings.witnesses !== undefined && !existsSync(witnessFile))
    throw new UsageError(`--witnesses: found nothing at ${witnessFile}, expected a file`);
  if (settings.seal !== undefined && !/^[0-9a-f\s]{4,}$/i.test(settings.seal))
    throw new UsageError(`--seal: found ${JSON.stringify(settings.seal)}, expected hex digits as printed`);
  try {
    const witnesses = readWitnesses(witnessFile);
    const vkey = readFileSync(keyFile, "utf8");
    const found = checkProof(settings.text, { vkey, witnesses, seal: settings.seal });
    return {
      ok: found.faults.length === 0,
      entryHash: bytesToHex(found.entryHash),
      index: found.index,
      size: found.size,
      root: bytesToHex(found.root),
      witnesses: found.cosigned.map(({ name, time }) => ({ name, at: new Date(time * 1000).toISOString() })),
      quorum: witnesses.list.length === 0 ? null : witnesses.quorum,
      faults: found.faults,
    };
  } catch (error) {
    if (
      error instanceof ProofUnreadable ||
      error instanceof VerifierUnreadable ||
      error instanceof WitnessesUnreadable
    )
      throw new UsageError(error.message);
    throw error;
  }
}
