// Suspensions in force or waiting, and what the reader may do with each: agree, leave it, lift it by an order.
import { useState } from "react";
import * as z from "zod/mini";
import type { Suspension } from "#src/schema/suspension.ts";
import { Table } from "../../components/layout.tsx";
import { StepButtons, StepDialog, TwoLines } from "../../components/StepDialog.tsx";
import { useSuspensionWords } from "../../messages/suspensions.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";

type Step = Suspension["steps"][number];
const DONE = { confirm: "confirmed", withdraw: "withdrawn", lift: "lifted" } as const;

export interface SuspensionTableProps {
  suspensions: readonly Suspension[];
  onBegin: () => void;
  onDone: (what: (typeof DONE)[Step]) => void;
}

export function SuspensionTable({ suspensions, onBegin, onDone }: SuspensionTableProps) {
  const { say } = useSuspensionWords();
  const words = useWords();
  const { timeZone } = usePack().manifest;
  const [asked, setAsked] = useState<{ step: Step; one: Suspension }>();
  const order = {
    id: "lift-order",
    label: say("order"),
    maxLength: 60,
    isEnough: (value: string) => value !== "",
    missing: say("missingOrder"),
  };
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
            cell: ({ name, login }) => <TwoLines above={name} below={login} />,
          },
          { key: "reason", title: say("reason"), cell: ({ reason }) => say(`reason.${reason}`) },
          { key: "order", title: say("order"), cell: ({ orderNumber }) => orderNumber },
          {
            key: "asked",
            title: say("asked"),
            cell: ({ askedBy, askedAt }) => (
              <TwoLines above={askedBy} below={formatTime(askedAt, words.language, timeZone)} />
            ),
          },
          {
            key: "state",
            title: say("state"),
            cell: ({ inForce, confirmedBy }) => (
              <TwoLines
                above={say(inForce ? "stands" : "stillWaits")}
                below={confirmedBy && say("confirmedBy", { name: confirmedBy })}
              />
            ),
          },
          {
            key: "steps",
            title: say("steps"),
            cell: (one) => (
              <StepButtons
                steps={one.steps}
                none={say("noStep")}
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
          sure={say(`${asked.step}Sure`, { name: asked.one.name, order: asked.one.orderNumber })}
          danger={asked.step === "confirm"}
          field={asked.step === "lift" ? order : undefined}
          send={(value) =>
            request("POST", `/api/suspensions/${asked.one.suspensionId}/${asked.step}`, z.unknown(), {
              body: asked.step === "lift" ? { orderNumber: value } : {},
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
