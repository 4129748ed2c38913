// For whoever has the case: who looked for a person of it from another case. Seeing it is itself on the record.
import * as z from "zod/mini";
import { Opening } from "#src/schema/audit.ts";
import { EmptyState, FailureNotice, Fold, Loading, Table } from "../../components/layout.tsx";
import { useSearchWords } from "../../messages/searches.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useResource } from "../../use-resource.ts";

const Openings = z.object({ openings: z.array(Opening), next: z.nullable(z.string()) });

export function AskedAbout({ caseId }: { caseId: string }) {
  const { say } = useSearchWords();
  return (
    <div className="no-print">
      <Fold title={say("askedTitle")} lazy>
        <Askers caseId={caseId} />
      </Fold>
    </div>
  );
}

function Askers({ caseId }: { caseId: string }) {
  const { say } = useSearchWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { label, unit } = useLabels();
  const { value, failure, reload } = useResource(`/api/cases/${caseId}/openings`, Openings);
  if (failure) return <FailureNotice kept={false} failure={failure} retry={reload} />;
  if (value === undefined) return <Loading />;
  const matches = value.openings.filter(({ action }) => action === "search.match");
  if (matches.length === 0) return <EmptyState>{say("askedNone")}</EmptyState>;
  return (
    <Table
      caption={say("askedTitle")}
      rows={matches}
      rowKey={({ eventId }) => String(eventId)}
      columns={[
        {
          key: "when",
          title: say("askedWhen"),
          cell: ({ at }) => formatTime(at, language, manifest.timeZone),
        },
        {
          key: "who",
          title: say("askedWho"),
          cell: ({ officer, unitId }) => (
            <>
              {officer}
              {unitId !== null && <span className="quiet"> {unit(unitId)}</span>}
            </>
          ),
        },
        {
          key: "why",
          title: say("askedWhy"),
          cell: ({ purpose }) => (purpose === null ? "" : label("purpose-of-access", purpose)),
        },
      ]}
    />
  );
}
