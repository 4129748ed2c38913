// Stores many officers with one posting each and one password for all or none: the demo's staff, and the first administrator.
import { insertCredentials } from "#src/database/credentials.ts";
import { insertOfficer, insertPosting } from "#src/database/people.ts";
import { insertStaffMark } from "#src/database/staff-marks.ts";
import type { Role } from "#src/schema/case.ts";
import { newDraftKey } from "#src/vault/draft-key.ts";
import { hashPassword } from "#src/vault/password.ts";
import type { Context } from "./context.ts";

export interface StaffMember {
  officerId: string;
  postingId: string;
  login: string;
  name: string;
  rank: string | null;
  cip: string | null;
  unitId: string;
  role: Role;
  /** First day, and first day no longer, `YYYY-MM-DD`. */
  from: string;
  to: string | null;
}

/** Officers already there are an error (`officer.login-taken`): nothing half is stored. */
export async function storeOfficers(
  ctx: Context<null>,
  { officers, password }: { officers: readonly StaffMember[]; password: string | null },
): Promise<void> {
  // One hash for all: the salt is shared, as the password is.
  const passwordHash = password === null ? null : await hashPassword(password);
  for (const { officerId, postingId, login, name, rank, cip, unitId, role, from, to } of officers) {
    await insertOfficer(ctx.tx, { officerId, login, name, rank, cip });
    if (cip !== null && !ctx.register.staffMarks.lost)
      await insertStaffMark(ctx.tx, officerId, "staff-number", ctx.register.staffMarks.of(cip));
    const draftKey = newDraftKey(officerId, ctx.register.draftsKey);
    await insertCredentials(ctx.tx, { officerId, passwordHash, draftKey });
    const validFrom = `${from}T00:00:00Z`;
    const validTo = to === null ? null : `${to}T00:00:00Z`;
    await insertPosting(ctx.tx, {
      postingId,
      officerId,
      unitId,
      role,
      validFrom,
      validTo,
      orderNumber: null,
      createdBy: null,
    });
  }
  ctx.tell({ detail: { officers: officers.length } });
}
