// The vault of a test's server: the real one behind its real socket and login, in the test's process to start fast.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Configuration } from "#src/cli/configuration.ts";
import { tokenIn } from "#src/main/token-settings.ts";
import { type OpenVault, openVault } from "#src/main/vault.ts";
import { keepVault, type VaultKeeper } from "#src/main/vault-keeper.ts";
import type { Lexicon } from "#src/schema/pack.ts";
import { loadSigningKey } from "#src/vault/signing-key.ts";
import { VaultUnavailable } from "#src/vault/vault-line.ts";

/** The purposes of packs/pe. */
const PURPOSES =
  "investigation victim-protection report-to-prosecutor judicial-order correction supervision".split(" ");

/** Its words for reading narratives. */
const LEXICON = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../packs/pe/lexicon.json"), "utf8"),
) as Lexicon;

/** And its limit of searches for a person. */
export const SEARCHES_A_DAY = 20;

/** More than any test opens that is not about the limit. */
const CASES_OPENED_A_DAY = 10_000;

export interface VaultBeside extends VaultKeeper {
  /** Names of errors it met, as its log would have them. */
  failures: string[];
  /** Ends it; until `revive` nobody answers. */
  kill(): Promise<void>;
  revive(): void;
}

// Made before the vault: in a register it is the register that does, at its first start.
function logKeyIn(keys: string, origin: string): string {
  return loadSigningKey(keys, "entries", `${origin}/entries`).vkey;
}

/** A vault that opens when it is first needed. The process of its own is tested in test/faults/vault.test.ts. */
export function vaultBeside(
  { RETA_DATA, RETA_ORIGIN }: Configuration,
  databaseUrl: string,
  casesOpenedADay = CASES_OPENED_A_DAY,
): VaultBeside {
  const folder = mkdtempSync(join(tmpdir(), "reta-vault-"));
  const secret = randomBytes(32);
  const keys = join(resolve(RETA_DATA), "keys");
  const failures: string[] = [];
  let vault: Promise<OpenVault> | undefined;
  let dead = false;
  const settings = {
    databaseUrl,
    keyFolder: join(keys, "vault"),
    publicKeys: join(keys, "vault.public.json"),
    purposes: PURPOSES,
    logKey: logKeyIn(keys, RETA_ORIGIN),
    lexicon: LEXICON,
    searchesADay: SEARCHES_A_DAY,
    casesOpenedADay,
    socket: join(folder, "socket"),
    secret: secret.toString("hex"),
  };
  const stop = async () => {
    const open = await vault?.catch(() => undefined);
    vault = undefined;
    await open?.close();
  };
  return {
    failures,
    pid: () => undefined,
    async reach() {
      if (dead) throw new VaultUnavailable("killed by the test");
      vault ??= openVault(settings, (error) => failures.push((error as Error).name));
      await vault;
      return { socket: settings.socket, secret };
    },
    async kill() {
      dead = true;
      await stop();
    },
    revive() {
      dead = false;
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The vault as `reta start` has it: a process of its own, started when first needed, under its own user when root. */
export function vaultProcess(
  configuration: Configuration,
  databaseUrl: string,
  errors: "inherit" | number = "inherit",
): VaultBeside {
  const keys = join(resolve(configuration.RETA_DATA), "keys");
  const settings = {
    databaseUrl,
    keyFolder: join(keys, "vault"),
    publicKeys: join(keys, "vault.public.json"),
    purposes: PURPOSES,
    logKey: logKeyIn(keys, configuration.RETA_ORIGIN),
    lexicon: LEXICON,
    searchesADay: SEARCHES_A_DAY,
    casesOpenedADay: CASES_OPENED_A_DAY,
    token: tokenIn(configuration),
  };
  const keeper = keepVault(settings, errors);
  return {
    ...keeper,
    failures: [],
    async kill() {
      process.kill(keeper.pid() ?? 0, "SIGKILL");
    },
    revive: () => undefined,
  };
}
