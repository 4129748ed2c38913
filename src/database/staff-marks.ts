// Marks of staff numbers, and whom a mark belongs to with the postings that count for a wall.
import { sql } from "kysely";
import type { NamedOfficer } from "#src/schema/wall.ts";
import type { Runner } from "./ledger.ts";
import type { Transaction } from "./transact.ts";

/** What number of an officer a mark is made of. */
export type MarkKind = "staff-number" | "identity-card";

/** Keeps a mark; one that is there already changes nothing. Throws for an officer who is not there. */
export async function insertStaffMark(
  tx: Runner,
  officerId: string,
  kind: MarkKind,
  mark: Buffer,
): Promise<void> {
  await sql`insert into reta.staff_marks (mark, officer_id, kind) values (${mark}, ${officerId}, ${kind})
    on conflict do nothing`.execute(tx);
}

/** Officers with a number and no mark of it: those who were there before there were marks. */
export async function listUnmarked(tx: Runner): Promise<{ officerId: string; cip: string }[]> {
  const { rows } = await sql<{ officerId: string; cip: string }>`
    select o.officer_id as "officerId", o.cip from reta.officers o
    where o.cip is not null and not exists (select from reta.staff_marks m
      where m.officer_id = o.officer_id and m.kind = 'staff-number')`.execute(tx);
  return rows;
}

/** Whether every police number has its mark: while the key of marks is lost new ones wait. */
export async function isStaffMarked(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ marked: boolean }>`select is_staff_marked() as marked`.execute(tx);
  return rows[0]?.marked === true;
}

/** Whose marks these are, but for those withdrawn, and the postings they have had since a day, `YYYY-MM-DD`. */
export async function findNamed(
  tx: Transaction,
  marks: readonly Buffer[],
  since: string,
): Promise<NamedOfficer[]> {
  if (marks.length === 0) return [];
  const { rows } = await sql<NamedOfficer>`
    select m.officer_id as "officerId", coalesce((
      select jsonb_agg(distinct jsonb_build_object('unitId', p.unit_id, 'role', p.role)) from reta.postings p
      where p.officer_id = m.officer_id and p.delegated_from is null and (p.valid_to is null or p.valid_to >= ${since}::date)), '[]') as postings
    from (select distinct officer_id from reta.staff_marks where mark = any(${[...marks]}::bytea[]) and reta.mark_counts(mark, officer_id)) m
    order by m.officer_id`.execute(tx);
  return rows;
}
