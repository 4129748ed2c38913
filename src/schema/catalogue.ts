// A catalogue: the codes one question accepts, with labels, plain-word help and validity, as a country pack writes them.
import * as z from "zod/mini";
import { Code } from "./code.ts";
import { PartialDate } from "./partial-date.ts";

/** A text in each language of the pack: Spanish always, English always. */
export const Words = z.strictObject({
  es: z.string().check(z.minLength(1)),
  en: z.string().check(z.minLength(1)),
});
export type Words = z.infer<typeof Words>;

export const CatalogueItem = z.strictObject({
  code: Code,
  label: Words,
  /** One or two plain sentences for an officer without training. */
  help: z.optional(Words),
  /** Where the item stands in a wider class, e.g. the kinship group of a relationship or the export code of a standard. */
  group: z.optional(Code),
  /** Crosswalks to standards: name of the standard to its value. */
  crosswalk: z.optional(z.record(z.string(), z.string())),
  validFrom: z.optional(PartialDate),
  validTo: z.optional(PartialDate),
  /** True when the item excludes every other (`none`). */
  exclusive: z.optional(z.boolean()),
  /** False when nobody has checked the item against its source; shown as such. */
  verified: z.optional(z.boolean()),
});
export type CatalogueItem = z.infer<typeof CatalogueItem>;

export const Catalogue = z.strictObject({
  id: Code,
  label: Words,
  /** The question as the officer would ask it. */
  question: z.optional(Words),
  source: z.string(),
  items: z.array(CatalogueItem).check(z.minLength(1)),
});
export type Catalogue = z.infer<typeof Catalogue>;

/** Which catalogue answers which field of a complaint; `*` stands for any index. Validator and screens both read this. */
export const FIELD_CATALOGUES: Readonly<Record<string, string>> = {
  "/relatedOffences": "related-offence",
  "/place/code": "place",
  "/place/kind": "place-kind",
  "/place/country": "country",
  "/channel": "channel",
  "/externalNumbers/*/register": "external-register",
  "/complainant/relationToVictim": "relation-to-victim",
  "/officers": "officer-involvement",
  "/acts": "act",
  "/participation": "participation",
  "/means": "means",
  "/purposes": "purpose",
  "/harm": "case-harm",
  "/recruitment": "recruitment",
  "/recruitmentOffers": "recruitment-offer",
  "/recruitmentPlace/code": "place",
  "/recruitmentPlace/kind": "place-kind",
  "/recruitmentPlace/country": "country",
  "/platforms": "platform",
  "/control": "control",
  "/sector": "sector",
  "/sexForms": "sex-form",
  "/route/*/from/code": "place",
  "/route/*/from/kind": "place-kind",
  "/route/*/from/country": "country",
  "/route/*/to/code": "place",
  "/route/*/to/kind": "place-kind",
  "/route/*/to/country": "country",
  "/route/*/transport": "transport",
  "/route/*/border": "border",
  "/route/*/documentUsed": "document-type",
  "/route/*/paidBy": "paid-by",
  "/vehicles/*/kind": "vehicle-kind",
  "PERSON/identityStatus": "identity-status",
  "PERSON/sex": "sex",
  "PERSON/gender": "gender",
  "PERSON/ageMethod": "age-method",
  "PERSON/citizenships": "country",
  "PERSON/birthPlace": "place",
  "PERSON/residence": "place",
  "PERSON/ethnicity": "ethnicity",
  "PERSON/languages": "language",
  "PERSON/education": "education",
  "PERSON/maritalStatus": "marital-status",
  "PERSON/personal/documents/*/type": "document-type",
  "PERSON/personal/documents/*/country": "country",
  "/victims/*/disability": "disability",
  "/victims/*/situation": "situation",
  "/victims/*/vulnerabilities": "vulnerability",
  "/victims/*/migrationStatus": "migration-status",
  "/victims/*/documentsRetained": "document-retained",
  "/victims/*/debtOrigins": "debt-origin",
  "/victims/*/harms": "harm",
  "/suspects/*/roles": "suspect-role",
  "/suspects/*/relationships/*/kind": "relationship",
  "/suspects/*/officialBody": "official-body",
  "/suspects/*/organisation": "organisation",
  "/suspects/*/legalStage": "legal-stage",
};
