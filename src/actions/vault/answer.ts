// Everything the vault can be asked, by name.

import { transact } from "#src/database/transact.ts";
import { publicKeysText } from "#src/vault/key-folder.ts";
import { CaseAltered } from "#src/vault/sealed-case.ts";
import type { Answering } from "#src/vault/vault-door.ts";
import { checkPersonalValues } from "./check-values.ts";
import { type Opening, openIdentities } from "./open-identities.ts";
import type { VaultRoom } from "./vault-room.ts";

/** Answers requests in this room. What nobody knows how to answer is a bug of whoever asks. */
export function answering(room: VaultRoom): Answering {
  const operations: Record<string, Answering> = {
    open: (_, input) => openIdentities(room, input as Opening),
    "check-values": async () => ({
      value: await transact(room.real.pool, { zone: "reta_vault" }, (tx) =>
        checkPersonalValues(tx, room.unwrapper),
      ),
    }),
    "public-keys": async () => ({ value: publicKeysText(room.publicKeys()) }),
  };
  return async (operation, input) => {
    const known = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (known === undefined) throw new Error(`the vault knows no ${operation}`);
    try {
      return await known(operation, input);
    } catch (error) {
      if (error instanceof CaseAltered) return { problem: "case.altered" };
      throw error;
    }
  };
}
