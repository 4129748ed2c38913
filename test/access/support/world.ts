// A drawn world in the database: its officers with their postings and sessions, its cases as sealed entries in the log, and
// the tables for reading as the register itself folds them from those.
import { randomBytes, randomUUID } from "node:crypto";
import { projectAssignments, projectParts, standingOf as projectStanding } from "#src/actions/fold.ts";
import { foldBodies } from "#src/actions/load-case.ts";
import { projectBarred, projectWall } from "#src/actions/raise-wall.ts";
import { commands } from "#src/domain/access/duties.ts";
import type { Reader } from "#src/domain/access/relation.ts";
import type { CaseTies } from "#src/schema/case-ties.ts";
import type { DelegableRight } from "#src/schema/delegation.ts";
import type { Entry } from "#src/schema/entry.ts";
import { newComplaint } from "../../support/complaints.ts";
import type { TestServer } from "../../support/server.ts";
import type { Drawn, DrawnCase, DrawnReader } from "./world-draw.ts";
import { type Outsiders, writeEntries } from "./world-entries.ts";
import { type Posted, wallOf } from "./world-wall.ts";

export interface WorldReader extends Reader {
  postingId: string;
  /** Another posting of the same officer; the same one where there is none. */
  otherPostingId: string;
  standing: DrawnReader["standing"];
  /** What is exercised of the posting, where it is another's. */
  delegation: { rights: readonly DelegableRight[] } | null;
  /** Units of the postings in force, those stood in for among them. */
  heldIn: readonly string[];
  /** The hash of the session's token. */
  session: string;
}

export interface WorldCase extends Omit<CaseTies, "own"> {
  caseId: string;
  status: string;
  /** By posting, how it stands to the case, and who is entrusted to it. */
  assignments: { postingId: string; status: string; persons: readonly string[] }[];
  barred: readonly string[];
  /** The wall, or a part of it, is its own, and not only that of a case it is joined with. */
  ownWall: boolean;
  unlock: DrawnCase["unlock"] | null;
}

export interface World {
  now: string;
  readers: WorldReader[];
  cases: WorldCase[];
}

/** What does not change from world to world. */
export interface Ground {
  server: TestServer;
  /** A registered case, the pattern of all others. */
  pattern: Entry;
  victims: readonly string[];
  below: ReadonlyMap<string, readonly string[]>;
  above: ReadonlyMap<string, readonly string[]>;
  units: ReadonlyMap<string, { kind: string; top: boolean }>;
  outsiders: Outsiders;
}

export async function layGround(server: TestServer): Promise<Ground> {
  const complaint = newComplaint();
  const client = await server.signIn("registrar");
  await client.send("POST", "/api/complaints", complaint);
  const [entry] = await server.rows<{ body: Entry }>("select body from entries where case_id = $1", [
    complaint.caseId,
  ]);
  const spans = await server.rows<{ above: string; below: string }>(
    "select ancestor_id as above, descendant_id as below from unit_closure",
  );
  const units = await server.rows<{ id: string; kind: string; top: boolean }>(
    "select unit_id as id, kind, parent_id is null as top from units",
  );
  const posted = await server.rows<{ login: string; officerId: string; postingId: string; unitId: string }>(
    `select login, officer_id as "officerId", posting_id as "postingId", unit_id as "unitId"
     from postings join officers using (officer_id)`,
  );
  const of = (login: string) => posted.find((one) => one.login === login) as Outsiders["receiver"];
  if (entry === undefined) throw new Error("nothing was registered");
  return {
    server,
    pattern: entry.body,
    victims: complaint.complaint.victims.map(({ personId }) => personId),
    below: grouped(spans, ({ above, below }) => [above, below]),
    above: grouped(spans, ({ above, below }) => [below, above]),
    units: new Map(units.map(({ id, ...unit }) => [id, unit])),
    outsiders: { receiver: of("registrar2"), affairs: of("affairs"), prosecutor: of("auditor") },
  };
}

function grouped<T>(rows: readonly T[], of: (row: T) => [string, string]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const [key, value] = of(row);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}

