// How victims of invented cases are kept under control, and which legal means that shows.
import type { Random } from "./random.ts";
import type { PeopledCase } from "./share-people.ts";

/** Which means a way of control shows; the lists stay apart in the complaint. */
export const MEANS_OF_CONTROL: Record<string, string> = {
  "imposed-debt": "other-coercion",
  "physical-threats": "threat",
  "threats-to-family": "threat",
  "threats-of-authorities": "threat",
  "threats-to-expose-images": "threat",
  "drugs-or-alcohol": "other-coercion",
  "physical-abuse": "violence",
  "sexual-abuse": "violence",
  confinement: "deprivation-of-liberty",
  "retains-documents": "other-coercion",
};

/** Ways of control by class of purpose, frequent ones repeated. */
const CONTROL_BY_GROUP: Record<string, string[]> = {
  sexual: [
    "imposed-debt",
    "imposed-debt",
    "takes-earnings",
    "takes-earnings",
    "retains-documents",
    "retains-documents",
    "confinement",
    "confinement",
    "physical-threats",
    "threats-to-family",
    "threats-to-expose-images",
    "physical-abuse",
    "sexual-abuse",
    "drugs-or-alcohol",
    "psychological-abuse",
    "threats-of-authorities",
    "restricts-money",
  ],
  labour: [
    "excessive-hours",
    "excessive-hours",
    "imposed-debt",
    "retains-documents",
    "confinement",
    "denies-medical-care",
    "denies-necessities",
    "restricts-money",
    "physical-threats",
    "psychological-abuse",
  ],
  begging: [
    "takes-earnings",
    "physical-abuse",
    "denies-necessities",
    "physical-threats",
    "psychological-abuse",
  ],
  // Small children are not threatened or locked in: they are handed on.
  saleOfChildren: [],
  unassigned: ["confinement", "retains-documents", "physical-threats"],
  other: ["physical-threats", "threats-to-family", "confinement"],
};

/** Up to three ways of control that go together with the case's classes of purpose. */
export function drawControl(one: PeopledCase, occurred: boolean, unpaid: boolean, random: Random): string[] {
  if (!occurred && random.chance(0.6)) return [];
  const all = one.groups.flatMap((group) => CONTROL_BY_GROUP[group] ?? []);
  // Who is never paid has no money that could be restricted.
  const pool = unpaid ? all.filter((kind) => kind !== "restricts-money") : all;
  // Before anything happened nobody has earned, owed or worked long hours yet.
  const early = new Set(["confinement", "retains-documents", "physical-threats", "threats-to-family"]);
  const possible = random.shuffled(occurred ? pool : pool.filter((kind) => early.has(kind)));
  return [...new Set(possible)].slice(0, random.pick([0, 1, 1, 2, 2, 3]));
}
