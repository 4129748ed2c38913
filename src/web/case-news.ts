// That there is news in a case, told to whatever page shows it: the register's event stream says which, and never what.
import { useEffect } from "react";

const NEWS = "reta-case-news";

/** Tells the pages of this tab; without a case, that news may have been missed. */
export function tellCaseNews(caseId?: string): void {
  window.dispatchEvent(new CustomEvent(NEWS, { detail: caseId }));
}

/** Calls `look` on news in this case, or in any where none is given. */
export function useCaseNews(look: () => void, caseId?: string): void {
  useEffect(() => {
    const onNews = ({ detail }: CustomEventInit<string | undefined>) => {
      if (caseId === undefined || detail === undefined || detail === caseId) look();
    };
    window.addEventListener(NEWS, onNews);
    return () => window.removeEventListener(NEWS, onNews);
  }, [look, caseId]);
}
