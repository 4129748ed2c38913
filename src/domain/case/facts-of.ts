// What the classifier needs out of a complaint: codes and ages only, unknown kept unknown, nothing personal.
import type { Complaint, Relationship, Suspect, Victim } from "#src/schema/complaint.ts";
import {
  ACTS,
  type Facts,
  HARMS,
  MEANS,
  OCCURRED,
  ORGANISATIONS,
  PARTICIPATION,
  PURPOSES,
  RELATIONS_TO_SUSPECT,
  type SuspectFacts,
  UNSPECIFIED,
  type VictimFacts,
} from "#src/schema/facts.ts";
import type { Pack } from "#src/schema/pack.ts";

type Relation = (typeof RELATIONS_TO_SUSPECT)[number];
type Rules = Pick<Pack, "manifest" | "catalogues">;

/** Facts for `classify`. Codes the classifier does not know (`unknown`, codes of a later pack) count as not ticked. */
export function factsOf(complaint: Complaint, pack: Rules): Facts {
  return {
    country: pack.manifest.country,
    ...(complaint.factsFrom === undefined ? {} : { factsFrom: complaint.factsFrom }),
    factsTo: complaint.factsTo,
    acts: known([...ACTS, UNSPECIFIED], complaint.acts),
    participation: known(PARTICIPATION, complaint.participation),
    means: known([...MEANS, UNSPECIFIED], complaint.means),
    purposes: known([...PURPOSES, UNSPECIFIED], complaint.purposes),
    victims: complaint.victims.map((victim) => victimFacts(victim, complaint.suspects, pack)),
    suspects: complaint.suspects.map(suspectFacts),
    harm: known(HARMS, complaint.harm),
    exploitationOccurred: OCCURRED.find((code) => code === complaint.exploitationOccurred) ?? "unknown",
    borderCrossed: truth(complaint.borderCrossed),
    gain: truth(complaint.gain),
  };
}

function victimFacts(victim: Victim, suspects: readonly Suspect[], pack: Rules): VictimFacts {
  return {
    id: victim.personId,
    ...ageOf(victim),
    pregnant: truth(victim.pregnant),
    disability: disabilityOf(victim.disability),
    incapable: truth(victim.incapable),
    relationToSuspect: relationOf(victim.personId, suspects, pack),
  };
}

/** A number beats a range it contradicts, and a range turned round says nothing: drafts pass through here as well. */
function ageOf({ ageAtFacts, ageMin, ageMax }: Victim): Partial<VictimFacts> {
  if (ageAtFacts !== undefined) return { ageAtFacts };
  if (ageMin !== undefined && ageMax !== undefined && ageMin > ageMax) return {};
  return { ...(ageMin === undefined ? {} : { ageMin }), ...(ageMax === undefined ? {} : { ageMax }) };
}

function suspectFacts(suspect: Suspect): SuspectFacts {
  return {
    id: suspect.personId,
    isPublicOfficial: truth(suspect.isPublicOfficial),
    organisation: ORGANISATIONS.find((code) => code === suspect.organisation) ?? null,
  };
}

/**
 * The strongest tie any suspect has to this victim: kinship and marriage first, then care, then living together, as
 * RELATIONS_TO_SUSPECT orders them; null when nobody asked.
 */
function relationOf(victimId: string, suspects: readonly Suspect[], pack: Rules): Relation | null {
  const ties = new Set<Relation>();
  for (const suspect of suspects) {
    for (const relationship of suspect.relationships ?? []) {
      if (relationship.victim !== undefined && relationship.victim !== victimId) continue;
      for (const tie of tiesOf(relationship, pack)) ties.add(tie);
    }
  }
  // One tie that nobody knows leaves open whether there is any.
  if (ties.has("unknown")) ties.delete("none");
  return RELATIONS_TO_SUSPECT.find((relation) => ties.has(relation)) ?? null;
}

function tiesOf(relationship: Relationship, pack: Rules): Relation[] {
  const ties: Relation[] = [];
  const group = groupsOf(pack).get(relationship.kind);
  const relation = RELATIONS_TO_SUSPECT.find((candidate) => candidate === group);
  if (relation) ties.push(relation);
  if (relationship.inCare === "yes") ties.push("in-care");
  if (relationship.cohabits === "yes") ties.push("cohabits");
  if (relationship.kind === "unknown") ties.push("unknown");
  return ties;
}

const groups = new WeakMap<Rules["catalogues"], ReadonlyMap<string, string>>();

/** Kind of relationship to its group (`spouse`, `relative` …), which the pack decides: kinship has degrees in law. */
function groupsOf({ catalogues }: Rules): ReadonlyMap<string, string> {
  let found = groups.get(catalogues);
  if (!found) {
    const items = catalogues.relationship?.items ?? [];
    found = new Map(
      items.flatMap(({ code, group }) => (group === undefined ? [] : [[code, group] as const])),
    );
    groups.set(catalogues, found);
  }
  return found;
}

function disabilityOf(codes: readonly string[] | undefined): boolean | null {
  if (!codes || codes.length === 0 || codes.includes("unknown") || codes.includes("not-asked")) return null;
  return !codes.includes("none");
}

function truth(answer: "yes" | "no" | "unknown" | "not-asked" | undefined): boolean | null {
  return answer === "yes" ? true : answer === "no" ? false : null;
}

function known<Code extends string>(codes: readonly Code[], ticked: readonly string[] = []): Code[] {
  return codes.filter((code) => ticked.includes(code));
}
