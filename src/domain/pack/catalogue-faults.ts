// Can this list be made, or changed so? No key is used twice, none goes while something reads it, none changes its meaning.
import { FIELD_CATALOGUES } from "#src/schema/catalogue.ts";
import { NOT_ASKED, UNKNOWN } from "#src/schema/code.ts";
import type { Pack } from "#src/schema/pack.ts";
import { FACT_CODES, itemFaults } from "#src/schema/pack-catalogues.ts";
import type { NewList, PackChange } from "#src/schema/pack-change.ts";
import type { FieldFault } from "#src/schema/problem.ts";
import { fault } from "./change-question.ts";

/** Catalogues that follow from something else: from the law, or from the table of places. */
const DERIVED = new Set(["related-offence", "place"]);

/** Lists that a field of the complaint is answered from, or that follow from something else, whether or not the pack has them. */
const RESERVED_LISTS = new Set([...Object.values(FIELD_CATALOGUES), ...Object.keys(FACT_CODES), ...DERIVED]);

/** What keeps a new list from being made. `pack`: with all that is planned. */
export function faultsOfList(pack: Pack, { id, items }: NewList): FieldFault[] {
  if (pack.catalogues[id] !== undefined || RESERVED_LISTS.has(id)) return [fault("list-taken", id)];
  const codes = items.map(({ code }) => code);
  const twice = codes.filter((code, index) => codes.indexOf(code) < index);
  return [
    ...twice.map((code) => fault("item-taken", code)),
    ...codes
      .filter((code) => code === UNKNOWN || code === NOT_ASKED)
      .map((code) => fault("item-reserved", code)),
  ];
}

/** What keeps a change of a list from being made on its day. `pack`: with all that is planned. */
export function faultsOfCatalogue(
  pack: Pack,
  change: Extract<PackChange, { catalogue: string; kind: `item${string}` }>,
  day: string,
): FieldFault[] {
  const catalogue = pack.catalogues[change.catalogue];
  if (catalogue === undefined) return [fault("catalogue-unknown", change.catalogue)];
  if (DERIVED.has(catalogue.id)) return [fault("catalogue-derived", catalogue.id)];
  const item = "code" in change ? catalogue.items.find(({ code }) => code === change.code) : undefined;
  switch (change.kind) {
    case "item-add": {
      if (FACT_CODES[catalogue.id] !== undefined) return [fault("catalogue-of-law", catalogue.id)];
      const { code } = change.item;
      if (catalogue.items.some((known) => known.code === code)) return [fault("item-taken", code)];
      const wrong = itemFaults("", { ...catalogue, items: [...catalogue.items, change.item] });
      const before = itemFaults("", catalogue).length;
      return wrong
        .slice(before)
        .map(({ field }) => fault(field.endsWith("group") ? "item-group" : "item-reserved", code));
    }
    case "item-retire":
      // What the law and the classifier read cannot go while they read it.
      if (FACT_CODES[catalogue.id] !== undefined) return [fault("catalogue-of-law", catalogue.id)];
      if (item === undefined) return [fault("item-unknown", change.code)];
      return item.validTo !== undefined && item.validTo < day ? [fault("item-retired", change.code)] : [];
    case "item-relabel":
      return item === undefined ? [fault("item-unknown", change.code)] : [];
    case "items-order": {
      const codes = new Set(change.codes);
      const whole =
        codes.size === change.codes.length &&
        codes.size === catalogue.items.length &&
        catalogue.items.every(({ code }) => codes.has(code));
      return whole ? [] : [fault("items-not-whole", catalogue.id)];
    }
    default: {
      const never: never = change;
      throw new Error(`unknown change: ${never}`);
    }
  }
}
