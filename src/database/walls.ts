// Walls as rows for reading: written with the entry that raises, widens or lifts one.
import { type RawBuilder, sql } from "kysely";
import type { StandingWall } from "#src/schema/case-ties.ts";
import type { SealedWall } from "#src/schema/wall.ts";
import type { Runner } from "./ledger.ts";
import type { Transaction } from "./transact.ts";

export interface WallColumns {
  side: "owners" | "prosecutor";
  causes: readonly string[];
  named_officers: readonly string[];
  hidden_units: readonly string[];
  /** Roles that have agreed to lift it. */
  consents: readonly string[];
  raised_at: string;
}

/**
 * Makes the wall of a case what the fold says; null takes it down. `barred`: whom it is hidden from all the same. The last of the entry's statements: afterwards
 * whoever added the entry may no longer see the case. The database allows it right after an entry that speaks of a wall.
 */
export async function putWall(
  tx: Transaction,
  caseId: string,
  wall: WallColumns | null,
  barred: readonly string[],
): Promise<void> {
  await sql`select put_case_wall(${caseId}::uuid, ${wall === null ? null : JSON.stringify(wall)}::jsonb,
    ${barred}::uuid[])`.execute(tx);
}

/**
 * Walls that answers of complainants raised and no entry has taken over yet, in the order in which they were heard, as a
 * member of a select; `at` in UTC with milliseconds.
 */
export const HEARD_WALLS = (caseId: RawBuilder<unknown>) => sql<(SealedWall & { at: string })[]>`
  coalesce((select jsonb_agg(jsonb_build_object('side', h.side, 'causes', h.causes, 'words', h.words,
      'namedOfficers', h.named_officers, 'hiddenUnits', h.hidden_units,
      'at', to_char(h.heard_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by h.heard_at, h.answer_id)
    from heard_walls h where h.case_id = ${caseId}
      and not exists (select from entries e where e.case_id = h.case_id and e.seq > h.after_seq and e.body ? 'wall')), '[]')`;

/** The same of one case the reader sees. */
export async function listHeardWalls(
  tx: Transaction,
  caseId: string,
): Promise<(SealedWall & { at: string })[]> {
  const { rows } = await sql<{ heard: (SealedWall & { at: string })[] }>`
    select ${HEARD_WALLS(sql`${caseId}::uuid`)} as heard`.execute(tx);
  return rows[0]?.heard ?? [];
}

/** Puts up what an answer at the receipt raises. Afterwards the case is hidden from whoever is not behind the wall. */
export async function hearWall(
  tx: Transaction,
  answerId: string,
  wall: SealedWall,
  at: string,
): Promise<void> {
  await sql`select hear_wall(${answerId}::uuid, ${JSON.stringify(wall)}::jsonb, ${at}::timestamptz)`.execute(
    tx,
  );
}

/** A wall an answer raised, whole as its row: what the event of it in the audit trail has the hash of. */
export interface HeardRow {
  answerId: string;
  caseId: string;
  afterSeq: number;
  wall: SealedWall;
  at: string;
  /** Random, and nowhere but in the row; null of one from before there was one. */
  salt: string | null;
}

const HEARD_ROW = sql`h.answer_id as "answerId", h.case_id as "caseId", h.after_seq as "afterSeq",
  jsonb_build_object('side', h.side, 'causes', h.causes, 'words', h.words, 'namedOfficers', h.named_officers,
    'hiddenUnits', h.hidden_units) as wall,
  to_char(h.heard_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, h.salt`;

/** What was heard in an answer so far, the first reading first. */
export async function listHeardRows(tx: Transaction, answerId: string): Promise<HeardRow[]> {
  const { rows } = await sql<HeardRow>`
    select ${HEARD_ROW} from heard_walls h where h.answer_id = ${answerId}::uuid order by h.hearing`.execute(
    tx,
  );
  return rows;
}

/** What the trail, spooled events included, says was heard, with the row as it is now: the owner's connection only. */
export async function listHeardEvents(
  tx: Runner,
): Promise<{ caseId: string; answer: string | null; hash: string | null; row: HeardRow | null }[]> {
  const { rows } = await sql<
    { toldOf: string; answer: string | null; hash: string | null } & {
      [K in keyof HeardRow]: HeardRow[K] | null;
    }
  >`
    select t.body ->> 'caseId' as "toldOf", t.body -> 'detail' ->> 'answer' as answer,
      t.body -> 'detail' ->> 'hash' as hash, ${HEARD_ROW}
    from (select e.body from audit_events e where e.action = 'wall.heard'
      union all select s.body from audit_spool s where s.body ->> 'action' = 'wall.heard') as t
    left join heard_walls h on h.answer_id::text = t.body -> 'detail' ->> 'answer'
      and h.hearing = coalesce((t.body -> 'detail' ->> 'hearing')::integer, 1)`.execute(tx);
  return rows.map(({ toldOf, answer, hash, ...row }) => ({
    ...{ caseId: toldOf, answer, hash },
    row: row.answerId === null ? null : (row as HeardRow),
  }));
}

/** Whether the case, or one joined with it, named the officer behind a wall since lifted. */
export async function isBarred(tx: Transaction, caseId: string, officerId: string): Promise<boolean> {
  const { rows } = await sql<{ barred: boolean }>`
    select is_barred(${caseId}::uuid, ${officerId}::uuid) as barred`.execute(tx);
  return rows[0]?.barred ?? true;
}

/** The wall around a case as it stands now, as a member of a select: of all joined cases, following whom it names. */
export const STANDING_WALL = (caseId: RawBuilder<unknown>) => sql<StandingWall | null>`
  (select jsonb_build_object('side', w.side, 'namedOfficers', w.named_officers, 'hiddenUnits', w.hidden_units)
    from standing_wall(${caseId}) w)`;

/** The same of one case; null where none stands. */
export async function findStandingWall(tx: Transaction, caseId: string): Promise<StandingWall | null> {
  const { rows } = await sql<{ wall: StandingWall | null }>`
    select ${STANDING_WALL(sql`${caseId}::uuid`)} as wall`.execute(tx);
  return rows[0]?.wall ?? null;
}
