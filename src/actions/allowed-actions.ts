// What the reader of a case may do next: true, or the code of the reason why not, so that buttons and server agree.
import type { Action, DataClass } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { asDelegated } from "#src/domain/access/delegation.ts";
import { type CaseAction, canDo } from "#src/domain/case/allowed.ts";
import { type CaseState, inForce, statusOf } from "#src/domain/case/case-state.ts";
import type { Actor } from "./context.ts";
import type { LoadedCase } from "./load-case.ts";

/** The right it takes, and what the state of the case must allow. */
const QUESTIONS: Readonly<Record<string, readonly [Action, DataClass, CaseAction?]>> = {
  openNames: ["read", "victim-identity"],
  searchPersons: ["search", "suspect-identity"],
  supplement: ["add", "facts", "supplement"],
  propose: ["propose", "facts", "amend"],
  proposePersonal: ["propose", "victim-identity", "amend"],
  proposeComplainant: ["propose", "complainant-identity", "amend"],
  close: ["propose", "facts", "close"],
  reopen: ["propose", "facts", "reopen"],
  annul: ["propose", "facts", "annul"],
  reinstate: ["propose", "facts", "reinstate"],
  merge: ["propose", "facts", "merge"],
  split: ["propose", "facts", "split"],
  divide: ["propose", "facts", "divide"],
  decide: ["decide", "facts"],
  decidePersonal: ["decide", "victim-identity"],
  take: ["take", "metadata"],
  assign: ["assign", "metadata"],
  handOver: ["hand-over", "metadata"],
  direct: ["direct", "facts"],
  carryOut: ["carry-out", "facts"],
  relay: ["relay", "complainant-identity"],
  declareWall: ["wall", "facts"],
  liftWall: ["lift", "conflicts"],
  unlockSuspects: ["unlock", "suspect-identity"],
  unlockVictims: ["unlock", "victim-identity"],
  unlockComplainant: ["unlock", "complainant-identity"],
};

/** `decide` says whether there is a proposal of somebody else's to decide on. */
export function allowedActions(
  actor: Actor,
  { relation, standing, ties }: Pick<LoadedCase, "relation" | "standing" | "ties">,
  state: CaseState,
): Record<string, true | string> {
  const status = statusOf(state);
  const allowed = Object.entries(QUESTIONS).map(([name, [action, dataClass, needed]]) => {
    const decision = decideAccess({
      role: actor.role,
      action,
      dataClass,
      relation,
      standing,
      ...asDelegated(actor.delegation),
    });
    if (decision.effect === "refuse") return [name, decision.reason] as const;
    return [name, needed === undefined || canDo(needed, status) ? true : "wrong-state"] as const;
  });
  const answer: Record<string, true | string> = Object.fromEntries(allowed);
  // Nothing is separated from a case into which nothing went.
  if (answer.split === true && state.absorbed.length === 0) answer.split = "wrong-state";
  // Of a part: who complained is known where the complaint is, and what was a part is not divided again.
  if (state.dividedFrom !== null) {
    answer.divide = "wrong-state";
    answer.relay = "other-case";
    answer.proposeComplainant = "other-case";
    answer.unlockComplainant = "other-case";
  }
  if (ties.wall?.side === "prosecutor" && answer.divide === true) answer.divide = "no-grant";
  // Each part must have somebody.
  const people = inForce(state);
  if (answer.divide === true && people.victims.length + people.suspects.length < 2)
    answer.divide = "wrong-state";
  const others = state.pending.filter(({ proposedBy }) => proposedBy !== actor.officerId);
  for (const name of ["decide", "decidePersonal"]) {
    if (answer[name] !== true) continue;
    if (state.pending.length === 0) answer[name] = "nothing-proposed";
    else if (others.length === 0) answer[name] = "own-proposal";
  }
  // Behind a wall there is nothing to declare any more, and nobody agrees twice.
  if (state.wall !== null) answer.declareWall = "walled";
  // What stands by another case, or by what its complainant answered since, no entry of this one says: there is none to lift.
  if (answer.liftWall === true && state.wall === null) answer.liftWall = "wrong-state";
  if (answer.liftWall === true && state.wall?.consents.some(({ officerId }) => officerId === actor.officerId))
    answer.liftWall = "own-proposal";
  // Who opened the case is told to whoever has it, not to who only decides on it (the rule of `list-openings.ts`).
  answer.openings =
    answer.openNames === true && !relation.keeps && !relation.assigned
      ? "no-grant"
      : (answer.openNames ?? "no-grant");
  if (answer.take === true && relation.assigned) answer.take = "already-assigned";
  // Whoever has it may lay it down; for somebody else, whoever may give it.
  answer.release = relation.assigned ? true : (answer.assign ?? "no-grant");
  return answer;
}
