// When the guards of the database are held against what ships: when they change, some time after the start, every hour.
import type { GuardDifference } from "#src/database/guards.ts";
import { paced } from "./paced.ts";

const GUARDS_MS = 5_000;
const FIRST_GUARDS_MS = 30_000;
const ALL_GUARDS_MS = 3_600_000;
const AGAIN_MS = 10_000;

export interface GuardWatch {
  /** A short text that changes whenever a guard does. */
  print(): Promise<string>;
  differences(): Promise<GuardDifference[]>;
  found(differences: GuardDifference[]): void;
  /** Milliseconds since 1970. */
  clock(): number;
}

/** One look of many; `missed`: something was missing at the last one. */
export function watchGuards({ print, differences, found, clock }: GuardWatch) {
  const due = paced(GUARDS_MS);
  let known = "";
  let lookedAt = clock() - ALL_GUARDS_MS + FIRST_GUARDS_MS;
  return async (missed: boolean): Promise<void> => {
    let now = known;
    await due(async () => {
      now = await print();
    });
    const changed = known !== "" && known !== now;
    // What was put back may leave the same print as before: what is missed is looked for until it is there again.
    if (changed || clock() - lookedAt >= (missed ? AGAIN_MS : ALL_GUARDS_MS)) {
      found(await differences());
      lookedAt = clock();
    }
    known = now;
  };
}
