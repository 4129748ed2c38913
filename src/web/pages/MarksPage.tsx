// Numbers by which officers are known and that are somebody else's: what waits, what became of the others, and the form.
import { useState } from "react";
import * as z from "zod/mini";
import { MarkWithdrawal } from "#src/schema/mark-withdrawal.ts";
import { EmptyState, FailureNotice, Loading, Notice, Page, Panel } from "../components/layout.tsx";
import { useMarkWords } from "../messages/marks.ts";
import { useResource } from "../use-resource.ts";
import { MarkTable } from "./marks/MarkTable.tsx";
import { NewWithdrawalForm } from "./marks/NewWithdrawalForm.tsx";
import "./records.css";

const Withdrawals = z.object({ withdrawals: z.array(MarkWithdrawal) });

export default function MarksPage() {
  const { say } = useMarkWords();
  const { value, failure, reload } = useResource("/api/mark-withdrawals", Withdrawals);
  const [done, setDone] = useState<string>();
  const finish = (said: string) => {
    setDone(said);
    reload();
  };
  return (
    <Page title={say("title")}>
      <p className="quiet">{say("explain")}</p>
      <p className="quiet">{say("explainWalls")}</p>
      {done !== undefined && (
        <Notice kind="done" live>
          {done}
        </Notice>
      )}
      <Panel id="marks" title={say("list")}>
        {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
        {!value && !failure && <Loading />}
        {value?.withdrawals.length === 0 && <EmptyState>{say("none")}</EmptyState>}
        {value && value.withdrawals.length > 0 && (
          <MarkTable withdrawals={value.withdrawals} onDone={(what) => finish(say(what))} />
        )}
      </Panel>
      <NewWithdrawalForm onAsked={(login) => finish(say("asked", { login }))} />
    </Page>
  );
}
