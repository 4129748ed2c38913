// What the database shows a reader of a world, and what it lets them write: under their own context, nothing kept.
import { sql } from "kysely";
import { findPart } from "#src/database/case-parts.ts";
import { transact } from "#src/database/transact.ts";
import type { TestServer } from "../../support/server.ts";
import type { World, WorldCase, WorldReader } from "./world.ts";

export const TABLES = [
  "cases",
  "entries",
  "case_people",
  "case_assignments",
  "alerts",
  "case_walls",
  "case_parts",
] as const;

export interface Sight {
  /** By table, the cases of which a row is shown. */
  rows: Record<(typeof TABLES)[number], ReadonlySet<string>>;
  /** By case, of whom the database would have a service told who they are. */
  entrusted: ReadonlyMap<string, readonly string[]>;
  /** By case, whether it lets each of `WRITES` be written. */
  lets: ReadonlyMap<string, readonly boolean[]>;
}

/** What an entry may be, each as the register writes it. */
const CONTENTS = {
  supplement: { kind: "supplement", content: {} },
  amendment: { kind: "amendment", content: {} },
  decision: { kind: "amendment-decision", content: {} },
  take: { kind: "assignment", content: { act: "take" } },
  assign: { kind: "assignment", content: { act: "assign" } },
  offer: { kind: "assignment", content: { act: "offer" } },
  /** Of what somebody has who serves on. */
  "offer-for": { kind: "assignment", content: { act: "offer" } },
  accept: { kind: "assignment", content: { act: "accept" } },
  wall: { kind: "wall", content: { step: "declare" } },
  direct: { kind: "direction", content: { move: "order" } },
  "carry-out": { kind: "direction", content: { move: "done" } },
  /** Not an entry: the answer to one of the case's alerts. */
  acknowledge: { kind: "acknowledge", content: {} },
} as const;
export type Write = keyof typeof CONTENTS;
export const WRITES = Object.keys(CONTENTS) as Write[];

/**
 * Makes the function that tries to add entries as whoever calls it and takes each back again: an entry counts as let through
 * when its row and that of its case can both be written, which the register does in one transaction.
 */
export async function prepareTrials(server: TestServer): Promise<void> {
  // The clock escalates alerts and tells prosecutors: in a world those are alerted that were drawn.
  await server.rows(
    `create function reta.keep_as_drawn() returns trigger language plpgsql as 'begin return null; end'`,
  );
  await server.rows(`create trigger alerts_as_drawn before insert on alerts for each row
    when (current_user = 'reta_ledger') execute function reta.keep_as_drawn()`);
  await server.rows(`create function reta.tries(cases uuid[], kinds text[], contents jsonb[]) returns boolean[]
    language plpgsql set search_path to 'reta', 'pg_temp' as $$
    declare result boolean[] := '{}'; one uuid; folded int;
    begin
      foreach one in array cases loop
        for i in 1 .. cardinality(kinds) loop
          begin
            if kinds[i] = 'acknowledge' then
              insert into alert_acknowledgements (alert_id, officer_id, posting_id, acknowledged_at)
              select alert_id, context_officer(), context_posting(), now() from alerts where case_id = one limit 1;
              get diagnostics folded = row_count;
              raise exception using errcode = case when folded > 0 then 'RT001' else 'RT002' end;
            end if;
            update cases set last_received_at = now() where case_id = one;
            get diagnostics folded = row_count;
            if folded > 0 then
              insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
              values (gen_random_uuid(), one, 1000, kinds[i], context_officer(), context_posting(), now(), sha256('\\x00'),
                sha256('\\x00'), jsonb_build_object('content', contents[i]));
            end if;
            raise exception using errcode = case when folded > 0 then 'RT001' else 'RT002' end;
          exception
            when sqlstate 'RT001' then result := result || true;
            when sqlstate 'RT002' or insufficient_privilege then result := result || false;
          end;
        end loop;
      end loop;
      return result;
    end $$`);
}

/** What is shown of all cases, and what may be written into those of `into`. */
export async function sightOf(
  server: TestServer,
  built: World,
  reader: WorldReader,
  into: readonly WorldCase[],
): Promise<Sight> {
  const ids = built.cases.map(({ caseId }) => caseId);
  const tryIn = into.map(({ caseId }) => caseId);
  const { officerId, postingId, unitId, role } = reader;
  const context = { zone: "reta_cases", officerId, postingId, unitId, role } as const;
  return transact(server.house.real.pool.pool, context, async (tx) => {
    const shown = await Promise.all(
      TABLES.map(async (table) => {
        const { rows } = await sql<{ id: string }>`
          select case_id as id from ${sql.table(table)} where case_id = any(${ids})`.execute(tx);
        return [table, new Set(rows.map(({ id }) => id))] as const;
      }),
    );
    const rows = Object.fromEntries(shown) as unknown as Sight["rows"];
    const parts = await Promise.all(
      [...rows.case_parts].map(async (id) => [id, await findPart(tx, id)] as const),
    );
    const told = parts.flatMap(([id, part]) =>
      part?.kind === "protection"
        ? [
            [
              id,
              (part.facts.victims as { personId: string }[]).map(({ personId }) => personId).sort(),
            ] as const,
          ]
        : [],
    );
    const other = built.readers.find((one) => one.standing === "in-force" && one.officerId !== officerId);
    const of: Partial<Record<Write, object>> = {
      offer: { from: postingId },
      "offer-for": { from: other?.postingId ?? null },
    };
    const tried = WRITES.map((one) => ({
      kind: CONTENTS[one].kind,
      content: { ...CONTENTS[one].content, ...of[one] },
    }));
    const { rows: answers } = await sql<{ lets: boolean[] }>`
      select reta.tries(${tryIn}::uuid[], ${tried.map(({ kind }) => kind)}::text[],
        ${tried.map(({ content }) => JSON.stringify(content))}::jsonb[]) as lets`.execute(tx);
    const lets = answers[0]?.lets ?? [];
    return {
      rows,
      entrusted: new Map(told),
      lets: new Map(tryIn.map((id, at) => [id, lets.slice(at * WRITES.length, (at + 1) * WRITES.length)])),
    };
  });
}
