// The vault's side of break-glass: who asks, who agrees and that it ends are looked up, decided and written by the vault.
import type { ConnectionPool } from "#src/database/connect.ts";
import { findFirstWord } from "#src/database/first-words.ts";
import { countOpening } from "#src/database/names-opened.ts";
import { findTexts, insertText } from "#src/database/sealed-texts.ts";
import type { Transaction } from "#src/database/transact.ts";
import { listSealedBodies, type VaultSession } from "#src/database/vault.ts";
import {
  type AnswerRow,
  commandsUnit,
  findUnlock,
  insertAnswer,
  insertEnding,
  insertNotices,
  insertRequest,
  insertReview,
  type RequestRow,
  readPair,
  type UnlockRow,
} from "#src/database/vault-unlocks.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import { orderOnTrail } from "#src/domain/audit/order-number.ts";
import type { Entry } from "#src/schema/entry.ts";
import { UNLOCK_CLASSES, type UnlockClass } from "#src/schema/unlock.ts";
import { isWalledOff } from "#src/vault/may-open.ts";
import {
  isFresh,
  isOpenStill,
  isStrong,
  lacksCourtOrder,
  mayAskFor,
  maySecond,
  mayStillAnswer,
  OPENED_BY,
  reviewDue,
} from "#src/vault/may-unlock.ts";
import { beginningIn, readSealedCase } from "#src/vault/sealed-case.ts";
import { openText, sealText } from "#src/vault/sealed-text.ts";
import type { VaultAnswer } from "#src/vault/vault-door.ts";
import { dataClassesOf, decrypt, OPENED } from "./open-identities.ts";
import { holdingsOf, howTo } from "./own-assignments.ts";
import { Refused, step } from "./step.ts";
import type { Asked, VaultRoom } from "./vault-room.ts";
import { wallAround } from "./wall-around.ts";

export interface AskUnlock extends Asked {
  unlockId: string;
  caseId: string;
  dataClass: UnlockClass;
  reason: string;
  explanation: string;
  courtOrder?: string;
}
export interface OfUnlock extends Asked {
  unlockId: string;
}
export interface AnswerUnlock extends OfUnlock {
  agreed: boolean;
  /** The country's, for the Monday under which the review lists it. */
  timeZone: string;
}

/** Records that somebody asks. Asked again by the same officer with the same id it answers as before. */
export const askUnlock = (room: VaultRoom, input: AskUnlock): Promise<VaultAnswer> =>
  step(room, "case.unlock.ask", input, async ({ tx, asker, now, tell }) => {
    const { unlockId, caseId, dataClass, reason, explanation, courtOrder = null } = input;
    if (!UNLOCK_CLASSES.includes(dataClass)) throw new Refused("input.invalid");
    demandProof(asker, now, dataClass);
    const entries = await readCase(tx, caseId);
    const ties = await tiesOf(room, tx, { caseId, entries, input }, asker);
    if (!mayAskFor(asker, dataClass, ties)) throw new Refused("access.refused");
    if (lacksCourtOrder(asker, dataClass, courtOrder)) throw new Refused("input.invalid");
    const known = await findUnlock(tx, unlockId);
    if (known !== undefined) {
      if (known.officerId !== asker.officerId || known.caseId !== caseId || known.dataClass !== dataClass)
        throw new Refused("entry.id-taken");
      return { unlockId };
    }
    const { officerId, postingId, unitId, role } = asker;
    const asked = { unlockId, caseId, dataClass, reason, courtOrder, officerId, postingId, unitId, role };
    const row = { ...asked, askedAt: now.toISOString() };
    if (!(await insertRequest(tx, { ...row, ...room.sealer.seal(requestWords(row)) })))
      throw new Refused("entry.id-taken");
    await insertText(tx, sealText(room.wrapper, { textId: unlockId, caseId, about: "unlock" }, explanation));
    const document = courtOrder === null ? null : orderOnTrail(courtOrder);
    const on = document === null ? {} : { document };
    await tell(caseId, {
      unlock: unlockId,
      classes: [dataClass],
      purpose: reason,
      proof: asker.provedBy,
      ...on,
    });
    return { unlockId };
  });

