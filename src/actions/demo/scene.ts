// Where an invented case happens: setting, district, where the victims come from, and whether they were to leave the country.
import type { Circle, DemoLists, Setting } from "./lists.ts";
import type { Random } from "./random.ts";
import type { PeopledCase } from "./share-people.ts";

export interface Scene {
  setting: Setting;
  /** District of the facts. */
  place: string;
  /** District or country (two letters) the victims come from; undefined when they are from the same district. */
  origin: string | undefined;
  /** Country they were being taken to when the case was found out. */
  abroad: string | undefined;
  premises: string | undefined;
  settingWords: string;
}

export function isCountry(code: string): boolean {
  return code.length === 2;
}

/** Share of the cases of a border district that are found on the way out of the country. */
const ON_THE_WAY_ABROAD = 0.35;

export function sceneOf(
  one: PeopledCase,
  circle: Circle | undefined,
  lists: DemoLists,
  random: Random,
): Scene {
  const area = lists.places.entities[one.entity ?? ""];
  if (!area) throw new Error(`places: no districts for entity ${one.entity}`);
  const { setting, place } =
    fixedBy(circle, lists) ?? chooseSetting(one.groups.join("+"), area.places, lists.settings, random);
  const elsewhere = area.origins.filter((origin) => origin !== place);
  const children = one.groups[0] === "saleOfChildren";
  const origin =
    elsewhere.length > 0 && random.chance(children ? 0.3 : 0.82) ? random.pick(elsewhere) : undefined;
  const atBorder = area.places.some((line) => line.startsWith(place) && line.includes(" border"));
  const borders = atBorder ? (lists.places.abroad[one.entity ?? ""] ?? []) : [];
  const leaving =
    !circle && borders.length > 0 && origin !== undefined && !isCountry(origin) && one.victims.length < 6;
  return {
    setting,
    place,
    origin,
    abroad: leaving && random.chance(ON_THE_WAY_ABROAD) ? random.pick(borders) : undefined,
    premises:
      circle?.premises ??
      (setting.premises.length > 0 && random.chance(0.4)
        ? inventName(random.pick(setting.premises), random)
        : undefined),
    settingWords: random.pick(setting.words),
  };
}

function fixedBy(
  circle: Circle | undefined,
  lists: DemoLists,
): { setting: Setting; place: string } | undefined {
  if (!circle?.setting || !circle.place) return undefined;
  const setting = lists.settings.find(({ id }) => id === circle.setting);
  if (!setting) throw new Error(`circles: unknown setting ${circle.setting}`);
  return { setting, place: circle.place };
}

/** A district of the area and a setting found there; any setting of the class when the area has none of its own. */
function chooseSetting(groups: string, places: string[], settings: Setting[], random: Random) {
  const fitting = settings.flatMap((setting) =>
    setting.groups.filter((key) => key === groups).map(() => setting),
  );
  for (const line of random.shuffled(places)) {
    const [place = "", ...environments] = line.split(" ");
    const found = fitting.filter((setting) => setting.environments.some((env) => environments.includes(env)));
    if (found.length > 0) return { setting: random.pick(found), place };
  }
  return { setting: random.pick(fitting), place: (places[0] ?? "").split(" ")[0] ?? "" };
}

/** Invented premises must not look shared by chance: only circles share them. */
function inventName(name: string, random: Random): string {
  return `${name} ${random.int(2, 999)}`;
}
