// How the officer who would approve stands to the unit that proposed: over the tree of command, as it stands now.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

/** True when the officer holds a posting in the unit itself, whichever the session is for. */
export async function servesIn(tx: Transaction, officerId: string, unitId: string): Promise<boolean> {
  const { rows } = await sql<{ serves: boolean }>`
    select exists (
      select from reta.postings p where p.officer_id = ${officerId} and p.unit_id = ${unitId}
        and p.valid_from <= clock_timestamp() and (p.valid_to is null or p.valid_to > clock_timestamp())) as serves`.execute(
    tx,
  );
  return rows[0]?.serves ?? true;
}

/**
 * True when a posting the officer holds now, whichever the session is for, stands in the unit, above it or below it. A
 * pair of units counts however long ago one stood over the other: a move on paper opens no way round.
 */
export async function isInLine(tx: Transaction, officerId: string, unitId: string): Promise<boolean> {
  const { rows } = await sql<{ inLine: boolean }>`
    select exists (
      select from reta.postings p join reta.unit_closure k
        on (k.ancestor_id = p.unit_id and k.descendant_id = ${unitId})
        or (k.descendant_id = p.unit_id and k.ancestor_id = ${unitId})
      where p.officer_id = ${officerId} and p.valid_from <= clock_timestamp()
        and (p.valid_to is null or p.valid_to > clock_timestamp())) as "inLine"`.execute(tx);
  return rows[0]?.inLine ?? true;
}
