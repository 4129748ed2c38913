// One invented complaint, put together from its frame: conduct, people, journey and narrative.
import type { Complaint } from "#src/schema/complaint.ts";
import type { CaseDates } from "./calendar.ts";
import { conductOf } from "./conduct.ts";
import type { Circle, DemoLists } from "./lists.ts";
import type { PersonSource } from "./persons.ts";
import { complainantOf, externalNumbersOf, type Reporting } from "./reporting.ts";
import { journeyOf } from "./route.ts";
import { isCountry, type Scene } from "./scene.ts";
import type { PeopledCase } from "./share-people.ts";
import { suspectsOf } from "./suspects.ts";
import { tell } from "./telling.ts";
import { victimsOf } from "./victims.ts";

export interface Sources {
  lists: DemoLists;
  names: ReadonlyMap<string, string>;
  source: PersonSource;
  /** Narratives already told: no two are equal. */
  told: Set<string>;
}

/** The complaint as the officer registered it: what happened, the people, the way it came in, the words. */
export function complaintOf(
  one: PeopledCase,
  scene: Scene,
  reporting: Reporting,
  dates: CaseDates,
  circle: Circle | undefined,
  { lists, names, source, told }: Sources,
): Complaint {
  const { random } = source;
  const { fresh } = reporting;
  const conduct = conductOf(one, scene, circle, reporting, random);
  const victims = victimsOf(one, scene, conduct, dates, source);
  const suspects = suspectsOf(one, conduct, circle, fresh, source);
  const journey = journeyOf(scene, conduct, dates, circle, lists, random);
  const externalNumbers = externalNumbersOf(one.year, reporting, random);
  const fields = {
    ...(dates.factsFrom !== undefined && { factsFrom: dates.factsFrom }),
    factsTo: dates.factsTo,
    complainant: complainantOf(reporting, conduct, victims, source),
    victims,
    suspects,
  };
  let narrative: string;
  do {
    narrative = tell(
      { scene, conduct, journey, reporting, complaint: fields, groups: one.groups },
      lists,
      names,
      random,
    );
  } while (told.has(narrative));
  told.add(narrative);
  const { setting } = scene;
  const exploited = conduct.occurred === "yes";
  return {
    reported: "trafficking",
    ...fields,
    ongoing: conduct.situation === "still-held" ? "yes" : conduct.situation === "missing" ? "unknown" : "no",
    place: placeOf(scene, conduct.occurred === "yes" || conduct.occurred === "unknown", source),
    channel: reporting.channel,
    ...(externalNumbers.length > 0 && { externalNumbers }),
    acts: conduct.ticked.acts,
    means: conduct.ticked.means,
    purposes: conduct.purposes,
    exploitationOccurred: conduct.occurred,
    ...(conduct.participation !== undefined && { participation: [conduct.participation] }),
    ...(conduct.harm !== undefined && { harm: [conduct.harm] }),
    ...(scene.origin !== undefined && {
      borderCrossed: isCountry(scene.origin) ? ("yes" as const) : ("no" as const),
    }),
    ...(exploited && random.chance(0.6) && { gain: "yes" as const }),
    ...(conduct.way.codes.length > 0 && { recruitment: conduct.way.codes }),
    ...(conduct.way.offers.length > 0 && { recruitmentOffers: conduct.way.offers }),
    ...recruitmentPlaceOf(scene, circle),
    ...(conduct.way.codes.includes("social-network") && { platforms: [random.pick(["facebook", "other"])] }),
    ...(conduct.control.length > 0 && { control: conduct.control }),
    ...(exploited && { sector: setting.sector }),
    ...(exploited &&
      one.groups.includes("sexual") &&
      setting.sexForms && { sexForms: setting.sexForms.slice(0, 1) }),
    ...(journey.route.length > 0 && { route: journey.route }),
    ...(journey.vehicles.length > 0 && { vehicles: journey.vehicles }),
    personal: { narrative },
  };
}

/** Where it happened; of those stopped on the way, where they were stopped. */
function placeOf(
  { abroad, place, premises, setting }: Scene,
  arrived: boolean,
  source: PersonSource,
): Complaint["place"] {
  const { random } = source;
  if (abroad) return { code: place, kind: random.pick(["bus-terminal", "border-post"]) };
  if (!arrived) return { code: place, kind: "bus-terminal" };
  const personal = {
    ...(premises !== undefined && { name: premises }),
    ...((premises !== undefined || random.chance(0.4)) && { address: source.address() }),
  };
  return { code: place, kind: setting.kind, ...(Object.keys(personal).length > 0 && { personal }) };
}

function recruitmentPlaceOf(
  { origin }: Scene,
  circle: Circle | undefined,
): Pick<Complaint, "recruitmentPlace"> {
  if (circle?.agency && circle.agencyPlace) {
    return {
      recruitmentPlace: { code: circle.agencyPlace, kind: "other", personal: { name: circle.agency } },
    };
  }
  if (origin === undefined) return {};
  return { recruitmentPlace: isCountry(origin) ? { country: origin } : { code: origin } };
}
