// Walls as rows for reading: written with the entry that raises, widens or lifts one.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

export interface WallColumns {
  side: "owners" | "prosecutor";
  causes: readonly string[];
  named_officers: readonly string[];
  hidden_units: readonly string[];
  /** Roles that have agreed to lift it. */
  consents: readonly string[];
  raised_at: string;
}

/**
 * Makes the wall of a case what the fold says; null takes it down. The last of the entry's statements: afterwards
 * whoever added the entry may no longer see the case. The database allows it right after an entry that speaks of a wall.
 */
export async function putWall(tx: Transaction, caseId: string, wall: WallColumns | null): Promise<void> {
  await sql`select put_case_wall(${caseId}::uuid, ${wall === null ? null : JSON.stringify(wall)}::jsonb)`.execute(
    tx,
  );
}
