// What one entry says that may concern an officer: ticks, marks of suspects, numbers, words, declarations. Read before sealing.
import type { Place, RouteLeg, Suspect, Vehicle, Victim } from "#src/schema/complaint.ts";
import type { EntryKind } from "#src/schema/entry.ts";
import type { VariableAnswers } from "#src/schema/variable.ts";
import { WALL_CAUSES, type WallCause } from "#src/schema/wall.ts";
import { documentKey } from "../identity/document.ts";

export interface SaidOfOfficers {
  suspects: readonly Partial<Suspect>[];
  /** All free text of it in which somebody may be named; no wording is read across two of them. A narrative is the first. */
  texts: readonly string[];
  declared: readonly WallCause[];
}

/** Free text of a complaint or supplement in which somebody may be named; the administrator's questions are all of them. */
interface Told {
  personal?: { narrative?: string; otherPurpose?: string; clients?: string };
  place?: Place;
  recruitmentPlace?: Place;
  route?: readonly RouteLeg[];
  vehicles?: readonly Vehicle[];
  victims?: readonly Victim[];
  suspects?: readonly Suspect[];
  variables?: VariableAnswers;
}

/**
 * Of a complaint or supplement all it says; of every other entry the words that explain it, and of a proposal what it would
 * put there, before anybody has decided on it: who says so is enough, as it is at the counter. Assignments have no words.
 */
export function saidOfOfficers(kind: EntryKind, content: Record<string, unknown>): SaidOfOfficers {
  if (kind === "complaint" || kind === "supplement") {
    const told = content as Told;
    return {
      suspects: told.suspects ?? [],
      texts: textsOf(told.personal?.narrative, besideNarrative(told)),
      declared: tickedIn(content.officers),
    };
  }
  const { explanation } = (content.personal ?? {}) as { explanation?: string };
  if (kind === "amendment") return proposed(String(content.pointer), proposedValue(content), explanation);
  return {
    suspects: [],
    texts: textsOf(explanation),
    declared: kind === "wall" ? WALL_CAUSES.filter((cause) => cause === content.cause) : [],
  };
}

/** The ticks of the form by what they say. */
function tickedIn(codes: unknown): WallCause[] {
  const ticked = Array.isArray(codes) ? codes : [];
  return [
    ...(ticked.includes("involved") ? (["ticked"] as const) : []),
    ...(ticked.includes("relative") ? (["relative"] as const) : []),
  ];
}

function proposed(pointer: string, value: unknown, explanation: string | undefined): SaidOfOfficers {
  const [, list, , field, personal] = pointer.split("/");
  // Not who complains: see below.
  const told = typeof value === "string" && pointer.includes("/personal/") && list !== "complainant";
  const words = told ? value : undefined;
  const texts = textsOf(words, explanation);
  if (list !== "suspects" || field === undefined)
    return { suspects: [], texts, declared: list === "officers" ? tickedIn(value) : [] };
  const suspect = (
    personal === undefined ? { [field]: value } : { personal: { [personal]: value } }
  ) as object;
  return { suspects: [suspect], texts, declared: [] };
}

const proposedValue = ({ newValue, personal }: Record<string, unknown>): unknown =>
  newValue ?? (personal as { newValue?: unknown } | undefined)?.newValue;

// Who owns the place, who watched over her on the way, who the clients were. Not who complains, and no names, addresses or
// numbers of victims: a police officer who reports a case, or a victim who lives beside a station, says nothing of officers.
function besideNarrative(told: Told): string {
  const { personal, place, recruitmentPlace, route = [], vehicles = [], victims = [], suspects = [] } = told;
  const places = [place, recruitmentPlace, ...route.flatMap(({ from, to }) => [from, to])];
  return apart([
    ...suspects.flatMap((one) => [one.personal?.description, one.personal?.occupation]),
    ...victims.flatMap((one) => [one.personal?.description, one.personal?.debt, one.personal?.payment]),
    ...places.flatMap((one) => [one?.personal?.owner, one?.personal?.name, one?.personal?.signName]),
    ...route.flatMap((leg) => [leg.personal?.escort, leg.personal?.company, leg.personal?.notes]),
    ...vehicles.map((vehicle) => vehicle.personal?.description),
    ...[personal?.clients, personal?.otherPurpose],
    ...[told, ...victims, ...suspects].flatMap(({ variables }) =>
      Object.values(variables?.personal ?? {}).map(String),
    ),
  ]);
}

const isSaid = (text: string | undefined): text is string => text !== undefined && text !== "";
const textsOf = (...texts: readonly (string | undefined)[]): string[] => texts.filter(isSaid);

/** One text of many answers. Sentences stay apart, so that no wording is read across two. */
const apart = (texts: readonly (string | undefined)[]): string => texts.filter(isSaid).join("\n\n. ");

/** Longest run that is a number of somebody's: documents are shorter, phone lists longer. */
const NUMBER = /\d[\d\s.-]{5,18}\d/g;
/** As identity cards show it behind the number, and seldom anybody writes it: `10117410-2`. */
const CHECK_DIGIT = /\s?-\s?\d$/;
/** Numbers looked up for one entry: whoever fills a form with thousands gets no answer out of it. */
const NUMBERS_MAX = 200;

/**
 * Every number in it that may be a staff member's, digits only: a suspect's documents as written and as the identity card
 * in them, and in free text whatever has the length of a document. Which of them is one, only the register's marks say.
 */
export function numbersSaid({ suspects, texts }: SaidOfOfficers): string[] {
  const documents = suspects.flatMap(({ personal }) =>
    (personal?.documents ?? []).flatMap((document) => [
      document.number ?? "",
      documentKey(document)?.number ?? "",
    ]),
  );
  const runs = texts.flatMap((text) => [...text.matchAll(NUMBER)]);
  const written = runs.flatMap(([run]) => [run, run.replace(CHECK_DIGIT, "")]);
  const digits = [...documents, ...written].map((number) => number.replaceAll(/\D/g, ""));
  return [...new Set(digits.filter((number) => number.length >= 6))].slice(0, NUMBERS_MAX);
}
