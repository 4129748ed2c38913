// The inbox of a specialised unit: what waits, longest first; one press says received.
import { useEffect, useMemo, useState } from "react";
import { Button } from "../components/controls.tsx";
import { SoundSwitch } from "../components/Duty.tsx";
import { EmptyState, FailureNotice, Loading, Page } from "../components/layout.tsx";
import { useLiveAlerts } from "../live-alerts.tsx";
import { useAlertWords } from "../messages/alerts.ts";
import { usePack } from "../pack.tsx";
import { useOfficer } from "../session.tsx";
import { usePrint } from "../use-print.ts";
import { useResource } from "../use-resource.ts";
import { AlertTable } from "./alerts/AlertTable.tsx";
import { AlertAnswer, useAcknowledgement } from "./alerts/acknowledgement.ts";
import { groupByCase } from "./alerts/alerted-case.ts";
import { OutcomeNotice } from "./alerts/OutcomeNotice.tsx";
import "./records.css";

export default function AlertsPage() {
  return <AlertsScreen />;
}

/** The start page of whoever is on duty as well. */
export function AlertsScreen() {
  const { say } = useAlertWords();
  const live = useLiveAlerts();
  const [all, setAll] = useState(false);
  return (
    <Page
      title={say("title")}
      actions={
        live && (
          <fieldset className="row no-print" aria-label={say("which")}>
            <SoundSwitch />
            <PrintAlerts />
            <Button aria-pressed={!all} onClick={() => setAll(false)}>
              {say("open")}
            </Button>
            <Button aria-pressed={all} onClick={() => setAll(true)}>
              {say("all")}
            </Button>
          </fieldset>
        )
      }
    >
      {live ? <Inbox all={all} /> : <EmptyState>{say("trainingNone")}</EmptyState>}
    </Page>
  );
}

/** The list as it is in sight. */
function PrintAlerts() {
  const { say } = useAlertWords();
  const { delegation } = useOfficer();
  const { print, busy, failure } = usePrint("/api/alerts/prints", "alerts");
  // Who stands in for another takes no paper along.
  if (delegation !== null) return null;
  return (
    <>
      <Button busy={busy} onClick={print}>
        {say("print")}
      </Button>
      {failure && <FailureNotice kept={false} failure={failure} retry={print} />}
    </>
  );
}

/** The open alerts of the inbox, or the newest 200 of all. Used by the chief's start page too. */
export function Inbox({ all }: { all: boolean }) {
  const { say } = useAlertWords();
  const live = useLiveAlerts();
  const { unitId } = useOfficer();
  const { units } = usePack();
  const { value, failure, reload } = useResource(all ? "/api/alerts?state=all" : undefined, AlertAnswer);
  const { outcome, busy, acknowledge } = useAcknowledgement(() => {
    live?.look();
    if (all) reload();
  });
  const open = live?.alerts;
  // Whatever changed among the open ones changed among all of them.
  useEffect(() => {
    if (all && open) reload();
  }, [all, open, reload]);
  const answers = all ? value?.alerts : open;
  const shown = useMemo(() => answers && groupByCase(answers, unitId, units), [answers, unitId, units]);
  const failed = all ? failure : live?.failure;
  return (
    <>
      {outcome && <OutcomeNotice outcome={outcome} />}
      {failed && <FailureNotice kept={false} failure={failed} retry={all ? reload : () => live?.look()} />}
      {!shown && !failed && <Loading />}
      {shown?.length === 0 && (
        <EmptyState>
          <p>{say(all ? "noneEver" : "none")}</p>
          <p>{say("noneHelp")}</p>
        </EmptyState>
      )}
      {shown && shown.length > 0 && (
        <AlertTable
          cases={shown}
          caption={say(all ? "captionAll" : "caption")}
          busy={busy}
          acknowledge={(alerts) => void acknowledge(alerts)}
        />
      )}
    </>
  );
}
