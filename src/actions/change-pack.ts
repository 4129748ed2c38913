// What administrators change of the pack: proposed with its day and order, looked at before, taken back before its day.
import {
  type ChangeRow,
  findProposer,
  insertChangeDecision,
  insertPackChange,
  listChangesOf,
  listPackChanges,
  lockPack,
} from "#src/database/pack-changes.ts";
import { hasOpenAlerts, listPostedIn, type PostedOfficer } from "#src/database/units.ts";
import type { Action } from "#src/domain/access/access-question.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import { changesMade } from "#src/domain/pack/apply-changes.ts";
import { mayChangePack } from "#src/domain/pack/change-access.ts";
import { changeFaults } from "#src/domain/pack/change-faults.ts";
import { takesTwo } from "#src/domain/pack/takes-two.ts";
import { type PackChange, type StoredChange, subjectOf } from "#src/schema/pack-change.ts";
import { type FieldFault, Problem } from "#src/schema/problem.ts";
import { sha256 } from "#src/vault/sha256.ts";
import type { Context, Trace } from "./context.ts";
import { settle } from "./settle-units.ts";

const zone = "reta_people" as const;
export const listTrace: Trace = { action: "pack.changes", zone };
export const previewTrace: Trace = { action: "pack.preview", zone, quiet: true };
export const changeTrace: Trace = { action: "pack.change", zone };
export const revokeTrace: Trace = { action: "pack.revoke", zone };
export const confirmTrace: Trace = { action: "pack.confirm", zone };

function demandPack(ctx: Context, action: Action, subject: string, ownProposal = false): void {
  const decision = mayChangePack(ctx.actor.role, action, subject, ownProposal);
  if (decision.effect === "allow") return;
  throw new Problem(decision.reason === "own-proposal" ? "change.own-proposal" : "access.refused");
}

export interface NewChange {
  changeId: string;
  effectiveOn: string;
  orderNumber?: string | undefined;
  change: PackChange;
}

/** Changes about a subject, newest first. */
export async function listChanges(
  ctx: Context,
  { subject }: { subject: string },
): Promise<{ changes: ChangeRow[] }> {
  demandPack(ctx, "read", subject);
  return { changes: await listChangesOf(ctx.tx, subject) };
}

export interface Preview {
  faults: FieldFault[];
  officers: PostedOfficer[];
  openAlerts: boolean;
  /** It waits for a second person. */
  takesTwo: boolean;
}

/** What would keep it from being made, and whom it would touch: officers by name, of alerts only whether there are any. */
export async function previewChange(ctx: Context, input: NewChange): Promise<Preview> {
  demandPack(ctx, "manage", subjectOf(input.change));
  const changes = await listPackChanges(ctx.tx);
  const units = endingUnits(input.change);
  const [officers, openAlerts] =
    units.length === 0
      ? [[], false]
      : await Promise.all([listPostedIn(ctx.tx, units), hasOpenAlerts(ctx.tx, units)]);
  return {
    faults: faultsOf(ctx, changes, input),
    officers,
    openAlerts,
    takesTwo: waits(ctx, changes, input),
  };
}

function endingUnits(change: PackChange): string[] {
  if (change.kind === "unit-merge") return change.unitIds;
  return change.kind === "unit-close" || change.kind === "unit-move" ? [change.unitId] : [];
}

function faultsOf(ctx: Context, changes: readonly StoredChange[], input: NewChange): FieldFault[] {
  const pack = ctx.register.rules.loaded;
  const { change, effectiveOn } = input;
  return changeFaults({ pack, changes, change, effectiveOn, today: today(ctx) });
}

const waits = (ctx: Context, changes: readonly StoredChange[], { change, effectiveOn }: NewChange) =>
  takesTwo({ pack: ctx.register.rules.loaded, changes, change, effectiveOn });

const today = (ctx: Context) => dayIn(ctx.register.rules.loaded.manifest.timeZone, ctx.now);

/** Makes the change. Repeating it with the same id is refused as taken: it was made. */
export async function makeChange(ctx: Context, input: NewChange): Promise<{ version: number }> {
  const { change, effectiveOn, changeId, orderNumber = null } = input;
  const subject = subjectOf(change);
  demandPack(ctx, "manage", subject);
  await lockPack(ctx.tx);
  const changes = await listPackChanges(ctx.tx);
  const faults = faultsOf(ctx, changes, input);
  if (faults.length > 0) throw new Problem("input.invalid", faults);
  const { officerId, postingId } = ctx.actor;
  // The trail names it by this hash: with what is random in it, and not on the trail, no guess of the change can be tried there.
  const salt = Buffer.from(ctx.random(32));
  const said = { changeId, effectiveOn, orderNumber, change, officerId, salt: salt.toString("hex") };
  const hash = sha256(canonicalBytes(said));
  const row = { changeId, madeAt: ctx.now, officerId, postingId, subject, effectiveOn, orderNumber, change };
  const needsTwo = waits(ctx, changes, input);
  await insertPackChange(ctx.tx, { ...row, needsTwo, hash, salt });
  const made: StoredChange = {
    ...row,
    seq: Number.MAX_SAFE_INTEGER,
    revoked: false,
    confirmed: !needsTwo,
    confirmedAt: null,
  };
  await settleIfUnits(ctx, subject, [...changes, made]);
  ctx.tell({
    detail: { change: changeId, kind: change.kind, subject, effectiveOn, hash: hash.toString("hex") },
  });
  ctx.afterCommit("rules");
  return { version: changesMade([...changes, made]) };
}

