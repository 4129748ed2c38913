// Whoever does what cannot be undone, or opens what harms when it is told, has just proved to be there.
import type { Obligation } from "#src/domain/access/access-question.ts";
import { isStrongest, type StrongStep } from "#src/domain/access/proof.ts";
import { Problem } from "#src/schema/problem.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import type { Actor } from "./context.ts";

export { isStrongest, type StrongStep };

/** By the clock of the machine, as sessions are: a register may live in another time, whoever sits there does not. */
export function isFresh({ authenticatedAt }: Pick<Actor, "authenticatedAt">, minutes: number): boolean {
  return Date.now() - Date.parse(authenticatedAt) <= minutes * 60_000;
}

/** Throws `session.not-fresh` where an allowed decision obliges to a proof and the officer's is too old. */
export function demandFresh(actor: Pick<Actor, "authenticatedAt">, obligations: readonly Obligation[]): void {
  if (obligations.includes("fresh-sign-in") && !isFresh(actor, FRESH_MINUTES))
    throw new Problem("session.not-fresh");
}

/**
 * Throws `session.passkey-asked` where the step takes the strongest proof the officer has and the last one was another.
 * No step: nothing is asked.
 */
export function demandStrongest(
  actor: Pick<Actor, "provedBy" | "passkeys">,
  step: StrongStep | undefined,
): void {
  if (step !== undefined && !isStrongest(actor)) throw new Problem("session.passkey-asked");
}
