// What two custodians order about class keys: asked, agreed to and taken back here, and looked up before it is carried out.
import {
  countCustodians,
  findKeyOrders,
  insertKeyOrder,
  insertKeyOrderAnswer,
  insertKeyOrderEnding,
  type KeyOrderAnswerRow,
  type KeyOrderRow,
  lockKeyOrders,
  type StoredKeyOrder,
} from "#src/database/key-orders.ts";
import { findKeyRotation, listClosedVersions } from "#src/database/key-rotations.ts";
import { insertText } from "#src/database/sealed-texts.ts";
import { type Transaction, transact } from "#src/database/transact.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import { NewKeyOrder } from "#src/schema/key-order.ts";
import { newest } from "#src/vault/class-keys.ts";
import {
  mayOrder,
  maySecondOrder,
  mayStillAnswerOrder,
  mayStillCarryOut,
} from "#src/vault/may-order-keys.ts";
import { isFresh, isStrong } from "#src/vault/may-unlock.ts";
import { sealText } from "#src/vault/sealed-text.ts";
import { sha256 } from "#src/vault/sha256.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { KEY_REASON } from "./open-notes.ts";
import { Refused, step, type Work } from "./step.ts";
import type { Asked, VaultRoom } from "./vault-room.ts";

export interface AskKeyOrder extends Asked, NewKeyOrder {}
export interface OfKeyOrder extends Asked {
  orderId: string;
}
export interface AnswerKeyOrder extends OfKeyOrder {
  agreed: boolean;
}
type About = Pick<KeyOrderRow, "act" | "keyClass" | "version">;

/** Records that a custodian asks. Asked again by the same officer with the same id it answers as before. */
export const askKeyOrder = (room: VaultRoom, input: AskKeyOrder): Promise<VaultAnswer> =>
  step(room, "key.order.ask", input, async ({ tx, asker, now, tell }) => {
    const { orderId, act, keyClass, version, reason } = input;
    if (!mayOrder(asker)) throw new Refused("access.refused");
    if (!isFresh(asker.authenticatedAt, now)) throw new Refused("session.not-fresh");
    if (!isStrong(asker)) throw new Refused("session.passkey-asked");
    if (!NewKeyOrder.safeParse({ orderId, act, keyClass, version, reason }).success)
      throw new Refused("input.invalid");
    await lockKeyOrders(tx);
    const [known] = await findKeyOrders(tx, { orderId });
    if (known !== undefined) {
      const same = known.act === act && known.keyClass === keyClass && known.version === version;
      if (known.officerId !== asker.officerId || !same) throw new Refused("entry.id-taken");
      return { orderId };
    }
    await demandPossible(room, tx, { act, keyClass, version });
    const others = await findKeyOrders(tx, { act, keyClass, version });
    if (others.some((other) => isOpen(other, now))) throw new Refused("keys.already-asked");
    const { officerId, postingId } = asker;
    const text = sealText(room.wrapper, { textId: orderId, caseId: null, about: KEY_REASON }, reason);
    const about = { orderId, act, keyClass, version, officerId, postingId, askedAt: now.toISOString() };
    const row = { ...about, reason: null, sealedReason: text.sealed };
    if (!(await insertKeyOrder(tx, { ...row, ...sealed(room, orderWords(row)) })))
      throw new Refused("entry.id-taken");
    await insertText(tx, text);
    await tell(undefined, { order: orderId, act, keyClass, version, proof: asker.provedBy });
    return { orderId };
  });

/** The second custodian's word, once. */
export const answerKeyOrder = (room: VaultRoom, input: AnswerKeyOrder): Promise<VaultAnswer> =>
  step(room, "key.order.answer", input, async ({ tx, asker, now, tell }) => {
    const { orderId, agreed } = input;
    const order = await findOwn(room, tx, asker, orderId);
    if (!isFresh(asker.authenticatedAt, now)) throw new Refused("session.not-fresh");
    if (!isStrong(asker)) throw new Refused("session.passkey-asked");
    if (!maySecondOrder(order, asker)) throw new Refused("keys.own-order");
    if (order.answer !== null) throw new Refused("keys.already-answered");
    if (order.endedAt !== null || !mayStillAnswerOrder(order.askedAt, now)) throw new Refused("keys.over");
    if (agreed && !firstWordCounts("key-order", order.word)) throw new Refused("first-word.lapsed");
    // What could be done when it was asked for may be done, or be impossible, by now.
    if (agreed) await demandPossible(room, tx, order);
    const { officerId, postingId } = asker;
    const row = { orderId, officerId, postingId, agreed, answeredAt: now.toISOString() };
    if (!(await insertKeyOrderAnswer(tx, { ...row, ...sealed(room, answerWords(row)) })))
      throw new Refused("keys.already-answered");
    const { act, keyClass, version } = order;
    await tell(undefined, { order: orderId, act, keyClass, version, agreed, proof: asker.provedBy });
    return { agreed };
  });

