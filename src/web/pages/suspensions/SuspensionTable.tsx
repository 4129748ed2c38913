// Suspensions in force or waiting, and what the reader may do with each: agree, leave it, lift it by an order.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import type { Suspension } from "#src/schema/suspension.ts";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Table } from "../../components/layout.tsx";
import { useSuspensionWords } from "../../messages/suspensions.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

type Step = Suspension["steps"][number];
const DONE = { confirm: "confirmed", withdraw: "withdrawn", lift: "lifted" } as const;

export interface SuspensionTableProps {
  suspensions: readonly Suspension[];
  onDone: (what: (typeof DONE)[Step]) => void;
}

export function SuspensionTable({ suspensions, onDone }: SuspensionTableProps) {
  const { say } = useSuspensionWords();
  const words = useWords();
  const { timeZone } = usePack().manifest;
  const [asked, setAsked] = useState<{ step: Step; one: Suspension }>();
  return (
    <>
      <Table
        caption={say("caption")}
        rows={suspensions}
        rowKey={({ suspensionId }) => suspensionId}
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
          { key: "order", title: say("order"), cell: ({ orderNumber }) => orderNumber },
          {
            key: "asked",
            title: say("asked"),
            cell: ({ askedBy, askedAt }) => (
              <div className="cell">
                <span>{askedBy}</span>
                <span className="quiet">{formatTime(askedAt, words.language, timeZone)}</span>
              </div>
            ),
          },
          {
            key: "state",
            title: say("state"),
            cell: ({ inForce, confirmedBy }) => (
              <div className="cell">
                <span>{say(inForce ? "stands" : "stillWaits")}</span>
                {confirmedBy && <span className="quiet">{say("confirmedBy", { name: confirmedBy })}</span>}
              </div>
            ),
          },
          {
            key: "steps",
            title: say("steps"),
            cell: (one) => (
              <div className="row">
                {one.steps.length === 0 && <span className="quiet">{say("noStep")}</span>}
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
  one: Suspension;
  onClose: () => void;
  onDone: () => void;
}

function StepDialog({ step, one, onClose, onDone }: StepDialogProps) {
  const { say } = useSuspensionWords();
  const words = useWords();
  const [order, setOrder] = useState("");
  const [missing, setMissing] = useState(false);
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const needs = step === "lift" && order.trim() === "";
    setMissing(needs);
    if (needs) return document.getElementById("lift-order")?.focus();
    const body = step === "lift" ? { orderNumber: order.trim() } : {};
    run(async () => {
      await request("POST", `/api/suspensions/${one.suspensionId}/${step}`, z.unknown(), { body });
      onDone();
    });
  };
  return (
    <Dialog open title={say(step)} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        <p>{say(`${step}Sure`, { name: one.name, order: one.orderNumber })}</p>
        {step === "lift" && (
          <Field id="lift-order" label={say("order")} fault={missing ? say("missingOrder") : undefined}>
            {(control) => <TextInput {...control} value={order} onChange={setOrder} maxLength={60} />}
          </Field>
        )}
        <div className="row">
          <Button type="submit" kind={step === "confirm" ? "danger" : "primary"} busy={busy}>
            {say(step)}
          </Button>
          <Button onClick={onClose}>{words.say("app.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
