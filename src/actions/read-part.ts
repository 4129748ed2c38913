// Reads the own part of a case: what was opened to a court, a service or the labour inspection, and that there is the case.
import { findPart } from "#src/database/case-parts.ts";
import type { CasePartFile } from "#src/schema/case.ts";
import type { Context } from "./context.ts";
import { demand, loadCase } from "./load-case.ts";

/** On the trail it is a reading of the case as any other (`read-case.ts`). Throws `not-found` where the case is not theirs, `access.refused` for whoever reads the file instead. */
export async function readPart(ctx: Context, { caseId }: { caseId: string }): Promise<CasePartFile> {
  const loaded = await loadCase(ctx, caseId);
  demand(ctx, loaded, "read", "own-part");
  ctx.tell({ caseId });
  return { line: loaded.line, part: (await findPart(ctx.tx, caseId)) ?? null };
}