/** Any custodian takes back what has not been begun: leaving things as they are needs one. */
export const endKeyOrder = (room: VaultRoom, input: OfKeyOrder): Promise<VaultAnswer> =>
  step(room, "key.order.end", input, async ({ tx, asker, now, tell }) => {
    const order = await findOwn(room, tx, asker, input.orderId);
    if (order.endedAt !== null) return { ended: true };
    if (order.answer?.agreed === false || (await isBegun(tx, order))) throw new Refused("keys.over");
    const { orderId, act, keyClass, version } = order;
    await insertKeyOrderEnding(tx, { orderId, officerId: asker.officerId, endedAt: now.toISOString() });
    await tell(undefined, { order: orderId, act, keyClass, version });
    return { ended: true };
  });

/** How many custodians there are, and whether two of them must agree. */
export async function keyStanding(room: VaultRoom): Promise<{ custodians: number; two: boolean }> {
  return transact(room.real.pool, { zone: "reta_vault" }, async (tx) => {
    const { now, ever } = await countCustodians(tx);
    return { custodians: now, two: ever >= 2 };
  });
}

/**
 * By which order this may be carried out: two custodians' that is still in its time, or `begun` before. On a register that
 * has never had two custodians nobody can be asked, and the terminal's word counts: `alone`. From the second one on it
 * never counts again, whoever leaves. `undefined`: not agreed to.
 */
export async function carriedOutBy(
  room: VaultRoom,
  tx: Transaction,
  about: About,
  begun = false,
): Promise<{ order: string } | { alone: true } | undefined> {
  await lockKeyOrders(tx);
  const now = room.clock();
  const orders = await findKeyOrders(tx, about);
  const order = orders.find(
    (one) =>
      isAgreed(room, one) && (begun || (one.answer !== null && mayStillCarryOut(one.answer.answeredAt, now))),
  );
  if (order !== undefined) return { order: order.orderId };
  return (await countCustodians(tx)).ever < 2 ? { alone: true } : undefined;
}

// Each of its rows was written by this vault, and nobody has taken it back.
function isAgreed({ sealer }: VaultRoom, order: StoredKeyOrder): boolean {
  const { answer } = order;
  if (answer === null || !answer.agreed || order.endedAt !== null || answer.officerId === order.officerId)
    return false;
  return (
    sealer.isSealed(orderWords(order), { version: order.sealVersion, seal: order.seal }) &&
    sealer.isSealed(answerWords(answer), { version: answer.sealVersion, seal: answer.seal })
  );
}

function isOpen({ answer, endedAt, askedAt, word }: StoredKeyOrder, now: Date): boolean {
  if (endedAt !== null || answer?.agreed === false) return false;
  return answer === null
    ? mayStillAnswerOrder(askedAt, now) && firstWordCounts("key-order", word)
    : mayStillCarryOut(answer.answeredAt, now);
}

async function demandPossible(room: VaultRoom, tx: Transaction, about: About): Promise<void> {
  const { act, keyClass, version } = about;
  const current = newest(room.keys.publicKeys()).get(keyClass)?.version ?? 0;
  const rotation = await findKeyRotation(tx, keyClass);
  if (rotation !== undefined && rotation.finishedAt === null) throw new Refused("keys.unfinished");
  if (act === "rotate") {
    if (version !== Math.max(current, rotation?.version ?? 1) + 1) throw new Refused("keys.unknown");
    return;
  }
  if (version === current) throw new Refused("keys.newest");
  const there = room.keys.publicKeys().some((key) => key.keyClass === keyClass && key.version === version);
  if (!there || version > current) throw new Refused("keys.unknown");
}

async function isBegun(tx: Transaction, { act, keyClass, version }: About): Promise<boolean> {
  if (act === "rotate") return ((await findKeyRotation(tx, keyClass))?.version ?? 0) >= version;
  const closed = await listClosedVersions(tx);
  return closed.some((one) => one.keyClass === keyClass && one.version === version);
}

// Whoever is no custodian learns nothing; an order this vault did not write itself is as if there were none.
async function findOwn(room: VaultRoom, tx: Transaction, asker: Work["asker"], orderId: string) {
  if (!mayOrder(asker)) throw new Refused("access.refused");
  await lockKeyOrders(tx);
  const [order] = await findKeyOrders(tx, { orderId });
  if (
    order === undefined ||
    !room.sealer.isSealed(orderWords(order), { version: order.sealVersion, seal: order.seal })
  )
    throw new Refused("not-found");
  return order;
}

function sealed({ sealer }: VaultRoom, words: object): { sealVersion: number; seal: Buffer } {
  const { version, seal } = sealer.seal(words);
  return { sealVersion: version, seal };
}

/**
 * What the seal of an order is over: the members, whatever else a row has. The reason as it was written, of an order from
 * before reasons were sealed; else the hash of the sealed one, so that no other can be put in its place.
 */
export const orderWords = (row: Omit<KeyOrderRow, "sealVersion" | "seal">) => ({
  is: "key-order",
  orderId: row.orderId,
  act: row.act,
  keyClass: row.keyClass,
  version: row.version,
  ...(row.reason === null
    ? { sealedReason: sha256(row.sealedReason ?? Buffer.alloc(0)).toString("hex") }
    : { reason: row.reason }),
  officerId: row.officerId,
  postingId: row.postingId,
  askedAt: row.askedAt,
});
const answerWords = (row: Omit<KeyOrderAnswerRow, "sealVersion" | "seal">) => ({
  is: "key-order-answer",
  orderId: row.orderId,
  officerId: row.officerId,
  postingId: row.postingId,
  agreed: row.agreed,
  answeredAt: row.answeredAt,
});
