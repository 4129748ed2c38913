// Fetches one thing of the server for a screen: loading, ready, failed, and the way to ask again.
import { useCallback, useEffect, useState } from "react";
import type * as z from "zod/mini";
import { RequestFailed, request } from "./request.ts";

export interface Resource<T> {
  value: T | undefined;
  failure: RequestFailed | undefined;
  loading: boolean;
  reload: () => void;
  /** Puts a newer value in place, such as the answer to a change. */
  replace: (value: T) => void;
}

/**
 * `path` undefined asks nothing yet. `sought`: what is looked for where it may be a name, sent in the body and in no address. `schema` must be a constant: it is not part of what triggers asking again.
 */
export function useResource<S extends z.ZodMiniType>(
  path: string | undefined,
  schema: S,
  sought?: string,
): Resource<z.output<S>> {
  const [turn, setTurn] = useState(0);
  const [value, setValue] = useState<z.output<S>>();
  const [failure, setFailure] = useState<RequestFailed>();
  const [loading, setLoading] = useState(path !== undefined);
  const key = path === undefined ? undefined : `${turn} ${path}`;
  useEffect(() => {
    if (key === undefined) return;
    const abort = new AbortController();
    setLoading(true);
    const body = sought === undefined ? undefined : { search: sought };
    const method = body === undefined ? "GET" : "POST";
    request(method, key.slice(key.indexOf(" ") + 1), schema, { signal: abort.signal, body })
      .then((answer) => {
        if (abort.signal.aborted) return;
        setValue(answer);
        setFailure(undefined);
        setLoading(false);
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        setFailure(error instanceof RequestFailed ? error : new RequestFailed("internal", 0));
        setLoading(false);
      });
    return () => abort.abort();
  }, [key, schema, sought]);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  return { value, failure, loading, reload, replace: setValue };
}
