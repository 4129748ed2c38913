// English words of the institution that keeps the register and its tree of command.
import type { institution as spanish } from "../es/institution.ts";

export const institution: Record<keyof typeof spanish, string> = {
  title: "Institution",
  explain:
    "Which institution keeps the register and who commands in it. Alerts reach its specialised units and go up its line of command. To change it takes two people; what is registered does not change.",
  keeper: "Who keeps the register",
  institution: "Institution",
  top: "Unit at its top",
  topHelp: "Another institution is opened under Units first, with its units.",
  noTop: "None stands today.",
  since: "Since",
  byPack: "By the country pack, from the beginning",
  byOrder: "{day}, {order}",
  change: "Change who keeps it",
  "name.es": "Name in Spanish",
  "name.en": "Name in English",
  willKeep:
    "Once another person has confirmed it, the register is that of: {institution}. Screens and papers will say so.",
  willAlert:
    "Alerts of what is registered from that day on will reach the specialised units of that institution. Those already out go their way.",
  command: "Line of command",
  commandExplain:
    "Whom each alert reaches first, and whom it goes up to while nobody answers. The same commands see what every unit below them registers.",
  commandCaption: "Units that are alerted and the commands above them",
  alerted: "Is alerted",
  line: "Goes up to",
  lineNone: "Nobody further up",
  hears: "{unit}, after {minutes} minutes",
  sees: "{unit}: supervises; alerts do not come up this far",
  nobody: "No specialised unit of this institution stands today: alerts reach nobody.",
  toUnits: "Change the tree under Units",
  toRules: "Change the times under Rules of alert",
  did: "Keeps the register: {institution} ({unit})",
};
