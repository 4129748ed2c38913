// The pack in force: what the country pack says, and what the administrators of this register have changed since.
import type { Catalogue, CatalogueItem } from "#src/schema/catalogue.ts";
import type { Law } from "#src/schema/law.ts";
import type { Pack } from "#src/schema/pack.ts";
import { relatedOffences } from "#src/schema/pack-catalogues.ts";
import type { PackChange, StoredChange } from "#src/schema/pack-change.ts";
import type { DatedVariable } from "#src/schema/variable.ts";
import { foldUnits } from "./unit-periods.ts";

/** The day before one (`YYYY-MM-DD`). */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** Changes that count: agreed to by whom it takes, and not taken back. */
export const standingChanges = (changes: readonly StoredChange[]): StoredChange[] =>
  changes.filter(({ revoked, confirmed }) => confirmed && !revoked);

/**
 * How often people changed the pack: each change made, taken back or agreed to counts. What the register imported by
 * itself is the pack's own.
 */
export const changesMade = (changes: readonly StoredChange[]): number =>
  changes
    .filter(({ change }) => change.kind !== "unit-import")
    .reduce((sum, { revoked, confirmedAt }) => sum + 1 + Number(revoked) + Number(confirmedAt !== null), 0);

/** `pe@2026.1`, or `pe@2026.1+7` after seven changes: with the day it is enough to have the pack again. */
export function packVersionOf(pack: Pack, changes: readonly StoredChange[]): string {
  const made = changesMade(changes);
  const base = `${pack.manifest.country}@${pack.manifest.version}`;
  return made === 0 ? base : `${base}+${made}`;
}

/**
 * The pack on a day. Units hold all their periods, those to come too; everything else is as changed until that day.
 * Parts nobody changed are the same objects, so that what was prepared from them can be kept.
 */
export function applyChanges(pack: Pack, changes: readonly StoredChange[], day: string): Pack {
  const standing = standingChanges(changes);
  const due = standing
    .filter(({ effectiveOn }) => effectiveOn <= day)
    .sort((one, other) => one.effectiveOn.localeCompare(other.effectiveOn) || one.seq - other.seq);
  const units = foldUnits(standing);
  return due.reduce<Pack>(
    (next, { change, effectiveOn, ...stored }) =>
      change.kind === "unit-import" ? next : applyOne(next, change, effectiveOn, stored),
    { ...pack, units: units.length > 0 ? units : pack.units },
  );
}

function applyOne(
  pack: Pack,
  change: PackChange,
  day: string,
  stored: Pick<StoredChange, "officerId" | "confirmedAt">,
): Pack {
  switch (change.kind) {
    case "list-add": {
      const { id, label, items } = change.list;
      return {
        ...pack,
        catalogues: { ...pack.catalogues, [id]: { id, label, source: "administration", items } },
      };
    }
    case "item-add":
      return withCatalogue(pack, change.catalogue, (items) => [...items, change.item]);
    case "item-retire":
      return withItem(pack, change, (item) => ({ ...item, validTo: dayBefore(day) }));
    case "item-relabel":
      return withItem(pack, change, (item) => ({
        ...item,
        label: change.label,
        ...(change.help !== undefined && { help: change.help }),
      }));
    case "items-order":
      return withCatalogue(pack, change.catalogue, (items) => inOrder(items, change.codes));
    case "variable-define":
      return {
        ...pack,
        variables: [...(pack.variables ?? []), { ...change.variable, validFrom: day }],
      };
    case "variable-retire":
      return withVariable(pack, change.code, (variable) => ({ ...variable, validTo: dayBefore(day) }));
    case "variable-relabel":
      return withVariable(pack, change.code, (variable) => ({
        ...variable,
        label: change.label,
        ...(change.help !== undefined && { help: change.help }),
      }));
    case "variable-place":
      return withVariable(pack, change.code, ({ section: _, ...variable }) => ({
        ...variable,
        ...(change.section !== null && { section: change.section }),
      }));
    case "alert-rules": {
      const { rules, escalateAfterMinutes } = change;
      return { ...pack, alertRules: { ...pack.alertRules, rules, escalateAfterMinutes } };
    }
    case "institution":
      return { ...pack, manifest: { ...pack.manifest, institution: change.institution, root: change.root } };
    case "review-rules":
      // A rule there was not yet when the change was made is in force as the pack has it.
      return { ...pack, auditReview: { ...pack.auditReview, ...change.rules } };
    case "law-mark": {
      const law = withMark(pack.law, change, stored.confirmedAt ?? day);
      const offences = relatedOffences(law);
      return { ...pack, law, catalogues: { ...pack.catalogues, [offences.id]: offences } };
    }
    default:
      // Units are folded over all their changes at once.
      return pack;
  }
}

function withCatalogue(
  pack: Pack,
  id: string,
  change: (items: readonly CatalogueItem[]) => CatalogueItem[],
): Pack {
  const catalogue = pack.catalogues[id];
  if (catalogue === undefined) return pack;
  const changed: Catalogue = { ...catalogue, items: change(catalogue.items) };
  return { ...pack, catalogues: { ...pack.catalogues, [id]: changed } };
}

const withItem = (
  pack: Pack,
  { catalogue, code }: { catalogue: string; code: string },
  change: (item: CatalogueItem) => CatalogueItem,
): Pack =>
  withCatalogue(pack, catalogue, (items) => items.map((item) => (item.code === code ? change(item) : item)));

const withVariable = (
  pack: Pack,
  code: string,
  change: (variable: DatedVariable) => DatedVariable,
): Pack => ({
  ...pack,
  variables: (pack.variables ?? []).map((known) => (known.code === code ? change(known) : known)),
});

// Codes that came after the order was made keep their place at the end.
function inOrder(items: readonly CatalogueItem[], codes: readonly string[]): CatalogueItem[] {
  const place = new Map(codes.map((code, index) => [code, index]));
  return [...items].sort(
    (one, other) => (place.get(one.code) ?? codes.length) - (place.get(other.code) ?? codes.length),
  );
}

function withMark(law: Law, change: Extract<PackChange, { kind: "law-mark" }>, at: string): Law {
  const [what, code, from] = change.place.split("/");
  const { verified } = change;
  const marked = { verified, marked: { at: at.slice(0, 10), source: change.source } };
  if (what === "version")
    return {
      ...law,
      versions: law.versions.map((version) => (version.id === code ? { ...version, ...marked } : version)),
    };
  return {
    ...law,
    offences: law.offences.map((offence) =>
      offence.code !== code
        ? offence
        : {
            ...offence,
            periods: offence.periods.map((period) =>
              period.from === from ? { ...period, ...marked } : period,
            ),
          },
    ),
  };
}
