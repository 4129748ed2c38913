// What the screens get of a pack: everything an officer needs at the counter, places as short pairs.
import type { Pack } from "#src/schema/pack.ts";

/** Places valid now as [code, name]; the rest as the pack has it. */
export function packAnswer(pack: Pack) {
  const { manifest, law, palermo, catalogues, places, units, alertRules, lexicon } = pack;
  return {
    manifest,
    law,
    palermo,
    catalogues: Object.values(catalogues),
    places: places.map(({ code, name }) => [code, name] as const),
    units,
    alertRules,
    lexicon,
  };
}
