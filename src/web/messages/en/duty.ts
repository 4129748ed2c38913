// English words of what accompanies every screen on duty: open alerts, their sound and connection, practice, help.
import type { duty as spanish } from "../es/duty.ts";

export const duty: Record<keyof typeof spanish, string> = {
  "duty.open": "{n} unanswered",
  "duty.new": "New alert: {verdict}, {place}. Unanswered: {n}.",
  "duty.newSeveral": "{n} new alerts. Unanswered: {open}.",
  "duty.noPlace": "place not stated",
  "duty.disconnected": "No connection to the register; trying again. No alert is lost.",
  "duty.soundOn": "Turn sound on",
  "duty.soundOff": "Mute",
  "duty.training": "While practising you receive no real alerts.",
  "mode.explainTitle": "Practise",
  "mode.explain":
    "In practice the pages are the same, with invented cases. Nothing is sealed, nobody is alerted and nothing is counted. Every screen and every paper says TRAINING.",
  "mode.explainLeave": "To return to the real register use “Stop practising”, above.",
  "mode.explainAlerts": "While you practise you will not see the real alerts of your unit.",
  "mode.start": "Start practising",
  "nav.audit": "Audit",
  "nav.unlocks": "Openings",
  "nav.help": "Help",
  "failure.no-connection": "There is no connection to the register.",
  "failure.no-answer": "The register did not answer in time.",
  "failure.register.unavailable": "The register is not answering now. Try again in a moment.",
  "failure.internal": "Something failed in the register.",
  "failure.other": "{words}",
};
