// Runs an action that decides without the database, and stores what it decided in a transaction shared with others.
import { randomBytes, randomUUID } from "node:crypto";
import { auditRow, subjectOf } from "./audit-event.ts";
import type { Actor, Context, Deciding, Told, Wake } from "./context.ts";
import { type Performer, perform } from "./perform.ts";
import type { Saving } from "./together.ts";

/** An action in two halves: `decide` says what is stored and answered, `save` stores what several have decided. */
export interface SharedAction<I, Rows, O> extends Saving<Rows> {
  decide(ctx: Deciding, input: I): { rows: Rows; answer: O };
}

/**
 * Performs the action for `actor`: decided at once, answered when the transaction that holds it and its audit event has
 * committed. What is refused, and whoever is alone, goes the way of every other action.
 */
export async function performTogether<I, Rows, O>(
  performer: Performer,
  request: { actor: Actor; requestId: string; address?: string | undefined },
  action: SharedAction<I, Rows, O>,
  input: I,
): Promise<O> {
  const { actor, requestId, address } = request;
  const { trace, save } = action;
  const now = performer.clock().toISOString();
  const wakes = new Set<Wake>();
  const told: Told = subjectOf(input);
  const ctx: Deciding = {
    actor,
    now,
    requestId,
    register: performer.register,
    newId: randomUUID,
    random: (bytes) => randomBytes(bytes),
    tell: (what) => Object.assign(told, what),
    afterCommit: (what) => wakes.add(what),
  };
  let decided: { rows: Rows; answer: O };
  try {
    decided = action.decide(ctx, input);
  } catch (error) {
    const verb = () => Promise.reject(error);
    return perform(performer, request, { trace, verb }, input);
  }
  const { rows, answer } = decided;
  await performer.together.add({
    saving: action,
    officerId: actor.officerId,
    rows,
    event: auditRow({ trace, actor, requestId, address, now }, "done", told),
    alone: () => {
      const verb = async ({ tx, tell, finish }: Context) => {
        tell(told);
        finish(save(tx, [rows]));
      };
      return perform(performer, request, { trace, verb }, input);
    },
  });
  performer.trailFailingSince = undefined;
  for (const what of wakes) performer.wake(what);
  return answer;
}
