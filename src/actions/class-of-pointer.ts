// Which class of what the register knows a field of a complaint belongs to.
import type { DataClass } from "#src/domain/access/access-question.ts";
import { isPersonal } from "#src/domain/case/proposal.ts";

/** How the complaint was made, which says nothing of who made it. */
const ABOUT_COMPLAINANT: readonly string[] = [
  "/complainant/kind",
  "/complainant/relationToVictim",
  "/complainant/protectionRequested",
];

/** Coded fields are facts; personal values belong to the person they are of, and the narrative names everybody. */
export function classOfPointer(pointer: string): DataClass {
  if (ABOUT_COMPLAINANT.includes(pointer)) return "facts";
  if (pointer.startsWith("/complainant")) return "complainant-identity";
  if (!isPersonal(pointer)) return "facts";
  return pointer.startsWith("/suspects") || pointer.startsWith("/vehicles")
    ? "suspect-identity"
    : "victim-identity";
}
