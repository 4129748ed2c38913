// The ombudsman's sample: openings of names drawn in a week, how they were drawn, what was asked and found.
import { useState } from "react";
import { type DrawnOpening, OpeningSample, type SampleProof } from "#src/schema/opening-sample.ts";
import { Select } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { EmptyState, FailureNotice, Loading, Notice, Page } from "../components/layout.tsx";
import { useSampleWords } from "../messages/samples.ts";
import { formatPartialDate } from "../messages/times.ts";
import { useResource } from "../use-resource.ts";
import { AuditTabs } from "./audit/AuditTabs.tsx";
import { Coverage } from "./sample/Coverage.tsx";
import { DrawnTable } from "./sample/DrawnTable.tsx";
import { VerdictDialog } from "./sample/VerdictDialog.tsx";
import "./records.css";

export default function SamplePage() {
  const { say } = useSampleWords();
  const [week, setWeek] = useState("");
  const [judging, setJudging] = useState<DrawnOpening>();
  const [done, setDone] = useState<"saved" | "askedDone">();
  const path = week === "" ? "/api/audit/sample" : `/api/audit/sample?week=${week}`;
  const { value, failure, loading, reload } = useResource(path, OpeningSample);
  const changed = (what: "saved" | "askedDone") => {
    setDone(what);
    reload();
  };
  return (
    <Page title={say("title")}>
      <AuditTabs />
      <p className="quiet">{say("explain")}</p>
      {done && (
        <Notice kind="done" live>
          {say(done)}
        </Notice>
      )}
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && loading && <Loading />}
      {value?.weeks.length === 0 && <EmptyState>{say("noWeeks")}</EmptyState>}
      {value && value.weeks.length > 0 && (
        <>
          <search className="search search-short no-print">
            <Field id="sample-week" label={say("week")}>
              {(control) => (
                <Select
                  {...control}
                  value={week || (value.weeks[0]?.week ?? "")}
                  onChange={(next) => {
                    setDone(undefined);
                    setWeek(next);
                  }}
                  options={value.weeks.map(({ week: monday, drawn, reviewed }) => ({
                    value: monday,
                    label: say("weekOption", { day: formatPartialDate(monday), drawn, reviewed }),
                  }))}
                />
              )}
            </Field>
          </search>
          {value.proof && <Proof proof={value.proof} />}
          {value.institutions.length > 0 && <Coverage lines={value.institutions} />}
          {value.openings.length > 0 ? (
            <DrawnTable openings={value.openings} onAsked={() => changed("askedDone")} onJudge={setJudging} />
          ) : (
            <EmptyState>{say(value.institutions.length === 0 ? "noOpenings" : "noneSeen")}</EmptyState>
          )}
        </>
      )}
      {judging && (
        <VerdictDialog
          opening={judging}
          onClose={() => setJudging(undefined)}
          onDone={() => {
            setJudging(undefined);
            changed("saved");
          }}
        />
      )}
    </Page>
  );
}

function Proof({ proof: { holds, percent, atLeast, logSize, root } }: { proof: SampleProof }) {
  const { say } = useSampleWords();
  // The first digits tell one root from another; all of them are in the log.
  const how = say("proofHow", { percent, atLeast, size: logSize, root: root.slice(0, 12) });
  if (holds)
    return (
      <p className="quiet small">
        {say("proofHolds")} {how}
      </p>
    );
  return (
    <Notice kind="warning">
      <p>{say("proofFails")}</p>
      <p>{how}</p>
    </Notice>
  );
}
