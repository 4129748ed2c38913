// English words of the rules of alert.
import type { alertRules as spanish } from "../es/alert-rules.ts";

export const alertRules: Record<keyof typeof spanish, string> = {
  title: "Rules of alert",
  explain:
    "Which finding reaches which units. A unit gets one alert for a case: that of the first rule that holds. To change them takes two people, and holds for what is registered from that day on.",
  when: "When the finding, under the law or the Palermo Protocol, is: {verdicts}.",
  minor: "And a victim is or may be a minor.",
  minorSexual: "And a victim is a minor and there is a sexual purpose.",
  reaches: "It reaches: {receivers}.",
  "urgency.immediate": "At once.",
  "urgency.same-day": "Within the day.",
  "receiver.regional-of-facts": "the specialised unit competent for the place of the facts",
  "receiver.regional-of-station": "the specialised unit competent for the place of the station",
  "receiver.national": "the national specialised units",
  escalation: "If nobody answers",
  escalates: "It goes up to the next command {minutes} minutes after the first alert.",
  change: "Change",
  changeOf: "Change: {rule}",
  changeEscalation: "Change the times",
  verdicts: "Findings that fire it",
  receivers: "Whom it reaches",
  urgency: "How urgently",
  minutes: "Minutes, in order, with commas between",
  minutesHelp: "For example: 15, 60, 240. Each more than the one before.",
  minutesWrong: "Write whole numbers, each more than the one before, with commas between.",
  willChange: "When another person confirms it, what is registered from that day on will be told so:",
  trial: "See what it would have alerted in 12 months",
  trialAsked: "With this rule: {cases}.",
  trialInForce: "With the rule in force: {cases}.",
  trialFew: "fewer than 10 cases",
  trialCases: "about {n} cases",
  trialHow:
    "Of the whole country, by what was ticked, without walled cases. Rounded to 5: of fewer than 10 it is not told how many, because with few a number is a case. Each question is on the audit trail.",
  did: "Rules: {rules}. Times: {minutes} minutes.",
};
