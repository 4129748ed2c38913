// The clock's turn at answers that were not read for officers: the vault reads, the register raises what they say.
import { randomUUID } from "node:crypto";
import * as again from "#src/actions/hear-again.ts";
import { perform } from "#src/actions/perform.ts";
import type { House } from "./house.ts";

/** Hears what waits; answers how many walls were raised or widened. Throws while the vault is away: it is tried again. */
export async function hearUnheard({ real, vault }: House): Promise<number> {
  const call = () => ({ actor: null, requestId: randomUUID() });
  const waits = { trace: again.waitingTrace, verb: again.canHear };
  if (!(await perform(real, call(), waits, undefined))) return 0;
  let raised = 0;
  let after: string | null = null;
  do {
    const batch: { answers: again.HeardAnswer[]; next: string | null } = await vault.ask("hear-answers", {
      after,
    });
    for (const answer of batch.answers)
      if (await perform(real, call(), { trace: again.trace, verb: again.hearAgain }, answer)) raised += 1;
    after = batch.next;
  } while (after !== null);
  return raised;
}
