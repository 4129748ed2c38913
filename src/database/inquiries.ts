// Officers under inquiry: whose trail internal affairs may read, from when to when.
import { sql } from "kysely";
import type { Inquiry } from "#src/schema/audit.ts";
import type { Transaction } from "./transact.ts";

/** What the reader may know of: never an inquiry about oneself. The newest 200. */
export async function listInquiries(tx: Transaction): Promise<Inquiry[]> {
  const { rows } = await sql<Inquiry>`
    select i.inquiry_id as "inquiryId", i.officer_id as "officerId", o.name as officer, i.reference,
      b.name as "openedBy", i.opened_at as "openedAt", c.closed_at as "closedAt"
    from reta.inquiries i join reta.officers o using (officer_id) join reta.officers b on b.officer_id = i.opened_by
      left join reta.inquiry_closings c using (inquiry_id)
    order by i.opened_at desc limit 200`.execute(tx);
  return rows;
}

export async function insertInquiry(
  tx: Transaction,
  row: { inquiryId: string; officerId: string; reference: string; openedBy: string; at: string },
): Promise<void> {
  await sql`insert into reta.inquiries (inquiry_id, officer_id, reference, opened_by, opened_at)
    values (${row.inquiryId}, ${row.officerId}, ${row.reference}, ${row.openedBy}, ${row.at})`.execute(tx);
}

/** Whom an inquiry is about; `undefined` when there is none the reader may know of. */
export async function findInquiry(tx: Transaction, inquiryId: string): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string;
  }>`select officer_id as id from reta.inquiries where inquiry_id = ${inquiryId}`.execute(tx);
  return rows[0]?.id;
}

/** Ends an inquiry; one that had ended stays as it was. */
export async function closeInquiry(
  tx: Transaction,
  row: { inquiryId: string; closedBy: string; at: string },
): Promise<void> {
  await sql`insert into reta.inquiry_closings (inquiry_id, closed_by, closed_at)
    values (${row.inquiryId}, ${row.closedBy}, ${row.at}) on conflict do nothing`.execute(tx);
}

/** Officers under inquiry now, as far as the reader may know. */
export async function listOfficersUnderInquiry(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct officers_under_inquiry() as id`.execute(tx);
  return rows.map(({ id }) => id);
}
