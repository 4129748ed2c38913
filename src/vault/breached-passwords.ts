// Passwords that became known elsewhere, from a list the operator keeps: no password, nor a part of its hash, is sent to anybody.
import { createReadStream, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { PASSWORD_MIN } from "./password.ts";
import { sha256 } from "./sha256.ts";

export interface BreachedPasswords {
  has(password: string): Promise<boolean>;
}

/** The file cannot be read: whoever named it would believe that passwords are compared with it. */
export class BreachedListUnusable extends Error {
  override readonly name = "BreachedListUnusable";
}

/**
 * A list in a text file, one password a line, in any order. It is read when the first password is chosen, and what is
 * shorter than a password may be is left out: of lists as they are published a few in a hundred lines stay, eight bytes
 * each. Throws `BreachedListUnusable` at once when there is no such file.
 */
export function breachedPasswordsIn(file: string): BreachedPasswords {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw new BreachedListUnusable(`found no file at ${file}, expected a list of passwords`);
  let list: Promise<BigUint64Array> | undefined;
  return {
    async has(password) {
      list ??= read(file).catch((error: unknown) => {
        list = undefined;
        throw error;
      });
      return isIn(await list, markOf(password));
    },
  };
}

// Half of a hash is enough: one password in 2^64 is refused without being in the list.
const markOf = (password: string): bigint =>
  sha256(Buffer.from(password.normalize("NFC"))).readBigUInt64BE(0);

async function read(file: string): Promise<BigUint64Array> {
  const marks: bigint[] = [];
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  }))
    if (line.length >= PASSWORD_MIN) marks.push(markOf(line));
  return BigUint64Array.from(marks).sort();
}

function isIn(sorted: BigUint64Array, mark: bigint): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0n) < mark) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === mark;
}
