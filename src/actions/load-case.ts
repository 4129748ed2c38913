// A case as an action needs it: found or not, how the officer stands to it, and folded from its entries.
import { findCase } from "#src/database/cases.ts";
import { listEntries, type StoredEntry } from "#src/database/entries.ts";
import type {
  AccessDecision,
  Action,
  CaseStanding,
  DataClass,
  Relation,
} from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { asDelegated } from "#src/domain/access/delegation.ts";
import { relationOf, standingOf } from "#src/domain/access/relation.ts";
import { foldCase } from "#src/domain/case/case.ts";
import type { CaseState, FoldableEntry } from "#src/domain/case/case-state.ts";
import { barredBy } from "#src/domain/case/wall.ts";
import type { CaseLine } from "#src/schema/case.ts";
import type { CaseTies } from "#src/schema/case-ties.ts";
import type { Entry } from "#src/schema/entry.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context } from "./context.ts";
import { demandFresh } from "./demand-fresh.ts";

export interface LoadedCase {
  line: CaseLine;
  lastHash: Buffer;
  relation: Relation;
  standing: CaseStanding;
  ties: CaseTies;
  entries: readonly StoredEntry[];
}

/**
 * The case, or the same not-found whether it does not exist or may not be seen. With `toAdd` whoever else would add
 * waits, so that entries are chained one after the other.
 */
export async function loadCase(ctx: Context, caseId: string, toAdd = false): Promise<LoadedCase> {
  const [found, entries] = await Promise.all([
    findCase(ctx.tx, caseId, ctx.actor.postingId, toAdd),
    listEntries(ctx.tx, caseId),
  ]);
  if (found === undefined) throw new Problem("not-found");
  const { line, lastHash, ties } = found;
  const relation = relationOf(ctx.actor, ties, ctx.now);
  // Whom a wall named that was lifted without clearing them is told nothing of the case, wherever they serve by now.
  if (barredBy(entries.map(({ body }) => body)).includes(ctx.actor.officerId)) relation.named = true;
  const standing = standingOf(ties, ctx.register.training);
  const seen = decideAccess({
    role: ctx.actor.role,
    action: "read",
    dataClass: "metadata",
    relation,
    standing,
    ...asDelegated(ctx.actor.delegation),
  });
  // The database let it through and the rule does not: the stricter of the two walls holds.
  if (seen.effect === "refuse") throw new Problem("not-found");
  return { line, lastHash, relation, standing, ties, entries };
}

/** Two cases to be added to, always locked in the same order, so that two who join the same ones do not wait for ever. */
export async function loadPair(ctx: Context, one: string, other: string): Promise<[LoadedCase, LoadedCase]> {
  if (one > other) {
    const [second, first] = await loadPair(ctx, other, one);
    return [first, second];
  }
  const first = await loadCase(ctx, one, true);
  return [first, await loadCase(ctx, other, true)];
}

/**
 * Throws `access.refused` unless the officer may, `session.not-fresh` where that takes a fresh proof; answers the
 * decision with its obligations.
 */
export function demand(
  ctx: Context,
  { relation, standing }: Pick<LoadedCase, "relation" | "standing">,
  action: Action,
  dataClass: DataClass,
  ownProposal?: boolean,
): Extract<AccessDecision, { effect: "allow" }> {
  const question = {
    role: ctx.actor.role,
    action,
    dataClass,
    relation,
    standing,
    ...asDelegated(ctx.actor.delegation),
  };
  const decision = decideAccess(ownProposal === undefined ? question : { ...question, ownProposal });
  if (decision.effect === "allow") {
    demandFresh(ctx.actor, decision.obligations);
    return decision;
  }
  throw new Problem(decision.reason === "own-proposal" ? "amendment.own-proposal" : "access.refused");
}

/**
 * The case as its sealed entries tell it: coded facts only, no personal value. Throws `access.refused` where the reader
 * sees that the case exists and none of its entries: whatever is asked next is not for them.
 */
export function foldSealed(entries: readonly StoredEntry[]): CaseState {
  if (entries.length === 0) throw new Problem("access.refused");
  return foldBodies(entries.map(({ body }) => body));
}

/** The same, of the entries alone. */
export function foldBodies(entries: readonly Entry[]): CaseState {
  return foldEntries(entries.map((entry) => ({ ...entry, content: sealedContent(entry) })));
}

// An amendment's old value was compared with the sealed one before it was let in: that it is there says one was replaced.
function sealedContent({ kind, content }: Entry): Record<string, unknown> {
  const coded = withoutPersonal(content) as Record<string, unknown>;
  if (kind !== "amendment") return coded;
  const { oldValue } = (content.personal ?? {}) as { oldValue?: unknown };
  return { ...coded, replaces: oldValue !== undefined };
}

/** Folds entries already opened. Throws when there is none, which the database's constraints exclude. */
export function foldEntries(entries: readonly FoldableEntry[]): CaseState {
  const state = foldCase(entries);
  if (state === undefined) throw new Error("a case without entries");
  return state;
}

/** The same without any object called `personal`. */
export function withoutPersonal<T>(node: T): T {
  if (Array.isArray(node)) return node.map(withoutPersonal) as T;
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name]) => name !== "personal")
      .map(([name, member]) => [name, withoutPersonal(member)]),
  ) as T;
}
