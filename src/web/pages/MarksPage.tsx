// Numbers by which officers are known and that are somebody else's: what waits, what became of the others, and the form.
import * as z from "zod/mini";
import { MarkWithdrawal } from "#src/schema/mark-withdrawal.ts";
import { AskedPage } from "../components/AskedPage.tsx";
import { useMarkWords } from "../messages/marks.ts";
import { MarkTable } from "./marks/MarkTable.tsx";
import { NewWithdrawalForm } from "./marks/NewWithdrawalForm.tsx";
import "./records.css";

const Withdrawals = z.object({ withdrawals: z.array(MarkWithdrawal) });

export default function MarksPage() {
  const { say } = useMarkWords();
  return (
    <AskedPage
      id="marks"
      title={say("title")}
      explain={[say("explain"), say("explainWalls")]}
      list={say("list")}
      none={say("none")}
      path="/api/mark-withdrawals"
      answer={Withdrawals}
      rowsOf={({ withdrawals }) => withdrawals}
      table={(withdrawals, { begin, finish }) => (
        <MarkTable withdrawals={withdrawals} onBegin={begin} onDone={(what) => finish(say(what))} />
      )}
      form={({ begin, finish }) => (
        <NewWithdrawalForm onBegin={begin} onAsked={(login) => finish(say("asked", { login }))} />
      )}
    />
  );
}
