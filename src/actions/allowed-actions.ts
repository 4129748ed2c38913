// What the reader of a case may do next: true, or the code of the reason why not, so that buttons and server agree.
import {
  type Action,
  type DataClass,
  decideAccess,
  type Relation,
} from "#src/domain/access/decide-access.ts";
import type { CaseState } from "#src/domain/case/case.ts";
import type { Actor } from "./context.ts";

const QUESTIONS: Readonly<Record<string, readonly [Action, DataClass]>> = {
  openNames: ["read", "victim-identity"],
  supplement: ["add", "facts"],
  propose: ["propose", "facts"],
  proposePersonal: ["propose", "victim-identity"],
  decide: ["decide", "facts"],
  decidePersonal: ["decide", "victim-identity"],
};

/** `decide` says whether there is a proposal of somebody else's to decide on. */
export function allowedActions(
  actor: Actor,
  relation: Relation,
  state: CaseState,
): Record<string, true | string> {
  const allowed = Object.entries(QUESTIONS).map(([name, [action, dataClass]]) => {
    const decision = decideAccess({ role: actor.role, action, dataClass, relation });
    return [name, decision.effect === "allow" ? true : decision.reason] as const;
  });
  const answer: Record<string, true | string> = Object.fromEntries(allowed);
  const others = state.pending.filter(({ proposedBy }) => proposedBy !== actor.officerId);
  for (const name of ["decide", "decidePersonal"]) {
    if (answer[name] !== true) continue;
    if (state.pending.length === 0) answer[name] = "nothing-proposed";
    else if (others.length === 0) answer[name] = "own-proposal";
  }
  return answer;
}
