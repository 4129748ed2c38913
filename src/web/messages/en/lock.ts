// English words of a locked screen.
import type { lock as spanish } from "../es/lock.ts";

export const lock: Record<keyof typeof spanish, string> = {
  title: "Screen locked",
  what: "{name} is using it. What was typed is kept and is shown again once you confirm that it is you.",
  go: "Unlock",
  other: "Somebody else signs in",
  otherWhat:
    "Sign in with your own user name. The locked session ends; the draft of its complaint stays stored, encrypted, for whoever wrote it.",
  back: "Back to the screen of {name}",
  alerted: "An alert has come in. Unlock to read it.",
};
