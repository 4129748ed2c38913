// The own part of a case for each posting it is opened to: a projection, written after every entry that may change it.
import { sql } from "kysely";
import type { CasePart } from "#src/schema/case-part.ts";
import type { Transaction } from "./transact.ts";

/** Makes the rows of a case what the fold says. Right after an entry of the reader's own: the database allows it to nobody else. */
export async function putParts(
  tx: Transaction,
  caseId: string,
  rows: readonly { posting_id: string; part: CasePart }[],
): Promise<void> {
  await sql`select put_case_parts(${caseId}::uuid, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}

/** The reader's part of a case; `undefined` where none was opened. */
export async function findPart(tx: Transaction, caseId: string): Promise<CasePart | undefined> {
  const { rows } = await sql<{
    part: CasePart;
  }>`select part from case_parts where case_id = ${caseId}`.execute(tx);
  return rows[0]?.part;
}
