// Whether a person is in another case: need-to-know, a pointer and no data. The vault decides again, counts and records.
import type {
  NewPersonSearch,
  NewSearchAllowance,
  PersonMatch,
  PersonSearchAnswer,
  SearchesToday,
} from "#src/schema/person-search.ts";
import { Problem } from "#src/schema/problem.ts";
import { askVault } from "./ask-vault.ts";
import type { Context, Trace } from "./context.ts";
import { demand, loadCase } from "./load-case.ts";
import { requireCode } from "./require-code.ts";
import type { SearchFound } from "./vault/search-persons.ts";

const zone = "reta_cases" as const;
// The events are the vault's, committed before it looks; refusals before that are kept here.
export const trace: Trace = { action: "search.person", zone, quiet: true };
export const listTrace: Trace = { action: "search.list", zone, quiet: true };
export const allowTrace: Trace = { action: "search.allow", zone, quiet: true };

/**
 * For an own case, with a purpose. Throws `not-found`, `access.refused`, `search.too-little`, `search.too-wide`,
 * `search.limit`. A case behind a wall is of the answer for the side that deals with it, and for nobody else.
 */
export async function searchPersons(ctx: Context, input: NewPersonSearch): Promise<PersonSearchAnswer> {
  requireCode(ctx, "purpose-of-access", "/purpose", input.purpose);
  const { document } = input.sought;
  if (document !== undefined) requireCode(ctx, "document-type", "/sought/document/type", document.type);
  const loaded = await loadCase(ctx, input.caseId);
  demand(ctx, loaded, "search", "suspect-identity");
  const { matches, ...count } = await askVault<SearchFound>(ctx, "search-persons", { ...input });
  const shown: PersonMatch[] = [];
  for (const { caseId, unitId } of matches) {
    const seen = await seenNumber(ctx, caseId);
    shown.push({ unitId, caseId: seen === null ? null : caseId, caseNumber: seen });
  }
  return { matches: shown.sort((a, b) => a.unitId.localeCompare(b.unitId)), ...count };
}

// The number only where the reader sees the case by both walls around it anyway.
async function seenNumber(ctx: Context, caseId: string): Promise<string | null> {
  try {
    return (await loadCase(ctx, caseId)).line.caseNumber;
  } catch (error) {
    if (error instanceof Problem && error.code === "not-found") return null;
    throw error;
  }
}

/** How often the reader has searched today; for a chief also who below has. */
export const readSearches = (ctx: Context): Promise<SearchesToday> =>
  askVault<SearchesToday>(ctx, "list-searches", {});

/** A chief lets an officer below search as often again today. Throws `access.refused`. */
export async function allowSearches(ctx: Context, input: NewSearchAllowance): Promise<void> {
  if (ctx.actor.role !== "chief") throw new Problem("access.refused");
  await askVault(ctx, "allow-searches", { ...input });
}
