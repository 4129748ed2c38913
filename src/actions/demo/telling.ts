// The narrative of an invented case, put together sentence by sentence from what happened and nothing else.
import type { Complaint } from "#src/schema/complaint.ts";
import { agree, capital, type Group } from "./agreement.ts";
import type { Conduct } from "./conduct.ts";
import type { DemoLists } from "./lists.ts";
import type { Random } from "./random.ts";
import type { Reporting } from "./reporting.ts";
import type { Journey } from "./route.ts";
import { isCountry, type Scene } from "./scene.ts";
import { choose, describe, placeWords, suspectsAs, whenWords } from "./wording.ts";

export interface Story {
  scene: Scene;
  conduct: Conduct;
  journey: Journey;
  reporting: Reporting;
  complaint: Pick<Complaint, "victims" | "suspects" | "complainant" | "factsFrom" | "factsTo">;
  groups: readonly string[];
}

/** Tells the story; `names` maps codes of districts and departments to their names. */
export function tell(
  story: Story,
  lists: DemoLists,
  names: ReadonlyMap<string, string>,
  random: Random,
): string {
  const { scene, conduct, journey, complaint } = story;
  const { phrases } = lists;
  const victims: Group = {
    feminine: complaint.victims.every(({ sex }) => sex === "female"),
    plural: complaint.victims.length > 1,
  };
  const suspects = suspectsAs(complaint.suspects);
  const place = (code: string) =>
    isCountry(code) ? (lists.places.countries[code] ?? code) : placeWords(code, names);
  const values: Record<string, string> = {
    V: choose(victims, ["el agraviado", "la agraviada", "los agraviados", "las agraviadas"]),
    S: suspects.words,
    desc: describe(complaint.victims),
    when: whenWords(complaint.factsFrom, complaint.factsTo),
    setting: scene.settingWords,
    place: place(scene.place),
    destination: place(scene.abroad ?? scene.place),
    origin: place(scene.origin ?? scene.place),
    via: journey.via ? place(journey.via) : "",
    transport: phrases.transports[journey.transport ?? ""] ?? "",
    pay: String(random.int(6, 40) * 50),
    price: String(random.int(4, 16) * 5),
    debt: String(random.int(4, 60) * 50),
    days: String(random.int(3, 40)),
    hours: String(conduct.hours ?? ""),
  };
  const say = (list: readonly string[] | undefined) =>
    list === undefined ? [] : [agree(random.pick(list), victims, suspects.group, values)];
  values.offer = say(phrases.offers[conduct.way.offers[0] ?? ""] ?? ["en un negocio"])
    .join("")
    .replace(/^./, (letter) => letter.toLowerCase());
  const sentences = [
    ...say(openingsFor(story, phrases.openings)),
    ...recruitment(conduct, phrases, say),
    ...travel(story, phrases, say),
    ...exploitation(story, phrases, say),
    ...(conduct.unpaid ? say(phrases.noPay) : []),
    ...conduct.control.flatMap((code) => say(phrases.control[code])),
    ...say(phrases.harm[conduct.harm ?? ""]),
    ...(conduct.vulnerable ? say(phrases.vulnerability) : []),
    ...(conduct.authority ? say(phrases.authority) : []),
    ...say(phrases.endings[conduct.situation]),
    ...say(phrases.closing),
  ];
  return style(sentences.filter((sentence) => sentence !== "").join(" "), random);
}

/** Kinds of place nobody enters through a door. */
const OUTDOORS = new Set(["street", "bus-terminal"]);

type Say = (list: readonly string[] | undefined) => string[];

function openingsFor({ reporting, complaint, conduct, scene }: Story, openings: Record<string, string[]>) {
  const relation = complaint.complainant.relationToVictim ?? "other";
  // Found on the way out of the country, they were not in the place they were going to.
  const onTheSpot = conduct.occurred === "yes" && scene.abroad === undefined;
  if (reporting.channel === "operation" && onTheSpot) {
    return OUTDOORS.has(scene.setting.kind) ? openings["operation-outdoors"] : openings.operation;
  }
  if (reporting.channel === "hotline-0800") return openings.hotline;
  return openings[relation] ?? openings.other;
}

function recruitment({ way }: Conduct, phrases: DemoLists["phrases"], say: Say): string[] {
  return way.known
    ? way.codes.flatMap((code) => say(phrases.recruitment[code]))
    : say(phrases.recruitment.unknown);
}

function travel(
  { conduct, journey, scene }: Story,
  { travel: phrases }: DemoLists["phrases"],
  say: Say,
): string[] {
  const told = (act: string) => conduct.acts.includes(act);
  const border = { "unofficial-crossing": phrases.border, "official-crossing": phrases["official-border"] }[
    journey.border ?? ""
  ];
  return [
    ...(conduct.moved ? (journey.transport ? say(phrases.moved) : say(phrases["moved-somehow"])) : []),
    ...(border ? say(border) : []),
    ...(journey.via ? say(phrases.via) : []),
    ...(scene.abroad ? say(phrases.stopped) : []),
    ...["receipt", "harbouring", "transfer", "retention"].flatMap((act) =>
      told(act) ? say(phrases[act]) : [],
    ),
  ];
}

function exploitation({ conduct, scene, groups }: Story, phrases: DemoLists["phrases"], say: Say): string[] {
  if (groups[0] === "unassigned") return say(phrases.exploitation.unassigned);
  if (conduct.occurred !== "yes") return groups.flatMap((group) => say(phrases.intended[group]));
  return groups.flatMap((group) => {
    if (group === "labour")
      return say(phrases.exploitation[groups.length > 1 ? "bar-work" : scene.setting.id]);
    if (group !== "sexual") return say(phrases.exploitation[group]);
    return conduct.purposes.flatMap((code) => say(phrases.sexual[code]));
  });
}

/** Some officers type in capitals, some leave out the accents. */
function style(text: string, random: Random): string {
  const kind = random.next();
  if (kind < 0.07) return text.toUpperCase();
  if (kind < 0.17)
    return text
      .normalize("NFD")
      .replace(/(?<=[aeiouAEIOU])\u0301/g, "")
      .normalize("NFC");
  return capital(text);
}
