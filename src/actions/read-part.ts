// Reads the own part of a case: what was opened to a court, a service or the labour inspection, and that there is the case;
// of a service, with who the victims entrusted to it are, stating a purpose, on the record.
import { findPart } from "#src/database/case-parts.ts";
import { outlineOf, withIdentities } from "#src/domain/case/part.ts";
import type { CasePartFile } from "#src/schema/case.ts";
import type { EntrustedIdentity } from "#src/schema/case-part.ts";
import { Problem } from "#src/schema/problem.ts";
import { askVault } from "./ask-vault.ts";
import type { Context } from "./context.ts";
import { demand, loadCase } from "./load-case.ts";
import { requireCode } from "./require-code.ts";

/** On the trail it is a reading of the case as any other (`read-case.ts`). Throws `not-found` where the case is not theirs, `access.refused` for whoever reads the file instead. */
export async function readPart(ctx: Context, { caseId }: { caseId: string }): Promise<CasePartFile> {
  const loaded = await loadCase(ctx, caseId);
  demand(ctx, loaded, "read", "own-part");
  ctx.tell({ caseId });
  return { line: outlineOf(loaded.line), part: (await findPart(ctx.tx, caseId)) ?? null, namesOpened: false };
}

/**
 * The same with who they are. The vault decides of whom by its own copy and records it before it opens; of what it answers
 * only whoever is in the part the database shows is named. Throws `access.refused` where nobody is entrusted.
 */
export async function openPartNames(
  ctx: Context,
  { caseId, purpose }: { caseId: string; purpose: string },
): Promise<CasePartFile> {
  requireCode(ctx, "purpose-of-access", "/purpose", purpose);
  const loaded = await loadCase(ctx, caseId);
  demand(ctx, loaded, "read", "entrusted-identity");
  const part = await findPart(ctx.tx, caseId);
  const victims = part?.kind === "protection" ? (part.facts.victims as unknown[]) : [];
  if (part === undefined || victims.length === 0) throw new Problem("access.refused");
  const identities = await askVault<EntrustedIdentity[]>(ctx, "open-entrusted", { caseId, purpose });
  return { line: outlineOf(loaded.line), part: withIdentities(part, identities), namesOpened: true };
}
