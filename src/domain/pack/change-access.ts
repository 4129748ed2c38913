// Who may read, make and agree to changes of the pack, by what they are about; the server refuses and the screens hide by it.
import type { Role } from "#src/schema/case.ts";
import { type Action, type DataClass, NO_RELATION } from "../access/access-question.ts";
import { decideAccess } from "../access/decide-access.ts";

const TAKES_TWO: ReadonlySet<string> = new Set(["law", "alert-rules", "institution"]);

/**
 * Units are the administrator's; lists and variables the catalogue administrator's. The law, the rules of alert and which
 * institution keeps the register take two of them: an alert that reaches nobody is a girl whom nobody looks for. So do
 * single changes of units and lists (`takesTwo`). What the weekly review looks for is for two who oversee: neither who is
 * watched nor who keeps the register has a word in it, or learns from how much on it looks.
 */
export function classOfSubject(subject: string): DataClass {
  if (subject === "units") return "units";
  if (subject === "review-rules") return "review";
  return TAKES_TWO.has(subject) ? "law" : "catalogues";
}

/** Whether the role may do this with changes about the subject; `ownProposal` when deciding on what the same person proposed. */
export function mayChangePack(role: Role, action: Action, subject: string, ownProposal = false) {
  const about = classOfSubject(subject);
  return decideAccess({
    role,
    action,
    // Whoever agrees to the law agrees to the words of its lists.
    dataClass: action === "decide" && about === "catalogues" ? "law" : about,
    relation: NO_RELATION,
    ownProposal,
  });
}
