// When nobody is at the screen any more: counted in this tab, told by the others, and told to the register while somebody is.
import { useEffect, useRef } from "react";
import * as z from "zod/mini";
import { request } from "./request.ts";
import { onTabTold, tellTabs } from "./session-tabs.ts";

/** Whatever an officer does at a page. */
const USES = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "scroll"] as const;
/** Between two words to the other tabs, and to the register: each needs no finer knowledge. */
const TELL_TABS_MS = 1_000;
const TELL_REGISTER_MS = 60_000;
/** How often it is looked whether the time is up: a computer that slept finds out when it wakes. */
const LOOK_MS = 500;

/** Calls `lock` once nobody has used any tab for so many seconds. `active`: false while there is nothing to lock. */
export function useLock(active: boolean, seconds: number, lock: (unused: boolean) => void): void {
  const lockNow = useRef(lock);
  lockNow.current = lock;
  useEffect(() => {
    if (!active) return;
    let used = Date.now();
    let toldTabs = 0;
    let toldRegister = Date.now();
    const onUse = () => {
      const now = Date.now();
      // The first movement after a sleep is no use: whoever makes it may be somebody else.
      if (now - used >= seconds * 1000) return;
      used = now;
      if (now - toldTabs >= TELL_TABS_MS) {
        toldTabs = now;
        tellTabs("used");
      }
      if (now - toldRegister >= TELL_REGISTER_MS) {
        toldRegister = now;
        request("POST", "/api/session/use", z.unknown(), { body: {} }).catch(() => undefined);
      }
    };
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey && event.altKey && event.code === "KeyL")) return;
      event.preventDefault();
      lockNow.current(false);
    };
    const look = () => {
      if (Date.now() - used >= seconds * 1000) lockNow.current(true);
    };
    for (const use of USES) addEventListener(use, onUse, { capture: true, passive: true });
    addEventListener("keydown", onKey);
    document.addEventListener("visibilitychange", look);
    const timer = setInterval(look, LOOK_MS);
    const stopListening = onTabTold((said) => {
      if (said === "used" && Date.now() - used < seconds * 1000) used = Date.now();
    });
    return () => {
      for (const use of USES) removeEventListener(use, onUse, { capture: true });
      removeEventListener("keydown", onKey);
      document.removeEventListener("visibilitychange", look);
      clearInterval(timer);
      stopListening();
    };
  }, [active, seconds]);
}
