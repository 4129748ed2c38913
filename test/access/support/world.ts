// Random worlds of officers and cases, written straight into the tables, and what each officer then sees of them.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { sql } from "kysely";
import { findPart } from "#src/database/case-parts.ts";
import { transact } from "#src/database/transact.ts";
import type { Zone } from "#src/database/zones.ts";
import { commands } from "#src/domain/access/duties.ts";
import type { Reader } from "#src/domain/access/relation.ts";
import { partKindOf } from "#src/domain/case/part.ts";
import { Role } from "#src/schema/case.ts";
import type { StandingWall } from "#src/schema/case-ties.ts";
import { DELEGABLE_RIGHTS } from "#src/schema/delegation.ts";
import { newComplaint } from "../../support/complaints.ts";
import type { TestServer } from "../../support/server.ts";

// Two regions with their specialised units and stations, the nation, and the top: the tree in small. And two of another
// institution, one below the other.
const UNITS = [
  "pe-pnp",
  "pe-dirtepol-x-madre-de-dios",
  "pe-dirtepol-x-madre-de-dios-trata",
  "pe-st-170101",
  "pe-dirtepol-x-cusco",
  "pe-dirtepol-x-cusco-trata",
  "pe-st-080101",
  "pe-divintrap",
  "pe-mp-fistrap",
  "pe-mp-fistrap-madre-de-dios",
] as const;
const READERS = 8;
/** In every world these: of all roles alike hardly any of them would be given something. */
const ALWAYS: readonly { role: Role; unitId: (typeof UNITS)[number] }[] = [
  { role: "service-provider", unitId: "pe-st-170101" },
  { role: "prosecutor", unitId: "pe-mp-fistrap" },
  { role: "prosecutor", unitId: "pe-mp-fistrap-madre-de-dios" },
];
/** Victims of every case, as far as anybody is entrusted with them. */
const PERSONS = ["anyone", "another"] as const;

const unit = fc.constantFrom(...UNITS);
const assignment = fc.record({
  reader: fc.nat(READERS - 1),
  status: fc.oneof(
    { weight: 3, arbitrary: fc.constant("assigned" as const) },
    { weight: 2, arbitrary: fc.constantFrom("offered" as const, "approved" as const) },
  ),
  /** Which of the persons in it are entrusted to whoever has it. */
  entrusted: fc.subarray([...PERSONS], { minLength: 1 }),
});
const made = fc.record({
  unitId: unit,
  registeredBy: fc.nat(READERS - 1),
  /** Hours since it arrived: the hotline's operator loses it at 24. */
  hours: fc.constantFrom(1, 23, 25, 900),
  alertedUnits: fc.subarray([...UNITS]),
  handedOver: fc.boolean(),
  pending: fc.nat(1),
  deciders: fc.subarray(
    Array.from({ length: READERS }, (_, i) => i),
    { maxLength: 1 },
  ),
  assignments: fc
    .tuple(fc.boolean(), fc.uniqueArray(assignment, { maxLength: 3, selector: ({ reader }) => reader }))
    .map(([entrusts, some]) => [
      // The service is given a part in every other case.
      ...(entrusts ? [{ reader: 0, status: "assigned" as const, entrusted: [PERSONS[0]] }] : []),
      ...some.filter(({ reader }) => !entrusts || reader !== 0),
    ]),
  wall: fc.option(
    fc.record({
      side: fc.constantFrom("owners" as const, "prosecutor" as const),
      named: fc.subarray(
        Array.from({ length: READERS }, (_, i) => i),
        { maxLength: 2 },
      ),
      hiddenUnits: fc.subarray([...UNITS], { maxLength: 3 }),
    }),
    { freq: 2 },
  ),
});

export const world = fc.record({
  readers: fc.tuple(
    ...Array.from({ length: READERS }, (_, at) =>
      fc.record({
        role: ALWAYS[at] ? fc.constant(ALWAYS[at].role) : fc.constantFrom(...Role.options),
        unitId: ALWAYS[at] ? fc.constant(ALWAYS[at].unitId) : unit,
        // Suspended, or standing in for somebody who is: with every right that can be given.
        suspended: fc.constantFrom(null, null, null, null, null, null, "reader" as const, "giver" as const),
      }),
    ),
  ),
  cases: fc.array(made, { minLength: 1, maxLength: 5 }),
});
type Drawn = typeof world extends fc.Arbitrary<infer T> ? T : never;

export interface World {
  now: string;
  readers: (Reader & { postingId: string; suspended: "reader" | "giver" | null })[];
  cases: {
    caseId: string;
    officerId: string;
    unitId: string;
    receivedAt: string;
    alertedUnits: string[];
    prosecutorUnits: string[];
    handedOver: boolean;
    proposed: boolean;
    decidedBy: string[];
    status: string;
    assignments: Drawn["cases"][number]["assignments"];
    wall: StandingWall | null;
  }[];
  remove(): Promise<void>;
}

