// Orders about class keys: as the vault writes and reads them, and as custodians, administrators and auditors see them.
import { sql } from "kysely";
import type { KeyClass } from "#src/schema/key-class.ts";
import type { KeyAct } from "#src/schema/key-order.ts";
import { type FirstWordRow, firstWord } from "./first-words.ts";
import type { Transaction } from "./transact.ts";

export interface KeyOrderRow {
  orderId: string;
  act: KeyAct;
  keyClass: KeyClass;
  version: number;
  /** Of an order from before reasons were sealed; null from then on. */
  reason: string | null;
  /** The sealed reason, which the seal of the row is over as well; null where `reason` is not. */
  sealedReason: Buffer | null;
  officerId: string;
  postingId: string;
  askedAt: string;
  sealVersion: number;
  seal: Buffer;
}

export interface KeyOrderAnswerRow {
  orderId: string;
  officerId: string;
  postingId: string;
  agreed: boolean;
  answeredAt: string;
  sealVersion: number;
  seal: Buffer;
}

/** An order with what was said to it. */
export interface StoredKeyOrder extends KeyOrderRow {
  answer: KeyOrderAnswerRow | null;
  endedAt: string | null;
  /** How whoever asked stands now. */
  word: FirstWordRow;
}

/** One writer after the other: of two answers, or an answer and an ending, one comes first. */
export async function lockKeyOrders(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('reta key orders'))`.execute(tx);
}

type Columns = KeyOrderRow & {
  answeredBy: string | null;
  answeredPosting: string | null;
  agreed: boolean | null;
  answeredAt: string | null;
  answerSealVersion: number | null;
  answerSeal: Buffer | null;
  endedAt: string | null;
  word: FirstWordRow;
};

/** Orders about one version, or the one of an id; the newest first. */
export async function findKeyOrders(
  tx: Transaction,
  by: { orderId: string } | { act: KeyAct; keyClass: KeyClass; version: number },
): Promise<StoredKeyOrder[]> {
  const which =
    "orderId" in by
      ? sql`o.order_id = ${by.orderId}`
      : sql`o.act = ${by.act} and o.key_class = ${by.keyClass} and o.version = ${by.version}`;
  const { rows } = await sql<Columns>`
    select o.order_id as "orderId", o.act, o.key_class as "keyClass", o.version, o.reason, o.officer_id as "officerId",
      (select t.sealed from reta.sealed_texts t where t.text_id = o.order_id and t.about = 'key-reason') as "sealedReason",
      o.posting_id as "postingId", o.asked_at as "askedAt", o.key_version as "sealVersion", o.seal,
      a.officer_id as "answeredBy", a.posting_id as "answeredPosting", a.agreed, a.answered_at as "answeredAt",
      a.key_version as "answerSealVersion", a.seal as "answerSeal", e.ended_at as "endedAt",
      ${firstWord(sql`o.officer_id`, sql`o.posting_id`)} as word
    from reta.key_orders o left join reta.key_order_answers a using (order_id)
      left join reta.key_order_endings e using (order_id)
    where ${which} order by o.asked_at desc, o.order_id`.execute(tx);
  return rows.map(withAnswer);
}

function withAnswer(row: Columns): StoredKeyOrder {
  const { answeredBy, answeredPosting, agreed, answeredAt, answerSealVersion, answerSeal, ...order } = row;
  const whole =
    answeredBy !== null && answeredPosting !== null && agreed !== null && answeredAt !== null && answerSeal;
  if (!whole) return { ...order, answer: null };
  const said = {
    orderId: row.orderId,
    officerId: answeredBy,
    postingId: answeredPosting,
    agreed,
    answeredAt,
  };
  return { ...order, answer: { ...said, sealVersion: answerSealVersion ?? 0, seal: answerSeal } };
}

/** Without its reason, which is a sealed text under the same id. False when the id is taken. */
export async function insertKeyOrder(tx: Transaction, row: KeyOrderRow): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into reta.key_orders
      (order_id, act, key_class, version, officer_id, posting_id, asked_at, key_version, seal)
    values (${row.orderId}, ${row.act}, ${row.keyClass}, ${row.version}, ${row.officerId}, ${row.postingId},
      ${row.askedAt}, ${row.sealVersion}, ${row.seal}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Orders whose reason is still in the clear. */
export async function listOldKeyReasons(tx: Transaction, limit: number): Promise<KeyOrderRow[]> {
  const { rows } = await sql<KeyOrderRow>`
    select order_id as "orderId", act, key_class as "keyClass", version, reason, null::bytea as "sealedReason",
      officer_id as "officerId", posting_id as "postingId", asked_at as "askedAt", key_version as "sealVersion", seal
    from reta.key_orders where reason is not null limit ${limit}`.execute(tx);
  return rows;
}

/** Empties the reason, which is a sealed text by now, under the seal that says so. */
export async function sealOldKeyReason(
  tx: Transaction,
  row: Pick<KeyOrderRow, "orderId" | "sealVersion" | "seal">,
): Promise<void> {
  await sql`update reta.key_orders set reason = null, key_version = ${row.sealVersion}, seal = ${row.seal}
    where order_id = ${row.orderId}`.execute(tx);
}

/** False when somebody has answered already. */
export async function insertKeyOrderAnswer(tx: Transaction, row: KeyOrderAnswerRow): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into reta.key_order_answers
      (order_id, officer_id, posting_id, agreed, answered_at, key_version, seal)
    values (${row.orderId}, ${row.officerId}, ${row.postingId}, ${row.agreed}, ${row.answeredAt}, ${row.sealVersion},
      ${row.seal}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** One that had ended stays as it was. */
export async function insertKeyOrderEnding(
  tx: Transaction,
  row: { orderId: string; officerId: string; endedAt: string },
): Promise<void> {
  await sql`insert into reta.key_order_endings (order_id, officer_id, ended_at)
    values (${row.orderId}, ${row.officerId}, ${row.endedAt}) on conflict do nothing`.execute(tx);
}

/** Officers with a posting as custodian that is in force, and those who ever had one that began. Nobody stands in for one. */
export async function countCustodians(tx: Transaction): Promise<{ now: number; ever: number }> {
  const { rows } = await sql<{ now: number; ever: number }>`
    select count(distinct p.officer_id) filter (where (p.valid_to is null or p.valid_to > clock_timestamp())
        and o.suspended_at is null)::int as now, count(distinct p.officer_id)::int as ever
    from reta.postings p join reta.officers o using (officer_id)
    where p.role = 'key-custodian' and p.delegated_from is null and p.valid_from <= clock_timestamp()
      and (p.valid_to is null or p.valid_to > p.valid_from)`.execute(tx);
  return rows[0] ?? { now: 0, ever: 0 };
}

/** An order as people read it, with what came of it. */
export interface SeenKeyOrder {
  orderId: string;
  act: KeyAct;
  keyClass: KeyClass;
  version: number;
  reason: string | null;
  officerId: string;
  askedBy: string;
  askedAt: string;
  agreed: boolean | null;
  answeredBy: string | null;
  answeredAt: string | null;
  endedBy: string | null;
  endedAt: string | null;
  begunAt: string | null;
  doneAt: string | null;
  /** How whoever asked stands now. */
  word: FirstWordRow;
}

/** What was ordered, the newest first. */
export async function listKeyOrders(tx: Transaction): Promise<SeenKeyOrder[]> {
  const { rows } = await sql<SeenKeyOrder>`
    select o.order_id as "orderId", o.act, o.key_class as "keyClass", o.version, o.reason, o.officer_id as "officerId",
      f.name as "askedBy", o.asked_at as "askedAt", a.agreed, s.name as "answeredBy", a.answered_at as "answeredAt",
      x.name as "endedBy", e.ended_at as "endedAt",
      case o.act when 'rotate' then r.started_at else c.retired_at end as "begunAt",
      case o.act when 'rotate' then r.finished_at end as "doneAt",
      ${firstWord(sql`o.officer_id`, sql`o.posting_id`)} as word
    from reta.key_orders o join reta.officers f on f.officer_id = o.officer_id
      left join reta.key_order_answers a using (order_id) left join reta.officers s on s.officer_id = a.officer_id
      left join reta.key_order_endings e using (order_id) left join reta.officers x on x.officer_id = e.officer_id
      left join reta.key_rotations r on r.key_class = o.key_class and r.version = o.version
      left join reta.retired_keys c on c.key_class = o.key_class and c.version = o.version
    order by o.asked_at desc, o.order_id limit 100`.execute(tx);
  return rows;
}

/** When each later version was begun, and when the register was made, with which the first ones came. */
export async function listKeyBirths(
  tx: Transaction,
): Promise<{ began: string; rotations: { keyClass: KeyClass; version: number; at: string }[] }> {
  const { rows } = await sql<{ keyClass: KeyClass | null; version: number | null; at: string }>`
    select key_class as "keyClass", version, started_at as at from reta.key_rotations
    union all select null, null, reta.register_began()`.execute(tx);
  const began = rows.find(({ keyClass }) => keyClass === null)?.at ?? new Date().toISOString();
  const rotations = rows.flatMap(({ keyClass, version, at }) =>
    keyClass === null || version === null ? [] : [{ keyClass, version, at }],
  );
  return { began, rotations };
}
