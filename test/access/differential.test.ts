// Three layers that agree: in random worlds, what the rule allows is what the database shows and the vault would open.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DataClass } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { relationOf, standingOf } from "#src/domain/access/relation.ts";
import { mayOpen, mayOpenOf } from "#src/vault/may-open.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { registerWalled } from "./support/registered.ts";
import { buildWorld, sightOf, TABLES, type World, world } from "./support/world.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

/** Worlds tried; `RETA_WORLDS` for a long night. */
const WORLDS = Number(process.env.RETA_WORLDS ?? 60);

test("let the same officers see the same rows, in any world", { timeout: 300_000 }, async () => {
  let decisions = 0;
  // Beside what is drawn in every world: cases as registrations leave them, with the walls those have raised.
  const registered = await registerWalled(server);
  expect(registered.filter(({ wall }) => wall !== null).length).toBeGreaterThan(3);
  const counts = {
    allowed: 0,
    refused: 0,
    walled: 0,
    opened: 0,
    entrusted: 0,
    below: 0,
    withheld: 0,
    delegated: 0,
  };
  await fc.assert(
    fc.asyncProperty(world, async (drawn) => {
      const drawnOnly = await buildWorld(server, drawn);
      const built = { ...drawnOnly, cases: [...drawnOnly.cases, ...registered] };
      try {
        for (const reader of built.readers) {
          const seen = await sightOf(server, built, reader);
          for (const [at, made] of built.cases.entries()) {
            const rule = ruleFor(built, reader, at);
            if (rule.cases && asked(built, reader, at).relation.prosecutedBelow) counts.below += 1;
            const expected = reader.suspended !== null ? NOTHING : rule;
            if (reader.suspended === "reader" && rule.cases) counts.withheld += 1;
            if (reader.suspended === "giver" && rule.cases) counts.delegated += 1;
            for (const table of TABLES) {
              const shown = seen[table].has(made.caseId);
              const about = () => `${table}: ${JSON.stringify({ reader, made, expected })}`;
              expect(shown, about()).toBe(expected[table]);
              counts[shown ? "allowed" : "refused"] += 1;
              decisions += 1;
            }
            if (made.wall !== null) counts.walled += 1;
            // The vault finds no session of theirs, and so is never asked.
            if (reader.suspended !== null) continue;
            const opens = opensOf(built, reader, at);
            expect(opens, JSON.stringify({ reader, made })).toEqual(namesFor(built, reader, at));
            // Of whom a service is told who they are: the rule, the database and the vault name the same persons.
            const told = seen.entrusted.get(made.caseId) ?? [];
            expect(told, JSON.stringify({ reader, made })).toEqual(opens.persons);
            if (opens.classes.includes(true)) counts.opened += 1;
            if (opens.persons.length > 0) counts.entrusted += 1;
            decisions += 2;
          }
        }
      } finally {
        await built.remove();
      }
    }),
    { numRuns: WORLDS },
  );
  console.log(
    `rule, row-level security and vault: ${decisions} rows and openings in ${WORLDS} worlds, 0 disagreements`,
    counts,
  );
  expect(decisions).toBeGreaterThan(WORLDS * 50);
  // A world in which nothing is allowed, walled, or withheld from whoever is suspended or stands in for one, would prove nothing.
  expect(Math.min(counts.allowed, counts.refused, counts.walled)).toBeGreaterThan(50);
  expect(Math.min(counts.withheld, counts.delegated)).toBeGreaterThan(20);
  expect(Math.min(counts.entrusted, counts.below)).toBeGreaterThan(0);
});

/** What the suspended see, and whoever stands in for them, whatever else they are. */
const NOTHING = Object.fromEntries(TABLES.map((table) => [table, false])) as Record<
  (typeof TABLES)[number],
  boolean
>;

type Reading = (dataClass: DataClass, action?: "read" | "acknowledge") => boolean;

function asked(built: World, reader: World["readers"][number], at: number) {
  const made = built.cases[at] as World["cases"][number];
  const own = made.assignments.flatMap(({ reader: to, status }) =>
    built.readers[to]?.postingId === reader.postingId ? [status] : [],
  );
  const relation = relationOf(reader, { ...made, own }, built.now);
  const standing = standingOf(made, false);
  const may: Reading = (dataClass, action = "read") =>
    decideAccess({ role: reader.role, action, dataClass, relation, standing }).effect === "allow";
  return { made, relation, may };
}

/** The third layer: what the vault would open, by its own rule. */
function opensOf(built: World, reader: World["readers"][number], at: number) {
  const made = built.cases[at] as World["cases"][number];
  const holders = made.assignments.flatMap(({ reader: to, status }) =>
    status === "assigned" ? [built.readers[to]?.postingId ?? ""] : [],
  );
  const { officerId: registeredBy, receivedAt, handedOver, proposed: waiting } = made;
  const wall = made.wall && {
    prosecutorOnly: made.wall.side === "prosecutor",
    officers: made.wall.namedOfficers,
    units: made.wall.hiddenUnits,
  };
  const entrusted = Object.fromEntries(
    made.assignments.map(({ reader: to, entrusted: persons }) => [
      built.readers[to]?.postingId ?? "",
      persons,
    ]),
  );
  const known = { registeredBy, receivedAt, handedOver, waiting, holders, entrusted, wall };
  const open = mayOpen(reader, known, built.now);
  const classes = (["suspect", "victim", "minor-victim", "complainant"] as const).map((one) => open.has(one));
  return { classes, persons: mayOpenOf(reader, known) };
}

function namesFor(built: World, reader: World["readers"][number], at: number) {
  const { made, may } = asked(built, reader, at);
  const own = made.assignments.find(({ reader: to }) => built.readers[to]?.postingId === reader.postingId);
  const persons = may("entrusted-identity") ? (own?.entrusted ?? []) : [];
  const classes = ["suspect-identity", "victim-identity", "minor-identity", "complainant-identity"] as const;
  return { classes: classes.map((one) => may(one)), persons };
}

function ruleFor(
  built: World,
  reader: World["readers"][number],
  at: number,
): Record<(typeof TABLES)[number], boolean> {
  const { made, relation, may } = asked(built, reader, at);
  const facts = may("facts");
  // Who registered a case is told when its alert was received, without being told where.
  const told =
    ["registrar", "hotline-operator"].includes(reader.role) &&
    relation.registered &&
    made.wall === null &&
    made.alertedUnits.length > 0;
  return {
    cases: may("metadata"),
    entries: facts,
    case_people: facts,
    case_assignments: may("metadata") && made.assignments.length > 0,
    alerts: told || may("alerts", "acknowledge"),
    // Who decides on corrections is told that it is walled, and neither why nor from whom.
    case_walls: made.wall !== null && may("metadata") && reader.role !== "amender",
    case_parts: may("own-part"),
  };
}
