// A proof that can be checked without the register (C2SP tlog-proof): place, path and the signed checkpoint in one text.
import type { Checkpoint } from "./checkpoint.ts";
import { fromBase64, HASH_BYTES, type Hash, toBase64 } from "./hash.ts";
import { leafHash } from "./merkle.ts";
import { parseNote } from "./note.ts";
import { verifyInclusion } from "./proof.ts";

/** What a proof says, none of it believed yet. */
export interface TlogProof {
  /** The hash of the entry: what the leaf is made of. Carried as the format's extra line. */
  readonly entryHash: Hash;
  readonly index: number;
  readonly path: readonly Hash[];
  /** The signed checkpoint, as a note with all its lines. */
  readonly note: string;
}

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
/** A tree of 2^63 leaves has paths no longer than this. */
const MOST_HASHES = 63;

export function formatProof({ entryHash, index, path, note }: TlogProof): string {
  const lines = [FIRST_LINE, `extra ${toBase64(entryHash)}`, `index ${index}`, ...path.map(toBase64)];
  return `${lines.join("\n")}\n\n${note}`;
}

/** Reads a proof; `undefined` for anything that no correct writer would have written. */
export function parseProof(text: string): TlogProof | undefined {
  const cut = text.indexOf("\n\n");
  if (cut < 0) return undefined;
  const [first, extra, place, ...hashes] = text.slice(0, cut).split("\n");
  const note = text.slice(cut + 2);
  const entryHash = fromBase64(/^extra (\S+)$/.exec(extra ?? "")?.[1] ?? "");
  const index = /^index (0|[1-9]\d{0,15})$/.exec(place ?? "")?.[1];
  const path = hashes.map(fromBase64);
  if (first !== FIRST_LINE || entryHash?.length !== HASH_BYTES || index === undefined) return undefined;
  if (path.length > MOST_HASHES || path.some((hash) => hash?.length !== HASH_BYTES)) return undefined;
  if (!Number.isSafeInteger(Number(index)) || parseNote(note) === undefined) return undefined;
  return { entryHash, index: Number(index), path: path as Hash[], note };
}

/** True when the path leads from the entry to the root of this checkpoint, whose signature the caller has checked. */
export function provesInclusion(proof: TlogProof, checkpoint: Checkpoint): boolean {
  const { entryHash, index, path } = proof;
  const { size, root } = checkpoint;
  return verifyInclusion({ index, size, leaf: leafHash(entryHash), root, proof: path });
}
