// How an invented case reached the register: channel, complainant, numbers of other registers.
import type { Complainant, ExternalNumber, Victim } from "#src/schema/complaint.ts";
import type { Conduct } from "./conduct.ts";
import type { PersonSource, Sex } from "./persons.ts";
import type { Random } from "./random.ts";
import type { PeopledCase } from "./share-people.ts";

export interface Reporting {
  channel: string;
  /** True when the police found the victims themselves: the facts end on the day. */
  fresh: boolean;
}

/** Many victims are found by operations; others come to the counter, call, or are referred. */
export function reportingOf(one: PeopledCase, random: Random): Reporting {
  if (one.entity === "hotline-0800") return { channel: "hotline-0800", fresh: false };
  const many = one.victims.length >= 5;
  if (random.chance(many ? 0.9 : 0.17))
    return { channel: random.chance(0.85) ? "operation" : "flagrancy", fresh: true };
  if (many)
    return {
      channel: random.pick(["intelligence-report", "official-letter", "referral-prosecutor"]),
      fresh: false,
    };
  if (one.year <= 2006 && random.chance(0.35)) return { channel: "paper-form", fresh: false };
  const channels: [string, number][] = [
    ["police-station", 62],
    ["referral-prosecutor", 8],
    ["referral-women-ministry", 4],
    ["referral-ngo", 4],
    ["referral-health", 2],
    ["referral-school", 2],
    ["missing-person-report", 6],
    ["intelligence-report", 3],
    ["official-letter", 4],
    ["other-hotline", 1],
  ];
  return {
    channel: channels[random.weighted(channels.map(([, weight]) => weight))]?.[0] ?? "police-station",
    fresh: false,
  };
}

const BY_OFFICIALS = new Set([
  "operation",
  "flagrancy",
  "referral-prosecutor",
  "referral-women-ministry",
  "referral-health",
  "referral-school",
  "intelligence-report",
  "official-letter",
]);

/** Who reports; somebody named is recorded as a person, an official and an anonymous caller are not. */
export function complainantOf(
  { channel }: Reporting,
  conduct: Conduct,
  victims: Victim[],
  source: PersonSource,
): Complainant {
  const { random } = source;
  if (BY_OFFICIALS.has(channel)) return { kind: "named", relationToVictim: "official" };
  if (channel === "referral-ngo") return { kind: "identity-reserved", relationToVictim: "ngo" };
  const calls = channel === "hotline-0800" || channel === "other-hotline";
  if (calls && random.chance(0.7)) {
    return {
      kind: "anonymous",
      relationToVictim: random.pick(["anonymous", "anonymous", "neighbour", "friend"]),
    };
  }
  if (!calls && random.chance(0.06))
    return { kind: "anonymous", relationToVictim: random.pick(["anonymous", "neighbour"]) };
  const relation = relationOf(channel, conduct, victims, random);
  const kind = random.chance(0.3) ? ("identity-reserved" as const) : ("named" as const);
  const first = victims[0];
  const self = relation === "self" && first ? sameAs(first) : undefined;
  return {
    kind,
    relationToVictim: relation,
    ...(random.chance(0.3) && { protectionRequested: random.pick(["yes", "no"] as const) }),
    person: self ?? {
      ...stranger(source),
      ...(random.chance(0.3) && { ageMin: 30, ageMax: 45, ageMethod: "apparent" }),
    },
  };
}

function relationOf(channel: string, conduct: Conduct, victims: Victim[], random: Random): string {
  const free = conduct.situation === "escaped" || conduct.situation === "released";
  const first = victims[0];
  const age = first?.ageAtFacts ?? first?.ageMin ?? 0;
  if (channel !== "missing-person-report" && free && age >= 13 && victims.length <= 3 && random.chance(0.6))
    return "self";
  const kin = age < 18 ? ["parent", "parent", "relative"] : ["parent", "relative", "partner", "friend"];
  // Nobody is kin to a whole group.
  return random.pick(
    victims.length <= 2 ? [...kin, ...kin, "neighbour"] : ["relative", "friend", "neighbour", "other"],
  );
}

/** The victim herself: the same human being, so the same id; her values are with the victim and not typed twice. */
function sameAs({ personId, identityStatus, sex }: Victim): NonNullable<Complainant["person"]> {
  return {
    personId,
    ...(identityStatus !== undefined && { identityStatus }),
    ...(sex !== undefined && { sex }),
  };
}

function stranger(source: PersonSource): NonNullable<Complainant["person"]> {
  const { random } = source;
  const sex: Sex = random.chance(0.6) ? "female" : "male";
  return {
    personId: random.uuid(),
    identityStatus: "identified",
    sex,
    citizenships: ["pe"],
    personal: {
      name: source.name(sex),
      ...(random.chance(0.7) && { documents: [source.dni()] }),
      ...(random.chance(0.45) && { phones: [source.phone()] }),
      ...(random.chance(0.4) && { address: source.address() }),
    },
  };
}

/** Numbers the case already had elsewhere when it was registered; serials are invented. */
export function externalNumbersOf(year: number, { channel }: Reporting, random: Random): ExternalNumber[] {
  if (channel === "hotline-0800")
    return [{ register: "hotline-ticket", number: `${year}-${random.int(1, 9999)}` }];
  if (channel === "referral-prosecutor") {
    return [{ register: "prosecutor-folder", number: `${random.int(100, 999)}-${year}` }];
  }
  if (channel === "missing-person-report") {
    return [{ register: "missing-person-note", number: `${random.int(1, 9999)}-${year}` }];
  }
  return random.chance(0.12)
    ? [{ register: "document-tracking", number: `${random.int(1000, 99999)}-${year}` }]
    : [];
}
