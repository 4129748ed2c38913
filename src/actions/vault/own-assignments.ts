// Who has a case, as the vault itself knows: from its sealed copy, extended by entries that the signed log holds.
import { setTimeout as sleep } from "node:timers/promises";
import { findCheckpoint } from "#src/database/ledger.ts";
import type { Transaction } from "#src/database/transact.ts";
import { findHolding, type HoldingRow, putHolding } from "#src/database/vault-assignments.ts";
import { entryHash } from "#src/domain/ledger/canonical.ts";
import { openCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { provesInclusion } from "#src/domain/ledger/tlog-proof.ts";
import type { Entry } from "#src/schema/entry.ts";
import { beginningIn, CaseAltered, CaseNotLogged, holdersOf } from "#src/vault/sealed-case.ts";
import { verifyEd25519 } from "#src/vault/signing-key.ts";
import { proveInclusion } from "../prove-inclusion.ts";
import type { Asked, VaultRoom } from "./vault-room.ts";

export interface Holdings {
  registeredBy: string;
  holders: readonly string[];
  handedOver: boolean;
  /** By posting, the persons entrusted to it. */
  entrusted: Readonly<Record<string, readonly string[]>>;
}

/** Another process may be extending the log at this moment; what is not in it after this is not waited for. */
const PATIENCE_MS = 3_000;
const PAUSE_MS = 25;
const DECISIVE: readonly string[] = ["assignment", "wall"];

/**
 * Who has the case whose entries, chained and hashed, these are. Throws `CaseAltered` when they are not those the copy
 * was made from, or the copy is not the vault's; `CaseNotLogged` while the entry that says who has it is in no
 * checkpoint that the pinned key signed: at once, or when it was asked to be patient after a while. In training there is no log: the copy alone holds what was once read.
 */
export async function holdingsOf(
  room: VaultRoom,
  tx: Transaction,
  { training, patient }: { training: boolean; patient: boolean },
  caseId: string,
  entries: readonly Entry[],
): Promise<Holdings> {
  const stored = await findHolding(tx, caseId);
  // Sealed with a key that was retired since: made anew from the log, as if it had been taken away.
  const known = stored !== undefined && isKept(room, stored.version) ? stored : undefined;
  if (known !== undefined) checkCopy(room, known, entries);
  // The newest entry that says who has it, or from whom it is hidden: its hash commits to every one before it.
  const decisive = entries.findLast(({ kind, seq }) => DECISIVE.includes(kind) || seq === 1);
  if (decisive === undefined) return { registeredBy: "", ...holdersOf([]) };
  // A copy that does not say who is entrusted to whom, whole as it is, is made once more.
  if (known?.entrusted && decisive.seq <= known.seq) return { ...known, entrusted: known.entrusted };
  if (!training) await demandLogged(room, tx, decisive, patient ? PATIENCE_MS : 0);
  const read = entries.slice(0, decisive.seq);
  const copy = {
    caseId,
    seq: decisive.seq,
    entryHash: Buffer.from(entryHash(decisive)),
    registeredBy: read[0] === undefined ? "" : beginningIn(read[0]).registeredBy,
    ...holdersOf(read),
  };
  await putHolding(tx, { ...copy, ...room.sealer.seal(wordsOf(copy)) });
  return copy;
}

/** How to read for this request of this officer. */
export const howTo = ({ training }: { training: boolean }, { patient = false }: Asked) => ({
  training,
  patient,
});

const isKept = ({ keys }: VaultRoom, sealedWith: number) =>
  keys.publicKeys().some(({ keyClass, version }) => keyClass === "complainant" && version === sealedWith);

function checkCopy(room: VaultRoom, known: HoldingRow, entries: readonly Entry[]): void {
  const at = entries[known.seq - 1];
  const same = at !== undefined && Buffer.from(entryHash(at)).equals(known.entryHash);
  if (!same || !room.sealer.isSealed(wordsOf(known), known))
    throw new CaseAltered(`the entries of ${known.caseId} are not those its holders were read from`);
}

const wordsOf = (row: Omit<HoldingRow, "version" | "seal">) => ({
  is: "vault-assignments",
  caseId: row.caseId,
  seq: row.seq,
  entryHash: row.entryHash.toString("hex"),
  registeredBy: row.registeredBy,
  holders: [...row.holders],
  handedOver: row.handedOver,
  ...(row.entrusted !== null && { entrusted: row.entrusted }),
});

/** Throws `CaseNotLogged` when after `patience` milliseconds no signed checkpoint holds the entry. */
export async function demandLogged(
  room: VaultRoom,
  tx: Transaction,
  entry: Entry,
  patience: number,
): Promise<void> {
  const hash = entryHash(entry);
  for (const until = Date.now() + patience; ; ) {
    if (await isLogged(room, tx, hash)) return;
    if (Date.now() >= until) throw new CaseNotLogged(`entry ${entry.entryId} is not in the log`);
    await sleep(PAUSE_MS);
  }
}

async function isLogged(room: VaultRoom, tx: Transaction, hash: Uint8Array): Promise<boolean> {
  const stored = await findCheckpoint(tx, "entries");
  const checkpoint = stored && openCheckpoint(stored.note, room.logKey(), verifyEd25519);
  if (stored === undefined || checkpoint === undefined) return false;
  const proof = await proveInclusion(tx, "entries", hash, { size: checkpoint.size, note: stored.note });
  return proof !== undefined && provesInclusion(proof, checkpoint);
}