export async function buildWorld(ground: Ground, drawn: Drawn): Promise<World> {
  const [{ now } = { now: new Date() }] = await ground.server.rows<{ now: Date }>("select now() as now");
  const people = drawn.readers.map((one) => hire(ground, one, now));
  const readers = people.map(({ reader }) => reader);
  await writeOfficers(ground.server, people);
  const cases = drawn.cases.map((one, at): WorldCase & { drawn: DrawnCase; mergedInto: number | null } => ({
    caseId: randomUUID(),
    officerId: readers[one.registeredBy]?.officerId ?? "",
    unitId: one.unitId,
    receivedAt: new Date(now.getTime() - one.hours * 3_600_000).toISOString(),
    alertedUnits: one.alertedUnits,
    handedOver: one.handedOver,
    proposed: one.pending,
    decidedBy: one.deciders.map((by) => readers[by]?.officerId ?? ""),
    status: one.status === "merged" && at === 0 ? "open" : one.status,
    mergedInto: one.status === "merged" && at > 0 ? one.into % at : null,
    assignments: one.assignments.flatMap(({ reader, posting, status, entrusted }) => {
      const to = readers[reader];
      if (to === undefined || status === "released") return [];
      const postingId = posting === "other" ? to.otherPostingId : to.postingId;
      const persons = status === "assigned" ? entrusted.map((which) => ground.victims[which] ?? "") : [];
      return [{ postingId, status, persons }];
    }),
    prosecutorUnits: [],
    barred: one.wall === null ? one.barred.map((at) => readers[at]?.officerId ?? "") : [],
    wall: null,
    ownWall: one.wall !== null,
    unlock: one.unlock,
    drawn: one,
  }));
  const posted = people.flatMap(({ postings }) => postings);
  const rows = new Map(posted.map((one) => [one.postingId, one]));
  for (const one of cases) {
    one.prosecutorUnits = one.assignments.flatMap(({ postingId, status }) => {
      const to = rows.get(postingId);
      const prosecutes = to?.role === "prosecutor" || to?.role === "prosecutor-liaison";
      return status === "assigned" && prosecutes ? [to.unitId] : [];
    });
    if (one.handedOver)
      one.assignments.push({
        postingId: ground.outsiders.receiver.postingId,
        status: "assigned",
        persons: [],
      });
  }
  const joined = joinedOf(cases.map(({ mergedInto }) => mergedInto));
  const raised = cases.map(
    ({ drawn: { wall } }) =>
      wall && {
        side: wall.side,
        namedOfficers: wall.named.map((at) => readers[at]?.officerId ?? ""),
        hiddenUnits: wall.hiddenUnits,
        raisedAt: new Date(now.getTime() - wall.raised * 86_400_000).toISOString(),
      },
  );
  const written = cases.map((one, at) => ({
    one,
    wall: raised[at] ?? null,
    entries: writeEntries(ground, one, raised[at] ?? null, one.drawn, { readers, rows }),
  }));
  for (const [at, one] of cases.entries()) {
    const group = joined[at] ?? [];
    one.wall = wallOf(
      ground,
      posted,
      group.flatMap((other) => raised[other] ?? []),
      now,
    );
    one.barred = [...new Set(group.flatMap((other) => barredOf(cases[other]?.drawn, readers)))];
  }
  await writeCases(ground, written, (into) => cases[into]?.caseId ?? null);
  return {
    now: now.toISOString(),
    readers,
    cases: cases.map(({ drawn: _, mergedInto: __, ...one }) => one),
  };
}

const barredOf = (one: DrawnCase | undefined, readers: readonly WorldReader[]): string[] =>
  one === undefined || one.wall !== null ? [] : one.barred.map((at) => readers[at]?.officerId ?? "");

// Which cases a wall around each is around as well: those that went into one another, itself among them.
function joinedOf(into: readonly (number | null)[]): number[][] {
  const root = (at: number): number => {
    const next = into[at];
    return next === null || next === undefined ? at : root(next);
  };
  return into.map((_, at) => into.flatMap((__, other) => (root(other) === root(at) ? [other] : [])));
}

interface Hired {
  reader: WorldReader;
  login: string;
  giver: string;
  postings: Posted[];
}

