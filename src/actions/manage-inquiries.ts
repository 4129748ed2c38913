// Internal affairs opens and ends inquiries: while one is open, it reads that officer's trail.
import { closeInquiry, findInquiry, insertInquiry, listInquiries } from "#src/database/inquiries.ts";
import { auditReach, oversees } from "#src/domain/access/audit-reach.ts";
import type { Inquiry } from "#src/schema/audit.ts";
import { Problem } from "#src/schema/problem.ts";
import type { Context, Trace } from "./context.ts";

export const listTrace: Trace = { action: "inquiry.list", zone: "reta_audit" };
export const openTrace: Trace = { action: "inquiry.open", zone: "reta_audit" };
export const closeTrace: Trace = { action: "inquiry.close", zone: "reta_audit" };

/** What there is, but for what is about the reader. */
export async function readInquiries(ctx: Context): Promise<{ inquiries: Inquiry[] }> {
  if (!oversees(ctx.actor.role)) throw new Problem("access.refused");
  return { inquiries: await listInquiries(ctx.tx) };
}

/** Opens one about another officer; the reference says on what it rests. Who does so is on the trail for the auditor. */
export async function openInquiry(
  ctx: Context,
  input: { inquiryId: string; officerId: string; reference: string },
): Promise<void> {
  const { officerId } = ctx.actor;
  if (auditReach(ctx.actor.role) !== "inquiries" || input.officerId === officerId)
    throw new Problem("access.refused");
  await insertInquiry(ctx.tx, { ...input, openedBy: officerId, at: ctx.now });
  ctx.tell({ detail: { inquiry: input.inquiryId, officer: input.officerId } });
}

/** Ends one; what was read stays on record. */
export async function endInquiry(ctx: Context, { inquiryId }: { inquiryId: string }): Promise<void> {
  if (auditReach(ctx.actor.role) !== "inquiries") throw new Problem("access.refused");
  const officer = await findInquiry(ctx.tx, inquiryId);
  if (officer === undefined) throw new Problem("not-found");
  await closeInquiry(ctx.tx, { inquiryId, closedBy: ctx.actor.officerId, at: ctx.now });
  ctx.tell({ detail: { inquiry: inquiryId, officer } });
}
