// How a register comes by its vault: one of its own, started when needed, or one that runs by itself under another user.
import { join } from "node:path";
import type { Configuration } from "#src/cli/configuration.ts";
import { withLock } from "#src/database/process-lock.ts";
import type { PublicClassKey } from "#src/vault/class-keys.ts";
import { readPublicKeys, writePublicKeys } from "#src/vault/key-folder.ts";
import { openVaultLine, type VaultLine } from "#src/vault/vault-line.ts";
import { readSecret } from "./run-vault.ts";
import { tokenIn } from "./token-settings.ts";
import type { VaultSettings } from "./vault.ts";
import { keepVault, type VaultKeeper } from "./vault-keeper.ts";

export interface ReachedVault {
  vault: VaultLine;
  /** What to seal with, read anew each time: a rotation is seen by running registers. */
  publicKeys(): readonly PublicClassKey[];
  start(): Promise<unknown>;
  close(): Promise<void>;
}

/** Everything needed to seal, and a line to what opens. Waits for the vault only where there are no keys yet. */
export async function reachVault(
  configuration: Configuration,
  databaseUrl: string,
  keyFolder: string,
  ofPack: Pick<VaultSettings, "purposes" | "lexicon" | "searchesADay" | "casesOpenedADay" | "logKey">,
  elsewhere: VaultKeeper | undefined,
): Promise<ReachedVault> {
  const file = join(keyFolder, "vault.public.json");
  const { RETA_VAULT_SOCKET: socket, RETA_VAULT_SECRET: secretFile } = configuration;
  const own = () =>
    keepVault({
      ...{ databaseUrl, ...ofPack, keyFolder: join(keyFolder, "vault"), publicKeys: file },
      token: tokenIn(configuration),
    });
  const keeper = elsewhere ?? (socket === "" ? own() : byItself(socket, secretFile));
  const vault = openVaultLine(keeper.reach);
  const close = async () => {
    vault.close();
    await keeper.close();
  };
  try {
    // One process at a time: two vaults that start together would both make the first keys.
    if (readPublicKeys(file).length === 0) {
      await withLock(join(keyFolder, "vault.lock"), async () => {
        if (readPublicKeys(file).length > 0) return;
        const text = await vault.ask<string>("public-keys", {});
        if (readPublicKeys(file).length === 0) writePublicKeys(file, text);
      });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { vault, publicKeys: () => readPublicKeys(file), start: keeper.reach, close };
}

const byItself = (socket: string, secretFile: string): VaultKeeper => ({
  reach: async () => ({ socket, secret: readSecret(secretFile) }),
  pid: () => undefined,
  close: async () => undefined,
});
