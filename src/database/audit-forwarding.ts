// The audit trail on its way to a system elsewhere: what comes next in the order of its log, and how far it has come.
import { sql } from "kysely";
import type { Transaction } from "./transact.ts";

/** One place of the audit log with its event; an event the trail no longer has is null. */
export interface ForwardedEvent {
  seq: number;
  hash: Buffer;
  at: string;
  event: {
    action: string;
    outcome: "done" | "refused" | "failed";
    officerId: string | null;
    postingId: string | null;
    unitId: string | null;
    role: string | null;
    classes: string[] | null;
    purpose: string | null;
    requestId: string | null;
  } | null;
}

/** Held until the transaction ends; false when another process is at it. */
export async function tryLockForwarding(tx: Transaction): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('reta audit forwarding')) as mine`.execute(tx);
  return rows[0]?.mine ?? false;
}

/** The first place not sent yet. */
export async function nextToForward(tx: Transaction): Promise<number> {
  const { rows } = await sql<{
    next: number;
  }>`select next_leaf::int8 as next from reta.audit_forwarding`.execute(tx);
  return Number(rows[0]?.next ?? 0);
}

export async function keepForwarded(tx: Transaction, next: number): Promise<void> {
  await sql`insert into reta.audit_forwarding (next_leaf, forwarded_at) values (${next}, clock_timestamp())
    on conflict (one) do update set next_leaf = excluded.next_leaf, forwarded_at = excluded.forwarded_at`.execute(
    tx,
  );
}

type EventRow = NonNullable<ForwardedEvent["event"]> & { hash: Buffer; at: string };
const COLUMNS = sql`e.event_hash as hash, e.happened_at as at, e.action, e.outcome, e.officer_id as "officerId",
  e.posting_id as "postingId", e.unit_id as "unitId", e.role, e.classes, e.purpose, e.request_id as "requestId"`;

/** At most so many places from one on, in order. */
export async function listToForward(tx: Transaction, from: number, most: number): Promise<ForwardedEvent[]> {
  const { rows: leaves } = await sql<{ seq: number; hash: Buffer; at: string }>`
    select leaf_index::int8 as seq, entry_hash as hash, appended_at as at from reta.ledger_leaves
    where log = 'audit' and leaf_index >= ${from} order by leaf_index limit ${most}`.execute(tx);
  const [first, last] = [leaves[0], leaves.at(-1)];
  if (first === undefined || last === undefined) return [];
  const hashes = leaves.map(({ hash }) => hash);
  // An event is sealed within seconds, so those of these leaves stand together in time; the few that waited in the spool
  // are looked for everywhere.
  const { rows: near } = await sql<EventRow>`
    select ${COLUMNS} from reta.audit_events e
    where e.happened_at between ${first.at}::timestamptz - interval '10 minutes' and ${last.at}::timestamptz + interval '1 minute'
      and e.event_hash = any (${hashes}::bytea[])`.execute(tx);
  const found = new Map(near.map((row) => [row.hash.toString("hex"), row]));
  const missing = hashes.filter((hash) => !found.has(hash.toString("hex")));
  if (missing.length > 0) {
    const { rows: far } = await sql<EventRow>`
      select ${COLUMNS} from reta.audit_events e where e.event_hash = any (${missing}::bytea[])`.execute(tx);
    for (const row of far) found.set(row.hash.toString("hex"), row);
  }
  return leaves.map(({ seq, hash, at: sealedAt }) => {
    const row = found.get(hash.toString("hex"));
    if (row === undefined) return { seq: Number(seq), hash, at: sealedAt, event: null };
    const { hash: _, at, ...event } = row;
    return { seq: Number(seq), hash, at, event };
  });
}

/** Since when the first event that was not sent on waits in the log; null when none does. */
export async function forwardingWaitsSince(tx: Transaction): Promise<string | null> {
  const { rows } = await sql<{ since: string | null }>`
    select appended_at as since from reta.ledger_leaves
    where log = 'audit' and leaf_index = coalesce((select next_leaf from reta.audit_forwarding), 0)`.execute(
    tx,
  );
  return rows[0]?.since ?? null;
}
