// A write that may arrive twice: the second time the first answer is given again, and nothing is stored.
import { Problem, type ProblemCode } from "#src/schema/problem.ts";

// What a repeated id runs into first depends on the order of the statement's parts; a repeated correction runs into
// its own first effect.
const TAKEN: readonly ProblemCode[] = [
  "entry.id-taken",
  "case.already-exists",
  "amendment.already-decided",
  "amendment.value-changed",
  "amendment.values-not-seen",
  "case.wrong-state",
  // The case went behind a wall by what was added: whoever added it gets the first answer, and nothing else of it.
  "not-found",
];
/** Times an entry is chained anew when others add to the same case at the same moment. */
const TRIES = 5;

/** Carries out `write`; when its id is taken gives what `find` finds for it, else the problem. */
export async function registerOnce<T>(
  write: () => Promise<T>,
  find: () => Promise<T | undefined>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === "case.changed" && tried < TRIES) continue;
      if (!TAKEN.includes(error.code)) throw error;
      const first = await find();
      if (first !== undefined) return first;
      // Two additions chained to the same entry collide on its number: one of them has to be chained anew.
      if (tried >= TRIES || error.code !== "entry.id-taken") throw error;
    }
  }
}
