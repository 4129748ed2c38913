// The vault as a process: private keys, a login of its own, a door; and nothing that a browser can reach.
import { chownSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { answering } from "#src/actions/vault/answer.ts";
import { fillIndexes } from "#src/actions/vault/fill-indexes.ts";
import type { VaultRoom } from "#src/actions/vault/vault-room.ts";
import { createPool } from "#src/database/connect.ts";
import { prepareLexicon } from "#src/domain/classification/narrative-lexicon.ts";
import type { Lexicon, Pack } from "#src/schema/pack.ts";
import { createGrantSealer } from "#src/vault/grant-seal.ts";
import { loadIndexKey } from "#src/vault/index-key.ts";
import { openKeyFolder, openOldKeys, readPublicKeys } from "#src/vault/key-folder.ts";
import { trustIn } from "#src/vault/signing-key.ts";
import { loadTokenLibrary, openToken, type Token, type TokenSettings } from "#src/vault/token.ts";
import { openTokenKeys } from "#src/vault/token-keys.ts";
import { openVaultDoor } from "#src/vault/vault-door.ts";
import { createUnwrapper, createWrapper } from "#src/vault/wrapped-key.ts";

/** What the vault is started with; a process gets it on its standard input. */
export interface VaultSettings {
  databaseUrl: string;
  keyFolder: string;
  publicKeys: string;
  socket: string;
  /** Hex; whoever connects must have it. */
  secret: string;
  /** Codes of the pack's purposes. */
  purposes: readonly string[];
  /** The public key of the log of entries, as text: what it has not signed decides nothing. */
  logKey: string;
  /** The pack's words for reading narratives: by them answers at the receipt are read for officers. */
  lexicon: Lexicon;
  /** How often an officer may search for a person on one day. */
  searchesADay: number;
  /** Of how many cases an officer may open the names in 24 hours. */
  casesOpenedADay: number;
  /** Where the class keys are, when not in files. */
  token?: TokenSettings | undefined;
  /** The user to become once keys and code are read; root only. */
  user?: { uid: number; gid: number } | undefined;
}

export interface OpenVault {
  close(): Promise<void>;
}

/** Opens keys, connections and the door. `failed` is told the names of errors, never what they say. */
export async function openVault(
  settings: VaultSettings,
  failed: (error: unknown) => void,
): Promise<OpenVault> {
  const { databaseUrl, keyFolder, publicKeys, socket, secret, user } = settings;
  // Another user cannot come to this folder by its path, which may lead through root's; from inside it can, for good.
  if (user !== undefined) {
    mkdirSync(keyFolder, { recursive: true, mode: 0o700 });
    process.chdir(keyFolder);
  }
  const folder = user === undefined ? keyFolder : ".";
  const token = tokenOf(settings.token, failed);
  const keys =
    token === undefined
      ? openKeyFolder(folder, publicKeys)
      : openTokenKeys(token, openOldKeys(folder), readPublicKeys(publicKeys));
  const indexKey = loadIndexKey(join(folder, "blind-index.key"));
  mkdirSync(dirname(socket), { recursive: true, mode: 0o700 });
  if (user !== undefined) {
    for (const path of [keyFolder, ...readdirSync(keyFolder).map((name) => join(keyFolder, name))])
      chownSync(path, user.uid, user.gid);
    chownSync(dirname(socket), user.uid, user.gid);
    become(user);
  }
  const real = createPool(databaseUrl, { schema: "reta", max: 4 });
  const training = createPool(databaseUrl, { schema: "training", max: 2 });
  const room: VaultRoom = {
    real,
    training,
    unwrapper: createUnwrapper(keys),
    keys,
    wrapper: createWrapper(() => keys.publicKeys()),
    sealer: createGrantSealer(keys),
    indexKey,
    logKey: () => trustIn({ vkey: settings.logKey }).pinned,
    purposes: new Set(settings.purposes),
    lexicon: once(() => prepareLexicon(settings.lexicon)),
    searchesADay: settings.searchesADay,
    casesOpenedADay: settings.casesOpenedADay,
    clock: () => new Date(),
  };
  const door = await openVaultDoor(socket, Buffer.from(secret, "hex"), answering(room), failed);
  const filling = keepFilled(room, failed);
  return {
    async close() {
      await filling.end();
      await door.close();
      await Promise.all([real.close(), training.close()]);
      token?.close();
    },
  };
}

// The library is read now, where another user may not come by its path; the token, its PIN and the vendor's module only
// when a key is first needed, by whoever the vault is then. A token that is away keeps the vault from nothing but opening.
function tokenOf(settings: TokenSettings | undefined, failed: (error: unknown) => void): Token | undefined {
  return settings === undefined ? undefined : openToken(settings, loadTokenLibrary(), failed);
}

/** How long what was registered may wait for the blind index. */
const FILL_MS = 2_000;

// One filling after the other; what fails is told and tried again at the next turn.
function keepFilled(room: VaultRoom, failed: (error: unknown) => void): { end(): Promise<void> } {
  let under: Promise<void> | undefined;
  const timer = setInterval(() => {
    under ??= fillIndexes(room)
      .catch(failed)
      .finally(() => {
        under = undefined;
      });
  }, FILL_MS);
  return {
    async end() {
      clearInterval(timer);
      await under;
    },
  };
}

// Made ready when it is first asked for.
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What the vault is told of the pack. */
export const packForVault = ({
  catalogues,
  lexicon,
  manifest,
}: Pack): Pick<VaultSettings, "purposes" | "lexicon" | "searchesADay" | "casesOpenedADay"> => ({
  lexicon,
  purposes: catalogues["purpose-of-access"]?.items.map(({ code }) => code) ?? [],
  searchesADay: manifest.personSearchesADay,
  casesOpenedADay: manifest.casesOpenedADay,
});

/** The name and code alone: a message can quote what it is about. */
export function tellFailure(error: unknown): void {
  const { name, code } = error as Error & { code?: string };
  process.stderr.write(`vault: ${[name, code].filter(Boolean).join(" ")}\n`);
}

// Groups first: afterwards nobody may change them.
function become({ uid, gid }: { uid: number; gid: number }): void {
  process.setgroups?.([]);
  process.setgid?.(gid);
  process.setuid?.(uid);
}
