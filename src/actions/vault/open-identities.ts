// The vault opens personal values of one case: decides by its own rule, records, commits, and only then decrypts.
import { insertAuditEvent, refusalOfTrail } from "#src/database/audit.ts";
import { countOpening } from "#src/database/names-opened.ts";
import { transact } from "#src/database/transact.ts";
import { listSealed, listSealedBodies, type VaultSession } from "#src/database/vault.ts";
import type { DataClass } from "#src/domain/access/access-question.ts";
import type { Entry } from "#src/schema/entry.ts";
import type { KeyClass } from "#src/schema/key-class.ts";
import { mayOpen, takesProof, wroteItAll } from "#src/vault/may-open.ts";
import { isFresh } from "#src/vault/may-unlock.ts";
import { openEntry } from "#src/vault/open-values.ts";
import { beginningIn, hasWaiting, movedFrom, readSealedCase } from "#src/vault/sealed-case.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { auditRow } from "../audit-event.ts";
import { holdingsOf, howTo } from "./own-assignments.ts";
import { valuesOfPart } from "./values-of-part.ts";
import { type Asked, findAsker, type VaultRoom } from "./vault-room.ts";
import { wallAround } from "./wall-around.ts";

/** The event an opening leaves, written by the vault itself. */
export const OPENED = "case.names.open";

export interface Opening extends Asked {
  caseId: string;
  purpose: string;
}

/** Values by entry and pointer. */
export interface OpenedCase {
  classes: KeyClass[];
  entries: { entryId: string; values: Record<string, unknown> }[];
}

/**
 * Each step ends before the next begins:
 * 1. session and posting are looked up: whoever is gone is answered as if the case did not exist;
 * 2. the case's entries are read and checked against their hashes, and the rule asked; then, of whom more than suspects
 *    would open for, a fresh proof of presence: half of the names would look like all of them;
 * 3. the case is counted and the event, allowed or refused, committed: if that fails, or the officer has opened as many
 *    as one may, nothing is opened. What the officer has just written is not counted;
 * 4. values and keys are read, decrypted and answered. A crash here leaves an event without an opening, never the reverse.
 */
export async function openIdentities(room: VaultRoom, input: Opening): Promise<VaultAnswer> {
  const found = await findAsker(room, input);
  if (found === undefined) return { problem: "not-found" };
  const { asker, pool } = found;
  const { entries, classes } = await transact(pool.pool, { zone: "reta_vault" }, async (tx) => {
    const rows = await listSealedBodies(tx, input.caseId);
    const read = readSealedCase(input.caseId, rows);
    const first = read[0];
    if (first === undefined) return { entries: read, classes: [] };
    const holdings = await holdingsOf(room, tx, howTo(asker, input), input.caseId, read);
    const stands = {
      receivedAt: beginningIn(first).receivedAt,
      waiting: hasWaiting(read),
      wall: await wallAround(tx, input.caseId, read, asker.officerId),
    };
    const known = { ...stands, ...holdings };
    return { entries: read, classes: [...mayOpen(asker, known, room.clock().toISOString())] };
  });
  const refusal =
    entries.length === 0
      ? "not-found"
      : !room.purposes.has(input.purpose)
        ? "input.invalid"
        : classes.length === 0
          ? "access.refused"
          : takesProof(classes) && !isFresh(asker.authenticatedAt, room.clock())
            ? "session.not-fresh"
            : undefined;
  const counts = !wroteItAll(asker, entries, room.clock().toISOString());
  const outcome = refusal ?? dataClassesOf(classes);
  const refused = await record(room, pool.pool, asker, input, outcome, counts);
  if (refused !== undefined) return refused;
  return { value: { classes, entries: await decrypt(room, pool.pool, input.caseId, entries, classes) } };
}

// The trail speaks of classes as the rules of access do: free text is about victims, whoever else it names.
const DATA_CLASSES: Readonly<Record<KeyClass, DataClass>> = {
  suspect: "suspect-identity",
  victim: "victim-identity",
  "minor-victim": "victim-identity",
  facts: "victim-identity",
  evidence: "victim-identity",
  intake: "victim-identity",
  complainant: "complainant-identity",
};
export const dataClassesOf = (classes: readonly KeyClass[]): DataClass[] => [
  ...new Set(classes.map((keyClass) => DATA_CLASSES[keyClass])),
];

type Pool = VaultRoom["real"]["pool"];

/**
 * Commits that an opening is counted and its event, or that of its refusal: by the rule, or because the officer has opened
 * the names of as many cases as one may. Gives back what refuses it, also that the trail takes nothing.
 */
export async function record(
  room: VaultRoom,
  pool: Pool,
  asker: VaultSession,
  { caseId, requestId, purpose, address }: Opening,
  outcome: string | readonly DataClass[],
  counts = true,
): Promise<{ problem: string; freeAt?: string } | undefined> {
  const now = room.clock().toISOString();
  const call = { trace: { action: OPENED }, actor: asker, requestId, address, now };
  const { officerId } = asker;
  try {
    return await transact(pool, { zone: "reta_vault" }, async (tx) => {
      const refuse = async (problem: string) => {
        await insertAuditEvent(tx, auditRow(call, "refused", { caseId, detail: { problem } }));
        return { problem };
      };
      if (typeof outcome === "string") return refuse(outcome);
      const freeAt = counts ? await countOpening(tx, { officerId, caseId }, room.casesOpenedADay) : undefined;
      if (freeAt !== undefined) return { ...(await refuse("names.limit")), freeAt };
      await insertAuditEvent(tx, auditRow(call, "done", { caseId, detail: { purpose, classes: outcome } }));
      return undefined;
    });
  } catch (error) {
    if (refusalOfTrail(error) === undefined) throw error;
    return { problem: "audit.unavailable" };
  }
}

/**
 * Values of these classes in these entries, each checked against its commitment; of a part of another case also those. Not
 * of who went into another case: there whoever has that one opens them, and whoever has this one alone does not. With
 * `only` of these persons and of nothing and nobody else.
 */
export async function decrypt(
  room: VaultRoom,
  pool: Pool,
  caseId: string,
  entries: readonly Entry[],
  classes: readonly KeyClass[],
  only?: ReadonlySet<string>,
): Promise<OpenedCase["entries"]> {
  const { values, keys } = await transact(pool, { zone: "reta_vault" }, (tx) =>
    listSealed(tx, caseId, classes),
  );
  const moved = movedFrom(entries);
  const first = entries[0];
  const part =
    first?.kind === "division" && first.seq === 1
      ? await valuesOfPart(room, pool, first, (origin, before) =>
          decrypt(room, pool, origin, before, classes, only),
        )
      : {};
  return entries.map(({ entryId, content, seq }) => {
    if (seq === 1 && first?.kind === "division") return { entryId, values: part };
    const of = <T extends { entryId: string }>(rows: readonly T[]) =>
      rows.filter((row) => row.entryId === entryId);
    const here = of(values).filter(({ holder }) => !moved.has(holder) && only?.has(holder) !== false);
    const sealed = { entryId, values: here, keys: of(keys) };
    return { entryId, values: Object.fromEntries(openEntry(content, sealed, room.unwrapper)) };
  });
}
