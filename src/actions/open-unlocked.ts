// Opens what two persons agreed to open: the case file with the values of that class, and who complained where asked.
import type { DataClass } from "#src/domain/access/access-question.ts";
import { unlockStep } from "#src/domain/access/proof.ts";
import { openUntil } from "#src/domain/access/unlock.ts";
import { inForce } from "#src/domain/case/case-state.ts";
import { Problem } from "#src/schema/problem.ts";
import type { UnlockedFile } from "#src/schema/unlock.ts";
import { askVault } from "./ask-vault.ts";
import type { Context, Trace } from "./context.ts";
import { demandStrongest } from "./demand-fresh.ts";
import { demand, foldEntries, loadCase } from "./load-case.ts";
import { findUnlock } from "./manage-unlocks.ts";
import { placeOpened } from "./open-contents.ts";
import { caseFile } from "./read-case.ts";
import type { OpenedCase } from "./vault/open-identities.ts";

/** The opening itself is recorded by the vault before it opens anything. */
export const trace: Trace = { action: "case.unlock.open", zone: "reta_cases", quiet: true };

/** Throws `unlock.over` when its time has passed or one of the two ended it; the vault decides from its own reading. */
export async function openUnlocked(ctx: Context, { unlockId }: { unlockId: string }): Promise<UnlockedFile> {
  const unlock = await findUnlock(ctx, unlockId);
  if (unlock.officerId !== ctx.actor.officerId || unlock.postingId !== ctx.actor.postingId)
    throw new Problem("access.refused");
  const loaded = await loadCase(ctx, unlock.caseId);
  demand(ctx, loaded, "unlock", unlock.dataClass);
  demandStrongest(ctx.actor, unlockStep(unlock.dataClass));
  if (unlock.answeredAt === null) throw new Problem("unlock.over");
  const opened = await askVault<OpenedCase>(ctx, "unlock-open", { unlockId });
  const contents = placeOpened(loaded, new Set<DataClass>([unlock.dataClass]), opened);
  const isComplainant = unlock.dataClass === "complainant-identity";
  const foldable = loaded.entries.map(({ body }, i) => ({ ...body, content: contents[i] ?? {} }));
  return {
    unlockId,
    now: ctx.now,
    openUntil: openUntil(unlock.answeredAt),
    file: await caseFile(ctx, loaded, contents, !isComplainant, isComplainant),
    complainant: isComplainant ? inForce(foldEntries(foldable)).complainant : null,
  };
}
