// Who may read, make and agree to changes of the pack, by what they are about; the server refuses and the screens hide by it.
import type { Role } from "#src/schema/case.ts";
import { type Action, type DataClass, NO_RELATION } from "../access/access-question.ts";
import { decideAccess } from "../access/decide-access.ts";

/** Units are the administrator's; lists, variables and rules the catalogue administrator's; the law takes two. */
export function classOfSubject(subject: string): DataClass {
  if (subject === "units" || subject === "institution") return "units";
  return subject === "law" ? "law" : "catalogues";
}

/** Whether the role may do this with changes about the subject; `ownProposal` when deciding on what the same person proposed. */
export function mayChangePack(role: Role, action: Action, subject: string, ownProposal = false) {
  return decideAccess({
    role,
    action,
    dataClass: classOfSubject(subject),
    relation: NO_RELATION,
    ownProposal,
  });
}
