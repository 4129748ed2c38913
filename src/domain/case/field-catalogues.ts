// FIELD_CATALOGUES as a tree over the complaint, so that one walk finds every coded field with its catalogue.
import type { Catalogue, CatalogueItem } from "#src/schema/catalogue.ts";
import { FIELD_CATALOGUES } from "#src/schema/catalogue.ts";
import type { Pack } from "#src/schema/pack.ts";
import { firstDay, lastDay } from "#src/schema/partial-date.ts";

/** Where the common block of a person stands in a complaint. */
const PERSONS = ["/complainant/person", "/victims/*", "/suspects/*"];

/** A code's first and last day (empty: without limit; never after 9999) and whether it excludes others. */
export interface CodeRule {
  from: string;
  to: string;
  exclusive: boolean;
}

/** Which days a code must have been in use: of the facts, of the complaint, or any between. */
export type Span = "facts" | "complaint" | "either";

export interface CodedField {
  catalogue: string;
  codes: ReadonlyMap<string, CodeRule>;
  span: Span;
}

export interface FieldNode {
  /** The field's name, or `*` for the items of a list. */
  key: string;
  field: CodedField | undefined;
  children: FieldNode[];
}

/** Fewest codes that are not listed one by one in a fault. */
const LISTED = 40;

/** What a fault says was expected. */
export function expectedOf({ catalogue, codes }: CodedField): string | string[] {
  return codes.size <= LISTED ? [...codes.keys()] : `a code of catalogue ${catalogue}`;
}

/** The tree for one pack. A field whose catalogue the pack lacks is not checked: readPack refuses such a pack. */
export function fieldTree(pack: Pick<Pack, "catalogues" | "places">): FieldNode {
  const rules = new Map<string, ReadonlyMap<string, CodeRule>>();
  for (const catalogue of Object.values(pack.catalogues)) rules.set(catalogue.id, rulesOf(catalogue));
  // A district that has changed its code is still where it happened: dates of places only warn.
  rules.set(
    "place",
    new Map(pack.places.map((place) => [place.code, { from: "", to: "9999", exclusive: false }])),
  );

  const root: FieldNode = { key: "", field: undefined, children: [] };
  for (const [pattern, catalogue] of Object.entries(FIELD_CATALOGUES)) {
    const codes = rules.get(catalogue);
    if (codes === undefined) continue;
    const person = pattern.startsWith("PERSON/");
    const paths = person ? PERSONS.map((at) => at + pattern.slice("PERSON".length)) : [pattern];
    for (const path of paths)
      place(root, path, { catalogue, codes, span: person ? "either" : spanOf(pattern) });
  }
  return root;
}

function rulesOf(catalogue: Catalogue): ReadonlyMap<string, CodeRule> {
  return new Map(catalogue.items.map((item) => [item.code, ruleOf(item)]));
}

function ruleOf({ validFrom, validTo, exclusive }: CatalogueItem): CodeRule {
  return {
    from: validFrom === undefined ? "" : firstDay(validFrom),
    to: validTo === undefined ? "9999" : lastDay(validTo),
    exclusive: exclusive === true,
  };
}

// How the complaint came in belongs to its own day, not to that of the facts.
function spanOf(pattern: string): Span {
  return pattern === "/channel" || pattern.startsWith("/externalNumbers") ? "complaint" : "facts";
}

function place(root: FieldNode, path: string, field: CodedField): void {
  let node = root;
  for (const key of path.split("/").slice(1)) {
    let next = node.children.find((child) => child.key === key);
    if (next === undefined) {
      next = { key, field: undefined, children: [] };
      node.children.push(next);
    }
    node = next;
  }
  node.field = field;
}
