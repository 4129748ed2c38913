// `reta vault`: a vault that runs by itself, under a user and with settings of its own.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadPack } from "#src/actions/load-pack.ts";
import { UsageError } from "#src/cli/command.ts";
import type { Configuration, VariableName } from "#src/cli/configuration.ts";
import type { VaultRun } from "#src/cli/vault.ts";
import { signingKeyFiles } from "#src/vault/signing-key.ts";
import { demandSafeLine } from "./demand-safe-line.ts";
import { tokenIn } from "./token-settings.ts";
import { openVault, packForVault, tellFailure } from "./vault.ts";

export async function runVault(configuration: Configuration): Promise<VaultRun> {
  const need = (name: VariableName) => {
    if (configuration[name] === "") throw new UsageError(`${name}: found nothing, expected a value`);
    return configuration[name];
  };
  demandSafeLine("RETA_VAULT_DATABASE_URL", configuration.RETA_VAULT_DATABASE_URL);
  const keys = join(resolve(configuration.RETA_DATA), "keys");
  const settings = {
    databaseUrl: need("RETA_VAULT_DATABASE_URL"),
    keyFolder: join(keys, "vault"),
    publicKeys: join(keys, "vault.public.json"),
    socket: need("RETA_VAULT_SOCKET"),
    secret: readSecret(need("RETA_VAULT_SECRET")).toString("hex"),
    logKey: readLogKey(keys),
    token: tokenIn(configuration),
    ...packForVault(await loadPack(configuration.RETA_COUNTRY)),
  };
  const vault = await openVault(settings, tellFailure);
  const asked = new Promise<void>((end) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end());
  });
  return { ended: asked.then(() => vault.close()) };
}

// Given to a vault that runs apart once, by whoever sets it up: it pins the key of the log.
function readLogKey(folder: string): string {
  try {
    return readFileSync(signingKeyFiles(folder, "entries").public, "utf8");
  } catch {
    throw new UsageError(
      `${join(folder, "entries.vkey")}: found nothing, expected the register's public key`,
    );
  }
}

/** The secret both sides are given as a file. */
export const readSecret = (file: string): Buffer =>
  createHash("sha256").update("reta/vault-secret/v1").update(readFileSync(file)).digest();
