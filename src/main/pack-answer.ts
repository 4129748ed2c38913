// What the screens get of a pack: everything an officer needs at the counter, places as short pairs, and nothing of what
// only exports and reviewers read.
import type { Catalogue } from "#src/schema/catalogue.ts";
import type { Pack } from "#src/schema/pack.ts";

/** The answer of `GET /api/pack`: crosswalks and sources of catalogues stay on the server. */
export function packAnswer(pack: Pack, version: string) {
  const { manifest, law, palermo, catalogues, places, units, alertRules, lexicon } = pack;
  return {
    version,
    manifest,
    law,
    palermo,
    catalogues: Object.values(catalogues).map(forScreens),
    places: places.map(({ code, name }) => [code, name] as const),
    units,
    variables: pack.variables ?? [],
    alertRules,
    lexicon,
  };
}

function forScreens({ source: _, items, ...catalogue }: Catalogue) {
  return { ...catalogue, items: items.map(({ crosswalk: _crosswalk, ...item }) => item) };
}