// The tree in the database follows in the same transaction; what begins today is settled at once.
async function settleIfUnits(ctx: Context, subject: string, changes: readonly StoredChange[]): Promise<void> {
  if (subject === "units") await settle(ctx.tx, ctx.register.rules.loaded, changes, today(ctx));
}

async function findChange(
  ctx: Context,
  changeId: string,
): Promise<{ changes: StoredChange[]; found: StoredChange }> {
  await lockPack(ctx.tx);
  const changes = await listPackChanges(ctx.tx);
  const found = changes.find((each) => each.changeId === changeId);
  if (found === undefined || found.change.kind === "unit-import") throw new Problem("not-found");
  return { changes, found };
}

/**
 * Takes a change back that has not begun, or to which nobody has agreed yet. What has begun is changed by another; what two
 * agreed to is not taken back by the one who proposed it.
 */
export async function revokeChange(ctx: Context, { changeId }: { changeId: string }): Promise<void> {
  const { changes, found } = await findChange(ctx, changeId);
  const subject = subjectOf(found.change);
  demandPack(ctx, "manage", subject);
  if (found.revoked) throw new Problem("change.already-decided");
  if (found.confirmed && found.effectiveOn <= today(ctx)) throw new Problem("change.in-force");
  const { officerId, postingId } = ctx.actor;
  if (found.confirmedAt !== null && found.officerId === officerId) throw new Problem("change.own-confirmed");
  await insertChangeDecision(ctx.tx, { changeId, decision: "revoked", at: ctx.now, officerId, postingId });
  const left = changes.map((each) => (each === found ? { ...each, revoked: true } : each));
  // Others may have been made on top of it: the tree without it must still be one.
  demandWhole(ctx, left);
  await settleIfUnits(ctx, subject, left);
  ctx.tell({ detail: { change: changeId, kind: found.change.kind, subject } });
  ctx.afterCommit("rules");
}

function demandWhole(ctx: Context, left: readonly StoredChange[]): void {
  const pack = ctx.register.rules.loaded;
  const before: StoredChange[] = [];
  for (const each of left) {
    if (!each.revoked && each.change.kind !== "unit-import") {
      // The day it was made on has passed; whether it could have been made then is all that is asked.
      const { change, effectiveOn } = each;
      const faults = changeFaults({ pack, changes: before, change, effectiveOn, today: effectiveOn });
      if (faults.length > 0) throw new Problem("change.others-rest-on-it");
    }
    before.push(each);
  }
}

/** The second person agrees; the first cannot. What has changed since may keep it from being made after all. */
export async function confirmChange(ctx: Context, { changeId }: { changeId: string }): Promise<void> {
  const { changes, found } = await findChange(ctx, changeId);
  const subject = subjectOf(found.change);
  demandPack(ctx, "decide", subject, found.officerId === ctx.actor.officerId);
  if (found.revoked || found.confirmed) throw new Problem("change.already-decided");
  const word = await findProposer(ctx.tx, changeId);
  if (word === undefined || !firstWordCounts("pack-change", word)) throw new Problem("first-word.lapsed");
  demandStillPossible(ctx, changes, found);
  const { officerId, postingId } = ctx.actor;
  await insertChangeDecision(ctx.tx, { changeId, decision: "confirmed", at: ctx.now, officerId, postingId });
  const made = changes.map((each) =>
    each === found ? { ...each, confirmed: true, confirmedAt: ctx.now } : each,
  );
  await settleIfUnits(ctx, subject, made);
  ctx.tell({ detail: { change: changeId, kind: found.change.kind, subject } });
  ctx.afterCommit("rules");
}

// It was possible when it was proposed; others may have been made since, of the tree or of who keeps the register.
function demandStillPossible(ctx: Context, changes: readonly StoredChange[], found: StoredChange): void {
  const { change, effectiveOn } = found;
  if (change.kind === "unit-import") return;
  const pack = ctx.register.rules.loaded;
  // Orders about units reach back; of everything else the day was right when it was made.
  const day = subjectOf(change) === "units" ? today(ctx) : effectiveOn;
  const others = changes.filter((each) => each !== found);
  const faults = changeFaults({ pack, changes: others, change, effectiveOn, today: day });
  if (faults.length > 0) throw new Problem("input.invalid", faults);
}
