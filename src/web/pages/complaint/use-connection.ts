// Whether the register can be reached: asked of the browser, of the register's health now and then, and of each failed sending.
import { useEffect, useState } from "react";
import * as z from "zod/mini";
import { RequestFailed, request } from "../../request.ts";

/** Milliseconds between two questions: seldom while all is well, often while somebody waits for the line. */
const EVERY = { connected: 30_000, gone: 5_000 } as const;

/** Answers that say nobody is there, as opposed to a refusal. `no-answer` is also a health answer of 503. */
const GONE = new Set(["no-connection", "no-answer", "register.unavailable"]);

/** `failure`: how the last sending failed, which is news of the line as well. */
export function useConnection(failure: RequestFailed | undefined): boolean {
  const [connected, setConnected] = useState(() => navigator.onLine);
  useEffect(() => {
    if (failure && GONE.has(failure.code)) setConnected(false);
  }, [failure]);
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const look = () => {
      if (!navigator.onLine) return setConnected(false);
      request("GET", "/api/health", Health, { signal, timeout: 10_000 })
        .then(({ database }) => signal.aborted || setConnected(database === "ok"))
        .catch((error: unknown) => {
          if (!signal.aborted) setConnected(!(error instanceof RequestFailed && GONE.has(error.code)));
        });
    };
    const timer = setInterval(look, connected ? EVERY.connected : EVERY.gone);
    addEventListener("online", look, { signal });
    addEventListener("offline", () => setConnected(false), { signal });
    return () => {
      clearInterval(timer);
      ended.abort();
    };
  }, [connected]);
  return connected;
}

const Health = z.object({ database: z.string() });
