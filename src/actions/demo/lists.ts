// The shape of a pack's lists for invented cases: names, places, settings, phrases, and the circles that link cases.
import * as z from "zod/mini";
import { Code } from "#src/schema/code.ts";
import { Figures } from "./figures.ts";

const words = z.array(z.string());
const codes = z.array(Code);
const byCode = z.record(z.string(), words);

/** Invented people are put together from these; the combinations belong to nobody. */
export const PeopleLists = z.strictObject({
  givenFemale: words,
  givenMale: words,
  surnames: words,
  foreignSurnames: words,
  aliasesFemale: words,
  aliasesMale: words,
  occupationsVictim: words,
  occupationsVictimMale: words,
  occupationsSuspect: words,
  descriptions: words,
  busCompanies: words,
  streets: words,
});
export type PeopleLists = z.infer<typeof PeopleLists>;

/** A kind of place where exploitation happens, and what goes with it. */
export const Setting = z.strictObject({
  id: Code,
  /** Classes of purpose, joined by `+`; written twice where it is twice as frequent. */
  groups: words,
  environments: words,
  kind: Code,
  sector: Code,
  words,
  sexForms: z.optional(codes),
  /** Codes of purpose for each class, frequent ones repeated. */
  sexual: z.optional(codes),
  labour: z.optional(codes),
  offers: codes,
  premises: words,
});
export type Setting = z.infer<typeof Setting>;

export const DemoPlaces = z.strictObject({
  /** For each entity (`""`: not stated) districts with their environments, and where its victims come from. */
  entities: z.record(z.string(), z.strictObject({ places: words, origins: codes })),
  countries: z.record(z.string(), z.string()),
  /** Countries victims are taken to from an entity's area. */
  abroad: z.record(z.string(), codes),
});
export type DemoPlaces = z.infer<typeof DemoPlaces>;

/**
 * Sentences of the stories. `[a|b]` agrees with the victims in number, `[a|b|c|d]` in gender and number (masculine and
 * feminine singular, then plural); `<a|b>` and `<a|b|c|d>` with the suspects; `{name}` is filled in.
 */
export const Phrases = z.strictObject({
  openings: byCode,
  offers: byCode,
  recruitment: byCode,
  travel: byCode,
  transports: z.record(z.string(), z.string()),
  /** By code of purpose. */
  sexual: byCode,
  /** By class of purpose; labour by setting. */
  exploitation: byCode,
  intended: byCode,
  control: byCode,
  harm: byCode,
  vulnerability: words,
  authority: words,
  noPay: words,
  endings: byCode,
  closing: words,
  /** Why somebody proposes a correction. */
  corrections: words,
});
export type Phrases = z.infer<typeof Phrases>;

/** Cases that share something: what crossing variables between cases is meant to find. */
export const Circle = z.strictObject({
  id: Code,
  entities: words,
  from: z.int(),
  to: z.int(),
  cases: z.int(),
  group: z.optional(z.string()),
  setting: z.optional(Code),
  place: z.optional(Code),
  premises: z.optional(z.string()),
  agency: z.optional(z.string()),
  agencyPlace: z.optional(Code),
  plate: z.optional(z.string()),
  vehicle: z.optional(Code),
  phone: z.optional(z.string()),
  alias: z.optional(z.string()),
});
export type Circle = z.infer<typeof Circle>;

export const DemoLists = z.strictObject({
  people: PeopleLists,
  settings: z.array(Setting),
  places: DemoPlaces,
  phrases: Phrases,
  circles: z.array(Circle),
});
export type DemoLists = z.infer<typeof DemoLists>;

/** Checks the parsed files of a pack's `demo` folder; throws with every fault found. */
export function readDemo(files: Record<"figures" | keyof DemoLists, unknown>): {
  figures: Figures;
  lists: DemoLists;
} {
  const { figures, ...lists } = files;
  return { figures: z.parse(Figures, figures), lists: z.parse(DemoLists, lists) };
}
