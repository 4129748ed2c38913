// Where the keyboard goes when something appears.
import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Takes the focus to an element as it appears, or to the first of `inside` (a selector) in it. Before the next key can come:
 * an effect that runs later would take a fast typist back from where that key has led.
 */
export function useFirstFocus<Shown extends HTMLElement>(inside?: string): RefObject<Shown | null> {
  const shown = useRef<Shown>(null);
  useLayoutEffect(() => {
    const element = inside === undefined ? shown.current : shown.current?.querySelector<HTMLElement>(inside);
    element?.focus();
  }, [inside]);
  return shown;
}
