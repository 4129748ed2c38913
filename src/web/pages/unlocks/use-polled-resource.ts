// A resource that is asked for again every so often while somebody can see the page: nothing else says that it changed.
import { useEffect } from "react";
import type * as z from "zod/mini";
import { type Resource, useResource } from "../../use-resource.ts";

/** A request waits fifteen minutes at most: half a minute more does not matter. */
const AGAIN_MS = 15_000;

export function usePolledResource<S extends z.ZodMiniType>(
  path: string | undefined,
  schema: S,
): Resource<z.output<S>> {
  const resource = useResource(path, schema);
  const { reload } = resource;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") reload();
    };
    const timer = setInterval(look, AGAIN_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [reload]);
  return resource;
}