export const TABLES = [
  "cases",
  "entries",
  "case_people",
  "case_assignments",
  "alerts",
  "case_walls",
  "case_parts",
] as const;
export type Sight = Record<(typeof TABLES)[number], Set<string>> & {
  /** By case, of whom the database would have a service told who they are. */
  entrusted: Map<string, string[]>;
};

const patterns = new WeakMap<TestServer, Promise<string>>();

// One registered case is the pattern of all others.
function patternOf(server: TestServer): Promise<string> {
  const known = patterns.get(server);
  if (known !== undefined) return known;
  const complaint = newComplaint();
  const registered = server
    .signIn("registrar")
    .then((client) => client.send("POST", "/api/complaints", complaint))
    .then(() => complaint.caseId);
  patterns.set(server, registered);
  return registered;
}

export async function buildWorld(server: TestServer, drawn: Drawn): Promise<World> {
  const pattern = await patternOf(server);
  const below = await closure(server);
  const kinds = new Map(
    (await server.rows<{ id: string; kind: string }>("select unit_id as id, kind from units")).map(
      ({ id, kind }) => [id, kind],
    ),
  );
  const [{ now } = { now: "" }] = await server.rows<{ now: string }>("select now()::text as now");
  const [{ officer } = { officer: "" }] = await server.rows<{ officer: string }>(
    "select officer_id as officer from officers limit 1",
  );
  const readers = await Promise.all(
    drawn.readers.map(async ({ role, unitId, suspended }, at) => {
      const [officerId, postingId] = [randomUUID(), randomUUID()];
      const giver = suspended === "giver" ? randomUUID() : null;
      if (suspended !== null)
        await server.rows(
          "insert into officers (officer_id, login, name, suspended_at) values ($1::uuid, $1::text, 'S', now())",
          [giver ?? officerId],
        );
      const post = (id: string, of: string, from: string | null) =>
        server.rows(
          `insert into postings (posting_id, officer_id, unit_id, role, valid_from, valid_to, delegated_from, rights)
           values ($1, $2, $3, $4, '1990-01-01'::timestamptz + $5 * interval '2 days', '1990-01-02'::timestamptz + $5 * interval '2 days',
             $6::uuid, case when $6::uuid is not null then $7::text[] end)`,
          [id, of, unitId, role, at, from, DELEGABLE_RIGHTS],
        );
      // The giver's own, under an id by which it goes when the world does.
      if (giver !== null) await post(giver, giver, null);
      await post(postingId, officer, giver);
      return {
        officerId,
        postingId,
        unitId,
        role,
        suspended,
        unitKind: kinds.get(unitId) ?? "",
        offices: role === "prosecutor" ? (below.get(unitId) ?? []).filter((one) => one !== unitId) : [],
        units: commands(role) ? (below.get(unitId) ?? []) : [unitId],
      };
    }),
  );
  const cases = drawn.cases.map((one) => ({
    caseId: randomUUID(),
    officerId: readers[one.registeredBy]?.officerId ?? "",
    unitId: one.unitId,
    receivedAt: new Date(Date.parse(now) - one.hours * 3_600_000).toISOString(),
    alertedUnits: one.alertedUnits,
    prosecutorUnits: one.assignments.flatMap(({ reader, status }) => {
      const to = readers[reader];
      const prosecutes = to?.role === "prosecutor" || to?.role === "prosecutor-liaison";
      return status === "assigned" && prosecutes ? [to.unitId] : [];
    }),
    handedOver: one.handedOver,
    proposed: one.pending > 0,
    decidedBy: one.deciders.map((at) => readers[at]?.officerId ?? ""),
    status: "open",
    assignments: one.assignments,
    wall: one.wall && {
      side: one.wall.side,
      namedOfficers: one.wall.named.map((at) => readers[at]?.officerId ?? ""),
      hiddenUnits: one.wall.hiddenUnits,
    },
  }));
  for (const one of cases) await writeCase(server, pattern, one, readers);
  return {
    now: new Date(now).toISOString(),
    readers,
    cases,
    remove: () =>
      removeWorld(
        server,
        cases.map(({ caseId }) => caseId),
        readers,
      ),
  };
}

async function closure(server: TestServer): Promise<Map<string, string[]>> {
  const rows = await server.rows<{ above: string; below: string[] }>(
    "select ancestor_id as above, array_agg(descendant_id) as below from unit_closure group by 1",
  );
  return new Map(rows.map(({ above, below }) => [above, below]));
}

