// Rules of alert against what is registered: only ever as the rounded number the database gives out.
import { sql } from "kysely";
import type { AlertRule } from "#src/schema/pack.ts";
import type { Transaction } from "./transact.ts";

/** For how many cases received since then the rule would fire: null for fewer than ten, else rounded to five. */
export async function countCasesOfRule(
  tx: Transaction,
  { verdicts, minor, sexualPurpose }: AlertRule,
  since: string,
): Promise<number | null> {
  const { rows } = await sql<{ cases: number | null }>`
    select cases_a_rule_fires_for(${verdicts}::text[], ${minor === true}, ${sexualPurpose === true}, ${since}) as cases`.execute(
    tx,
  );
  return rows[0]?.cases ?? null;
}
