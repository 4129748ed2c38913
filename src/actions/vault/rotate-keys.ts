// The vault replaces a class key: a new version is made, every key of the class is wrapped anew, the old is destroyed.
// Values are not touched, and no key leaves the vault. Whoever asks is told numbers and places, never a key.
import { randomUUID } from "node:crypto";
import { insertAuditEvent } from "#src/database/audit.ts";
import type { ConnectionPool } from "#src/database/connect.ts";
import {
  type After,
  closeKeyVersion,
  countWrappedKeys,
  eldersHaveEnded,
  findKeyRotation,
  finishKeyRotation,
  insertKeyRotation,
  listClosedVersions,
  listOlderKeys,
  type Rewrapped,
  replaceWrappings,
} from "#src/database/key-rotations.ts";
import { type Transaction, transact } from "#src/database/transact.ts";
import type { KeyClass } from "#src/schema/key-class.ts";
import { newest } from "#src/vault/class-keys.ts";
import { publicKeysText } from "#src/vault/key-folder.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { createWrapper } from "#src/vault/wrapped-key.ts";
import { auditRow } from "../audit-event.ts";
import { carriedOutBy } from "./order-keys.ts";
import type { VaultRoom } from "./vault-room.ts";

export type RegisterName = "real" | "training";
/** One version of a class: how many keys are wrapped for it, and whether it still takes new ones. */
export interface KeyVersion {
  keyClass: KeyClass;
  version: number;
  keys: number;
  state: "newest" | "older" | "closed";
}
export interface Begun {
  version: number;
  /** Whether it had been begun before, and was not finished. */
  resumed: boolean;
  /** Keys wrapped for older versions, in both registers. */
  waiting: number;
  /** The public halves: whoever asks puts them where those who seal read them. */
  publicKeys: string;
}
export interface Batch {
  rewrapped: number;
  /** Keys that did not open: they stay as they are, and so must the version they need. */
  failed: { entryId: string; version: number }[];
  next: After;
}

/** Longest a register seals for a version it has read (five minutes), twice. */
const SETTLED_MS = 10 * 60_000;
/**
 * No row says what was sealed for the intake and has not arrived: a device that comes back after that long would find that
 * nobody can open what it brings.
 */
const INTAKE_SETTLED_MS = 400 * 86_400_000;
const settledAfter = (keyClass: KeyClass) => (keyClass === "intake" ? INTAKE_SETTLED_MS : SETTLED_MS);
const inVault = <T>(pool: ConnectionPool, work: (tx: Transaction) => Promise<T>) =>
  transact(pool.pool, { zone: "reta_vault" }, work);

/** Every version that exists or is still needed. */
export async function listKeyVersions(room: VaultRoom): Promise<KeyVersion[]> {
  const current = newest(room.keys.publicKeys());
  const closed = await inVault(room.real, listClosedVersions);
  const counts = [...(await inVault(room.real, countWrappedKeys)), ...(await countTraining(room))];
  const known = [...room.keys.publicKeys(), ...counts];
  const names = [...new Set(known.map(({ keyClass, version }) => `${keyClass} ${version}`))];
  return names.map((name) => {
    const [keyClass, version] = [name.split(" ")[0] as KeyClass, Number(name.split(" ")[1])];
    const is = (one: { keyClass: KeyClass; version: number }) =>
      one.keyClass === keyClass && one.version === version;
    const isNewest = current.get(keyClass)?.version === version;
    const keys = counts.filter(is).reduce((sum, one) => sum + one.keys, 0);
    return { keyClass, version, keys, state: isNewest ? "newest" : closed.some(is) ? "closed" : "older" };
  });
}

const countTraining = (room: VaultRoom) => inVault(room.training, countWrappedKeys);

/**
 * Begins a rotation, or takes up the one that was begun and not finished. In this order, each step harmless to repeat:
 * 1. the rotation is committed with its audit event: if we stop here, the next run makes the key of this version;
 * 2. the key is made, whole on disk: if we stop here, nobody seals for it yet and the next run finds it;
 * 3. the public halves are answered: once whoever asked has published them, registers seal for the new version.
 */
export async function beginRotation(room: VaultRoom, keyClass: KeyClass): Promise<VaultAnswer> {
  const known = await inVault(room.real, (tx) => findKeyRotation(tx, keyClass));
  const resumed = known !== undefined && known.finishedAt === null;
  const last = Math.max(newest(room.keys.publicKeys()).get(keyClass)?.version ?? 0, known?.version ?? 1);
  const version = resumed ? known.version : last + 1;
  if (!resumed) {
    const refused = await inVault(room.real, async (tx) => {
      const by = await carriedOutBy(room, tx, { act: "rotate", keyClass, version });
      if (by === undefined) return "keys.not-agreed";
      if (!(await insertKeyRotation(tx, keyClass, version))) return "keys.busy";
      await insertAuditEvent(tx, eventOf(room, "key.rotate.begin", keyClass, version, by));
      return undefined;
    });
    if (refused !== undefined) return { problem: refused };
  }
  room.keys.make(keyClass, version);
  const counts = [...(await inVault(room.real, countWrappedKeys)), ...(await countTraining(room))];
  const older = counts.filter((one) => one.keyClass === keyClass && one.version < version);
  const waiting = older.reduce((sum, { keys }) => sum + keys, 0);
  return {
    value: {
      version,
      resumed,
      waiting,
      publicKeys: publicKeysText(room.keys.publicKeys()),
    } satisfies Begun,
  };
}

