// What the rule says of a drawn world: who reads which table, whose names open, and who may write what.
import type { Action, DataClass } from "#src/domain/access/access-question.ts";
import { decideAccess } from "#src/domain/access/decide-access.ts";
import { asDelegated } from "#src/domain/access/delegation.ts";
import { commands } from "#src/domain/access/duties.ts";
import { relationOf, standingOf } from "#src/domain/access/relation.ts";
import { decideSecond } from "#src/domain/access/second-person.ts";
import { partKindOf } from "#src/domain/case/part.ts";
import type { UnlockClass } from "#src/schema/unlock.ts";
import type { Ground, World, WorldCase, WorldReader } from "./world.ts";
import { type TABLES, WRITES, type Write } from "./world-sight.ts";

export type ByTable = Record<(typeof TABLES)[number], boolean>;

export function askRule(built: World, reader: WorldReader, made: WorldCase) {
  const mine = made.assignments.filter(({ postingId }) => postingId === reader.postingId);
  const ties = { ...made, own: mine.map(({ status }) => status as "assigned") };
  const relation = relationOf(reader, ties, built.now);
  // Whom a wall named that was lifted without clearing them, in this case or in one joined with it.
  if (made.barred.includes(reader.officerId)) relation.named = true;
  const question = { role: reader.role, relation, standing: standingOf(made, false) };
  /** As by the posting itself, whoever exercises it. */
  const mayOfPost = (dataClass: DataClass, action: Action = "read") =>
    decideAccess({ ...question, action, dataClass }).effect === "allow";
  const may = (dataClass: DataClass, action: Action = "read") =>
    decideAccess({ ...question, action, dataClass, ...asDelegated(reader.delegation) }).effect === "allow";
  return { relation, may, mayOfPost, entrusted: mine.flatMap(({ persons }) => persons) };
}

/**
 * The rows shown. By a delegation without the right to read cases the database keeps what says something (entries, people);
 * that a case or an alert is there it shows to the posting, and the door and the rule keep it (decision 0097).
 */
export function rowsFor(built: World, reader: WorldReader, made: WorldCase): ByTable {
  const { relation, may, mayOfPost } = askRule(built, reader, made);
  const [there, facts] = [mayOfPost("metadata"), may("facts")];
  // Who registered a case is told when its alert was received, without being told where.
  const told =
    ["registrar", "hotline-operator"].includes(reader.role) &&
    relation.registered &&
    made.wall === null &&
    !relation.named &&
    made.alertedUnits.length > 0;
  return {
    cases: there,
    entries: facts,
    case_people: facts,
    case_assignments: there && made.assignments.length > 0,
    alerts: told || mayOfPost("alerts", "acknowledge"),
    // Who decides on corrections is told that it is walled, and neither why nor from whom.
    case_walls: made.ownWall && there && reader.role !== "amender",
    case_parts: mayOfPost("own-part"),
  };
}

const IDENTITIES = ["suspect-identity", "victim-identity", "minor-identity", "complainant-identity"] as const;

/** Whose names open, in the order of `IDENTITIES`; of an officer without a session, nobody's. */
export function namesFor(built: World, reader: WorldReader, made: WorldCase) {
  if (reader.standing !== "in-force") return { classes: IDENTITIES.map(() => false), persons: [] };
  const { may, entrusted } = askRule(built, reader, made);
  return {
    classes: IDENTITIES.map((one) => may(one)),
    persons: may("entrusted-identity") ? [...entrusted].sort() : [],
  };
}

/**
 * What the rule lets be written of each kind, and within what the database may let more be written: row-level security
 * decides on rows, and which kind of entry a role adds to a case it reads is the rule's alone (decision 0097).
 */
export function writesFor(built: World, reader: WorldReader, made: WorldCase) {
  const { may, mayOfPost } = askRule(built, reader, made);
  const writes = partKindOf(reader.role) === undefined;
  const lets: Record<Write, boolean> = {
    supplement: may("facts", "add"),
    amendment: may("facts", "propose"),
    decision: may("facts", "decide"),
    take: may("metadata", "take"),
    assign: may("metadata", "assign"),
    // Whoever reads a part alone writes through a function of the database, and no row themselves.
    offer: writes && may("metadata", "hand-over"),
    "offer-for": false,
    accept: writes && may("metadata", "accept"),
    wall: may("facts", "wall"),
    direct: may("facts", "direct"),
    "carry-out": may("facts", "carry-out"),
    acknowledge: may("alerts", "acknowledge") && made.alertedUnits.length > 0,
  };
  // Whoever stands in writes nothing but what was delegated: who has a case, and that an alert was heard.
  const rights = reader.delegation?.rights;
  const within = (one: Write) => {
    if (one === "acknowledge") return rights === undefined ? rowsFor(built, reader, made).alerts : lets[one];
    // A prosecutor is taken off a case by none.
    if (one === "offer-for" && ["prosecutor", "prosecutor-liaison"].includes(reader.role)) return false;
    if (rights === undefined) return may("facts");
    const step = ["take", "assign", "offer", "offer-for", "accept"].includes(one);
    return step && rights.includes("assign-cases") && mayOfPost("facts");
  };
  return WRITES.map((kind) => ({ kind, lets: lets[kind], within: within(kind) }));
}

/** Whether the first may ask to have this opened, and the second agree to it. */
export function unlockFor(
  built: World,
  { below }: Ground,
  made: WorldCase,
  { first, second, dataClass }: { first: WorldReader; second: WorldReader; dataClass: UnlockClass },
) {
  const there = (one: WorldReader) => one.standing === "in-force";
  const asks =
    there(first) && first.delegation === null && askRule(built, first, made).may(dataClass, "unlock");
  const units = second.heldIn;
  const over = (one: string, other: string) => below.get(one)?.includes(other) === true;
  const above = units.some((unit) => over(first.unitId, unit));
  const under = units.some((unit) => over(unit, first.unitId));
  const decision = decideSecond({
    ...{ role: second.role, dataClass, delegated: false },
    sameOfficer: first.officerId === second.officerId,
    samePosting: first.postingId === second.postingId,
    underFirst: above && commands(first.role),
    inLine: above || under,
  });
  const agrees =
    there(second) &&
    second.delegation === null &&
    // Nobody is asked about a case outside whose wall they stand; otherwise any officer of rank may be asked.
    isLetThrough(built, second, made) &&
    decision.effect === "allow";
  return { asks, agrees };
}

const isLetThrough = (built: World, reader: WorldReader, made: WorldCase) => {
  const { relation } = askRule(built, reader, made);
  return !relation.named && (made.wall === null || relation.wallOwner);
};
