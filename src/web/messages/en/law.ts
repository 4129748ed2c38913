// English words of the law table and of its marks.
import type { law as spanish } from "../es/law.ts";

export const law: Record<keyof typeof spanish, string> = {
  title: "Law",
  explain:
    "The texts by which the register classifies. What nobody has compared with the official gazette is shown as “not verified” to whoever registers, too. One person proposes, another confirms.",
  verifiedCount: "Verified: {n} of {all}",
  onlyOpen: "Only what is still to be verified",
  nothingOpen: "Everything is verified.",
  trafficking: "Trafficking in persons, by version of the law",
  others: "Other offences, by article and time",
  text: "Text",
  article: "art. {article}",
  inForce: "In force",
  always: "since ever",
  today: "today",
  mark: "Mark",
  verified: "Verified",
  unverified: "Not verified",
  waiting: "Proposed by {who}; another person has to confirm it.",
  markedOn: "On {day}, with: {source}",
  markedBy: "Proposed by {who}, confirmed by {by}.",
  byPack: "So the country pack brought it.",
  conduct: "What it describes",
  verify: "Mark as verified",
  verifyOf: "Mark as verified: {text}",
  unverify: "Take the mark off",
  unverifyOf: "Take the mark off: {text}",
  source: "Source it was compared with",
  sourceHelp: "Official gazette, date and page, or the address of the official text.",
  sourceWhy: "Why it is taken off, and by which source that was seen",
  willVerify:
    "When another person confirms it, “{text}” will no longer be shown as not verified. The finding does not change.",
  willUnverify: "When another person confirms it, “{text}” will be shown as not verified again.",
  "did.true": "Verified: {text}. Source: {source}",
  "did.false": "Mark taken off: {text}. Source: {source}",
};