/** One batch wrapped anew, in one transaction: all of it or nothing. A key that does not open is told and left. */
export async function rewrapBatch(
  room: VaultRoom,
  register: RegisterName,
  keyClass: KeyClass,
  after: After,
  limit: number,
): Promise<VaultAnswer> {
  const version = newest(room.keys.publicKeys()).get(keyClass)?.version ?? 0;
  const wrapper = createWrapper(() => room.keys.publicKeys());
  const batch = await inVault(room[register], async (tx): Promise<Batch> => {
    const rows = await listOlderKeys(tx, keyClass, version, after, limit);
    const failed: Batch["failed"] = [];
    const fresh: Rewrapped[] = [];
    for (const old of rows) {
      const { entryId, holder } = old;
      try {
        const key = room.unwrapper.unwrap(entryId, old);
        fresh.push({ old, version, wrapped: wrapper.wrap(entryId, holder, keyClass, key).wrapped });
        key.fill(0);
      } catch {
        failed.push({ entryId, version: old.version });
      }
    }
    const last = rows.at(-1);
    const next = last === undefined ? null : { entryId: last.entryId, holder: last.holder };
    return { rewrapped: await replaceWrappings(tx, fresh), failed, next };
  });
  return { value: batch };
}

/** Ends a rotation, on the record with what was done. */
export async function endRotation(
  room: VaultRoom,
  keyClass: KeyClass,
  version: number,
  told: { rewrapped: number; failed: number },
): Promise<VaultAnswer> {
  await inVault(room.real, async (tx) => {
    if (await finishKeyRotation(tx, keyClass, version))
      await insertAuditEvent(tx, eventOf(room, "key.rotate", keyClass, version, told));
  });
  return { value: null };
}

/**
 * Closes an old version: from its commit on the database stores nothing that was sealed for it. Refused for the newest
 * version, while a rotation of the class is under way, and until every register has had time to see the newer one.
 */
export async function closeVersion(
  room: VaultRoom,
  keyClass: KeyClass,
  version: number,
): Promise<VaultAnswer> {
  const current = newest(room.keys.publicKeys()).get(keyClass)?.version ?? 0;
  if (version >= current) return { problem: version === current ? "keys.newest" : "keys.unknown" };
  const rotation = await inVault(room.real, (tx) => findKeyRotation(tx, keyClass));
  if (rotation === undefined) return { problem: "keys.unknown" };
  if (rotation.finishedAt === null) return { problem: "keys.unfinished" };
  if (room.clock().getTime() - Date.parse(rotation.finishedAt) < settledAfter(keyClass))
    return { problem: "keys.too-soon" };
  return inVault(room.real, async (tx) => {
    const about = { act: "retire", keyClass, version } as const;
    const begun = (await listClosedVersions(tx)).some(isVersion(keyClass, version));
    const by = await carriedOutBy(room, tx, about, begun);
    if (by === undefined) return { problem: "keys.not-agreed" };
    const { closed, transaction } = await closeKeyVersion(tx, keyClass, version);
    if (closed) await insertAuditEvent(tx, eventOf(room, "key.retire", keyClass, version, by));
    return { value: { transaction } };
  });
}

const isVersion = (keyClass: KeyClass, version: number) => (one: { keyClass: KeyClass; version: number }) =>
  one.keyClass === keyClass && one.version === version;

/**
 * Destroys a closed version unless a key still needs it. `waiting` while something that began before it was closed runs.
 * The two custodians' word is looked up again: a row that says it is closed is not their word.
 */
export async function destroyVersion(
  room: VaultRoom,
  keyClass: KeyClass,
  version: number,
  transaction: string,
): Promise<VaultAnswer> {
  const closed = await inVault(room.real, listClosedVersions);
  if (!closed.some(isVersion(keyClass, version))) return { problem: "keys.unknown" };
  const about = { act: "retire", keyClass, version } as const;
  const by = await inVault(room.real, (tx) => carriedOutBy(room, tx, about, true));
  if (by === undefined) return { problem: "keys.not-agreed" };
  if (!(await inVault(room.real, (tx) => eldersHaveEnded(tx, transaction))))
    return { value: { waiting: true, needed: 0 } };
  const counts = [...(await inVault(room.real, countWrappedKeys)), ...(await countTraining(room))];
  const needed = counts.filter(isVersion(keyClass, version)).reduce((sum, { keys }) => sum + keys, 0);
  if (needed === 0) {
    room.keys.retire(keyClass, version);
    await inVault(room.real, (tx) =>
      insertAuditEvent(tx, eventOf(room, "key.destroy", keyClass, version, by)),
    );
  }
  return { value: { waiting: false, needed, publicKeys: publicKeysText(room.keys.publicKeys()) } };
}

// Nobody is signed in at the terminal of the vault's machine: the event says what was done, when, and by which order.
function eventOf(
  room: VaultRoom,
  action: string,
  keyClass: KeyClass,
  version: number,
  told: Record<string, number | string | boolean> = {},
) {
  const now = room.clock().toISOString();
  const call = { trace: { action }, actor: null, requestId: randomUUID(), address: undefined, now };
  return auditRow(call, "done", { detail: { keyClass, version, ...told } });
}