async function writeCase(
  server: TestServer,
  from: string,
  one: World["cases"][number],
  readers: World["readers"],
): Promise<void> {
  const { caseId, officerId, unitId, receivedAt, handedOver, wall } = one;
  const again = (table: string, change: object) =>
    server.rows(
      `insert into ${table} select (jsonb_populate_record(t, $2::jsonb)).* from ${table} t where case_id = $1 limit 1`,
      [from, JSON.stringify({ case_id: caseId, ...change })],
    );
  await again("cases", {
    case_number: `T${randomUUID().slice(0, 12)}`,
    unit_id: unitId,
    officer_id: officerId,
    received_at: receivedAt,
    handed_over: handedOver,
    pending: Number(one.proposed),
    decided_by: one.decidedBy,
    walled: wall !== null,
  });
  const hash = `\\x${caseId.replaceAll("-", "").padEnd(64, "0")}`;
  await again("entries", { entry_id: caseId, officer_id: officerId, entry_hash: hash });
  await again("case_people", {});
  for (const alerted of one.alertedUnits)
    await server.rows(
      `insert into alerts (alert_id, case_id, entry_id, unit_id, registered_by, rule, urgency, suggested_by_narrative, level, raised_at)
       values (gen_random_uuid(), $1, $1, $2, $3, 'consistent', 'immediate', false, 0, now())`,
      [caseId, alerted, officerId],
    );
  for (const { reader, status, entrusted } of one.assignments) {
    const to = readers[reader];
    await server.rows(
      `insert into case_assignments (case_id, posting_id, officer_id, unit_id, status, since, from_registrar)
       values ($1, $2, $3, $4, $5, now(), false)`,
      [caseId, to?.postingId, to?.officerId, to?.unitId, status],
    );
    // Whoever it is given to, and whatever the role: whose part it may not be sees no row of it.
    const victims = entrusted.map((personId) => ({ personId }));
    await server.rows("insert into case_parts (case_id, posting_id, part) values ($1, $2, $3)", [
      caseId,
      to?.postingId,
      JSON.stringify({ kind: partKindOf(to?.role ?? "") ?? "protection", facts: { victims } }),
    ]);
  }
  if (wall !== null)
    await server.rows(
      `insert into case_walls (case_id, side, causes, named_officers, hidden_units, consents, raised_at)
       values ($1, $2, '{}', $3, $4, '{}', now())`,
      [caseId, wall.side, wall.namedOfficers, wall.hiddenUnits],
    );
}

async function removeWorld(server: TestServer, ids: string[], readers: World["readers"]): Promise<void> {
  for (const table of [
    "case_parts",
    "case_walls",
    "case_assignments",
    "alerts",
    "case_people",
    "entries",
    "cases",
  ])
    await server.rows(`delete from ${table} where case_id = any($1)`, [ids]);
  const [{ givers } = { givers: [] }] = await server.rows<{ givers: string[] }>(
    `with gone as (delete from postings where posting_id = any($1) returning delegated_from)
     select coalesce(array_agg(delegated_from) filter (where delegated_from is not null), '{}') as givers from gone`,
    [readers.map(({ postingId }) => postingId)],
  );
  await server.rows("delete from postings where posting_id = any($1)", [givers]);
  await server.rows("delete from officers where officer_id = any($1)", [
    [...givers, ...readers.map(({ officerId }) => officerId)],
  ]);
}

/** The ids of the world's cases of which the reader sees a row, by table: under the reader's own context. */
export async function sightOf(
  server: TestServer,
  built: World,
  reader: World["readers"][number],
): Promise<Sight> {
  const ids = built.cases.map(({ caseId }) => caseId);
  const { officerId, postingId, unitId, role } = reader;
  const alerted = built.cases.flatMap(({ caseId, alertedUnits }) =>
    alertedUnits.map((unit) => [caseId, unit] as const),
  );
  const read = async (zone: Zone, tables: typeof TABLES) =>
    transact(server.house.real.pool.pool, { zone, officerId, postingId, unitId, role }, async (tx) => {
      const seen: [string, Set<string> | Map<string, string[]>][] = [];
      for (const table of tables) {
        // What the clock raises because a wall that was drawn leaves its case to prosecutors is not of this world.
        const drawn =
          table === "alerts"
            ? sql`(case_id, unit_id) in (select * from unnest(${alerted.map(([id]) => id)}::uuid[],
                ${alerted.map(([, unit]) => unit)}::text[]))`
            : sql`true`;
        const { rows } = await sql<{ id: string }>`
          select case_id as id from ${sql.table(table)} where case_id = any(${ids}) and ${drawn}`.execute(tx);
        seen.push([table, new Set(rows.map(({ id }) => id))]);
      }
      const parts = await Promise.all(ids.map(async (id) => [id, await findPart(tx, id)] as const));
      const told = parts.flatMap(([id, part]) =>
        part?.kind === "protection"
          ? [[id, (part.facts.victims as { personId: string }[]).map(({ personId }) => personId)] as const]
          : [],
      );
      seen.push(["entrusted", new Map(told)]);
      return seen;
    });
  const seen = await read("reta_cases", TABLES);
  return Object.fromEntries(seen) as Sight;
}
