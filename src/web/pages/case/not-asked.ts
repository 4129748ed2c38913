// Which coded fields of a complaint nobody asked about: a missing field and an empty list say the same.
import { readPointer } from "#src/domain/case/pointer.ts";
import type { Complaint } from "#src/schema/complaint.ts";

const CASE = [
  "/acts",
  "/means",
  "/purposes",
  "/participation",
  "/recruitment",
  "/recruitmentOffers",
  "/platforms",
  "/control",
  "/exploitationOccurred",
  "/harm",
  "/sector",
  "/sexForms",
  "/borderCrossed",
  "/gain",
  "/ongoing",
  "/factsFrom",
  "/place/code",
  "/place/kind",
  "/place/licensed",
] as const;

const PERSON = [
  "identityStatus",
  "sex",
  "ageAtFacts",
  "gender",
  "citizenships",
  "birthPlace",
  "residence",
  "ethnicity",
  "languages",
  "needsInterpreter",
  "education",
  "maritalStatus",
  "children",
  "illness",
] as const;
const VICTIM = [
  ...PERSON,
  "vulnerabilities",
  "situation",
  "migrationStatus",
  "pregnant",
  "incapable",
  "disability",
  "priorVictimisation",
  "ageWhenFirstTrafficked",
  "exploitationFrom",
  "exploitationTo",
  "hoursPerDay",
  "daysPerWeek",
  "paymentPromised",
  "paymentReceived",
  "documentsRetained",
  "debtOrigins",
  "debtGrowing",
  "harms",
] as const;
const SUSPECT = [
  ...PERSON,
  "isPublicOfficial",
  "officialBody",
  "organisation",
  "legalStage",
  "roles",
] as const;

const isEmpty = (value: unknown) =>
  value === undefined || value === "not-asked" || (Array.isArray(value) && value.length === 0);

/** Pointers without an answer, by the group of the summary they belong to (empty: the case itself). */
export function notAsked(complaint: Complaint): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  const look = (group: string, pointers: readonly string[]) => {
    const empty = pointers.filter((pointer) => isEmpty(readPointer(complaint, pointer)));
    // An age known as a range was asked.
    const asked = empty.filter((pointer) => !(pointer.endsWith("/ageAtFacts") && hasAge(complaint, group)));
    if (asked.length > 0) found.set(group, asked);
  };
  look("", CASE);
  complaint.victims.forEach((_, n) => {
    const at = `/victims/${n}`;
    look(
      at,
      VICTIM.map((field) => `${at}/${field}`),
    );
  });
  complaint.suspects.forEach((_, n) => {
    const at = `/suspects/${n}`;
    look(
      at,
      SUSPECT.map((field) => `${at}/${field}`),
    );
  });
  return found;
}

function hasAge(complaint: Complaint, person: string): boolean {
  return ["ageMin", "ageMax", "ageMethod"].some(
    (field) => readPointer(complaint, `${person}/${field}`) !== undefined,
  );
}
