// The vault opens who the victims entrusted to a service are, and nobody else of the case.
import { transact } from "#src/database/transact.ts";
import { listSealedBodies } from "#src/database/vault.ts";
import { foldCase } from "#src/domain/case/case.ts";
import { identitiesOf } from "#src/domain/case/part.ts";
import type { EntrustedIdentity } from "#src/schema/case-part.ts";
import type { KeyClass } from "#src/schema/key-class.ts";
import { mayOpenOf } from "#src/vault/may-open.ts";
import { isFresh } from "#src/vault/may-unlock.ts";
import { placeValues } from "#src/vault/open-values.ts";
import { movedFrom, readSealedCase } from "#src/vault/sealed-case.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { decrypt, type Opening, record } from "./open-identities.ts";
import { holdingsOf, howTo } from "./own-assignments.ts";
import { findAsker, type VaultRoom } from "./vault-room.ts";
import { wallAround } from "./wall-around.ts";

const CLASSES: readonly KeyClass[] = ["victim", "minor-victim"];

/**
 * In the order of `openIdentities`: who asks, the case, the rule and a fresh proof of presence; the event, allowed or refused, committed; and only then
 * values of those persons, read, decrypted and answered as they stand after corrections. What is not who they are or where
 * to find them does not leave the vault.
 */
export async function openEntrusted(room: VaultRoom, input: Opening): Promise<VaultAnswer> {
  const found = await findAsker(room, input);
  if (found === undefined) return { problem: "not-found" };
  const { asker, pool } = found;
  const { entries, persons } = await transact(pool.pool, { zone: "reta_vault" }, async (tx) => {
    const read = readSealedCase(input.caseId, await listSealedBodies(tx, input.caseId));
    if (read.length === 0) return { entries: read, persons: [] };
    const holdings = await holdingsOf(room, tx, howTo(asker, input), input.caseId, read);
    const wall = await wallAround(tx, input.caseId, read, asker.officerId);
    // Who went into another case is looked after there.
    const moved = movedFrom(read);
    return {
      entries: read,
      persons: mayOpenOf(asker, { ...holdings, wall }).filter((one) => !moved.has(one)),
    };
  });
  const refusal =
    entries.length === 0
      ? "not-found"
      : !room.purposes.has(input.purpose)
        ? "input.invalid"
        : persons.length === 0
          ? "access.refused"
          : !isFresh(asker.authenticatedAt, room.clock())
            ? "session.not-fresh"
            : undefined;
  const refused = await record(room, pool.pool, asker, input, refusal ?? ["entrusted-identity"]);
  if (refused !== undefined) return refused;
  const opened = await decrypt(room, pool.pool, input.caseId, entries, CLASSES, new Set(persons));
  const state = foldCase(
    entries.map((entry, i) => ({
      ...entry,
      content: placeValues(entry.content, new Map(Object.entries(opened[i]?.values ?? {}))),
    })),
  );
  const value: EntrustedIdentity[] = state === undefined ? [] : identitiesOf(state, persons);
  return { value };
}
