// The weekly review: what an auditor should look at, how it was judged; emergencies that wait; canary cases.
import { useState } from "react";
import * as z from "zod/mini";
import { AuditReviewRules, ReviewItem, ReviewWeek } from "#src/schema/audit-review.ts";
import { Select } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { EmptyState, FailureNotice, Loading, Notice, Page, Panel } from "../components/layout.tsx";
import { useReviewWords } from "../messages/review.ts";
import { formatPartialDate } from "../messages/times.ts";
import { useResource } from "../use-resource.ts";
import { AuditTabs } from "./audit/AuditTabs.tsx";
import { CanaryPanel } from "./review/CanaryPanel.tsx";
import { ConclusionDialog } from "./review/ConclusionDialog.tsx";
import { ReviewTable } from "./review/ReviewTable.tsx";
import { RulesPanel } from "./review/RulesPanel.tsx";
import "./records.css";

const Review = z.object({
  weeks: z.array(ReviewWeek),
  items: z.array(ReviewItem),
  waiting: z.array(ReviewItem),
  rules: AuditReviewRules,
});

export default function ReviewPage() {
  const { say } = useReviewWords();
  const [week, setWeek] = useState("");
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [marking, setMarking] = useState<ReviewItem>();
  const [done, setDone] = useState(false);
  const path = week === "" ? "/api/audit/reviews" : `/api/audit/reviews?week=${week}`;
  const { value, failure, loading, reload } = useResource(path, Review);
  const shown = value?.items.filter(({ marks }) => !onlyOpen || marks.length === 0);
  const mark = (item: ReviewItem) => {
    setDone(false);
    setMarking(item);
  };
  return (
    <Page title={say("title")}>
      <AuditTabs />
      <p className="quiet">{say("explain")}</p>
      {done && (
        <Notice kind="done" live>
          {say("saved")}
        </Notice>
      )}
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && loading && <Loading />}
      {value && value.waiting.length > 0 && (
        <Panel id="waiting" title={say("waiting")}>
          <ReviewTable caption={say("what")} items={value.waiting} onMark={mark} />
        </Panel>
      )}
      {value && value.weeks.length === 0 && <EmptyState>{say("noWeeks")}</EmptyState>}
      {value && value.weeks.length > 0 && (
        <>
          <search className="search search-short no-print">
            <Field id="review-week" label={say("week")}>
              {(control) => (
                <Select
                  {...control}
                  value={week || (value.weeks[0]?.week ?? "")}
                  onChange={(next) => {
                    setDone(false);
                    setWeek(next);
                  }}
                  options={value.weeks.map(({ week: monday, items, reviewed }) => ({
                    value: monday,
                    label: say("weekOption", { day: formatPartialDate(monday), items, reviewed }),
                  }))}
                />
              )}
            </Field>
            <label className="tick">
              <input type="checkbox" checked={onlyOpen} onChange={() => setOnlyOpen(!onlyOpen)} />
              <span>{say("onlyOpen")}</span>
            </label>
          </search>
          {shown?.length === 0 ? (
            <EmptyState>{say(value.items.length === 0 ? "noItems" : "allDone")}</EmptyState>
          ) : (
            <ReviewTable caption={say("list")} items={shown ?? []} onMark={mark} />
          )}
        </>
      )}
      <CanaryPanel />
      {value && <RulesPanel inForce={value.rules} reload={reload} />}
      {marking && (
        <ConclusionDialog
          item={marking}
          onClose={() => setMarking(undefined)}
          onDone={() => {
            setMarking(undefined);
            setDone(true);
            reload();
          }}
        />
      )}
    </Page>
  );
}
