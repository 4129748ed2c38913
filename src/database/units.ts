// The unit tree in the database: today's units, their periods, the dated closure, and what a unit's end does to its people.
import { sql } from "kysely";
import type { Unit } from "#src/schema/unit.ts";
import type { Runner } from "./ledger.ts";
import type { Transaction } from "./transact.ts";

/** The whole tree as it was folded from the changes. */
export interface UnitTree {
  /** Each unit once, as it is known today. */
  units: readonly Unit[];
  periods: readonly Unit[];
  closure: readonly {
    ancestor: string;
    descendant: string;
    depth: number;
    standing: boolean;
    from: string;
    to: string | null;
  }[];
}

const UNIT_ROW = sql`(id text, parent text, kind text, name text, entity text, place text, competence text[],
  "validFrom" date, "validTo" date, successor text)`;

/** Makes the tables for reading equal to the tree; rows that are right already are not touched. */
export async function storeUnitTree(tx: Runner, { units, periods, closure }: UnitTree): Promise<void> {
  await sql`insert into units (unit_id, parent_id, kind, name, entity, place_code, competence, valid_from, valid_to)
    select id, parent, kind, name, entity, place, competence, "validFrom", "validTo"
    from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as u ${UNIT_ROW}
    on conflict (unit_id) do update set parent_id = excluded.parent_id, kind = excluded.kind, name = excluded.name,
      entity = excluded.entity, place_code = excluded.place_code, competence = excluded.competence,
      valid_from = excluded.valid_from, valid_to = excluded.valid_to
    where (units.parent_id, units.kind, units.name, units.entity, units.place_code, units.competence, units.valid_from,
      units.valid_to) is distinct from (excluded.parent_id, excluded.kind, excluded.name, excluded.entity,
      excluded.place_code, excluded.competence, excluded.valid_from, excluded.valid_to)`.execute(tx);
  const rows = JSON.stringify(periods);
  await sql`delete from unit_periods p where not exists (
    select from jsonb_to_recordset(${rows}::jsonb) as u ${UNIT_ROW}
    where (u.id, u.parent, u.kind, u.name, u.entity, u.place, u.competence, u."validFrom", u."validTo", u.successor)
      is not distinct from (p.unit_id, p.parent_id, p.kind, p.name, p.entity, p.place_code, p.competence, p.valid_from,
      p.valid_to, p.successor_id))`.execute(tx);
  await sql`insert into unit_periods (unit_id, parent_id, kind, name, entity, place_code, competence, valid_from,
      valid_to, successor_id)
    select id, parent, kind, name, entity, place, competence, "validFrom", "validTo", successor
    from jsonb_to_recordset(${rows}::jsonb) as u ${UNIT_ROW} on conflict (unit_id, valid_from) do nothing`.execute(
    tx,
  );
  const spans = JSON.stringify(closure);
  const spanRow = sql`(ancestor text, descendant text, depth smallint, standing boolean, "from" date, "to" date)`;
  await sql`delete from unit_closure c where not exists (
    select from jsonb_to_recordset(${spans}::jsonb) as s ${spanRow}
    where (s.ancestor, s.descendant, s.depth, s.standing, s."from", s."to")
      is not distinct from (c.ancestor_id, c.descendant_id, c.depth, c.standing, c.valid_from, c.valid_to))`.execute(
    tx,
  );
  await sql`insert into unit_closure (ancestor_id, descendant_id, depth, standing, valid_from, valid_to)
    select ancestor, descendant, depth, standing, "from", "to"
    from jsonb_to_recordset(${spans}::jsonb) as s ${spanRow}
    on conflict (ancestor_id, descendant_id, valid_from) do nothing`.execute(tx);
}

/** The time zone in which the register's days begin. */
export async function storeTimeZone(tx: Runner, timeZone: string): Promise<void> {
  await sql`update register_calendar set time_zone = ${timeZone} where time_zone <> ${timeZone}`.execute(tx);
}

/** Today's units below one, itself and those that ended in its care included. */
export async function listUnitsBelow(tx: Transaction, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select descendant_id as id from unit_closure
    where ancestor_id = ${unitId} and valid_from <= register_day()
      and (valid_to is null or register_day() < valid_to)`.execute(tx);
  return rows.map(({ id }) => id);
}

/** A unit with those that have ended and left their cases to it. */
export async function listUnitsInCare(tx: Transaction, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select descendant_id as id from unit_closure
    where ancestor_id = ${unitId} and (depth = 0 or not standing) and valid_from <= register_day()
      and (valid_to is null or register_day() < valid_to)`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface PostedOfficer {
  officerId: string;
  name: string;
  login: string;
  unitId: string;
  role: string;
}

/** Who has a posting in these units now or later: for whoever is about to change them. */
export async function listPostedIn(tx: Transaction, unitIds: readonly string[]): Promise<PostedOfficer[]> {
  const { rows } = await sql<PostedOfficer>`
    select o.officer_id as "officerId", o.name, o.login, p.unit_id as "unitId", p.role
    from postings p join officers o using (officer_id)
    where p.unit_id = any(${unitIds}) and p.delegated_from is null and (p.valid_to is null or p.valid_to > clock_timestamp())
    order by o.name, o.login limit 500`.execute(tx);
  return rows;
}

/** Whether somebody still has to answer an alert there: yes or no, never how many. */
export async function hasOpenAlerts(tx: Transaction, unitIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select has_open_alerts(${unitIds}) as open`.execute(tx);
  return rows[0]?.open === true;
}

/**
 * Ends every posting in units that have ended, at server time, with its sessions; with `target` each begins anew there.
 * Doing it twice does nothing more.
 */
export async function settlePostings(
  tx: Transaction,
  { unitIds, target, by }: { unitIds: readonly string[]; target: string | null; by: string | null },
): Promise<number> {
  const { rows } = await sql<{ postingId: string }>`with open as (
      select posting_id, officer_id, role, order_number, valid_to as until, delegated_from,
        greatest(clock_timestamp(), valid_from + interval '1 microsecond') as at
      from postings where unit_id = any(${unitIds}) and (valid_to is null or valid_to > clock_timestamp()) for update),
    ended as (
      update postings p set valid_to = open.at from open
      where p.posting_id = open.posting_id and (open.until is null or open.until > open.at)
      returning p.posting_id, open.officer_id, open.role, open.order_number, open.until, open.at,
        open.delegated_from),
    moved as (
      insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to, order_number, created_by)
      select gen_random_uuid(), officer_id, ${target}::text, role, at, until, order_number, ${by}::uuid
      from ended where ${target}::text is not null and delegated_from is null
      on conflict do nothing)
    select posting_id as "postingId" from ended`.execute(tx);
  const postings = rows.map(({ postingId }) => postingId);
  if (postings.length > 0)
    await sql`update sessions set ended_at = clock_timestamp()
      where posting_id = any(${postings}) and ended_at is null`.execute(tx);
  return postings.length;
}
