// English words of the wall's own rule: by what a case is walled, from whom it is hidden, where it goes.
import type { wallRules as spanish } from "../es/wall-rules.ts";

export const wallRules: Record<keyof typeof spanish, string> = {
  title: "Walled cases: when an officer or official may be involved",
  explain:
    "One of these signs is enough, whatever the finding. At that moment the case is walled, and this alert goes out in the place of the rules above, to everybody at once.",
  by: "What walls it",
  "by.suspect": "A suspect is marked as police or official, with an institution or without.",
  "by.roles": "A suspect plays this part: {roles}.",
  "by.tick": "Ticked on the complaint: {tick}.",
  "by.declared": "The victim, whoever complains or the ombudsman declares it later.",
  "by.number":
    "A number written in the case (a document, a service number, or within a text) is that of a registered officer, or whose it is could not be checked.",
  "by.words": "The narrative or other free text says so in words of the list: {words}.",
  "by.joined": "It is to be joined with a walled case, or separated from one.",
  toWords: "See the words under Lists",
  hidden: "Who does not see it",
  "hidden.all":
    "Nobody but who receives it knows that it exists: neither who registered it, nor their chiefs, nor the units below.",
  "hidden.named":
    "And of those who receive it, nobody of where whoever is named serves, or has served in the last {months} months, nor of the units in command of it.",
  "hidden.unknown":
    "Where it is not known who it is or where they serve, nobody of the region of who registered it nor of the region of the facts; without a region, of none.",
  goes: "Whom it reaches",
  "goes.owners":
    "Internal affairs ({affairs}), the national specialised units and the one competent for the place. Never one it is hidden from.",
  "goes.prosecutor":
    "Only the prosecutors' offices listed below, when it names somebody of internal affairs, of a specialised unit or who keeps the register, or when no other is left.",
  nobody: "no unit today",
  "urgency.immediate": "At once.",
  "urgency.same-day": "Within the day.",
  lifts: "How it ends",
  "lifts.two":
    "Two persons agree: one of internal affairs and one prosecutor, or two prosecutors if the case is the prosecutors' alone. Whoever administers takes no part and does not see it.",
  ofPack:
    "This rule is part of the country pack: it changes with a new version of the pack, not here, so that nobody switches it off from within.",
  offices: "Prosecutors' offices that receive walled cases",
  officesExplain:
    "Each receives what concerns its places; one without places, what concerns the whole country. Places are changed under Units, by two persons.",
  officesCaption: "Offices of the pack's list",
  office: "Office",
  places: "For which places",
  everywhere: "The whole country",
  stands: "Today",
  "stands.true": "It exists",
  "stands.false": "It does not exist: nothing reaches it",
  nationwide:
    "No office of the list receives what concerns the whole country: a case of another place reaches all of the list.",
  none: "The pack names no prosecutors' office: a case that names internal affairs would reach nobody.",
};
