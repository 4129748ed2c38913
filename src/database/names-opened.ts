// Of how many cases an officer has opened the names in the last 24 hours, as the vault counts.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

/**
 * Counts a case whose names an officer is about to open, once in 24 hours, whatever the posting. With `allowed` cases
 * counted already, nothing is counted and the answer is when one more may be opened (ISO 8601, UTC); without `allowed` it
 * always counts. Until the transaction ends nobody else counts for this officer: of two at once one is the last.
 */
export async function countOpening(
  tx: Transaction,
  { officerId, caseId }: { officerId: string; caseId: string },
  allowed?: number,
): Promise<string | undefined> {
  // Most openings are of a case of today, and wait for nobody.
  if (await isCounted(tx, officerId, caseId)) return undefined;
  await sql`select pg_advisory_xact_lock(hashtextextended('open names ' || ${officerId}::text, 0))`.execute(
    tx,
  );
  if (await isCounted(tx, officerId, caseId)) return undefined;
  const freeAt = allowed === undefined ? undefined : await findFreeAt(tx, officerId, allowed);
  if (freeAt === undefined)
    await sql`insert into names_opened (officer_id, case_id) values (${officerId}, ${caseId})`.execute(tx);
  return freeAt;
}

async function isCounted(tx: Transaction, officerId: string, caseId: string): Promise<boolean> {
  const { rows } = await sql<{ counted: boolean }>`
    select exists (select from names_opened where officer_id = ${officerId} and case_id = ${caseId}
      and ${lately}) as counted`.execute(tx);
  return rows[0]?.counted ?? false;
}

// When the last but `allowed` is 24 hours old, one fewer than allowed are counted: also where emergencies made them more.
async function findFreeAt(tx: Transaction, officerId: string, allowed: number): Promise<string | undefined> {
  const { rows } = await sql<{ freeAt: Date | string }>`
    select opened_at + interval '24 hours' as "freeAt" from names_opened
    where officer_id = ${officerId} and ${lately}
    order by opened_at desc offset ${allowed - 1} limit 1`.execute(tx);
  return rows[0] && new Date(rows[0].freeAt).toISOString();
}

// The moment of the statement, which an index can be asked with; that of the transaction was before the wait.
const lately = sql`opened_at > statement_timestamp() - interval '24 hours'`;
