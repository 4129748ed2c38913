// Acknowledging a unit's alerts of a case with one press, and finding out who was first when somebody else was.
import { useState } from "react";
import * as z from "zod/mini";
import { AlertLine } from "#src/schema/case.ts";
import { RequestFailed, request } from "../../request.ts";

export const AlertAnswer = z.object({ alerts: z.array(AlertLine) });

export type Outcome =
  | { kind: "done" | "already"; alert: AlertLine }
  | { kind: "failed"; alert: AlertLine; failure: RequestFailed };

/** `busy` is the id of the case being answered; `settled` is called when the inbox may have changed. */
export function useAcknowledgement(settled: () => void) {
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, setBusy] = useState<string>();
  const acknowledge = async (alerts: readonly AlertLine[]) => {
    setBusy(alerts[0]?.caseId);
    for (const alert of alerts) {
      const next = await answer(alert);
      setOutcome(next);
      if (next.kind === "failed") break;
    }
    setBusy(undefined);
    settled();
  };
  return { outcome, busy, acknowledge };
}

async function answer(alert: AlertLine): Promise<Outcome> {
  try {
    const path = `/api/alerts/${alert.alertId}/acknowledgement`;
    return { kind: "done", alert: await request("POST", path, AlertLine, { body: {} }) };
  } catch (error) {
    const failure = error instanceof RequestFailed ? error : new RequestFailed("internal", 0);
    const taken = failure.code === "alert.already-acknowledged";
    const first = taken ? await findAnswered(alert.alertId) : undefined;
    return first ? { kind: "already", alert: first } : { kind: "failed", alert, failure };
  }
}

async function findAnswered(alertId: string): Promise<AlertLine | undefined> {
  try {
    const { alerts } = await request("GET", "/api/alerts?state=all", AlertAnswer);
    return alerts.find((alert) => alert.alertId === alertId && alert.acknowledgedAt !== null);
  } catch {
    // Who it was is a courtesy; that somebody was first is said either way.
    return undefined;
  }
}
