// What of a case is the part of a court, of a service, of the labour inspection: members of the complaint by name, so that
// one that is added is nobody's part until somebody says so.
import type { CaseLine, CaseOutline, Role } from "#src/schema/case.ts";
import type {
  CasePart,
  EntrustedIdentity,
  PartKind,
  PartOpened,
  ProtectiveMeasure,
} from "#src/schema/case-part.ts";
import type { Complaint, Victim } from "#src/schema/complaint.ts";
import { PURPOSES_OF_GROUP } from "../classification/exploitation.ts";
import { type CaseState, inForce } from "./case-state.ts";
import type { Direction } from "./directions.ts";

const KINDS: Readonly<Partial<Record<Role, PartKind>>> = {
  "service-provider": "protection",
  "court-clerk": "court",
  "labour-inspector": "labour",
};

/** The part a case is opened to a role with; `undefined` for who gets the file. */
export const partKindOf = (role: string): PartKind | undefined =>
  Object.hasOwn(KINDS, role) ? KINDS[role as Role] : undefined;

const OUTLINE = [
  "caseId",
  "caseNumber",
  "complaintMadeOn",
  "receivedAt",
  "placeCode",
  "unitId",
  "status",
] as const satisfies readonly (keyof CaseOutline)[];

/**
 * What of a line everybody has who has a part: how many people there are and who they are not, how much is added to the
 * case, who works on it and what the finding is are nobody's part.
 */
export function outlineOf(line: CaseLine): CaseOutline {
  return Object.fromEntries(OUTLINE.map((member) => [member, line[member]])) as CaseOutline;
}

/** What a service needs to look after somebody: who they are in codes, in what state, what they suffer from. */
const NEEDS = [
  "personId",
  "sex",
  "gender",
  "ageAtFacts",
  "ageMin",
  "ageMax",
  "citizenships",
  "languages",
  "needsInterpreter",
  "education",
  "children",
  "illness",
  "pregnant",
  "disability",
  "incapable",
  "situation",
  "vulnerabilities",
  "migrationStatus",
  "documentsRetained",
  "harms",
] as const satisfies readonly (keyof Victim)[];

/** Who somebody is and where to find them: what a service is opened, of whom was entrusted to it. No free words about them. */
const WHO = [
  "name",
  "aliases",
  "documents",
  "birthDate",
  "phones",
  "emails",
  "socialAccounts",
  "address",
] as const satisfies readonly (keyof NonNullable<Victim["personal"]>)[];

/** What an inspector of labour looks for: how somebody worked, and whether it was a child. */
const WORK = [
  "personId",
  "sex",
  "ageAtFacts",
  "ageMin",
  "ageMax",
  "hoursPerDay",
  "daysPerWeek",
  "paymentPromised",
  "paymentReceived",
  "debtOrigins",
  "debtGrowing",
  "documentsRetained",
  "exploitationFrom",
  "exploitationTo",
] as const satisfies readonly (keyof Victim)[];

const LABOUR: readonly string[] = PURPOSES_OF_GROUP.labour;

/** Where, when and in which trade. What happened beside the work is not theirs. */
const WORKPLACE = [
  "factsFrom",
  "factsTo",
  "ongoing",
  "sector",
  "exploitationOccurred",
] as const satisfies readonly (keyof Complaint)[];

/** The part as the case stands now. */
export function partOf(
  state: Pick<CaseState, "complaint" | "struck" | "moved" | "closing" | "annulment" | "directions">,
  { kind, victims }: PartOpened,
): CasePart {
  const complaint = inForce(state);
  const nothing = { kind, closing: null, annulment: null, measures: [] };
  switch (kind) {
    case "protection": {
      const entrusted = complaint.victims.filter(({ personId }) => victims.includes(personId));
      return {
        ...nothing,
        facts: { victims: entrusted.map((victim) => pick(victim, NEEDS)) },
        measures: measuresFor(
          state.directions,
          entrusted.map(({ personId }) => personId),
        ),
      };
    }
    case "court":
      return {
        ...nothing,
        facts: pick(complaint, ["reported", "relatedOffences", "externalNumbers"]),
        closing: state.closing,
        annulment: state.annulment,
      };
    case "labour":
      return {
        ...nothing,
        facts: {
          ...pick(complaint, WORKPLACE),
          place: pick(complaint.place, ["code", "country", "kind", "licensed"]),
          purposes: complaint.purposes.filter((code) => LABOUR.includes(code)),
          victims: complaint.victims.map((victim) => pick(victim, WORK)),
        },
      };
    default: {
      const never: never = kind;
      throw new Error(`unknown part of a case: ${never}`);
    }
  }
}

// What protects them, and of what protects others as well not that it does; its words, and who carries it out, stay in the file.
function measuresFor(directions: readonly Direction[], persons: readonly string[]): ProtectiveMeasure[] {
  return directions.flatMap(({ victims, measure, dueOn, status, givenAt, endedAt }) => {
    const theirs = victims.filter((personId) => persons.includes(personId));
    return theirs.length === 0 ? [] : [{ victims: theirs, measure, dueOn, status, givenAt, endedAt }];
  });
}

/** Of these victims, as they stand, who they are: of a case folded with their personal values in place. */
export function identitiesOf(
  state: Pick<CaseState, "complaint" | "struck" | "moved">,
  persons: readonly string[],
): EntrustedIdentity[] {
  return inForce(state)
    .victims.filter(({ personId }) => persons.includes(personId))
    .map(({ personId, personal }) => ({ personId, personal: pick(personal ?? {}, WHO) }));
}

/** The part with who they are beside what they need; whoever is not in the part is not put there. */
export function withIdentities(part: CasePart, identities: readonly EntrustedIdentity[]): CasePart {
  const known = new Map(identities.map(({ personId, personal }) => [personId, personal]));
  const victims = (part.facts.victims ?? []) as { personId: string }[];
  const named = victims.map(({ personId, ...needs }) => {
    const personal = known.get(personId) ?? {};
    return { personId, ...(Object.keys(personal).length > 0 && { personal }), ...needs };
  });
  return { ...part, facts: { ...part.facts, victims: named } };
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(
    keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]),
  ) as Pick<T, K>;
}
