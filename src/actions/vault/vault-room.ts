// What the vault's process works with: its own connections, the private keys, the short list of purposes, the clock.
import type { ConnectionPool } from "#src/database/connect.ts";
import { transact } from "#src/database/transact.ts";
import { findVaultSession, type VaultSession } from "#src/database/vault.ts";
import type { PreparedLexicon } from "#src/domain/classification/narrative-lexicon.ts";
import type { NoteVerifier } from "#src/domain/ledger/note.ts";
import type { ClassKeys } from "#src/vault/class-keys.ts";
import type { GrantSealer } from "#src/vault/grant-seal.ts";
import type { IndexKey } from "#src/vault/index-key.ts";
import type { Unwrapper, Wrapper } from "#src/vault/wrapped-key.ts";

export interface VaultRoom {
  real: ConnectionPool;
  training: ConnectionPool;
  unwrapper: Unwrapper;
  keys: ClassKeys;
  /** Seals what the vault itself keeps in the clear of nobody. */
  wrapper: Wrapper;
  sealer: GrantSealer;
  indexKey: IndexKey;
  /** The pinned key of the log of entries. */
  logKey(): NoteVerifier;
  /** Codes of the pack's purposes. */
  purposes: ReadonlySet<string>;
  /** The words by which a text says that an officer is involved, made ready when they are first needed. */
  lexicon(): PreparedLexicon;
  /** How often an officer may search for a person on one day. */
  searchesADay: number;
  /** Of how many cases an officer may open the names in 24 hours. */
  casesOpenedADay: number;
  clock(): Date;
}

/** What every request of an officer carries: the hash of the session's token, and the server's request id. */
export interface Asked {
  session: string;
  requestId: string;
  /** From where the officer asks, as the server saw it. */
  address?: string | undefined;
  /** Asked for the second time: to wait for the log where it is behind. */
  patient?: boolean;
}

const HASH = /^[0-9a-f]{64}$/;

/** Who asks, and in which register; `undefined` unless session, posting and officer are valid now. */
export async function findAsker(
  room: VaultRoom,
  { session }: Asked,
): Promise<{ asker: VaultSession; pool: ConnectionPool } | undefined> {
  if (!HASH.test(session)) return undefined;
  const asker = await transact(room.real.pool, { zone: "reta_vault" }, (tx) =>
    findVaultSession(tx, Buffer.from(session, "hex")),
  );
  return asker === undefined ? undefined : { asker, pool: asker.training ? room.training : room.real };
}
