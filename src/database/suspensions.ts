// Suspensions of officers: asked for, agreed to, taken back, lifted. What they do to the officer the database does itself.
import { sql } from "kysely";
import type { Role } from "#src/schema/case.ts";
import type { Suspendable, SuspensionReason } from "#src/schema/suspension.ts";
import { type FirstWordRow, firstWord } from "./first-words.ts";
import type { Transaction } from "./transact.ts";

export interface PostedTo {
  officerId: string;
  /** Every posting of one's own that has not ended. */
  postings: { role: Role; unitId: string; unitKind: string }[];
}

const POSTINGS = sql`coalesce((select jsonb_agg(jsonb_build_object('role', p.role, 'unitId', p.unit_id, 'unitKind', u.kind))
  from postings p join units u using (unit_id) where p.officer_id = o.officer_id and p.delegated_from is null
    and (p.valid_to is null or p.valid_to > clock_timestamp())), '[]')`;

/** An officer by login, suspended or not; `undefined` when there is none. */
export async function findPostedTo(tx: Transaction, login: string): Promise<PostedTo | undefined> {
  const { rows } = await sql<PostedTo>`select o.officer_id as "officerId", ${POSTINGS} as postings
    from officers o where o.login = ${login}`.execute(tx);
  return rows[0];
}

/**
 * Officers with a posting of their own in these units (null: in any) whose name or login holds the words, each once with the
 * newest of those postings; at most 50. Nobody's other postings are told.
 */
export async function listPostedTo(
  tx: Transaction,
  { units, search, but }: { units: readonly string[] | null; search: string; but: string },
): Promise<Suspendable[]> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<Suspendable>`
    select distinct on (o.name, o.officer_id) o.officer_id as "officerId", o.login, o.name, p.unit_id as "unitId", p.role
    from officers o join postings p using (officer_id)
    where p.delegated_from is null and (p.valid_to is null or p.valid_to > clock_timestamp())
      and (${units}::text[] is null or p.unit_id = any(${units}::text[])) and o.officer_id <> ${but}
      and (o.name ilike ${pattern} or o.login ilike ${pattern})
    order by o.name, o.officer_id, p.valid_from desc limit 50`.execute(tx);
  return rows;
}

export interface NewSuspensionRow {
  suspensionId: string;
  officerId: string;
  reason: SuspensionReason;
  orderNumber: string;
  takesTwo: boolean;
  askedBy: string;
  askedRole: Role;
  askedUnit: string;
  askedPosting: string;
}

export async function insertSuspension(tx: Transaction, row: NewSuspensionRow): Promise<void> {
  await sql`insert into suspensions (suspension_id, officer_id, reason, order_number, takes_two, asked_by, asked_role,
      asked_unit, asked_posting)
    values (${row.suspensionId}, ${row.officerId}, ${row.reason}, ${row.orderNumber}, ${row.takesTwo}, ${row.askedBy},
      ${row.askedRole}, ${row.askedUnit}, ${row.askedPosting})`.execute(tx);
}

export interface OpenSuspension extends Omit<NewSuspensionRow, "takesTwo" | "askedPosting"> {
  postings: PostedTo["postings"];
  login: string;
  name: string;
  asker: string;
  askedAt: string;
  confirmedBy: string | null;
  confirmer: string | null;
  inForce: boolean;
  /** How whoever asked stands now. */
  word: FirstWordRow;
}

/** Those that wait or are in force, the newest first, at most 500; of one, locked until the transaction ends. */
export async function listOpenSuspensions(tx: Transaction, suspensionId?: string): Promise<OpenSuspension[]> {
  const lock = suspensionId === undefined ? sql`` : sql`for update of s`;
  const { rows } = await sql<OpenSuspension>`
    select s.suspension_id as "suspensionId", s.officer_id as "officerId", o.login, o.name, ${POSTINGS} as postings,
      s.reason, s.order_number as "orderNumber", s.asked_by as "askedBy", a.name as asker, s.asked_role as "askedRole",
      s.asked_unit as "askedUnit", s.asked_at as "askedAt", s.confirmed_by as "confirmedBy", c.name as confirmer,
      not s.takes_two or s.confirmed_at is not null as "inForce",
      ${firstWord(sql`s.asked_by`, sql`s.asked_posting`)} as word
    from suspensions s join officers o using (officer_id) join officers a on a.officer_id = s.asked_by
      left join officers c on c.officer_id = s.confirmed_by
    where s.lifted_at is null and s.withdrawn_at is null
      and (${suspensionId ?? null}::uuid is null or s.suspension_id = ${suspensionId ?? null}::uuid)
    order by s.asked_at desc, s.suspension_id limit 500 ${lock}`.execute(tx);
  return rows;
}

export async function confirmSuspension(tx: Transaction, suspensionId: string, by: string): Promise<void> {
  await sql`update suspensions set confirmed_by = ${by}, confirmed_at = clock_timestamp()
    where suspension_id = ${suspensionId}`.execute(tx);
}

export async function withdrawSuspension(tx: Transaction, suspensionId: string): Promise<void> {
  await sql`update suspensions set withdrawn_at = clock_timestamp()
    where suspension_id = ${suspensionId}`.execute(tx);
}

export async function liftSuspension(
  tx: Transaction,
  row: { suspensionId: string; liftedBy: string; orderNumber: string },
): Promise<void> {
  await sql`update suspensions
    set lifted_by = ${row.liftedBy}, lifted_at = clock_timestamp(), lift_order = ${row.orderNumber}
    where suspension_id = ${row.suspensionId}`.execute(tx);
}
