// The victims of an invented case: as many of each sex and majority as the figures ask for, as an officer would know them.
import type { Victim } from "#src/schema/complaint.ts";
import { lastDay } from "#src/schema/partial-date.ts";
import type { CaseDates } from "./calendar.ts";
import type { Conduct } from "./conduct.ts";
import { birthDateFor, type PersonSource } from "./persons.ts";
import { isCountry, type Scene } from "./scene.ts";
import type { PeopledCase, VictimKind } from "./share-people.ts";

export function victimsOf(
  one: PeopledCase,
  scene: Scene,
  conduct: Conduct,
  dates: CaseDates,
  source: PersonSource,
): Victim[] {
  return one.victims.map((kind) => {
    const age = ageOf(kind, one, source);
    return {
      personId: source.random.uuid(),
      ...identity(kind, age, scene, dates, source),
      ...circumstances(kind, age, conduct, source),
    };
  });
}

/** Whole years at the end of the facts. */
function ageOf(kind: VictimKind, one: PeopledCase, { random }: PersonSource): number {
  if (!kind.startsWith("minor")) {
    return random.chance(0.55)
      ? random.int(18, 22)
      : random.chance(0.75)
        ? random.int(23, 30)
        : random.int(31, 47);
  }
  const [main, second] = one.groups;
  if (main === "saleOfChildren") return random.pick([0, 0, 0, 1, 1, 2, 3, 5]);
  if (main === "begging") return random.int(5, 14);
  if (second === "begging") return random.int(12, 17);
  if (main === "labour") return random.int(10, 17);
  if (main === "unassigned") return random.pick([12, 13, 14, 14, 15, 15, 16, 16, 17, 17]);
  return random.chance(0.1) ? random.int(12, 13) : random.pick([14, 15, 15, 16, 16, 16, 17, 17, 17]);
}

function identity(kind: VictimKind, age: number, scene: Scene, dates: CaseDates, source: PersonSource) {
  const { random, lists } = source;
  const sex = kind.endsWith("Male") ? ("male" as const) : ("female" as const);
  const origin = scene.origin ?? scene.place;
  const foreign = isCountry(origin) && random.chance(0.85);
  const identified = random.chance(0.86);
  const exact = identified || random.chance(0.3);
  const ages = exact
    ? { ageAtFacts: age }
    : { ...ageRange(age), ageMethod: random.pick(["apparent", "declared"]) };
  const coded = {
    identityStatus: identified ? "identified" : random.chance(0.3) ? "alias-only" : "unidentified",
    sex,
    ...ages,
    citizenships: [foreign ? origin : "pe"],
    ...(foreign && { migrationStatus: random.pick(["irregular", "irregular", "regular", "expired"]) }),
    ...(!isCountry(origin) && random.chance(0.6) && { birthPlace: origin }),
    ...(!isCountry(origin) && random.chance(0.5) && { residence: origin }),
    ...(random.chance(0.5) && { education: educationAt(age, source) }),
    ...(age >= 16 &&
      random.chance(0.4) && { maritalStatus: random.pick(["single", "single", "single", "cohabiting"]) }),
    ...(random.chance(0.12) && ruralTongue(scene.origin, source)),
  };
  if (!identified) {
    const alias = random.pick(sex === "female" ? lists.givenFemale : lists.givenMale);
    return coded.identityStatus === "alias-only" ? { ...coded, personal: { aliases: [alias] } } : coded;
  }
  const document = foreign ? source.foreignId(origin) : source.dni();
  const bornOn = birthDateFor(age, lastDay(dates.factsTo), random);
  return {
    ...coded,
    ...(random.chance(0.5) && { ageMethod: "document" }),
    personal: {
      name: source.name(sex, foreign),
      ...(random.chance(0.6) && { documents: [document] }),
      ...(random.chance(0.45) && { birthDate: bornOn }),
      ...(age >= 14 && random.chance(0.08) && { phones: [source.phone()] }),
      ...(random.chance(0.25) && { address: source.address() }),
      ...(age >= 12 &&
        random.chance(0.4) && {
          occupation: random.pick(sex === "female" ? lists.occupationsVictim : lists.occupationsVictimMale),
        }),
    },
  };
}

/** A range that never crosses 18: the published figures know every victim's majority. */
function ageRange(age: number): { ageMin: number; ageMax: number } {
  if (age >= 18) return { ageMin: Math.max(18, age - 3), ageMax: age + 4 };
  return { ageMin: Math.max(0, age - 2), ageMax: Math.min(17, age + 2) };
}

function educationAt(age: number, { random }: PersonSource): string {
  if (age < 4) return "no-level";
  if (age < 7) return "early-childhood";
  if (age < 13) return "primary-incomplete";
  if (age < 18) return random.pick(["primary-complete", "secondary-incomplete", "secondary-incomplete"]);
  return random.pick([
    "primary-incomplete",
    "primary-complete",
    "secondary-incomplete",
    "secondary-complete",
    "no-level",
  ]);
}

/** Languages of the area the victim comes from (departments by the first two digits of the code). */
function ruralTongue(origin: string | undefined, { random }: PersonSource) {
  const department = origin?.slice(0, 2) ?? "";
  if (["08", "03", "05", "09"].includes(department)) {
    return {
      ethnicity: "quechua",
      languages: ["qu", "es"],
      needsInterpreter: random.pick(["yes", "no"] as const),
    };
  }
  if (department === "21") return { ethnicity: "aymara", languages: ["ay", "es"] };
  if (["16", "25"].includes(department))
    return { ethnicity: "amazonian-indigenous", languages: ["shp", "es"] };
  return {};
}

function circumstances(kind: VictimKind, age: number, conduct: Conduct, { random }: PersonSource) {
  const has = (code: string) => conduct.control.includes(code);
  const vulnerabilities = conduct.vulnerable
    ? [
        ...new Set([
          "poverty",
          ...(age < 18 ? ["childhood-or-adolescence"] : [random.pick(["unemployment", "low-education"])]),
        ]),
      ]
    : age < 18 && random.chance(0.5)
      ? ["childhood-or-adolescence", ...(random.chance(0.3) ? ["dysfunctional-family"] : [])]
      : [];
  const harms = [
    ...(has("physical-abuse") ? ["physical"] : []),
    ...(has("sexual-abuse") ? ["sexual"] : []),
    ...(has("psychological-abuse") ? ["psychological"] : []),
  ];
  return {
    situation: conduct.situation,
    ...(vulnerabilities.length > 0 && { vulnerabilities }),
    ...(harms.length > 0 && { harms }),
    ...(kind.endsWith("Female") && age >= 14 && random.chance(0.03) && { pregnant: "yes" as const }),
    ...(random.chance(0.015) && { disability: [random.pick(["hearing", "intellectual", "physical"])] }),
    ...(has("retains-documents") && {
      documentsRetained: [age >= 18 ? "dni" : random.pick(["dni", "birth-certificate"])],
    }),
    ...(has("imposed-debt") && {
      debtOrigins: random.pick([["transport"], ["transport", "food-or-lodging"], ["advance"]]),
    }),
    ...(conduct.hours !== undefined && { hoursPerDay: conduct.hours, daysPerWeek: random.pick([6, 7, 7]) }),
    ...(conduct.unpaid && { paymentReceived: "no" as const }),
  };
}
