// The tables for reading as they stand, a page of cases with their entries and people at a time: for rebuilding.
import { sql } from "kysely";
import type { CasePart } from "#src/schema/case-part.ts";
import type { Entry } from "#src/schema/entry.ts";
import type { SealedWall } from "#src/schema/wall.ts";
import type { AssignmentColumns } from "./assignments.ts";
import type { DirectionColumns } from "./directions.ts";
import type { PersonColumns } from "./entries.ts";
import type { Runner } from "./ledger.ts";
import { HEARD_WALLS, type WallColumns } from "./walls.ts";

export interface ProjectedCase {
  caseId: string;
  /** The row as JSON, column names as in the database; times in UTC with milliseconds. */
  row: Record<string, unknown>;
  people: PersonColumns[];
  /** By posting. */
  assignments: AssignmentColumns[];
  parts: { posting_id: string; part: CasePart }[];
  wall: WallColumns | null;
  /** What answers of complainants raised since, which no entry says yet. */
  heard: (SealedWall & { at: string })[];
  /** In the order in which they were given. */
  directions: DirectionColumns[];
  /** A case joined with it is behind a wall. */
  joinedWall: boolean;
  /** Officers the case is hidden from by name, without a wall. */
  barred: string[];
  entries: Entry[];
  /** Units alerted, so that `alerted` can be compared. */
  alerts: number;
}

const PAGE = 500;
const TIME = `YYYY-MM-DD"T"HH24:MI:SS.MS"Z"`;

/** Every case with all that its row was made from, by case id. */
export async function* listProjectedCases(tx: Runner): AsyncGenerator<ProjectedCase> {
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: ProjectedCase[] } = await sql<ProjectedCase>`
      select c.case_id as "caseId",
        to_jsonb(c) || jsonb_build_object('last_hash', encode(c.last_hash, 'hex'),
          'complaint_made_at', to_char(c.complaint_made_at at time zone 'UTC', ${TIME}),
          'entered_at', to_char(c.entered_at at time zone 'UTC', ${TIME}),
          'received_at', to_char(c.received_at at time zone 'UTC', ${TIME}),
          'last_received_at', to_char(c.last_received_at at time zone 'UTC', ${TIME})) as row,
        coalesce((select jsonb_agg(to_jsonb(p) - 'case_id' order by p.part desc, p.position)
          from case_people p where p.case_id = c.case_id), '[]') as people,
        coalesce((select jsonb_agg(to_jsonb(s) - 'case_id' || jsonb_build_object('since', to_char(s.since at time zone 'UTC', ${TIME}))
          order by s.posting_id) from case_assignments s where s.case_id = c.case_id), '[]') as assignments,
        coalesce((select jsonb_agg(to_jsonb(p) - 'case_id' order by p.posting_id)
          from case_parts p where p.case_id = c.case_id), '[]') as parts,
        (select to_jsonb(w) - 'case_id' || jsonb_build_object('raised_at', to_char(w.raised_at at time zone 'UTC', ${TIME}))
          from case_walls w where w.case_id = c.case_id) as wall,
        ${HEARD_WALLS(sql`c.case_id`)} as heard,
        coalesce((select jsonb_agg(b.officer_id order by b.officer_id)
          from case_barred b where b.case_id = c.case_id), '[]') as barred,
        coalesce((select jsonb_agg(to_jsonb(d) - '{case_id,changed_in}'::text[] || jsonb_build_object(
            'given_at', to_char(d.given_at at time zone 'UTC', ${TIME}), 'ended_at', to_char(d.ended_at at time zone 'UTC', ${TIME}))
          order by d.given_at, d.direction_id) from case_directions d where d.case_id = c.case_id), '[]') as directions,
        exists (select from case_walls w where w.case_id in (select joined_cases(c.case_id))) as "joinedWall",
        coalesce((select jsonb_agg(e.body order by e.seq) from entries e where e.case_id = c.case_id), '[]') as entries,
        (select count(*)::int from alerts a where a.case_id = c.case_id and a.escalates is null) as alerts
      from cases c where ${after}::uuid is null or c.case_id > ${after}::uuid
      order by c.case_id limit ${PAGE}`.execute(tx);
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)?.caseId ?? null;
  }
}
