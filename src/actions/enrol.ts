// Letting a newcomer in: a code given at the unit for a named officer and posting, and what it opens.
import {
  type EnrolmentRow,
  insertCode,
  listEnrolments as listRows,
  listSalts,
  spendCode,
} from "#src/database/enrolment-codes.ts";
import { enrolmentCodeFrom, groupOf, readEnrolmentCode } from "#src/domain/access/enrolment-code.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import { isOfThePolice, letsIn } from "#src/domain/access/posting-consent.ts";
import { decideEnding } from "#src/domain/access/posting-ending.ts";
import { decideRenewal } from "#src/domain/access/renewal.ts";
import type { Enrolment, EnrolmentCode } from "#src/schema/account.ts";
import { Problem } from "#src/schema/problem.ts";
import { hashCode } from "#src/vault/password.ts";
import type { Context, Trace } from "./context.ts";
import { noteWrong } from "./lock-out.ts";
import { type Browser, type Opened, openSession } from "./open-session.ts";
import { findWithinReach, isElsewhere, reachOf } from "./within-reach.ts";

export { inTurn } from "#src/vault/password.ts";

const zone = "reta_people" as const;
export const listTrace: Trace = { action: "enrolment.list", zone, quiet: true };
export const issueTrace: Trace = { action: "enrolment.issue", zone };
export const beginTrace: Trace = { action: "enrolment.begin", zone };

/** How long a code is good for, told at the counter and typed at once. */
const CODE_MINUTES = 30;
/** What the first start says on a terminal may be read later that day. */
const FIRST_CODE_MINUTES = 24 * 60;

export async function listEnrolments(
  ctx: Context,
  {
    ending,
    ...filter
  }: { search?: string | undefined; after?: string | undefined; ending?: "yes" | undefined },
): Promise<{ officers: Enrolment[] }> {
  const units = reachOf(ctx.actor, "enrol", "accounts");
  const term = ctx.register.rules.pack.manifest.postings;
  // Nothing ends where the pack knows no term.
  const endingWithin = ending === undefined ? undefined : (term?.warnDays ?? 0);
  const rows = await listRows(ctx.tx, { ...filter, units, endingWithin });
  const officers = rows.map(
    ({ recoveryId, recoveryAskedAt, recoveryAskedBy, recoveryAskerId, recoveryWord, ...row }) => ({
      ...row,
      byTwo: isElsewhere(ctx, row),
      mayEnd: mayEnd(ctx, row),
      renewal: renewalOf(ctx, row, units === null),
      recovery:
        recoveryId === null || recoveryWord === null || !firstWordCounts("recovery", recoveryWord)
          ? null
          : {
              recoveryId,
              askedAt: recoveryAskedAt ?? "",
              askedBy: recoveryAskedBy ?? "",
              own: recoveryAskerId === ctx.actor.officerId,
            },
    }),
  );
  return { officers };
}

function mayEnd(
  { actor }: Context,
  { officerId, unitId, role, postings }: Pick<EnrolmentRow, "officerId" | "unitId" | "role" | "postings">,
): boolean {
  const { unitKind = "" } = postings.find((held) => held.unitId === unitId) ?? {};
  const own = officerId === actor.officerId;
  return decideEnding({ by: actor, posted: { role, unitId, unitKind }, own }).effect === "allow";
}

function renewalOf(
  { now, register }: Context,
  { role, validFrom, endsAt, renewed }: Pick<EnrolmentRow, "role" | "validFrom" | "endsAt" | "renewed">,
  byAdministrator: boolean,
): Enrolment["renewal"] {
  const term = register.rules.pack.manifest.postings;
  if (term === undefined) return "none";
  return decideRenewal({ role, validFrom, validTo: endsAt, renewed, byAdministrator, now, term });
}

/**
 * A code for an officer who has no way in yet. Whoever has lost one needs two people, and so does whoever is of another
 * institution than the one who would give it (recover-account.ts). The first code of an officer who oversees the police,
 * or keeps the register, is not given by who proposed the posting: one person alone could otherwise make such an officer
 * and sign in as one.
 */
export async function issueCode(ctx: Context, { officerId }: { officerId: string }): Promise<EnrolmentCode> {
  const found = await findWithinReach(ctx, officerId, "enrol", "accounts");
  ctx.tell({ detail: { officer: officerId, unit: found.unitId, role: found.role } });
  if (!letsIn(ctx.actor, found.postings)) throw new Problem("access.refused");
  if (!found.postings.every(isOfThePolice) && found.proposedBy.includes(ctx.actor.officerId))
    throw new Problem("enrolment.own-proposal");
  if (found.enrolled) throw new Problem("enrolment.has-way-in");
  if (isElsewhere(ctx, found)) throw new Problem("enrolment.takes-two");
  return newCode(ctx, found, ctx.actor.officerId);
}

/** Makes a code, shown this once. */
export async function newCode(
  ctx: Context<unknown>,
  { officerId, postingId }: { officerId: string; postingId: string },
  issuedBy: string | null,
): Promise<EnrolmentCode> {
  const code = enrolmentCodeFrom(ctx.random(12));
  const salt = Buffer.from(ctx.random(16));
  const minutes = issuedBy === null ? FIRST_CODE_MINUTES : CODE_MINUTES;
  const expiresAt = await insertCode(ctx.tx, {
    hash: await hashCode(code, salt),
    salt,
    group: groupOf(code),
    officerId,
    postingId,
    issuedBy,
    minutes,
  });
  return { code, expiresAt };
}

/** Lets the holder of a code in, as far as setting up how to sign in. Answers a refusal instead of throwing it. */
export async function beginEnrolment(
  ctx: Context<null>,
  { typed, browser }: { typed: string; browser: Browser },
): Promise<{ opened?: Opened; outcome: "begun" | "wrong-credentials" | "locked-out" }> {
  const code = readEnrolmentCode(typed);
  const found = code === undefined ? undefined : await spend(ctx, code);
  if (found === undefined) {
    const outcome = await noteWrong(ctx.tx, "enrolment", browser.address);
    ctx.tell({ detail: { outcome } });
    return { outcome };
  }
  ctx.tell({ detail: { outcome: "begun", officer: found.officerId } });
  return { outcome: "begun", opened: await openSession(ctx, found, "code", browser) };
}

/**
 * Uses a typed code up. The slow hash is worked only for a group that is out: a wrong code is never refused before it is
 * looked at, and whoever sends many would otherwise keep the machine at hashing. That a group is out, which the time
 * tells, leaves forty bits to guess within half an hour.
 */
async function spend(ctx: Context<null>, code: string): ReturnType<typeof spendCode> {
  for (const salt of await listSalts(ctx.tx, groupOf(code))) {
    const found = await spendCode(ctx.tx, await hashCode(code, salt));
    if (found !== undefined) return found;
  }
  return undefined;
}
