// The cases the reader may see, and the search among them.
import { useState } from "react";
import { Link } from "wouter";
import { carriesOut, handsOver } from "#src/domain/access/duties.ts";
import { Button } from "../components/controls.tsx";
import { EmptyState, FailureNotice, Loading, Page } from "../components/layout.tsx";
import { useCaseListWords } from "../messages/cases.ts";
import { useOfficer } from "../session.tsx";
import { CaseTable } from "./cases/CaseTable.tsx";
import { type CaseSearch, EVERYTHING } from "./cases/case-search.ts";
import { SearchForm } from "./cases/SearchForm.tsx";
import { useCases } from "./cases/use-cases.ts";
import "./records.css";

// Coming back from a case finds the list as it was left; nothing of it reaches an address or the disk.
let lastSearch: { of: string; search: CaseSearch } | undefined;

export default function CasesPage() {
  const { say } = useCaseListWords();
  const { officerId, role, training } = useOfficer();
  const of = `${officerId} ${training}`;
  const [search, setSearch] = useState(() => (lastSearch?.of === of ? lastSearch.search : EVERYTHING));
  const found = useCases(search);
  const onSearch = (next: CaseSearch) => {
    lastSearch = { of, search: next };
    setSearch({ ...next });
  };
  return (
    <Page
      title={say("title")}
      actions={
        <>
          {carriesOut(role) && <Link href="/directions">{say("directions")}</Link>}
          {handsOver(role) && <Link href="/hand-over">{say("handOver")}</Link>}
        </>
      }
    >
      <SearchForm search={search} onSearch={onSearch} />
      {found.cases && <FoundCases found={found} everything={isEverything(search)} />}
      {found.failure && <FailureNotice kept={false} failure={found.failure} retry={found.retry} />}
      {found.loading && <Loading />}
    </Page>
  );
}

const isEverything = (search: CaseSearch) => JSON.stringify(search) === JSON.stringify(EVERYTHING);

function FoundCases({ found, everything }: { found: ReturnType<typeof useCases>; everything: boolean }) {
  const { say } = useCaseListWords();
  const cases = found.cases ?? [];
  const all = cases.length;
  return (
    <>
      <p className={all > 0 && found.added === 0 ? "hidden" : "quiet"} aria-live="polite">
        {all > 0 && say(found.added > 0 ? "added" : "shown", { n: found.added || all, all })}
      </p>
      {all === 0 && <EmptyState>{say(everything ? "noneYet" : "none")}</EmptyState>}
      {all > 0 && <CaseTable cases={cases} />}
      {found.hasMore && (
        <p className="more no-print">
          <Button onClick={found.more} busy={found.loading}>
            {say("more")}
          </Button>
        </p>
      )}
    </>
  );
}
