// English words of what the weekly review looks for, and from how much on.
import type { reviewRules as spanish } from "../es/review-rules.ts";

export const reviewRules: Record<keyof typeof spanish, string> = {
  title: "What the review looks for, and from how much on",
  explain:
    "Whoever reaches one of these limits is on the week's list. Two persons of the ombudsman or audit change them: neither who is watched nor who keeps the register sees them. A limit set very high switches a rule off; one set very low fills the list with ordinary shifts.",
  caption: "Limits in force",
  rule: "Rule",
  limit: "From how much on",
  "is.night-work":
    "{atLeast} or more cases or names opened, or searches made, between {fromHour}:00 and {toHour}:00 in the week. Registering at night does not count.",
  "is.many-searches": "More than {aDay} searches in a day.",
  "is.many-openings": "Names opened of more than {aDay} different cases in a day; the same case counts once.",
  "is.openings-without-work":
    "{atLeast} or more openings of names in cases on which nobody worked within {withinDays} days.",
  "is.use-after-transfer":
    "{atLeast} or more uses of a posting {graceMinutes} minutes after it ended, or of cases of the former posting.",
  "is.two-places":
    "{atLeast} or more changes from one place to another in less than {withinMinutes} minutes.",
  "is.refusal-burst": "{atLeast} or more refusals within {withinMinutes} minutes.",
  "is.sample": "{percent} of each 100 openings of names in the week, and at least {atLeast}.",
  sample: "Sample of openings the ombudsman asks about",
  always:
    "Touching a canary case, opening names in an emergency, and working under a posting that ends soon are always listed, without a limit.",
  change: "Propose other limits",
  "field.nightWork.fromHour": "Night: from which hour (0 to 23)",
  "field.nightWork.toHour": "Night: to which hour (0 to 23)",
  "field.nightWork.atLeast": "Night: how many times",
  "field.manySearches.aDay": "Searches in a day: more than",
  "field.manyOpenings.aDay": "Cases with names opened in a day: more than",
  "field.openingsWithoutWork.withinDays": "Openings without work: within how many days (1 to 90)",
  "field.openingsWithoutWork.atLeast": "Openings without work: how many",
  "field.useAfterTransfer.graceMinutes": "Ended posting: after how many minutes",
  "field.useAfterTransfer.atLeast": "Ended posting: how many times",
  "field.twoPlaces.withinMinutes": "Two places: within less than how many minutes",
  "field.twoPlaces.atLeast": "Two places: how many times",
  "field.refusalBurst.withinMinutes": "Refusals: within how many minutes",
  "field.refusalBurst.atLeast": "Refusals: how many",
  "field.sample.percent": "Sample: how many of each 100 (1 to 100)",
  "field.sample.atLeast": "Sample: at least how many",
  wrong: "Write a whole number within what is possible.",
  will: "Once another person confirms it, lists made from that day on will use:",
  did: "Limits of the review: {limits}",
};