const day = (now: Date, days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();

function hire({ units, below }: Ground, drawn: DrawnReader, now: Date): Hired {
  const [officerId, giver] = [randomUUID(), randomUUID()];
  const { role: ownRole, unitId: ownUnit } = drawn;
  const same = (one: { role: string; unitId: string }, two: { role: string; unitId: string }) =>
    one.role === two.role && one.unitId === two.unitId;
  // Nobody holds the same post twice at one time.
  const standsIn = drawn.standsIn !== null && !same(drawn.standsIn, drawn) ? drawn.standsIn : null;
  const alone = standsIn === null && drawn.standing === "giver-suspended";
  const standing = alone ? "in-force" : drawn.standing;
  const own: Posted = {
    ...{ postingId: randomUUID(), officerId, unitId: ownUnit, role: ownRole, from: day(now, -800) },
    ...{ to: standing === "ended" && standsIn === null ? day(now, -1) : null },
    ...{ delegatedFrom: null, rights: null },
  };
  const lent = standsIn && {
    ...{ postingId: randomUUID(), officerId: giver, unitId: standsIn.unitId, role: standsIn.role },
    ...{ from: day(now, -800), to: null, delegatedFrom: null, rights: null },
  };
  const delegated: Posted | null = lent && {
    ...lent,
    ...{ postingId: randomUUID(), officerId, delegatedFrom: lent.postingId, rights: standsIn.rights },
    ...{ from: day(now, -2), to: day(now, standing === "ended" ? -1 : 1) },
  };
  const others = drawn.others
    .filter(
      (one, at) => ![drawn, standsIn ?? drawn, ...drawn.others.slice(0, at)].some((two) => same(one, two)),
    )
    .map(({ role, unitId, held }): Posted => {
      const [from, to] = { now: [-400, null], lately: [-500, -100], "long-ago": [-1500, -900] }[held];
      return {
        ...{ postingId: randomUUID(), officerId, unitId, role, from: day(now, from ?? 0) },
        ...{ to: to === null ? null : day(now, to ?? 0), delegatedFrom: null, rights: null },
      };
    });
  const { role, unitId, postingId } = delegated ?? own;
  const since = (one: Posted) => (one.delegatedFrom === null ? day(now, -730) : now.toISOString());
  const held = [own, ...others, ...(delegated ? [delegated] : [])];
  const reader: WorldReader = {
    ...{ officerId, postingId, unitId, role: role as WorldReader["role"], standing },
    otherPostingId: (delegated ? own : (others[0] ?? own)).postingId,
    delegation: standsIn && { rights: standsIn.rights },
    unitKind: units.get(unitId)?.kind ?? "",
    postedIn: held.filter((one) => one.to === null || one.to > since(one)).map((one) => one.unitId),
    heldIn: held.filter((one) => one.to === null || one.to > now.toISOString()).map((one) => one.unitId),
    offices: role === "prosecutor" ? (below.get(unitId) ?? []).filter((one) => one !== unitId) : [],
    units: commands(role as WorldReader["role"]) ? (below.get(unitId) ?? []) : [unitId],
    session: randomBytes(32).toString("hex"),
  };
  return { reader, login: officerId, giver, postings: [...held, ...(lent ? [lent] : [])] };
}

async function writeOfficers(server: TestServer, people: readonly Hired[]): Promise<void> {
  await put(
    server,
    "officers",
    people.flatMap(({ reader: { officerId, standing }, giver }) => [
      {
        officer_id: officerId,
        login: officerId,
        name: "O",
        suspended_at: standing === "suspended" ? "now" : null,
      },
      {
        officer_id: giver,
        login: giver,
        name: "G",
        suspended_at: standing === "giver-suspended" ? "now" : null,
      },
    ]),
  );
  const postings = people.flatMap((one) => one.postings);
  const rowOf = (one: Posted) => ({
    ...{ posting_id: one.postingId, officer_id: one.officerId, unit_id: one.unitId, role: one.role },
    ...{ valid_from: one.from, valid_to: one.to, delegated_from: one.delegatedFrom, rights: one.rights },
  });
  await put(server, "postings", postings.filter((one) => one.delegatedFrom === null).map(rowOf));
  await put(server, "postings", postings.filter((one) => one.delegatedFrom !== null).map(rowOf));
  await put(
    server,
    "sessions",
    people.map(({ reader: { session, officerId, postingId } }) => ({
      ...{ session_hash: `\\x${session}`, officer_id: officerId, posting_id: postingId },
      expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    })),
  );
}

/** Rows of one table, all with the same columns; past every right. */
export async function put(server: TestServer, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).map((column) => `"${column}"`);
  if (columns.length === 0) return;
  await server.rows(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

async function writeCases(
  { server, pattern }: Ground,
  written: readonly {
    one: WorldCase & { mergedInto: number | null };
    entries: readonly { body: Entry; hash: string }[];
  }[],
  idOf: (into: number) => string | null,
): Promise<void> {
  const folded = written.map(({ one, entries }) => {
    const bodies = entries.map(({ body }) => body);
    return { one, entries, bodies, state: foldBodies(bodies), last: entries.at(-1) };
  });
  const rows = folded.map(({ one, state, entries, last }) => {
    const { status, closingOutcome, pending, decidedBy } = projectStanding(state);
    const merged = one.mergedInto === null ? null : idOf(one.mergedInto);
    return {
      ...{ case_id: one.caseId, case_number: `T${randomUUID().slice(0, 12)}`, unit_id: one.unitId },
      ...{ officer_id: one.officerId, received_at: one.receivedAt, handed_over: state.handedOver },
      ...{ pending, decided_by: decidedBy, closing_outcome: closingOutcome, merged_into: merged },
      ...{ status: merged === null ? status : "merged", walled: one.wall !== null },
      ...{ entry_count: entries.length, last_hash: `\\x${last?.hash}` },
    };
  });
  await server.rows(
    `insert into cases select (jsonb_populate_record(c, one)).* from cases c, jsonb_array_elements($2::jsonb) as one
     where c.case_id = $1`,
    [pattern.caseId, JSON.stringify(rows)],
  );
  const all = written.flatMap(({ entries }) => entries);
  await put(
    server,
    "entries",
    all.map(({ body, hash }) => ({
      ...{ entry_id: body.entryId, case_id: body.caseId, seq: body.seq, kind: body.kind, body },
      ...{ officer_id: body.officerId, posting_id: body.postingId, received_at: body.receivedAt },
      ...{ entry_hash: `\\x${hash}`, previous_hash: body.previousHash && `\\x${body.previousHash}` },
    })),
  );
  await server.rows(
    `insert into case_people select (jsonb_populate_record(p, jsonb_build_object('case_id', id))).* from case_people p,
       unnest($2::uuid[]) as id where p.case_id = $1`,
    [pattern.caseId, written.map(({ one }) => one.caseId)],
  );
  await put(
    server,
    "alerts",
    folded.flatMap(({ one, entries }) =>
      one.alertedUnits.map((unitId) => ({
        ...{
          alert_id: randomUUID(),
          case_id: one.caseId,
          entry_id: entries[0]?.body.entryId,
          unit_id: unitId,
        },
        ...{ registered_by: one.officerId, rule: "consistent", urgency: "immediate", level: 0 },
        ...{ suggested_by_narrative: false, raised_at: new Date().toISOString() },
      })),
    ),
  );
  const of = (made: (one: (typeof folded)[number]) => readonly object[]) =>
    folded.flatMap((one) => made(one).map((row) => ({ case_id: one.one.caseId, ...row })));
  await put(
    server,
    "case_assignments",
    of(({ state }) => projectAssignments(state)),
  );
  await put(
    server,
    "case_parts",
    of(({ state }) => projectParts(state)),
  );
  await put(
    server,
    "case_walls",
    of(({ state }) => [projectWall(state.wall)].flatMap((one) => one ?? [])),
  );
  await put(
    server,
    "case_barred",
    of(({ bodies, state }) => projectBarred(bodies, state.wall).map((officer_id) => ({ officer_id }))),
  );
  await put(
    server,
    "log_queue",
    all.map(({ hash }) => ({
      log: "entries",
      queued_at: new Date().toISOString(),
      entry_hash: `\\x${hash}`,
    })),
  );
}
