// What a rule of alert would have alerted in the last twelve months, beside the one in force: rounded, and on the record.
import { countCasesOfRule } from "#src/database/alert-rules.ts";
import { mayChangePack } from "#src/domain/pack/change-access.ts";
import type { AlertRule } from "#src/schema/pack.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "alert-rule.try", zone: "reta_people" };

const MONTHS = 12;

export interface Trial {
  /** First instant that counts. */
  since: string;
  /** Cases the rule as asked fires for; null: fewer than ten. */
  asked: number | null;
  /** The same of the rule of that code in force; absent where there is none. */
  inForce?: number | null;
}

/** Only for whoever changes rules. Throws `access.refused`. */
export async function tryRule(ctx: Context, { rule }: { rule: AlertRule }): Promise<Trial> {
  if (mayChangePack(ctx.actor.role, "manage", "alert-rules").effect === "refuse")
    throw new Problem("access.refused");
  const from = new Date(ctx.now);
  from.setUTCMonth(from.getUTCMonth() - MONTHS);
  const since = from.toISOString();
  const { verdicts, minor = false, sexualPurpose = false } = rule;
  // What was asked, and not what came out: who reads the trail learns no figure by it.
  ctx.tell({ detail: { rule: rule.code, verdicts, minor, sexualPurpose } });
  const known = ctx.register.rules.pack.alertRules.rules.find(({ code }) => code === rule.code);
  const asked = await countCasesOfRule(ctx.tx, rule, since);
  if (known === undefined) return { since, asked };
  return { since, asked, inForce: await countCasesOfRule(ctx.tx, known, since) };
}
