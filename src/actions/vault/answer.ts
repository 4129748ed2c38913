// Everything the vault can be asked, by name.

import type { After } from "#src/database/key-rotations.ts";
import { transact } from "#src/database/transact.ts";
import { KeyClass } from "#src/schema/key-class.ts";
import type { IndexedRegister } from "#src/vault/index-key.ts";
import { publicKeysText } from "#src/vault/key-folder.ts";
import { CaseAltered, CaseNotLogged } from "#src/vault/sealed-case.ts";
import { TokenClosed } from "#src/vault/token.ts";
import type { Answering } from "#src/vault/vault-door.ts";
import { LOG_BEHIND } from "#src/vault/vault-line.ts";
import { type Allowing, allowSearches, listSearches } from "./allow-searches.ts";
import { checkPersonalValues, checkValuesOf } from "./check-values.ts";
import { countWaiting, emptyIndexes, fillIndex } from "./fill-indexes.ts";
import { hearAnswers } from "./hear-answers.ts";
import { openEntrusted } from "./open-entrusted.ts";
import { type Opening, openIdentities } from "./open-identities.ts";
import { openNotes, type ReadNotes } from "./open-notes.ts";
import { type ReadOpeningAnswer, readOpeningAnswer } from "./opening-answers.ts";
import * as order from "./order-keys.ts";
import { type ReadRelay, readRelay } from "./relay.ts";
import {
  beginRotation,
  closeVersion,
  destroyVersion,
  endRotation,
  listKeyVersions,
  type RegisterName,
  rewrapBatch,
} from "./rotate-keys.ts";
import { sealNotes } from "./seal-notes.ts";
import { type PersonSearch, searchPersons } from "./search-persons.ts";
import * as unlock from "./unlock.ts";
import type { Asked, VaultRoom } from "./vault-room.ts";

// What the terminal asks while it replaces keys. Whoever is on the line may: nothing is shown, what begins or destroys is
// refused unless two custodians agreed to it, and what destroys a key while anything needs it.
function keyOperations(room: VaultRoom): Record<string, Answering> {
  type OfKey = { keyClass: KeyClass; version: number };
  return {
    "key-order-ask": (_, input) => order.askKeyOrder(room, input as order.AskKeyOrder),
    "key-order-answer": (_, input) => order.answerKeyOrder(room, input as order.AnswerKeyOrder),
    "key-order-end": (_, input) => order.endKeyOrder(room, input as order.OfKeyOrder),
    "key-standing": async () => ({ value: await order.keyStanding(room) }),
    "key-versions": async () => ({ value: await listKeyVersions(room) }),
    "begin-rotation": (_, input) => beginRotation(room, KeyClass.parse((input as OfKey).keyClass)),
    "rewrap-batch": (_, input) => {
      const { register, keyClass, after, limit } = input as OfKey & {
        register: RegisterName;
        after: After;
        limit: number;
      };
      return rewrapBatch(room, register, KeyClass.parse(keyClass), after, limit);
    },
    "end-rotation": (_, input) => {
      const { keyClass, version, rewrapped, failed } = input as OfKey & { rewrapped: number; failed: number };
      return endRotation(room, KeyClass.parse(keyClass), version, { rewrapped, failed });
    },
    "close-key": (_, input) => {
      const { keyClass, version } = input as OfKey;
      return closeVersion(room, KeyClass.parse(keyClass), version);
    },
    "destroy-key": (_, input) => {
      const { keyClass, version, transaction } = input as OfKey & { transaction: string };
      return destroyVersion(room, KeyClass.parse(keyClass), version, transaction);
    },
  };
}

/** Answers requests in this room. What nobody knows how to answer is a bug of whoever asks. */
export function answering(room: VaultRoom): Answering {
  const operations: Record<string, Answering> = {
    open: (_, input) => openIdentities(room, input as Opening),
    "open-entrusted": (_, input) => openEntrusted(room, input as Opening),
    "unlock-ask": (_, input) => unlock.askUnlock(room, input as unlock.AskUnlock),
    "unlock-read": (_, input) => unlock.readUnlock(room, input as unlock.OfUnlock),
    "unlock-answer": (_, input) => unlock.answerUnlock(room, input as unlock.AnswerUnlock),
    "unlock-end": (_, input) => unlock.endUnlock(room, input as unlock.OfUnlock),
    "relay-read": (_, input) => readRelay(room, input as ReadRelay),
    "hear-answers": async (_, input) => ({
      value: await hearAnswers(room, input as { after: string | null }),
    }),
    "opening-answer": (_, input) => readOpeningAnswer(room, input as ReadOpeningAnswer),
    notes: (_, input) => openNotes(room, input as ReadNotes),
    "seal-notes": async () => ({ value: await sealNotes(room) }),
    "unlock-open": (_, input) => unlock.openUnlocked(room, input as unlock.OfUnlock),
    "check-values": async () => ({
      value: await transact(room.real.pool, { zone: "reta_vault" }, (tx) =>
        checkPersonalValues(tx, room.unwrapper),
      ),
    }),
    "check-values-of": async (_, input) => ({
      value: await transact(room.real.pool, { zone: "reta_vault" }, (tx) =>
        checkValuesOf(tx, room.unwrapper, (input as { entryIds: string[] }).entryIds),
      ),
    }),
    "keys-fault": async () => ({ value: room.keys.fault() ?? null }),
    "public-keys": async () => ({ value: publicKeysText(room.keys.publicKeys()) }),
    "search-persons": (_, input) => searchPersons(room, input as PersonSearch),
    "list-searches": (_, input) => listSearches(room, input as Asked),
    "allow-searches": (_, input) => allowSearches(room, input as Allowing),
    "empty-indexes": async () => ({ value: await emptyIndexes(room) }),
    "count-queued": async () => ({ value: await countWaiting(room) }),
    "fill-index": async (_, input) => ({
      value: await fillIndex(room, (input as { register: IndexedRegister }).register),
    }),
    ...keyOperations(room),
  };
  return async (operation, input) => {
    const known = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (known === undefined) throw new Error(`the vault knows no ${operation}`);
    try {
      return await known(operation, input);
    } catch (error) {
      if (error instanceof CaseAltered) return { problem: "case.altered" };
      // The server has the log extended and asks once more; then the sequencer is away, or another's.
      if (error instanceof CaseNotLogged)
        return { problem: (input as Asked).patient === true ? "vault.unavailable" : LOG_BEHIND };
      // Told once by whatever keeps the keys, and by the alarm as long as it lasts.
      if (error instanceof TokenClosed) return { problem: "vault.unavailable" };
      throw error;
    }
  };
}
