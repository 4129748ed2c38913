// The administrator's work on people: officers, postings with dates. Never on cases, and never on how somebody signs in.
import { insertCredentials } from "#src/database/credentials.ts";
import { reviveMark } from "#src/database/mark-withdrawals.ts";
import {
  endPosting as endRow,
  findPostingToEnd,
  insertOfficer,
  insertPosting,
  listOfficers as listRows,
  type OfficerRow,
} from "#src/database/people.ts";
import { insertProposal, isOnlyAdministrator } from "#src/database/posting-proposals.ts";
import { insertStaffMark } from "#src/database/staff-marks.ts";
import { type Action, NO_RELATION } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { asDelegated } from "#src/domain/access/delegation.ts";
import { endsAlone, takesTwo } from "#src/domain/access/posting-consent.ts";
import { endOfPosting, isOver } from "#src/domain/access/posting-term.ts";
import { fitsUnit } from "#src/domain/access/role-units.ts";
import type { Role } from "#src/schema/case.ts";
import { Problem } from "#src/schema/problem.ts";
import { newDraftKey } from "#src/vault/draft-key.ts";
import type { Context, Trace } from "./context.ts";

const zone = "reta_people" as const;
export const listTrace: Trace = { action: "officer.list", zone };
export const addTrace: Trace = { action: "officer.add", zone };
export const postTrace: Trace = { action: "posting.begin", zone };
export const markTrace: Trace = { action: "officer.mark", zone };
export const endTrace: Trace = { action: "posting.end", zone };

function demandAccounts(ctx: Context, action: Action): void {
  const question = {
    role: ctx.actor.role,
    action,
    dataClass: "accounts",
    relation: NO_RELATION,
    ...asDelegated(ctx.actor.delegation),
  } as const;
  if (decideAccess(question).effect === "refuse") throw new Problem("access.refused");
}

export async function listOfficers(
  ctx: Context,
  filter: { search?: string | undefined; after?: string | undefined },
): Promise<{ officers: OfficerRow[] }> {
  demandAccounts(ctx, "read");
  return { officers: await listRows(ctx.tx, filter) };
}

export interface NewPosting {
  postingId: string;
  unitId: string;
  role: Role;
  validFrom?: string | undefined;
  validTo?: string | null | undefined;
  orderNumber?: string | undefined;
}

export interface NewOfficer {
  officerId: string;
  login: string;
  name: string;
  rank?: string | undefined;
  cip?: string | undefined;
  /** Number of the identity card, digits only; by it a complaint that names the officer is known, and it is kept nowhere. */
  identityCard?: string | undefined;
  posting: NewPosting;
}

/** A new officer with a first posting. How to sign in is set up with a code of the unit (enrol.ts), never here. */
export async function addOfficer(ctx: Context, input: NewOfficer): Promise<void> {
  demandAccounts(ctx, "manage");
  const { officerId } = input;
  const login = input.login.toLowerCase();
  const { rank = null, cip = null, name } = input;
  await insertOfficer(ctx.tx, { officerId, login, name, rank, cip });
  // By them the register knows the numbers again where a complaint names them.
  const { staffMarks } = ctx.register;
  // While their key is lost a police number waits in its row: it is marked when the server starts with it (mark-staff.ts).
  if (cip !== null && !staffMarks.lost)
    await insertStaffMark(ctx.tx, officerId, "staff-number", staffMarks.of(cip));
  if (input.identityCard !== undefined)
    await insertStaffMark(ctx.tx, officerId, "identity-card", staffMarks.of(input.identityCard));
  const draftKey = newDraftKey(officerId, ctx.register.draftsKey);
  await insertCredentials(ctx.tx, { officerId, passwordHash: null, draftKey });
  await storePosting(ctx, officerId, input.posting);
  ctx.tell({ detail: { officer: officerId, unit: input.posting.unitId, role: input.posting.role } });
}

/**
 * A further identity card of an officer. Whoever keeps the accounts takes none away: they could otherwise make an officer
 * unknown to the wall. Throws `not-found` for an officer who is not there.
 */
