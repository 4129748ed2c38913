// The wall an entry raises: what it says is looked up among the staff by keyed marks, then the rule decides.
import { findFirstWord } from "#src/database/first-words.ts";
import { findNamed } from "#src/database/staff-marks.ts";
import type { Transaction } from "#src/database/transact.ts";
import type { WallColumns } from "#src/database/walls.ts";
import { firstWordCounts } from "#src/domain/access/first-word.ts";
import { countsFrom, raiseWall } from "#src/domain/access/raise-wall.ts";
import { type RoutedAlert, routeWallAlerts } from "#src/domain/alerts/route-alerts.ts";
import { dayIn } from "#src/domain/case/day-in.ts";
import type { Heard } from "#src/domain/case/heard.ts";
import { numbersSaid, type SaidOfOfficers, saidOfOfficers } from "#src/domain/case/said-of-officers.ts";
import { barredBy, type Wall } from "#src/domain/case/wall.ts";
import { readNarrative } from "#src/domain/classification/narrative.ts";
import type { EntryKind } from "#src/schema/entry.ts";
import type { NamedOfficer, SealedWall } from "#src/schema/wall.ts";
import type { Context, Register } from "./context.ts";
import type { Read } from "./fold.ts";
import type { LoadedCase } from "./load-case.ts";

/** Where and when the entry was made, for the units it concerns. */
export interface At {
  unitId: string;
  stationPlace: string | null;
  factsPlace: string | null;
  now: string;
}

/** Whether anything in it has to be looked up among the staff; what the answer is then makes no difference in time. */
export const namesNumbers = (said: SaidOfOfficers): boolean => numbersSaid(said).length > 0;

/** Staff members whose numbers stand in what is said. */
export const findNamedIn = (
  tx: Transaction,
  register: Register,
  said: SaidOfOfficers,
  now: string,
): Promise<NamedOfficer[]> => findNumbered(tx, register, numbersSaid(said), now);

function findNumbered(
  tx: Transaction,
  { staffMarks, rules, training }: Register,
  numbers: readonly string[],
  now: string,
): Promise<NamedOfficer[]> {
  // Practice cases leave no trace in the register: they would tell, one number after the other, who is of the staff.
  if (training || staffMarks.lost) return Promise.resolve([]);
  const marks = numbers.map((number) => staffMarks.of(number));
  return findNamed(tx, marks, countsFrom(dayIn(rules.pack.manifest.timeZone, now)));
}

/** The wall it raises, or null. `read`: a text that has been read already, most often the same. */
export function wallOf(
  { rules, staffMarks, training }: Register,
  said: SaidOfOfficers,
  named: readonly NamedOfficer[],
  { unitId, factsPlace, now }: At,
  inPassing: readonly string[] = [],
  read: Read | null = null,
): SealedWall | null {
  const readings = said.texts.map((text) =>
    text === read?.text ? read.reading : readNarrative(text, rules.lexicon),
  );
  return raiseWall(
    {
      suspects: said.suspects,
      words: readings.flatMap(({ officials }) => officials),
      declared: said.declared,
      named,
      inPassing,
      unchecked: staffMarks.lost && !training && namesNumbers(said),
      unitId,
      factsPlace,
      day: dayIn(rules.pack.manifest.timeZone, now),
    },
    rules.pack.alertRules.wall,
    rules.units,
  );
}

/** The wall that an entry added to a case raises, or null. */
export async function wallSaidIn(
  { tx, register, now }: Pick<Context, "tx" | "register" | "now">,
  at: At,
  kind: EntryKind,
  content: Record<string, unknown>,
): Promise<SealedWall | null> {
  const said = saidOfOfficers(kind, content);
  const named = namesNumbers(said) ? await findNamedIn(tx, register, said, now) : [];
  // A telephone number may be an identity card by chance: of what is added later only a suspect's own document decides
  // whether the case is taken from internal affairs. Who says that it concerns an officer means whom it names.
  const declares = kind === "wall" && content.step === "declare";
  const meant =
    declares || named.length === 0 ? named : await findNamedIn(tx, register, { ...said, texts: [] }, now);
  const inPassing = named
    .map(({ officerId }) => officerId)
    .filter((id) => !meant.some(({ officerId }) => officerId === id));
  return wallOf(register, said, named, at, inPassing);
}

/**
 * The wall that an answer at the receipt raises, or null. Only a number in a text names anybody in it, and a telephone's may
 * be one by chance. `unchecked`: not every number of staff is known, so that one that is nobody's may be somebody's.
 */
export async function wallHeard(
  { tx, register, now }: Pick<Context, "tx" | "register" | "now">,
  { unitId, factsPlace }: At,
  { numbers, words }: Heard,
  unchecked: boolean,
): Promise<SealedWall | null> {
  const { rules } = register;
  const named = numbers.length > 0 ? await findNumbered(tx, register, numbers, now) : [];
  return raiseWall(
    {
      ...{ suspects: [], declared: [], words, named, unitId, factsPlace },
      inPassing: named.map(({ officerId }) => officerId),
      unchecked: unchecked && numbers.length > 0,
      day: dayIn(rules.pack.manifest.timeZone, now),
    },
    rules.pack.alertRules.wall,
    rules.units,
  );
}

/** Where an entry added to this case is: the registering station's, whoever adds. */
export const placedAt = ({ register, now }: Pick<Context, "register" | "now">, { line }: LoadedCase): At => ({
  unitId: line.unitId,
  stationPlace: register.rules.units.units.get(line.unitId)?.place ?? null,
  factsPlace: line.placeCode,
  now,
});

/** Officers whose consent to lift it counts no more: suspended since, or no longer in the posting they gave it under. */
export async function lapsedConsents(
  tx: Transaction,
  { consents }: Pick<Wall, "consents">,
): Promise<string[]> {
  const lapsed: string[] = [];
  for (const { officerId, postingId } of consents)
    if (!firstWordCounts("wall-lift", await findFirstWord(tx, { officerId, postingId })))
      lapsed.push(officerId);
  return lapsed.sort();
}

/** Whom a wall lets hear of the case. */
export function wallAlerts(
  { rules }: Register,
  wall: Pick<SealedWall, "side"> & { hiddenUnits: readonly string[] },
  at: At,
): RoutedAlert[] {
  const { pack, units } = rules;
  const day = dayIn(pack.manifest.timeZone, at.now);
  return routeWallAlerts(pack.alertRules.wall, units, wall, [at.factsPlace, at.stationPlace], day);
}

/** Whom the case is hidden from by name, beside whom the standing wall names. */
export const projectBarred = (entries: Parameters<typeof barredBy>[0], wall: Wall | null): string[] =>
  barredBy(entries).filter((officerId) => wall?.namedOfficers.includes(officerId) !== true);

/** The wall as its row for reading. */
export function projectWall(wall: Wall | null): WallColumns | null {
  if (wall === null) return null;
  return {
    side: wall.side,
    causes: wall.causes,
    named_officers: wall.namedOfficers,
    hidden_units: wall.hiddenUnits,
    consents: wall.consents.map(({ role }) => role),
    raised_at: wall.raisedAt,
  };
}
