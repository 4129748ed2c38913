// Changes of the country pack as stored: every one once, what was decided on it, and where the whole stands.
import { sql } from "kysely";
import { NEEDS_TWO, type PackChange, type StoredChange, type UnitImport } from "#src/schema/pack-change.ts";
import { type FirstWordRow, firstWord } from "./first-words.ts";
import type { Runner } from "./ledger.ts";
import type { Transaction } from "./transact.ts";

/** A change with who made it and who decided on it, for people to read. */
export interface ChangeRow extends StoredChange {
  officer: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
}

const COLUMNS = sql`c.change_id as "changeId", c.seq::int as seq, c.made_at as "madeAt", c.officer_id as "officerId",
  c.effective_on as "effectiveOn", c.order_number as "orderNumber", c.body as change,
  r.change_id is not null as revoked, k.decided_at as "confirmedAt",
  (k.change_id is not null or not (c.needs_two or c.kind = any (${[...NEEDS_TWO]}::text[]))) as confirmed`;

/** One writer after the other: each must see what the one before it changed. */
export async function lockPack(tx: Runner): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('reta pack changes'))`.execute(tx);
}

/** All changes in the order they were made. */
export async function listPackChanges(tx: Runner): Promise<StoredChange[]> {
  const { rows } = await sql<StoredChange>`select ${COLUMNS} from pack_changes c
    left join pack_change_decisions r on r.change_id = c.change_id and r.decision = 'revoked'
    left join pack_change_decisions k on k.change_id = c.change_id and k.decision = 'confirmed'
    order by c.seq`.execute(tx);
  return rows;
}

/** Changes people made about one subject, newest first, with their names. */
export async function listChangesOf(tx: Transaction, subject: string): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`select ${COLUMNS}, o.name as officer, d.name as "decidedBy",
      coalesce(r.decided_at, k.decided_at) as "decidedAt"
    from pack_changes c join officers o on o.officer_id = c.officer_id
    left join pack_change_decisions r on r.change_id = c.change_id and r.decision = 'revoked'
    left join pack_change_decisions k on k.change_id = c.change_id and k.decision = 'confirmed'
    left join officers d on d.officer_id = coalesce(r.officer_id, k.officer_id)
    where c.subject = ${subject} order by c.seq desc limit 500`.execute(tx);
  return rows;
}

/** Changes with every new one and every decision; equal means that nothing has happened. */
export async function packHead(tx: Runner): Promise<string> {
  const { rows } = await sql<{
    head: string;
  }>`select coalesce((select max(seq) from pack_changes), 0)::text || '.'
    || (select count(*) from pack_change_decisions)::text as head`.execute(tx);
  return rows[0]?.head ?? "0.0";
}

/** How whoever proposed a change stands now; `undefined` for none, or one that nobody proposed. */
export async function findProposer(tx: Transaction, changeId: string): Promise<FirstWordRow | undefined> {
  const { rows } = await sql<{ word: FirstWordRow | null }>`
    select ${firstWord(sql`c.officer_id`, sql`c.posting_id`)} as word from pack_changes c
    where c.change_id = ${changeId}`.execute(tx);
  return rows[0]?.word ?? undefined;
}

export async function insertPackChange(
  tx: Runner,
  row: {
    changeId: string;
    madeAt: string;
    officerId: string | null;
    postingId: string | null;
    subject: string;
    effectiveOn: string;
    orderNumber: string | null;
    change: PackChange | UnitImport;
    needsTwo: boolean;
    hash: Uint8Array;
    /** Random, in the hash and nowhere but in the row; null of a change whose hash is on no trail. */
    salt: Uint8Array | null;
  },
): Promise<void> {
  await sql`insert into pack_changes
    (change_id, made_at, officer_id, posting_id, subject, kind, effective_on, order_number, body, needs_two,
      change_hash, change_salt)
    values (${row.changeId}, ${row.madeAt}, ${row.officerId}, ${row.postingId}, ${row.subject}, ${row.change.kind},
      ${row.effectiveOn}, ${row.orderNumber}, ${JSON.stringify(row.change)}::jsonb, ${row.needsTwo}, ${Buffer.from(row.hash)},
      ${row.salt && Buffer.from(row.salt)})`.execute(tx);
}

export async function insertChangeDecision(
  tx: Transaction,
  row: {
    changeId: string;
    decision: "revoked" | "confirmed";
    at: string;
    officerId: string;
    postingId: string;
  },
): Promise<void> {
  await sql`insert into pack_change_decisions (change_id, decision, decided_at, officer_id, posting_id)
    values (${row.changeId}, ${row.decision}, ${row.at}, ${row.officerId}, ${row.postingId})`.execute(tx);
}
