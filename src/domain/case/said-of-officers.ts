// What one entry says that may concern an officer: ticks, marks of suspects, numbers, words, declarations. Read before sealing.
import type { Complaint, Suspect } from "#src/schema/complaint.ts";
import type { EntryKind } from "#src/schema/entry.ts";
import { WALL_CAUSES, type WallCause } from "#src/schema/wall.ts";
import { documentKey } from "../identity/document.ts";

export interface SaidOfOfficers {
  suspects: readonly Partial<Suspect>[];
  /** All free text of it in which somebody may be named. */
  text: string;
  declared: readonly WallCause[];
}

/**
 * Of a complaint or supplement all it says; of a proposal what it would put there, before anybody has decided on it: who
 * says so is enough, as it is at the counter.
 */
export function saidOfOfficers(kind: EntryKind, content: Record<string, unknown>): SaidOfOfficers {
  if (kind === "complaint" || kind === "supplement") {
    const suspects = (content.suspects ?? []) as Suspect[];
    const told = suspects.flatMap(({ personal }) => [personal?.description, personal?.occupation]);
    return {
      suspects,
      text: textOf(narrativeOf(content), ...told, ...answersOf(content)),
      declared: tickedIn(content.officers),
    };
  }
  if (kind === "wall")
    return {
      suspects: [],
      text: textOf((content.personal as { explanation?: string } | undefined)?.explanation),
      declared: WALL_CAUSES.filter((cause) => cause === content.cause),
    };
  if (kind === "amendment") return proposed(String(content.pointer), proposedValue(content));
  return { suspects: [], text: "", declared: [] };
}

/** The ticks of the form by what they say. */
function tickedIn(codes: unknown): WallCause[] {
  const ticked = Array.isArray(codes) ? codes : [];
  return [
    ...(ticked.includes("involved") ? (["ticked"] as const) : []),
    ...(ticked.includes("relative") ? (["relative"] as const) : []),
  ];
}

function proposed(pointer: string, value: unknown): SaidOfOfficers {
  const [, list, , field, personal] = pointer.split("/");
  const words = typeof value === "string" && pointer.includes("/personal/") ? value : "";
  if (list !== "suspects" || field === undefined)
    return { suspects: [], text: words, declared: list === "officers" ? tickedIn(value) : [] };
  const suspect = (
    personal === undefined ? { [field]: value } : { personal: { [personal]: value } }
  ) as object;
  return { suspects: [suspect], text: words, declared: [] };
}

const proposedValue = ({ newValue, personal }: Record<string, unknown>): unknown =>
  newValue ?? (personal as { newValue?: unknown } | undefined)?.newValue;

const narrativeOf = (content: Record<string, unknown>) =>
  (content.personal as { narrative?: string } | undefined)?.narrative;

// Whatever the administrator has asked in free words, of the case and of everybody in it.
function answersOf(content: Record<string, unknown>): string[] {
  const { victims = [], suspects = [] } = content as Partial<Pick<Complaint, "victims" | "suspects">>;
  return [content as Pick<Complaint, "variables">, ...victims, ...suspects].flatMap(({ variables }) =>
    Object.values(variables?.personal ?? {}).map(String),
  );
}

/** Sentences stay apart, so that no wording is read across two texts. */
const textOf = (...texts: readonly (string | undefined)[]): string =>
  texts.filter((text) => text !== undefined && text !== "").join("\n\n. ");

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
export function numbersSaid({ suspects, text }: SaidOfOfficers): string[] {
  const documents = suspects.flatMap(({ personal }) =>
    (personal?.documents ?? []).flatMap((document) => [
      document.number ?? "",
      documentKey(document)?.number ?? "",
    ]),
  );
  const written = [...text.matchAll(NUMBER)].flatMap(([run]) => [run, run.replace(CHECK_DIGIT, "")]);
  const digits = [...documents, ...written].map((number) => number.replaceAll(/\D/g, ""));
  return [...new Set(digits.filter((number) => number.length >= 6))].slice(0, NUMBERS_MAX);
}