export async function markIdentityCard(
  ctx: Context,
  { officerId, identityCard }: { officerId: string; identityCard: string },
): Promise<void> {
  demandAccounts(ctx, "manage");
  // A number of somebody else's as one's own would put a wall around every case of that person.
  if (officerId === ctx.actor.officerId) throw new Problem("access.refused");
  const mark = ctx.register.staffMarks.of(identityCard);
  await insertStaffMark(ctx.tx, officerId, "identity-card", mark);
  // One that two people had withdrawn counts again: too many walls are better than one too few.
  const revived = await reviveMark(ctx.tx, officerId, mark);
  ctx.tell({ detail: { officer: officerId, ...(revived && { revived }) } });
}

// Gives no right before somebody else agrees (agree-to-posting.ts), but for the role that sees counts alone.
async function storePosting(ctx: Context, officerId: string, posting: NewPosting): Promise<void> {
  const { pack, units } = ctx.register.rules;
  const kind = units.units.get(posting.unitId)?.kind;
  if (kind === undefined) {
    throw new Problem("input.invalid", [
      { pointer: "/posting/unitId", code: "unknown-code", found: posting.unitId, expected: "unit" },
    ]);
  }
  // Nobody prosecutes, judges or protects from a desk of the police, or keeps its cases from one of theirs.
  if (!fitsUnit(posting.role, kind))
    throw new Problem("input.invalid", [
      { pointer: "/posting/role", code: "role-of-another-institution", found: posting.role },
    ]);
  const term = pack.manifest.postings;
  const validFrom = posting.validFrom ?? ctx.now;
  const asked = posting.validTo ?? null;
  const validTo = term === undefined ? asked : endOfPosting(validFrom, asked, term);
  if (validTo === undefined)
    throw new Problem("input.invalid", [{ pointer: "/posting/validTo", code: "posting-too-long" }]);
  // It begins when it is given or agreed to, whatever day of the past its order names; one that is over never does.
  if (isOver(validTo, ctx.now)) {
    const field = asked === null ? "validFrom" : "validTo";
    throw new Problem("input.invalid", [
      {
        pointer: `/posting/${field}`,
        code: "posting-over",
        found: posting[field],
        expected:
          field === "validTo" ? `after ${ctx.now}` : `a posting that ends, by its term, after ${ctx.now}`,
      },
    ]);
  }
  const { postingId, unitId, role, orderNumber } = posting;
  const row = { postingId, officerId, unitId, role, validFrom, validTo };
  const by = ctx.actor.officerId;
  if (!takesTwo(role)) {
    await insertPosting(ctx.tx, { ...row, orderNumber: orderNumber ?? null, createdBy: by });
    return;
  }
  if (orderNumber === undefined)
    throw new Problem("input.invalid", [{ pointer: "/posting/orderNumber", code: "missing" }]);
  // The first administrator makes the second alone, once: there is nobody else yet.
  if (role === "administrator" && (await isOnlyAdministrator(ctx.tx, by))) {
    await insertPosting(ctx.tx, { ...row, orderNumber, createdBy: by });
    return;
  }
  await insertProposal(ctx.tx, { ...row, orderNumber, proposedBy: by, proposedPosting: ctx.actor.postingId });
}

/** A further posting of a known officer. */
export async function beginPosting(
  ctx: Context,
  input: { officerId: string; posting: NewPosting },
): Promise<void> {
  demandAccounts(ctx, "manage");
  // Whoever gives rights gives none to oneself.
  if (input.officerId === ctx.actor.officerId) throw new Problem("access.refused");
  await storePosting(ctx, input.officerId, input.posting);
  ctx.tell({ detail: { officer: input.officerId, unit: input.posting.unitId, role: input.posting.role } });
}

/** Ends a posting now, with every session under it. Throws `posting.end-takes-two`, `not-found`. */
export async function endPosting(ctx: Context, { postingId }: { postingId: string }): Promise<void> {
  demandAccounts(ctx, "manage");
  const by = ctx.actor.officerId;
  const found = await findPostingToEnd(ctx.tx, postingId, by);
  if (found !== undefined && !endsAlone({ ...found, own: found.officerId === by }))
    throw new Problem("posting.end-takes-two");
  if (!(await endRow(ctx.tx, postingId))) throw new Problem("not-found");
  ctx.tell({ detail: { posting: postingId } });
}
