// Marks asked to be withdrawn, and what the reader may do with each: agree by writing the number, or leave it as it is.
import { useState } from "react";
import * as z from "zod/mini";
import { MarkedNumber, type MarkWithdrawal } from "#src/schema/mark-withdrawal.ts";
import { Table } from "../../components/layout.tsx";
import { StepButtons, StepDialog, TwoLines } from "../../components/StepDialog.tsx";
import { useMarkWords } from "../../messages/marks.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";

type Step = MarkWithdrawal["steps"][number];
const DONE = { agree: "agreed", refuse: "refused" } as const;

export interface MarkTableProps {
  withdrawals: readonly MarkWithdrawal[];
  onBegin: () => void;
  onDone: (what: (typeof DONE)[Step]) => void;
}

export function MarkTable({ withdrawals, onBegin, onDone }: MarkTableProps) {
  const { say } = useMarkWords();
  const words = useWords();
  const { timeZone } = usePack().manifest;
  const [asked, setAsked] = useState<{ step: Step; one: MarkWithdrawal }>();
  // Whoever agrees writes the number again: it is kept nowhere in the open.
  const number = {
    id: "agree-number",
    label: say("number"),
    help: say("numberHint"),
    maxLength: 15,
    inputMode: "numeric",
    isEnough: (value: string) => MarkedNumber.safeParse(value).success,
    missing: say("missingNumber"),
  } as const;
  const when = (at: string) => formatTime(at, words.language, timeZone);
  return (
    <>
      <Table
        caption={say("caption")}
        rows={withdrawals}
        rowKey={({ withdrawalId }) => withdrawalId}
        columns={[
          {
            key: "whose",
            title: say("whose"),
            cell: ({ name, login }) => <TwoLines above={name} below={login} />,
          },
          { key: "reason", title: say("reason"), cell: ({ reason }) => say(`reason.${reason}`) },
          { key: "document", title: say("paper"), cell: ({ document: paper }) => paper },
          {
            key: "asked",
            title: say("askedBy"),
            cell: ({ askedBy, askedAt }) => <TwoLines above={askedBy} below={when(askedAt)} />,
          },
          {
            key: "state",
            title: say("state"),
            cell: ({ state, answeredBy, answeredAt }) => (
              <div className="cell">
                <span>{say(`state.${state}`)}</span>
                {answeredBy && <span className="quiet">{say("answeredBy", { name: answeredBy })}</span>}
                {answeredAt && <span className="quiet">{when(answeredAt)}</span>}
              </div>
            ),
          },
          {
            key: "steps",
            title: say("steps"),
            cell: (one) => (
              <StepButtons
                steps={one.steps}
                none={say(one.state === "waits" ? "noStep" : "decided")}
                whose={one.name}
                say={say}
                onAsk={(step) => {
                  onBegin();
                  setAsked({ step, one });
                }}
              />
            ),
          },
        ]}
      />
      {asked && (
        <StepDialog
          title={say(asked.step)}
          sure={say(`${asked.step}Sure`, { name: asked.one.name, document: asked.one.document })}
          danger={asked.step === "agree"}
          field={asked.step === "agree" ? number : undefined}
          send={(value) =>
            request("POST", `/api/mark-withdrawals/${asked.one.withdrawalId}/${asked.step}`, z.unknown(), {
              body: asked.step === "agree" ? { number: value } : {},
            })
          }
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            onDone(DONE[asked.step]);
          }}
        />
      )}
    </>
  );
}
