// What may happen next to a case as it stands: a table somebody can read, the same for the screen and for the register.
import type { CaseStatus } from "./case-state.ts";

export type CaseAction =
  | "supplement"
  | "amend"
  | "close"
  | "reopen"
  | "annul"
  | "reinstate"
  | "merge"
  | "split"
  | "divide";

/**
 * In which states each is possible, and why. Peru as the example of the law: Code of Criminal Procedure (D. Leg. 957)
 * arts. 46 and 51 (joining and separating), 334 and 335 (archiving, and examining again on new evidence). Another
 * country's law changes who signs the paper, not this table.
 */
export const ALLOWED: Readonly<Record<CaseAction, { in: readonly CaseStatus[]; source: string }>> = {
  supplement: {
    in: ["open", "closed"],
    source: "design: whoever has access may add; art. 335.2 (new evidence)",
  },
  amend: { in: ["open", "closed"], source: "design: who corrects" },
  close: { in: ["open"], source: "art. 334.1" },
  reopen: { in: ["closed"], source: "art. 335.2" },
  annul: { in: ["open", "closed"], source: "reference security 2.2: by a prosecutor's or judge's paper" },
  reinstate: { in: ["annulled"], source: "the same, by a further paper" },
  merge: { in: ["open"], source: "arts. 46 and 47" },
  split: { in: ["open", "closed", "merged"], source: "art. 51" },
  divide: { in: ["open"], source: "art. 51" },
};

export function canDo(action: CaseAction, status: CaseStatus): boolean {
  return ALLOWED[action].in.includes(status);
}
