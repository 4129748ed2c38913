// Corrections of who complained: proposed and approved by people who see neither the value that stands nor the new one.
import type { FieldChange } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { Person } from "#src/schema/person.ts";
import type { Proposal } from "./proposal.ts";

/** What can be corrected of a complainant, each whole. Whose they are is never asked of the case, only said to it. */
export const BLIND_FIELDS = [
  "name",
  "documents",
  "birthDate",
  "phones",
  "emails",
  "socialAccounts",
  "address",
  "occupation",
] as const;
export type BlindField = (typeof BLIND_FIELDS)[number];

const PERSON = "/complainant/person/personal";
export const blindPointer = (field: BlindField): string => `${PERSON}/${field}`;

/** Coded facts about the person, each whole: codes in the entry as everywhere, and shown to nobody who reads the case. */
export const BLIND_CODES = [
  "identityStatus",
  "sex",
  "gender",
  "ageAtFacts",
  "ageMin",
  "ageMax",
  "ageMethod",
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
] as const satisfies readonly (keyof Person)[];
export const blindCodePointer = (field: (typeof BLIND_CODES)[number]): string =>
  `/complainant/person/${field}`;

/** Whether it is a coded fact about who complained, which stands in the open where it is sealed and is told to nobody. */
export const isBlindCode = (pointer: string): boolean =>
  BLIND_CODES.some((field) => pointer === blindCodePointer(field));

/** Whether nobody sees the values of a correction to propose or to approve it. */
export const isBlind = (pointer: string): boolean =>
  isBlindCode(pointer) || BLIND_FIELDS.some((field) => pointer === blindPointer(field));

/** About the person who complained, by whatever pointer; how the complaint was made is not. */
export const isOfComplainant = (pointer: string): boolean =>
  pointer === "/complainant" ||
  pointer === "/complainant/person" ||
  pointer.startsWith("/complainant/person/");

/**
 * The complaint without what was coded about who complained: what is judged beside it cannot be refused because of it, so
 * that no refusal says what it is, or is not.
 */
export function withoutBlindCodes(complaint: Complaint): Complaint {
  const { person, kind } = complaint.complainant;
  const { personId, personal } = person ?? {};
  const told = personId !== undefined && { person: { personId, ...(personal && { personal }) } };
  return { ...complaint, complainant: { kind, ...told } };
}

const fold = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
/** Shorter ones are particles and initials, which stand in every sentence. */
const TELLING = 4;

/**
 * Whether the explanation repeats something of the new value: it is read by who approves, and by whoever opens the names
 * of the case. A word of a name, or a number however it is written.
 */
export function repeatsValue(explanation: string, value: unknown): boolean {
  const said = fold(explanation);
  const words = new Set(said.split(/[^\p{L}\p{N}]+/u));
  const digits = said.replaceAll(/[^\p{N}]/gu, "");
  return wordsOf(value).some((word) => (/^\p{N}+$/u.test(word) ? digits.includes(word) : words.has(word)));
}

function wordsOf(value: unknown): string[] {
  if (typeof value === "string") {
    const text = fold(value);
    const number = text.replaceAll(/[^\p{N}]/gu, "");
    return [...text.split(/[^\p{L}\p{N}]+/u), number].filter(({ length }) => length >= TELLING);
  }
  if (value === null || typeof value !== "object") return [];
  // Codes of a document's kind and country name nobody.
  return Object.entries(value).flatMap(([name, member]) =>
    name === "type" || name === "country" ? [] : wordsOf(member),
  );
}

/**
 * Whether the same field was corrected after this was proposed. What stands there cannot be compared, so a proposal from
 * before would put back what somebody has corrected since without knowing. `order`: entry ids, oldest first.
 */
export function isOvertaken(
  { proposalId, pointer }: Extract<Proposal, { kind: "amendment" }>,
  changes: readonly Pick<FieldChange, "pointer" | "decidedIn">[],
  order: readonly string[],
): boolean {
  const made = order.indexOf(proposalId);
  return changes.some(
    (change) =>
      change.pointer === pointer && change.decidedIn !== null && order.indexOf(change.decidedIn) > made,
  );
}
