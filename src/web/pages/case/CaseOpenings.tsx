// For whoever has the case: who opened it, when, what for and which names. Seeing it is itself on the record.
import { useEffect, useState } from "react";
import * as z from "zod/mini";
import { Opening } from "#src/schema/audit.ts";
import { Button } from "../../components/controls.tsx";
import { EmptyState, FailureNotice, Fold, Loading, Table } from "../../components/layout.tsx";
import { useOpeningWords } from "../../messages/openings.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useResource } from "../../use-resource.ts";

const Page = z.object({ openings: z.array(Opening), next: z.nullable(z.string()) });

export function CaseOpenings({ caseId }: { caseId: string }) {
  const { say } = useOpeningWords();
  return (
    <div className="no-print">
      <Fold title={say("title")} lazy>
        <Openings caseId={caseId} />
      </Fold>
    </div>
  );
}

function Openings({ caseId }: { caseId: string }) {
  const { say } = useOpeningWords();
  const [onlyNames, setOnlyNames] = useState(true);
  const { openings, next, loading, failure, more } = useOpenings(caseId);
  // Readings without names are many and mostly the own ones: what one looks for is who saw a name.
  const shown = openings.filter(({ action }) => !onlyNames || action !== "case.read");
  return (
    <>
      <p className="quiet">{say("explain")}</p>
      <label className="tick">
        <input type="checkbox" checked={onlyNames} onChange={() => setOnlyNames(!onlyNames)} />
        <span>{say("onlyNames")}</span>
      </label>
      {shown.length > 0 && <OpeningTable openings={shown} />}
      {failure && <FailureNotice kept={false} failure={failure} retry={more} />}
      {loading && <Loading />}
      {!loading && !failure && shown.length === 0 && (
        <EmptyState>{say(next === null ? "none" : "noneYet")}</EmptyState>
      )}
      {next !== null && !failure && (
        <p className="more">
          <Button onClick={more} busy={loading}>
            {say("more")}
          </Button>
        </p>
      )}
    </>
  );
}

/** Page by page, newest first. `more` asks again for the page that failed, or for the one after the last. */
function useOpenings(caseId: string) {
  const [before, setBefore] = useState<readonly Opening[]>([]);
  const [cursor, setCursor] = useState<string>();
  const asked = cursor === undefined ? "" : `?${new URLSearchParams({ cursor }).toString()}`;
  const { value, failure, loading, reload } = useResource(`/api/cases/${caseId}/openings${asked}`, Page);
  const [page, setPage] = useState<z.infer<typeof Page>>();
  useEffect(() => setPage(value), [value]);
  return {
    openings: [...before, ...(page?.openings ?? [])],
    next: page?.next ?? null,
    loading: loading || (page === undefined && failure === undefined),
    failure,
    more: () => {
      if (failure || !page?.next) return reload();
      setBefore([...before, ...page.openings]);
      setPage({ openings: [], next: page.next });
      setCursor(page.next);
    },
  };
}

function OpeningTable({ openings }: { openings: readonly Opening[] }) {
  const { say, sayCode } = useOpeningWords();
  const words = useWords();
  const { manifest } = usePack();
  const { label, unit } = useLabels();
  // What two persons opened in an emergency has its reason from another list.
  const why = (code: string) => {
    const said = label("purpose-of-access", code);
    return said === code ? label("unlock-reason", code) : said;
  };
  return (
    <Table
      caption={say("title")}
      rows={openings}
      rowKey={({ eventId }) => String(eventId)}
      columns={[
        {
          key: "when",
          title: say("when"),
          cell: ({ at }) => formatTime(at, words.language, manifest.timeZone),
        },
        {
          key: "who",
          title: say("who"),
          cell: ({ officer, unitId, role }) => (
            <span className="cell">
              <span>{officer ?? say("register")}</span>
              <span className="quiet">
                {[role && words.sayCode("role", role, "role.registrar"), unitId && unit(unitId)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
          ),
        },
        {
          key: "what",
          title: say("what"),
          // The table stands in the narrow column of the page: what belongs together shares a cell.
          cell: ({ action, purpose, classes }) => (
            <span className="cell">
              {action === "case.names.open" ? (
                <strong>{sayCode("action", action)}</strong>
              ) : (
                <span>{sayCode("action", action)}</span>
              )}
              {purpose !== null && (
                <span>
                  {say("why")}: {why(purpose)}
                </span>
              )}
              {classes !== null && classes.length > 0 && (
                <span className="quiet">
                  {say("classes")}: {classes.map((code) => sayCode("class", code)).join(", ")}
                </span>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
