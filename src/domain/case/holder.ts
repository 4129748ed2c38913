// Whose a personal value is: the person, or the case for what names several, and the class of key that seals it.
import type { KeyClass } from "#src/schema/key-class.ts";
import { MAJORITY } from "../classification/coded-facts.ts";

/** One key is made for each holder and class in an entry; without it none of the holder's values there opens. */
export interface Holder {
  /** Id of a person, or of the case for its free text, places and vehicles. */
  id: string;
  keyClass: KeyClass;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The holder of the values at a JSON pointer of a complaint, or of a supplement, which has the same lists. What stands
 * with nobody is the case's: vehicles and who travels in them lead to suspects, the rest is free text.
 */
export function holderAt(content: Json, pointer: string, caseId: string): Holder {
  const [, list = "", at = ""] = pointer.split("/");
  if (list === "complainant") {
    const person = (content.complainant as { person?: { personId?: string } } | undefined)?.person;
    return { id: person?.personId ?? caseId, keyClass: "complainant" };
  }
  const person =
    list === "victims" || list === "suspects" ? (content[list] as Json[])?.[Number(at)] : undefined;
  if (person !== undefined) {
    const keyClass = list === "suspects" ? "suspect" : isAdult(person) ? "victim" : "minor-victim";
    return { id: String(person.personId), keyClass };
  }
  return { id: caseId, keyClass: list === "vehicles" || list === "route" ? "suspect" : "facts" };
}

/**
 * The holder of values in an entry of any kind. A correction's old and new values are those of the field it is about,
 * in the complaint as folded; every explanation is free text of the case.
 */
export function holderIn(
  entry: { kind: string; caseId: string; content: Json },
  complaint: Json,
): (pointer: string) => Holder {
  const { kind, caseId, content } = entry;
  if (kind === "complaint" || kind === "supplement") return (pointer) => holderAt(content, pointer, caseId);
  const about = String(content.pointer);
  const free: Holder = { id: caseId, keyClass: "facts" };
  if (kind !== "amendment" || !about.split("/").includes("personal")) return () => free;
  const holder = holderAt(complaint, about, caseId);
  return (pointer) => (pointer.endsWith("/explanation") ? free : holder);
}

// Who is not known to have been an adult is sealed as a minor: what is taken for a child's is never less protected.
function isAdult({ ageAtFacts, ageMin }: Json): boolean {
  return Number(ageAtFacts ?? ageMin ?? 0) >= MAJORITY;
}
