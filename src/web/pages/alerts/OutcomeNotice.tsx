// What came of acknowledging an alert: done, somebody else was first, or it did not work.
import { useLayoutEffect, useRef } from "react";
import { Link } from "wouter";
import { FailureNotice, Notice } from "../../components/layout.tsx";
import { useAlertWords } from "../../messages/alerts.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import type { Outcome } from "./acknowledgement.ts";

export function OutcomeNotice({ outcome }: { outcome: Outcome }) {
  const { say } = useAlertWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const frame = useRef<HTMLDivElement>(null);
  // The pressed button leaves with its row; without this the keyboard would be nowhere.
  useLayoutEffect(() => {
    if (outcome) frame.current?.focus();
  }, [outcome]);
  const { caseId, caseNumber: number, acknowledgedAt, acknowledgedBy } = outcome.alert;
  const time = acknowledgedAt ? formatTime(acknowledgedAt, language, manifest.timeZone) : "";
  return (
    <div ref={frame} tabIndex={-1} className="outcome">
      {outcome.kind === "failed" ? (
        <FailureNotice kept={false} failure={outcome.failure} />
      ) : (
        <Notice kind={outcome.kind === "done" ? "done" : "warning"} live>
          <p>{say(outcome.kind, { number, time, who: acknowledgedBy ?? "" })}</p>
          <Link href={`/cases/${caseId}`}>{say("openCase", { number })}</Link>
        </Notice>
      )}
    </div>
  );
}
