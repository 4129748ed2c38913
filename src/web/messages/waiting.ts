// How long ago something was, in the largest unit that says enough.
import { useEffect, useState } from "react";
import type { Language } from "./words.tsx";

const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** `hace 12 min`; less than a minute is "now". Times ahead of this computer's clock count as now. */
export function formatWaiting(iso: string, now: number, language: Language): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  const passed = Math.max(0, now - Date.parse(iso));
  const [unit, length] = STEPS.find(([, step]) => passed >= step) ?? (["second", 1] as const);
  return unit === "second" ? format.format(0, "second") : format.format(-Math.floor(passed / length), unit);
}

/** The time now, renewed every half minute so that waiting times on the screen grow. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
