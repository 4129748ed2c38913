// The register's side of witnessing: shows a checkpoint to cosign, takes the cosignatures in, says what is witnessed.
import {
  findCheckpointAt,
  findNewestOf,
  insertCosignature,
  listCosignatures,
  listWitnessedSizes,
} from "#src/database/cosignatures.ts";
import { findCheckpoint, type LogName, type Runner, type StoredCheckpoint } from "#src/database/ledger.ts";
import { parseCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { type Cosigned, cosignaturesOn, withLines } from "#src/domain/ledger/cosignature.ts";
import { parseNote } from "#src/domain/ledger/note.ts";
import { Problem } from "#src/schema/problem.ts";
import type { WitnessView } from "#src/schema/witness.ts";
import { verifyEd25519 } from "#src/vault/signing-key.ts";
import type { Context, Trace } from "./context.ts";
import type { Witnesses } from "./witness-settings.ts";

// Quiet: an audit event for each cosignature would make the log of the trail grow, which the witnesses would cosign.
export const trace: Trace = { action: "log.cosign", zone: "reta_ledger", quiet: true };

/** Seconds a witness's clock may be ahead of ours. */
const CLOCKS_APART = 300;
/** Newest cosignatures looked through for a witnessed checkpoint before all of them are. */
const DEPTH = 2_000;

/** Keeps the cosignatures of our witnesses on one of our own checkpoints. Anything else is refused. */
export async function takeCosignature(
  ctx: Context<null>,
  { log, note, witnesses }: { log: LogName; note: string; witnesses: Witnesses },
): Promise<void> {
  const cosigned = cosignaturesOn(note, verifiersOf(witnesses), verifyEd25519);
  const text = parseNote(note)?.text ?? "";
  const size = parseCheckpoint(text)?.size;
  if (cosigned.length === 0 || size === undefined) throw new Problem("access.refused");
  const ours = await findCheckpoint(ctx.tx, log, size);
  if (ours === undefined || parseNote(ours.note)?.text !== text) throw new Problem("access.refused");
  const latest = Date.parse(ctx.now) / 1000 + CLOCKS_APART;
  if (cosigned.some(({ time }) => time > latest)) throw new Problem("access.refused");
  for (const { line, time } of cosigned) {
    const signedAt = new Date(time * 1000).toISOString();
    await insertCosignature(ctx.tx, log, { size, ...line, signedAt });
  }
}

export const viewTrace: Trace = { action: "log.witnesses", zone: "reta_ledger", quiet: true };

/** Who the witnesses are, what each signed last, and the newest checkpoint that enough of them signed. */
export async function viewWitnesses(
  ctx: Context<null>,
  { log, witnesses }: { log: LogName; witnesses: Witnesses },
): Promise<WitnessView> {
  return witnessView(ctx.tx, log, witnesses, Date.parse(ctx.now));
}

/** The same for whoever has a transaction of the ledger and no request: health and `reta verify`. */
export async function witnessView(
  tx: Runner,
  log: LogName,
  witnesses: Witnesses,
  now: number,
): Promise<WitnessView> {
  const newest = await findNewestOf(tx, log, keyIdsOf(witnesses));
  const witnessed = await findWitnessed(tx, log, witnesses);
  const at = witnessed && witnessedAt(witnessed.cosigned, witnesses.quorum);
  return {
    quorum: witnesses.quorum,
    witnessed:
      witnessed === undefined || at === undefined
        ? null
        : {
            size: witnessed.size,
            at: new Date(at * 1000).toISOString(),
            ageSeconds: Math.max(0, Math.round(now / 1000 - at)),
          },
    witnesses: witnesses.list.map(({ title, contact, key, verifier }, i) => {
      const last = newest[i];
      const age = last === undefined ? Number.POSITIVE_INFINITY : (now - Date.parse(last.signedAt)) / 1000;
      return {
        name: verifier.name,
        title,
        contact,
        key,
        size: last?.size ?? null,
        signedAt: last?.signedAt ?? null,
        silent: age > witnesses.silentAfterSeconds,
      };
    }),
  };
}

/** The newest checkpoint that enough witnesses cosigned, with their signatures below it; each was checked again. */
export async function findWitnessed(
  tx: Runner,
  log: LogName,
  witnesses: Witnesses,
): Promise<(StoredCheckpoint & { cosigned: Cosigned[] }) | undefined> {
  const { quorum } = witnesses;
  if (witnesses.list.length === 0) return undefined;
  const keyIds = keyIdsOf(witnesses);
  for (const depth of [DEPTH, Number.MAX_SAFE_INTEGER]) {
    const sizes = await listWitnessedSizes(tx, log, keyIds, { quorum, upTo: Number.MAX_SAFE_INTEGER, depth });
    for (const size of sizes) {
      const checkpoint = await findCheckpoint(tx, log, size);
      if (checkpoint === undefined) continue;
      const note = await withCosignatures(tx, log, checkpoint);
      const cosigned = cosignaturesOn(note, verifiersOf(witnesses), verifyEd25519);
      if (cosigned.length >= quorum) return { ...checkpoint, note, cosigned };
    }
  }
  return undefined;
}

/** The checkpoint all witnesses are shown in this stretch of time, so that their signatures meet on one size. */
export function findCandidate(
  tx: Runner,
  log: LogName,
  { everySeconds }: Witnesses,
  now: number,
): Promise<StoredCheckpoint | undefined> {
  const stretch = everySeconds * 1000;
  return findCheckpointAt(tx, log, new Date(Math.floor(now / stretch) * stretch).toISOString());
}

/** A checkpoint's note with the cosignatures that were handed in for it, the newest of each witness. */
export async function withCosignatures(
  tx: Runner,
  log: LogName,
  checkpoint: StoredCheckpoint,
): Promise<string> {
  const newest = new Map<string, Awaited<ReturnType<typeof listCosignatures>>[number]>();
  for (const line of await listCosignatures(tx, log, checkpoint.size))
    newest.set(`${line.name} ${Buffer.from(line.keyId).toString("hex")}`, line);
  return withLines(checkpoint.note, [...newest.values()]);
}

// When it came to count: the time of the signature that completed the number.
function witnessedAt(cosigned: readonly Cosigned[], quorum: number): number | undefined {
  return cosigned.map(({ time }) => time).sort((a, b) => b - a)[quorum - 1];
}

const verifiersOf = ({ list }: Witnesses) => list.map(({ verifier }) => verifier);
const keyIdsOf = ({ list }: Witnesses) => list.map(({ verifier }) => verifier.keyId);