/** What the first said it is about: for the first, for whoever may be the second, for who reviews it. */
export const readUnlock = (room: VaultRoom, input: OfUnlock): Promise<VaultAnswer> =>
  step(room, "case.unlock.read", input, async ({ tx, asker, now, tell }) => {
    const unlock = await findOwn(room, tx, input.unlockId);
    const second = await isSecond(room, tx, unlock, asker, input);
    const may =
      unlock.officerId === asker.officerId ||
      unlock.answer?.officerId === asker.officerId ||
      (second && unlock.answer === null && mayStillAnswer(unlock.askedAt, now)) ||
      asker.role === "auditor" ||
      asker.role === "internal-affairs";
    if (!may) throw new Refused("access.refused");
    const [text] = await findTexts(tx, [unlock.unlockId]);
    if (text === undefined) throw new Refused("not-found");
    await tell(unlock.caseId, { unlock: unlock.unlockId, officer: unlock.officerId });
    return { explanation: openText(room.unwrapper, text) };
  });

/** The second person's word, once. Agreeing tells whom it must be told and puts it on the list to be reviewed. */
export const answerUnlock = (room: VaultRoom, input: AnswerUnlock): Promise<VaultAnswer> =>
  step(room, "case.unlock.answer", input, async ({ tx, asker, now, tell }) => {
    const { unlockId, agreed } = input;
    const unlock = await findOwn(room, tx, unlockId);
    demandProof(asker, now, unlock.dataClass);
    if (!(await isSecond(room, tx, unlock, asker, input))) throw new Refused("unlock.not-second");
    if (unlock.answer !== null) throw new Refused("unlock.already-answered");
    if (unlock.endedAt !== null || !mayStillAnswer(unlock.askedAt, now)) throw new Refused("unlock.over");
    if (agreed && !firstWordCounts("unlock", await findFirstWord(tx, unlock)))
      throw new Refused("first-word.lapsed");
    const { officerId, postingId } = asker;
    const answeredAt = now.toISOString();
    const row = { unlockId, officerId, postingId, agreed, answeredAt };
    const written = await insertAnswer(tx, { ...row, ...room.sealer.seal(answerWords(row)) });
    if (!written) throw new Refused("unlock.already-answered");
    await tell(unlock.caseId, { unlock: unlockId, officer: unlock.officerId, agreed, proof: asker.provedBy });
    if (!agreed) return { agreed };
    const entries = await readCase(tx, unlock.caseId);
    const of = { caseId: unlock.caseId, entries, input };
    const { holders, handedOver, wall } = await tiesOf(room, tx, of, asker);
    const registrar = handedOver || wall !== null ? [] : entries.slice(0, 1).map((entry) => entry.postingId);
    const postings = [...new Set([...holders, ...registrar])].filter((one) => one !== unlock.postingId);
    await insertNotices(tx, { unlockId, postings, unitId: unlock.unitId, walled: wall !== null });
    await insertReview(tx, {
      unlockId,
      caseId: unlock.caseId,
      officerId: unlock.officerId,
      secondId: officerId,
      unitId: unlock.unitId,
      at: answeredAt,
      dueAt: reviewDue(answeredAt),
      timeZone: input.timeZone,
    });
    return { agreed };
  });

/** Either of the two ends it; before it is answered the first takes it back. */
export const endUnlock = (room: VaultRoom, input: OfUnlock): Promise<VaultAnswer> =>
  step(room, "case.unlock.end", input, async ({ tx, asker, now, tell }) => {
    const unlock = await findOwn(room, tx, input.unlockId);
    const mine = [unlock.officerId, unlock.answer?.agreed === true ? unlock.answer.officerId : undefined];
    if (!mine.includes(asker.officerId)) throw new Refused("access.refused");
    if (unlock.endedAt !== null) return { ended: true };
    const { unlockId, caseId } = unlock;
    await insertEnding(tx, { unlockId, officerId: asker.officerId, endedAt: now.toISOString() });
    await tell(caseId, { unlock: unlockId, officer: unlock.officerId });
    return { ended: true };
  });

/**
 * Opens what two persons agreed to open, in the order of `openIdentities`: the grant is read and its seals checked, the
 * event is committed, and only then the values are read and decrypted.
 */
