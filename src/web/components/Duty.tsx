// What the header shows to those who are alerted: how many wait, whether news arrive, and the switch of the sound.
import { isAlerted } from "#src/domain/access/duties.ts";
import { useLiveAlerts } from "../live-alerts.tsx";
import { useWords } from "../messages/words.tsx";
import { useOfficer } from "../session.tsx";
import { Button } from "./controls.tsx";

/** Beside the link to the inbox. */
export function WaitingCount() {
  const { say } = useWords();
  const waiting = useLiveAlerts()?.waiting ?? 0;
  if (waiting === 0) return null;
  return (
    <span className="waiting">
      <span aria-hidden="true">{waiting}</span>
      <span className="hidden"> ({say("duty.open", { n: waiting })})</span>
    </span>
  );
}

/** Below the header, and only when there is something to do or to know. */
export function DutyBar() {
  const { say } = useWords();
  const { role, training } = useOfficer();
  const live = useLiveAlerts();
  const isPractising = isAlerted(role) && training;
  if (!isPractising && live?.connected !== false) return null;
  return (
    <aside className="no-print" aria-label={say("nav.alerts")}>
      {isPractising ? (
        <p className="duty">{say("duty.training")}</p>
      ) : (
        <p className="duty duty-fault" role="alert">
          {say("duty.disconnected")}
        </p>
      )}
    </aside>
  );
}

export function SoundSwitch() {
  const { say } = useWords();
  const live = useLiveAlerts();
  if (!live) return null;
  const on = live.sound === "on";
  return (
    <Button kind={on ? "quiet" : "plain"} onClick={() => live.setSound(!on)}>
      {say(on ? "duty.soundOff" : "duty.soundOn")}
    </Button>
  );
}
