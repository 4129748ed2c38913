// What is directed in the cases the reader directs or works on: what is open and overdue first.
import { useState } from "react";
import { Link } from "wouter";
import { type DirectionLine, DirectionList } from "#src/schema/direction.ts";
import { useCaseNews } from "../case-news.ts";
import { Select } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { type Column, EmptyState, FailureNotice, Loading, Page, Table } from "../components/layout.tsx";
import { useDirectionWords } from "../messages/directions.ts";
import { formatPartialDate } from "../messages/times.ts";
import { useLabels } from "../pack.tsx";
import { DirectionStatus, useAddressee } from "./case/DirectionStatus.tsx";
import { usePolledResource } from "./unlocks/use-polled-resource.ts";
import "./records.css";

export default function DirectionsPage() {
  const { say } = useDirectionWords();
  const { label } = useLabels();
  const addressee = useAddressee();
  const [state, setState] = useState("open");
  const { value, failure, loading, reload } = usePolledResource(
    `/api/directions?state=${state}`,
    DirectionList,
  );
  useCaseNews(reload);
  const columns: Column<DirectionLine>[] = [
    {
      key: "case",
      title: say("case"),
      cell: ({ caseId, caseNumber }) => (
        <Link href={`/cases/${caseId}`} className="number">
          {caseNumber}
        </Link>
      ),
    },
    { key: "measure", title: say("measure"), cell: ({ measure }) => label("direction-measure", measure) },
    { key: "to", title: say("to"), cell: addressee },
    { key: "due", title: say("due"), cell: ({ dueOn }) => formatPartialDate(dueOn) },
    { key: "status", title: say("status"), cell: (line) => <DirectionStatus line={line} /> },
  ];
  const found = value?.directions;
  return (
    <Page title={say("title")}>
      <p className="quiet">{say("intro")}</p>
      <search className="search search-short no-print">
        <Field id="directions-state" label={say("state")} width="half">
          {(control) => (
            <Select
              {...control}
              value={state}
              onChange={setState}
              options={["open", "all"].map((code) => ({
                value: code,
                label: say(code === "open" ? "state.open" : "state.all"),
              }))}
            />
          )}
        </Field>
      </search>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!found && loading && <Loading />}
      {found?.length === 0 && <EmptyState>{say(state === "open" ? "none" : "noneYet")}</EmptyState>}
      {found && found.length > 0 && (
        <Table
          caption={say("caption")}
          columns={columns}
          rows={found}
          rowKey={({ directionId }) => directionId}
        />
      )}
    </Page>
  );
}
