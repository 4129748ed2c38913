// Marks asked to be withdrawn, and what the reader may do with each: agree by writing the number, or leave it as it is.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { MarkedNumber, type MarkWithdrawal } from "#src/schema/mark-withdrawal.ts";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Table } from "../../components/layout.tsx";
import { useMarkWords } from "../../messages/marks.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

type Step = MarkWithdrawal["steps"][number];
const DONE = { agree: "agreed", refuse: "refused" } as const;

export interface MarkTableProps {
  withdrawals: readonly MarkWithdrawal[];
  onDone: (what: (typeof DONE)[Step]) => void;
}

export function MarkTable({ withdrawals, onDone }: MarkTableProps) {
  const { say } = useMarkWords();
  const words = useWords();
  const { timeZone } = usePack().manifest;
  const [asked, setAsked] = useState<{ step: Step; one: MarkWithdrawal }>();
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
            cell: ({ name, login }) => (
              <div className="cell">
                <span>{name}</span>
                <span className="quiet">{login}</span>
              </div>
            ),
          },
          { key: "reason", title: say("reason"), cell: ({ reason }) => say(`reason.${reason}`) },
          { key: "document", title: say("paper"), cell: ({ document: paper }) => paper },
          {
            key: "asked",
            title: say("askedBy"),
            cell: ({ askedBy, askedAt }) => (
              <div className="cell">
                <span>{askedBy}</span>
                <span className="quiet">{when(askedAt)}</span>
              </div>
            ),
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
              <div className="row">
                {one.steps.length === 0 && (
                  <span className="quiet">{say(one.state === "waits" ? "noStep" : "decided")}</span>
                )}
                {one.steps.map((step) => (
                  <Button
                    key={step}
                    aria-label={`${say(step)}: ${one.name}`}
                    onClick={() => setAsked({ step, one })}
                  >
                    {say(step)}
                  </Button>
                ))}
              </div>
            ),
          },
        ]}
      />
      {asked && (
        <StepDialog
          {...asked}
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

interface StepDialogProps {
  step: Step;
  one: MarkWithdrawal;
  onClose: () => void;
  onDone: () => void;
}

function StepDialog({ step, one, onClose, onDone }: StepDialogProps) {
  const { say } = useMarkWords();
  const words = useWords();
  const [number, setNumber] = useState("");
  const [missing, setMissing] = useState(false);
  const { busy, failure, run } = useChange();
  const agrees = step === "agree";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const needs = agrees && !MarkedNumber.safeParse(number.trim()).success;
    setMissing(needs);
    if (needs) return document.getElementById("agree-number")?.focus();
    const body = agrees ? { number: number.trim() } : {};
    run(async () => {
      await request("POST", `/api/mark-withdrawals/${one.withdrawalId}/${step}`, z.unknown(), { body });
      onDone();
    });
  };
  return (
    <Dialog open title={say(step)} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate autoComplete="off">
        {failure && <FailureNotice kept={false} failure={failure} />}
        <p>{say(`${step}Sure`, { name: one.name, document: one.document })}</p>
        {agrees && (
          <Field
            id="agree-number"
            label={say("number")}
            help={say("numberHint")}
            fault={missing ? say("missingNumber") : undefined}
          >
            {(control) => (
              <TextInput
                {...control}
                value={number}
                onChange={setNumber}
                maxLength={15}
                inputMode="numeric"
              />
            )}
          </Field>
        )}
        <div className="row">
          <Button type="submit" kind={agrees ? "danger" : "primary"} busy={busy}>
            {say(step)}
          </Button>
          <Button onClick={onClose}>{words.say("app.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
