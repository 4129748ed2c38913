// Which openings of names the ombudsman asks about: drawn by a checkpoint that nobody could know or choose beforehand.
import { bytesToHex, type Hash, sha256, utf8ToBytes } from "../ledger/hash.ts";

/** How many are drawn: this share of the openings, and never fewer than `atLeast` while there are as many. */
export interface SampleRule {
  percent: number;
  atLeast: number;
}

/** What the order of a draw hangs on: the week's name, and the size and root (hex) of a checkpoint of the audit log. */
export interface SampleSeed {
  week: string;
  size: number;
  root: string;
}

export const sampleSize = (openings: number, { percent, atLeast }: SampleRule): number =>
  Math.min(openings, Math.max(atLeast, Math.ceil((openings * percent) / 100)));

/**
 * An opening's place in the order of a draw (hex; the lowest are drawn): SHA-256 over the seed and the hash of the event.
 * The event's hash is fixed when the names are opened, the root of the log only after the week: whoever opens cannot know
 * how it will fall, and whoever draws has nothing to choose.
 */
export function placeOf(seed: SampleSeed, eventHash: string): string {
  const words = `reta/opening-sample/v1\n${seed.week}\n${seed.size}\n${seed.root}\n${eventHash}`;
  const hash: Hash = sha256(utf8ToBytes(words));
  return bytesToHex(hash);
}

const inOrder = (seed: SampleSeed, hashes: Iterable<string>) =>
  [...new Set(hashes)].map((hash) => ({ hash, place: placeOf(seed, hash) })).sort(byPlace);
const byPlace = (a: { place: string }, b: { place: string }) => (a.place < b.place ? -1 : 1);

/** The openings drawn, by the hash of their event (hex), in the order of the draw; however they are listed. */
export const drawSample = (seed: SampleSeed, hashes: Iterable<string>, rule: SampleRule): string[] => {
  const ordered = inOrder(seed, hashes);
  return ordered.slice(0, sampleSize(ordered.length, rule)).map(({ hash }) => hash);
};

/**
 * Whether a draw is what it should be, as far as somebody can tell who may not see every opening: no opening seen was
 * passed over for one that was drawn, none is drawn that is not among the openings, and as many as the rule says.
 * `openings` and `drawn` are the numbers of all of them, `seen` the hashes of the openings the reader sees.
 */
export function isSampleTrue(
  seed: SampleSeed,
  rule: SampleRule,
  counts: { openings: number; drawn: number },
  { seen, drawn }: { seen: readonly string[]; drawn: readonly string[] },
): boolean {
  const [known, chosen] = [new Set(seen), new Set(drawn)];
  if (counts.drawn !== sampleSize(counts.openings, rule)) return false;
  if (known.size > counts.openings || chosen.size > counts.drawn) return false;
  if (drawn.some((hash) => !known.has(hash))) return false;
  // Who sees all sees the draw whole.
  if (known.size === counts.openings && chosen.size !== counts.drawn) return false;
  const last = inOrder(seed, chosen).at(-1)?.place;
  if (last === undefined) return true;
  return [...known].every((hash) => chosen.has(hash) || placeOf(seed, hash) > last);
}

/** Of how many something was done, in whole per cent; of none, null: nothing was left undone. */
export const shareOf = (done: number, all: number): number | null =>
  all === 0 ? null : Math.floor((done * 100) / all);