export async function openUnlocked(room: VaultRoom, input: OfUnlock): Promise<VaultAnswer> {
  let opened: { pool: ConnectionPool; entries: Entry[]; caseId: string; dataClass: UnlockClass } | undefined;
  const told = await step(room, OPENED, input, async ({ tx, asker, now, tell }, pool) => {
    const unlock = await findOwn(room, tx, input.unlockId);
    demandProof(asker, now, unlock.dataClass);
    if (unlock.officerId !== asker.officerId || unlock.postingId !== asker.postingId)
      throw new Refused("access.refused");
    const { answer, caseId, dataClass } = unlock;
    if (answer === null || !answer.agreed || unlock.endedAt !== null || !isOpenStill(answer.answeredAt, now))
      throw new Refused("unlock.over");
    if (!room.sealer.isSealed(answerWords(answer), answer)) throw new Refused("access.refused");
    const entries = await readCase(tx, caseId);
    // What gave the right to ask may have ended since: a case laid down, a wall raised.
    if (!mayAskFor(asker, dataClass, await tiesOf(room, tx, { caseId, entries, input }, asker)))
      throw new Refused("access.refused");
    // It counts, and is not refused: what two persons agreed to is for danger.
    await countOpening(tx, { officerId: asker.officerId, caseId });
    await tell(caseId, {
      unlock: unlock.unlockId,
      purpose: unlock.reason,
      classes: dataClassesOf(OPENED_BY[dataClass]),
      proof: asker.provedBy,
    });
    opened = { pool, entries, caseId, dataClass };
    return {};
  });
  if (opened === undefined) return told;
  const classes = [...OPENED_BY[opened.dataClass]];
  const values = await decrypt(room, opened.pool.pool, opened.caseId, opened.entries, classes);
  return { value: { classes, entries: values } };
}

// When the officer last proved to be there; and for who complained with what.
function demandProof(asker: VaultSession, now: Date, dataClass: UnlockClass): void {
  if (!isFresh(asker.authenticatedAt, now)) throw new Refused("session.not-fresh");
  if (dataClass === "complainant-identity" && !isStrong(asker)) throw new Refused("session.passkey-asked");
}

export async function readCase(tx: Transaction, caseId: string): Promise<Entry[]> {
  const entries = readSealedCase(caseId, await listSealedBodies(tx, caseId));
  if (entries.length === 0) throw new Refused("not-found");
  return entries;
}

async function tiesOf(
  room: VaultRoom,
  tx: Transaction,
  { caseId, entries, input }: { caseId: string; entries: readonly Entry[]; input: Asked },
  asker: VaultSession,
) {
  const { holders, handedOver } = await holdingsOf(room, tx, howTo(asker, input), caseId, entries);
  const caseUnit = entries[0] === undefined ? "" : beginningIn(entries[0]).unitId;
  const commandsCase = await commandsUnit(tx, asker.unitId, caseUnit);
  const wall = await wallAround(tx, caseId, entries, asker.officerId);
  return {
    commandsCase,
    holders,
    handedOver,
    has: holders.includes(asker.postingId),
    wall: wall === null ? null : wall.prosecutorOnly ? ("prosecutor" as const) : ("owners" as const),
    hidden: wall !== null && isWalledOff(asker, wall),
  };
}

// A request that this vault did not write itself is as if there were none.
async function findOwn(room: VaultRoom, tx: Transaction, unlockId: string): Promise<UnlockRow> {
  const unlock = await findUnlock(tx, unlockId);
  if (unlock === undefined || !room.sealer.isSealed(requestWords(unlock), unlock))
    throw new Refused("not-found");
  return unlock;
}

async function isSecond(
  room: VaultRoom,
  tx: Transaction,
  unlock: UnlockRow,
  asker: VaultSession,
  input: Asked,
): Promise<boolean> {
  const entries = await readCase(tx, unlock.caseId);
  const pair = await readPair(tx, unlock.unitId, asker.officerId);
  const ties = await tiesOf(room, tx, { caseId: unlock.caseId, entries, input }, asker);
  return maySecond(unlock, asker, unlock.dataClass, pair, ties);
}

// What the seals are over: the members, whatever else a row has.
const requestWords = (row: Omit<RequestRow, "version" | "seal">) => ({
  is: "unlock-request",
  unlockId: row.unlockId,
  caseId: row.caseId,
  dataClass: row.dataClass,
  reason: row.reason,
  // What was asked on no order, and before orders were named, is sealed as it always was.
  ...(row.courtOrder !== null && { courtOrder: row.courtOrder }),
  officerId: row.officerId,
  postingId: row.postingId,
  unitId: row.unitId,
  role: row.role,
  askedAt: row.askedAt,
});
const answerWords = (row: Omit<AnswerRow, "version" | "seal">) => ({
  is: "unlock-answer",
  unlockId: row.unlockId,
  officerId: row.officerId,
  postingId: row.postingId,
  agreed: row.agreed,
  answeredAt: row.answeredAt,
});
