// Pages of cases one after the other, as far as somebody asked to see.
import { useCallback, useEffect, useRef, useState } from "react";
import { CasePage } from "#src/schema/case.ts";
import { RequestFailed, request } from "../../request.ts";
import { type CaseSearch, casesPath } from "./case-search.ts";

export interface CasesInUse {
  /** Undefined until the first page is there. */
  cases: CasePage["cases"] | undefined;
  hasMore: boolean;
  loading: boolean;
  failure: RequestFailed | undefined;
  /** How many the last further page added; 0 after a first page. */
  added: number;
  more: () => void;
  /** Asks again for what failed. */
  retry: () => void;
}

interface Pages {
  cases: CasePage["cases"];
  next: string | null;
  added: number;
}

export function useCases(search: CaseSearch): CasesInUse {
  const [pages, setPages] = useState<Pages>();
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<RequestFailed>();
  // A slow answer to an earlier search must not overwrite that of a later one.
  const turn = useRef(0);
  const ask = useCallback(
    async (before: Pages | undefined) => {
      const mine = ++turn.current;
      setLoading(true);
      setFailure(undefined);
      try {
        const path = casesPath(search, before?.next ?? undefined);
        const { cases, next } = await request("GET", path, CasePage);
        if (mine !== turn.current) return;
        const known = before?.cases ?? [];
        setPages({ cases: [...known, ...cases], next, added: before ? cases.length : 0 });
      } catch (error) {
        if (mine !== turn.current) return;
        setFailure(error instanceof RequestFailed ? error : new RequestFailed("internal", 0));
      }
      setLoading(false);
    },
    [search],
  );
  useEffect(() => {
    setPages(undefined);
    void ask(undefined);
    return () => {
      turn.current += 1;
    };
  }, [ask]);
  const proceed = () => void ask(pages);
  return {
    cases: pages?.cases,
    hasMore: pages?.next != null,
    added: pages?.added ?? 0,
    loading,
    failure,
    more: proceed,
    retry: proceed,
  };
}
