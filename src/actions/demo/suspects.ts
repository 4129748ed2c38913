// The suspects of an invented case: as many identified and unidentified of each sex as the figures ask for.
import type { Suspect } from "#src/schema/complaint.ts";
import type { Conduct } from "./conduct.ts";
import type { Circle } from "./lists.ts";
import type { PersonSource, Sex } from "./persons.ts";
import type { Random } from "./random.ts";
import type { PeopledCase, SuspectKind } from "./share-people.ts";

/** What a suspect may be to the victims, by the way they were won. */
const RELATIONSHIPS: Record<string, string[]> = {
  "false-job-offer": ["recruiter-or-agent", "employer", "acquaintance", "stranger"],
  "advance-payment": ["employer", "recruiter-or-agent"],
  "handed-over-by-family": ["acquaintance", "stranger", "distant-relative"],
  "study-offer": ["acquaintance", "distant-relative", "neighbour"],
  "travel-offer": ["acquaintance", "friend", "stranger"],
  romance: ["sentimental-partner"],
  godparent: ["godparent"],
  abduction: ["stranger"],
};

const RELATIONSHIPS_BROUGHT_BY: Record<string, string[]> = {
  relative: ["uncle-or-aunt", "cousin", "sibling-in-law"],
  "friend-or-acquaintance": ["friend", "acquaintance", "neighbour"],
};

export function suspectsOf(
  one: PeopledCase,
  conduct: Conduct,
  circle: Circle | undefined,
  fresh: boolean,
  source: PersonSource,
): Suspect[] {
  const ordered = leaderFirst(one.suspects, circle, source);
  return ordered.map((kind, index) => ({
    personId: source.random.uuid(),
    ...person(kind, index === 0 ? circle : undefined, source),
    ...part(kind, index, conduct, fresh, source),
  }));
}

/** The one who bears a circle's alias comes first and has the sex its name tells. */
function leaderFirst(
  kinds: SuspectKind[],
  circle: Circle | undefined,
  { random }: PersonSource,
): SuspectKind[] {
  const list = random.shuffled(kinds);
  if (!circle?.alias) return list;
  const sex = /^(La|Mami|Doña) /.test(circle.alias) ? "Female" : "Male";
  return list.sort((a, b) => Number(b.endsWith(sex)) - Number(a.endsWith(sex)));
}

function person(kind: SuspectKind, circle: Circle | undefined, source: PersonSource) {
  const { random, lists } = source;
  const sex: Sex = kind.endsWith("Female") ? "female" : "male";
  const age = random.int(20, 58);
  const aliases = circle?.alias
    ? [circle.alias]
    : random.chance(0.2)
      ? [
          `${random.pick(sex === "female" ? lists.aliasesFemale : lists.aliasesMale)} ${random.pick(lists.surnames)}`,
        ]
      : undefined;
  const phones = circle?.phone ? [circle.phone] : random.chance(0.22) ? [source.phone()] : undefined;
  const range = { ageMin: age - 4, ageMax: age + 4, ageMethod: "apparent" };
  if (kind.startsWith("unidentified")) {
    return {
      // A name people call somebody by is the beginning of an identity; published with those "in identification".
      identityStatus: aliases ? "alias-only" : "unidentified",
      sex,
      ...range,
      personal: {
        description: random.pick(lists.descriptions),
        ...(aliases && { aliases }),
        ...(phones && { phones }),
      },
    };
  }
  const foreign = random.chance(0.03);
  return {
    identityStatus: "identified",
    sex,
    ...(random.chance(0.8) ? { ageAtFacts: age } : range),
    citizenships: [foreign ? random.pick(["co", "ec", "bo"]) : "pe"],
    personal: {
      name: source.name(sex, foreign),
      ...(!foreign && random.chance(0.6) && { documents: [source.dni()] }),
      ...(aliases && { aliases }),
      ...(phones && { phones }),
      ...(random.chance(0.3) && { address: source.address() }),
      ...(random.chance(0.35) && { occupation: random.pick(lists.occupationsSuspect) }),
    },
  };
}

function part(kind: SuspectKind, index: number, conduct: Conduct, fresh: boolean, { random }: PersonSource) {
  const [telling, broughtBy] = conduct.way.codes;
  const relationships =
    (broughtBy && RELATIONSHIPS_BROUGHT_BY[broughtBy]) ?? (telling ? RELATIONSHIPS[telling] : undefined);
  const identified = kind.startsWith("identified");
  const stage = !identified
    ? "unidentified"
    : fresh
      ? "detained-flagrancy"
      : random.pick(["identified", "identified", "cited"]);
  const organisation = random.chance(0.06)
    ? random.pick(["gang", "criminal-organisation", "legal-entity"])
    : "none";
  return {
    roles: rolesOf(index, conduct, random.chance(0.5)),
    ...(index === 0 && relationships && { relationships: [{ kind: random.pick(relationships) }] }),
    ...publicOffice(identified, random),
    ...(random.chance(0.7) && { organisation }),
    legalStage: stage,
  };
}

/** One in sixty is an official, as far as anybody knows. */
function publicOffice(
  identified: boolean,
  random: Random,
): Pick<Suspect, "isPublicOfficial" | "officialBody"> {
  if (identified && random.chance(0.016)) {
    return { isPublicOfficial: "yes", officialBody: random.pick(["police", "municipality", "school"]) };
  }
  return { isPublicOfficial: random.chance(0.8) ? "no" : "unknown" };
}

/** Roles follow from what was done: nobody is a transporter where nobody was moved. */
function rolesOf(index: number, conduct: Conduct, alsoExploits: boolean): string[] {
  const exploits = conduct.occurred === "yes" ? ["exploiter"] : [];
  if (index === 0) {
    if (!conduct.way.known) return exploits.length > 0 ? exploits : ["other"];
    return alsoExploits ? ["recruiter", ...exploits] : ["recruiter"];
  }
  const roles = [
    ...(conduct.moved ? ["transporter", "escort"] : []),
    ...(conduct.acts.includes("harbouring") ? ["harbourer"] : []),
    ...(conduct.acts.includes("receipt") ? ["receiver"] : []),
    ...(conduct.occurred === "yes" ? ["premises-manager", "owner", "guard", "exploiter"] : ["intermediary"]),
  ];
  return [roles[(index * 3 + conduct.acts.length) % roles.length] ?? "other"];
}
