// The key custodians' door: how old the class keys are, how far a rotation is, and what two of them order.
import { listKeyBirths, listKeyOrders, type SeenKeyOrder } from "#src/database/key-orders.ts";
import { NO_RELATION } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { isOldKey, keyOrderState, percentWrapped, waitsUntil } from "#src/domain/access/key-order.ts";
import type { KeyOrderLine, KeysReport, KeyVersionLine, NewKeyOrder } from "#src/schema/key-order.ts";
import { Problem } from "#src/schema/problem.ts";
import { VaultRefused, VaultUnavailable } from "#src/vault/vault-line.ts";
import { askVault } from "./ask-vault.ts";
import type { Context, Trace } from "./context.ts";
import { readNotes } from "./read-notes.ts";

const zone = "reta_people" as const;
export const readTrace: Trace = { action: "key.list", zone, quiet: true };
// What is done is recorded by the vault itself, in the transaction that does it; refusals before that are kept here.
export const askTrace: Trace = { action: "key.order.ask", zone, quiet: true };
export const answerTrace: Trace = { action: "key.order.answer", zone, quiet: true };
export const endTrace: Trace = { action: "key.order.end", zone, quiet: true };

const may = ({ actor }: Context, action: "read" | "manage") =>
  decideAccess({ role: actor.role, action, dataClass: "keys", relation: NO_RELATION }).effect === "allow";

function demandKeys(ctx: Context, action: "read" | "manage"): void {
  if (!may(ctx, action)) throw new Problem("access.refused");
}

/** Versions with their age, how far a rotation is, and where every order stands. `days`: after how many a key is old. */
export async function readKeys(ctx: Context, { days }: { days: number }): Promise<KeysReport> {
  demandKeys(ctx, "read");
  const manages = may(ctx, "manage");
  const births = await listKeyBirths(ctx.tx);
  const told = await askStanding(ctx);
  const versions = told?.versions.map((one): KeyVersionLine => {
    const { keyClass, version, state } = one;
    const born = births.rotations.find((each) => each.keyClass === keyClass && each.version === version);
    const since = born?.at ?? births.began;
    const percent = percentWrapped(one, told.versions);
    return {
      keyClass,
      version,
      state,
      percent,
      since,
      old: state === "newest" && isOldKey(since, days, ctx.now),
    };
  });
  const listed = await listKeyOrders(ctx.tx);
  const sealed = listed.filter(({ reason }) => reason === null);
  const reasons = await readNotes(
    ctx,
    "key-reason",
    sealed.map(({ orderId }) => orderId),
  );
  for (const order of sealed) order.reason = reasons[order.orderId] ?? null;
  const orders = listed.map((order) => lineOf(ctx, order, manages, versions));
  return {
    now: ctx.now,
    days,
    custodians: told?.custodians ?? 0,
    two: told?.two ?? true,
    versions: versions ?? null,
    orders,
    manages,
  };
}

interface Standing {
  custodians: number;
  two: boolean;
  /** `keys`: of persons and cases, wrapped for this version. */
  versions: (Pick<KeyVersionLine, "keyClass" | "version" | "state"> & { keys: number })[];
}

// What only the vault may count; undefined while it is away, when what was ordered is still to be read.
async function askStanding({ register: { vault } }: Context): Promise<Standing | undefined> {
  try {
    const [standing, versions] = await Promise.all([
      vault.ask<Omit<Standing, "versions">>("key-standing", {}),
      vault.ask<Standing["versions"]>("key-versions", {}),
    ]);
    return { ...standing, versions };
  } catch (error) {
    if (error instanceof VaultUnavailable || error instanceof VaultRefused) return undefined;
    throw error;
  }
}

function lineOf(
  ctx: Context,
  order: SeenKeyOrder,
  manages: boolean,
  versions: KeyVersionLine[] | undefined,
): KeyOrderLine {
  const { act, keyClass, version } = order;
  const there = versions?.some((each) => each.keyClass === keyClass && each.version === version) ?? true;
  // A key that is destroyed has left no row: it is no longer among those that are there.
  const done = act === "rotate" ? order.doneAt !== null : !there;
  const steps = { ...order, done };
  const state = keyOrderState(steps, ctx.now);
  const own = order.officerId === ctx.actor.officerId;
  return {
    ...order,
    state,
    until: waitsUntil(steps, state),
    mayAnswer: manages && !own && state === "waiting",
    mayEnd: manages && (state === "waiting" || state === "agreed"),
  };
}

/** Asks. Throws `keys.unknown`, `keys.newest`, `keys.unfinished`, `keys.already-asked`, `entry.id-taken`. */
export async function askOrder(ctx: Context, input: NewKeyOrder): Promise<{ orderId: string }> {
  demandKeys(ctx, "manage");
  return askVault(ctx, "key-order-ask", { ...input });
}

/** The second custodian's word. Throws `keys.own-order`, `keys.already-answered`, `keys.over`, `first-word.lapsed`. */
export async function answerOrder(
  ctx: Context,
  input: { orderId: string; agreed: boolean },
): Promise<{ agreed: boolean }> {
  demandKeys(ctx, "manage");
  return askVault(ctx, "key-order-answer", input);
}

/** Takes an order back that has not been begun. Throws `keys.over`. */
export async function endOrder(ctx: Context, input: { orderId: string }): Promise<{ ended: boolean }> {
  demandKeys(ctx, "manage");
  return askVault(ctx, "key-order-end", input);
}
