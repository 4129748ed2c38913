// Reads the files of a country pack: every file has its shape, and together they do not contradict each other.
import type * as z from "zod/mini";
import { AuditReviewRules } from "./audit-review.ts";
import { Catalogue } from "./catalogue.ts";
import { Law } from "./law.ts";
import { AlertRules, Lexicon, type Pack, PackManifest } from "./pack.ts";
import { catalogueFaults, relatedOffences } from "./pack-catalogues.ts";
import { faultsOfShape, PackError, type PackFault } from "./pack-fault.ts";
import { alertFaults, lawFaults, lexiconFaults, prosecutorFaults } from "./pack-law.ts";
import { readPlaces, readUnits } from "./pack-tables.ts";

/** The contents of a pack's files: JSON parsed, tables as text. `palermo` is the law of the pack `palermo`. */
export interface PackFiles {
  manifest: unknown;
  law: unknown;
  palermo: unknown;
  catalogues: readonly unknown[];
  placesCsv: string;
  unitsCsv: string;
  alerts: unknown;
  auditReview: unknown;
  lexicon: unknown;
}

/**
 * The pack, or one `PackError` that lists every fault. The catalogue `related-offence` is made from the law's
 * offences, and the codes of `place` are those of places.csv: neither has a file of its own.
 */
export function readPack(files: PackFiles): Pack {
  const faults: PackFault[] = [];
  const read = <Schema extends z.ZodMiniType>(
    schema: Schema,
    file: string,
    input: unknown,
  ): z.infer<Schema> | undefined => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return parsed.data;
    faults.push(...faultsOfShape(file, null, input, parsed.error.issues));
    return undefined;
  };

  const manifest = read(PackManifest, "manifest.json", files.manifest);
  const law = read(Law, "law.json", files.law);
  const palermo = read(Law, "palermo/law.json", files.palermo);
  const alertRules = read(AlertRules, "alerts.json", files.alerts);
  const auditReview = read(AuditReviewRules, "audit-review.json", files.auditReview);
  const lexicon = read(Lexicon, "lexicon.json", files.lexicon);
  const listed = files.catalogues.map((input) => read(Catalogue, nameOf(input), input));
  const catalogues = listed.filter((catalogue) => catalogue !== undefined);
  if (law) catalogues.push(relatedOffences(law));
  const byId = Object.fromEntries(catalogues.map((catalogue) => [catalogue.id, catalogue]));

  const places = readPlaces(files.placesCsv, faults);
  const units = readUnits(files.unitsCsv, places, faults);
  if (manifest?.root !== undefined && !units.some((unit) => unit.id === manifest.root && isTop(unit)))
    faults.push({
      file: "manifest.json",
      row: null,
      field: "root",
      found: manifest.root,
      expected: "the id of a unit of units.csv that stands below none",
    });
  // Where several institutions have units, the file's order must not say whose alerts they are.
  if (manifest !== undefined && manifest.root === undefined && units.filter(isTop).length > 1)
    faults.push({
      file: "manifest.json",
      row: null,
      field: "root",
      found: "",
      expected: "which of the tops of units.csv keeps the register",
    });
  faults.push(...catalogueFaults(catalogues));
  for (const [file, one] of [
    ["law.json", law],
    ["palermo/law.json", palermo],
  ] as const) {
    if (one) faults.push(...lawFaults(file, one, byId));
  }
  if (alertRules) faults.push(...alertFaults(alertRules), ...prosecutorFaults(alertRules, units));
  if (lexicon) faults.push(...lexiconFaults(lexicon, byId));

  if (faults.length > 0 || !manifest || !law || !palermo || !alertRules || !auditReview || !lexicon)
    throw new PackError(faults);
  return { manifest, law, palermo, catalogues: byId, places, units, alertRules, auditReview, lexicon };
}

const isTop = ({ parent }: { parent: string | null }) => parent === null;

function nameOf(input: unknown): string {
  const id = typeof input === "object" && input !== null ? Reflect.get(input, "id") : undefined;
  return `catalogues/${typeof id === "string" ? id : "?"}.json`;
}
