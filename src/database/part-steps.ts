// Steps of hand-over lists by whoever has a part of a case and reads no entry: what the next one is chained to, and writing it.
import { sql } from "kysely";
import type { PartOpened } from "#src/schema/case-part.ts";
import type { SealedFinding, SealedSuggestion } from "#src/schema/entry.ts";
import type { Transaction } from "./transact.ts";

/** What the next entry repeats of the newest one, and with which part the posting asked about was given the case. */
export interface PartHead {
  seq: number;
  hash: Buffer;
  finding: SealedFinding;
  suggested: SealedSuggestion | null;
  complaintMadeAt: string;
  factsFrom: string | null;
  factsTo: string;
  part: PartOpened | null;
}

/** `undefined` unless the reader has a part of the case, or is offered one. */
export async function findPartHead(
  tx: Transaction,
  caseId: string,
  postingId: string,
): Promise<PartHead | undefined> {
  const { rows } = await sql<PartHead>`
    select seq, entry_hash as hash, finding, suggested, complaint_made_at as "complaintMadeAt", facts_from as "factsFrom",
      facts_to as "factsTo", part from head_for_part(${caseId}::uuid, ${postingId}::uuid)`.execute(tx);
  return rows[0];
}

/** Answers false, with nothing written, when another entry came first. `text`: the entry as it was hashed. */
export async function putPartStep(
  tx: Transaction,
  { text, hash }: { text: string; hash: Buffer },
): Promise<boolean> {
  const { rows } = await sql<{ written: boolean }>`
    select put_part_step(${text}::jsonb, ${hash}::bytea) as written`.execute(tx);
  return rows[0]?.written === true;
}

export interface PartLeft {
  caseId: string;
  caseNumber: string;
  /** Whose part it is, and their role. */
  postingId: string;
  role: string;
}

/**
 * Parts whoever has left or is suspended still has in the reader's command, at most twenty, without those the receiver has
 * already; none where it is not the reader's.
 */
export async function listPartsLeft(
  tx: Transaction,
  officerId: string,
  receiver: string,
): Promise<PartLeft[]> {
  const { rows } = await sql<PartLeft>`
    select case_id as "caseId", case_number as "caseNumber", posting_id as "postingId", role
    from parts_left_for(${officerId}::uuid, ${receiver}::uuid) order by case_id`.execute(tx);
  return rows;
}

/** Whether the list waits and is the reader's own, whatever they see of its cases. */
export async function isOfferedByReader(tx: Transaction, listId: string): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`select is_offered_by_reader(${listId}::uuid) as own`.execute(
    tx,
  );
  return rows[0]?.own === true;
}
