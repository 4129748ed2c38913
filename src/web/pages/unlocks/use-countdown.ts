// How much time is left, by the register's clock: computers in stations are minutes off.
import { useEffect, useState } from "react";

/** `1:05:09`, or `14:59` below an hour; never below zero. `ms` is what is left. */
export function leftOf(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(":")}` : parts.join(":");
}

/** The register's time, renewed every second; `now` is what it was when it answered. */
export function useRegisterTime(now: string | undefined): number {
  const [offset, setOffset] = useState(0);
  const [time, setTime] = useState(Date.now);
  useEffect(() => {
    if (now !== undefined) setOffset(Date.parse(now) - Date.now());
  }, [now]);
  useEffect(() => {
    const timer = setInterval(() => setTime(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return time + offset;
}
