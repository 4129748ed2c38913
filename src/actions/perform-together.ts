// Runs an action that decides without the database, and stores what it decided in a transaction shared with others.
import { randomUUID } from "node:crypto";
import { type Transaction, transact } from "#src/database/transact.ts";
import { random } from "#src/vault/random.ts";
import { auditRow, subjectOf } from "./audit-event.ts";
import type { Actor, Context, Deciding, Told, Wake } from "./context.ts";
import { type Performer, perform } from "./perform.ts";
import type { Saving } from "./together.ts";

/** An action in two halves: `decide` says what is stored and answered, `save` stores what several have decided. */
export interface SharedAction<I, Rows, O, Known> extends Saving<Rows> {
  /** What `decide` must know from the database, read in a transaction of its own; or that at once, where it is known. */
  look(ctx: Deciding, input: I): ((tx: Transaction) => Promise<Known>) | Known;
  decide(ctx: Deciding, input: I, known: Known): { rows: Rows; answer: O };
}

/**
 * Performs the action for `actor`: decided at once, answered when the transaction that holds it and its audit event has
 * committed. What is refused, and whoever is alone, goes the way of every other action.
 */
export async function performTogether<I, Rows, O, Known>(
  performer: Performer,
  request: { actor: Actor; requestId: string; address?: string | undefined },
  action: SharedAction<I, Rows, O, Known>,
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
    random,
    tell: (what) => Object.assign(told, what),
    afterCommit: (what) => wakes.add(what),
  };
  let decided: { rows: Rows; answer: O };
  try {
    const looked = action.look(ctx, input);
    const { officerId, postingId, unitId, role } = actor;
    const reader = { zone: trace.zone, officerId, postingId, unitId, role };
    const known =
      typeof looked === "function"
        ? await transact(performer.pool.pool, reader, looked as (tx: Transaction) => Promise<Known>)
        : looked;
    decided = action.decide(ctx, input, known);
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
