// Officers by login, page by page, as far as somebody asked to see.
import { useCallback, useEffect, useRef, useState } from "react";
import { RequestFailed, request } from "../../request.ts";
import { OFFICERS_PAGE, type Officer, OfficersAnswer } from "./officer.ts";

export interface OfficersInUse {
  officers: readonly Officer[] | undefined;
  hasMore: boolean;
  loading: boolean;
  failure: RequestFailed | undefined;
  more: () => void;
  /** Asks anew from the first page; what is shown stays until the answer is there. */
  reload: () => void;
}

export function useOfficers(search: string): OfficersInUse {
  const [officers, setOfficers] = useState<readonly Officer[]>();
  const [hasMore, setHasMore] = useState(false);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<RequestFailed>();
  const turn = useRef(0);
  const ask = useCallback(
    async (before: readonly Officer[]) => {
      const mine = ++turn.current;
      setLoading(true);
      setFailure(undefined);
      try {
        const page = await findOfficers(search, before.at(-1)?.login);
        if (mine !== turn.current) return;
        setOfficers([...before, ...page]);
        setHasMore(page.length === OFFICERS_PAGE);
      } catch (error) {
        if (mine !== turn.current) return;
        setFailure(error instanceof RequestFailed ? error : new RequestFailed("internal", 0));
      }
      setLoading(false);
    },
    [search],
  );
  useEffect(() => {
    void ask([]);
    return () => {
      turn.current += 1;
    };
  }, [ask]);
  return {
    officers,
    hasMore,
    loading,
    failure,
    more: () => void ask(officers ?? []),
    reload: () => void ask([]),
  };
}

/** One page of officers whose name or login holds the text, after a login. */
export async function findOfficers(search: string, after?: string): Promise<Officer[]> {
  const asked = new URLSearchParams();
  if (search.trim() !== "") asked.set("search", search.trim());
  if (after) asked.set("after", after);
  const { officers } = await request("GET", `/api/officers?${asked.toString()}`, OfficersAnswer);
  return officers;
}
