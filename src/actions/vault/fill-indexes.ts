// The vault puts what people can be found by into the blind index, after a registration, from what it opens itself.
import {
  claimIndexKey,
  countQueued,
  emptyIndex,
  type IndexRow,
  insertIndexRows,
  listToIndex,
  lockIndex,
  queueLater,
  takeQueued,
} from "#src/database/blind-indexes.ts";
import { type Transaction, transact } from "#src/database/transact.ts";
import { termsOf } from "#src/domain/identity/index-terms.ts";
import type { KeyClass } from "#src/schema/key-class.ts";
import type { IndexedRegister } from "#src/vault/index-key.ts";
import { KeyErased, openerOf } from "#src/vault/open-values.ts";
import type { VaultRoom } from "./vault-room.ts";

/** Who can be found. Complainants and witnesses cannot: their being in a case must not be found out by asking. */
export const FOUND: readonly KeyClass[] = ["suspect", "victim", "minor-victim"];

const BATCH = 200;

/**
 * One batch, in one transaction: what is taken out of the queue is in the index, or both are as before. Answers how many
 * entries it took. An index made with another key is emptied first, and everything queued.
 */
export async function fillIndex(room: VaultRoom, register: IndexedRegister): Promise<number> {
  return transact(room[register].pool, { zone: "reta_vault" }, async (tx) => {
    if (!(await claimIndexKey(tx, room.indexKey.id))) {
      await lockIndex(tx);
      if (!(await claimIndexKey(tx, room.indexKey.id))) await emptyIndex(tx, room.indexKey.id);
    }
    const taken = await takeQueued(tx, BATCH);
    if (taken.length === 0) return 0;
    const { rows, closed } = await rowsOf(room, register, tx, taken);
    await insertIndexRows(tx, rows);
    await queueLater(tx, closed);
    return taken.length;
  });
}

/** Fills both registers until nothing waits. */
export async function fillIndexes(room: VaultRoom): Promise<void> {
  for (const register of ["real", "training"] as const) while ((await fillIndex(room, register)) > 0);
}

/** Makes the index anew: emptied and queued at once, filled batch by batch by whoever asks or by the clock. */
export async function emptyIndexes(room: VaultRoom): Promise<{ waiting: number }> {
  for (const register of ["real", "training"] as const)
    await transact(room[register].pool, { zone: "reta_vault" }, (tx) => emptyIndex(tx, room.indexKey.id));
  return countWaiting(room);
}

/** Entries that wait in both registers. */
export async function countWaiting(room: VaultRoom): Promise<{ waiting: number }> {
  let waiting = 0;
  for (const register of ["real", "training"] as const)
    waiting += await transact(room[register].pool, { zone: "reta_vault" }, countQueued);
  return { waiting };
}

async function rowsOf(
  room: VaultRoom,
  register: IndexedRegister,
  tx: Transaction,
  entryIds: readonly string[],
): Promise<{ rows: IndexRow[]; closed: string[] }> {
  const { entries, values, keys } = await listToIndex(tx, entryIds, FOUND);
  const rows: IndexRow[] = [];
  const closed = new Set<string>();
  for (const { entryId, kind, pointer } of entries) {
    const open = openerOf({ entryId, keys: keys.filter((key) => key.entryId === entryId) }, room.unwrapper);
    for (const value of values.filter((one) => one.entryId === entryId)) {
      const field = fieldOf(kind, pointer, value.pointer);
      if (field === undefined) continue;
      try {
        for (const term of termsOf(field, open(value).value))
          rows.push({
            purpose: term.purpose,
            token: room.indexKey.token(register, term),
            entryId,
            holder: value.holder,
          });
      } catch (error) {
        // Erased is for ever; a key that is missing, or a value that was altered, may be put right.
        if (!(error instanceof KeyErased)) closed.add(entryId);
      }
    }
  }
  return { rows, closed: [...closed] };
}

/** The field a value is of: a proposal's new value belongs to the field it is about, its old one is there already. */
export function fieldOf(kind: string, about: string | null, pointer: string): string | undefined {
  const parts = (kind === "amendment" ? (pointer.endsWith("/newValue") ? (about ?? "") : "") : pointer).split(
    "/",
  );
  return parts.at(-2) === "personal" ? parts.at(-1) : undefined;
}
