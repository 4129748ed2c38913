// Printing what is about cases: paper leaves the register, so that it does is on the trail before the printer is asked.
import { useCallback, useEffect, useRef } from "react";
import * as z from "zod/mini";
import type { PRINTED } from "#src/schema/audit.ts";
import { type RequestFailed, request } from "./request.ts";
import { useChange } from "./use-change.ts";

export interface Printing {
  print: () => void;
  busy: boolean;
  failure: RequestFailed | undefined;
}

/**
 * Prints the page that is open. `path`: where the register is told; what cannot be told is not printed. The browser's own
 * menu cannot be held up: then it is told while it prints.
 */
export function usePrint(path: string, printed: (typeof PRINTED)[number]): Printing {
  const { busy, failure, run } = useChange();
  const told = useRef(false);
  const tell = useCallback(() => request("POST", path, z.unknown(), { body: { printed } }), [path, printed]);
  useEffect(() => {
    const printsByItself = () => {
      if (!told.current) tell().catch(() => undefined);
    };
    window.addEventListener("beforeprint", printsByItself);
    return () => window.removeEventListener("beforeprint", printsByItself);
  }, [tell]);
  const print = () =>
    run(async () => {
      await tell();
      told.current = true;
      window.print();
      told.current = false;
    });
  return { print: () => void print(), busy, failure };
}
