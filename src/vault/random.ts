// Random bytes in blocks: one system call for some hundred values instead of two for each.
import { randomFillSync } from "node:crypto";

const pool = Buffer.alloc(16_384);
let used = pool.length;

/** Fresh random bytes that nobody else was given. */
export function random(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const taken = Buffer.from(pool.subarray(used, used + bytes));
  // Never twice, even if a copy of this memory is read later.
  pool.fill(0, used, used + bytes);
  used += bytes;
  return taken;
}
