// Where a request stands, with the time that is left, and the button that ends it.
import * as z from "zod/mini";
import type { UnlockLine } from "#src/schema/unlock.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice } from "../../components/layout.tsx";
import { useUnlockWords } from "../../messages/unlocks.ts";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { leftOf } from "./use-countdown.ts";

interface Standing {
  line: UnlockLine;
  /** The register's time. */
  time: number;
}

export function UnlockStanding({ line, time }: Standing) {
  const { say } = useUnlockWords();
  const { state, answeredBy, endedBy } = line;
  const until = state === "waiting" ? line.answerUntil : line.openUntil;
  const left = until === null ? "" : leftOf(Date.parse(until) - time);
  const who = (state === "ended" ? endedBy : answeredBy) ?? "";
  const counts = state === "waiting" || state === "open";
  // A clock that speaks every second would drown out everything else.
  return (
    <p role={counts ? "timer" : undefined} aria-live="off">
      <strong>{say(`state.${state}`, { left, who })}</strong>
    </p>
  );
}

export function EndUnlock({ line, onEnded }: { line: UnlockLine; onEnded: () => void }) {
  const { say } = useUnlockWords();
  const { busy, failure, run } = useChange();
  if (!line.mayEnd) return null;
  const end = () =>
    run(async () => {
      await request("POST", `/api/unlocks/${line.unlockId}/end`, z.unknown());
      onEnded();
    });
  return (
    <>
      <Button busy={busy} onClick={end}>
        {say(line.state === "waiting" ? "takeBack" : "end")}
      </Button>
      {failure && <FailureNotice kept={false} failure={failure} />}
    </>
  );
}
