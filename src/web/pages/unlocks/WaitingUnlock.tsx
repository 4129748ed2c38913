// A request that waits for a second person: who asks, what for, what they wrote, and the two answers.
import { useState } from "react";
import * as z from "zod/mini";
import type { UnlockLine } from "#src/schema/unlock.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice } from "../../components/layout.tsx";
import { useUnlockWords } from "../../messages/unlocks.ts";
import { useLabels } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { UnlockStanding } from "./UnlockStanding.tsx";

export const Explanation = z.object({ explanation: z.string() });

export function WaitingUnlock({
  line,
  time,
  onAnswered,
}: {
  line: UnlockLine;
  time: number;
  onAnswered: () => void;
}) {
  const { say, sayCode } = useUnlockWords();
  const { unit, label } = useLabels();
  const [text, setText] = useState<string>();
  const { busy, failure, run } = useChange();
  const address = `/api/unlocks/${line.unlockId}`;
  const read = () =>
    run(async () => setText((await request("POST", `${address}/explanation`, Explanation)).explanation));
  const answer = (agreed: boolean) =>
    run(async () => {
      await request("POST", `${address}/answer`, z.unknown(), { body: { agreed } });
      onAnswered();
    });
  const what = sayCode("class", line.dataClass);
  return (
    <section className="form unlock" aria-label={say("case", { number: line.caseNumber })}>
      <p>
        {say("asked", { who: line.askedBy, unit: unit(line.askedUnitId), what, number: line.caseNumber })}
      </p>
      <p>{say("reason", { reason: label("unlock-reason", line.reason) })}</p>
      {line.courtOrder !== null && <p>{say("onOrder", { order: line.courtOrder })}</p>}
      <UnlockStanding line={line} time={time} />
      {text === undefined ? (
        <div className="row">
          <Button kind="primary" busy={busy} onClick={read}>
            {say("read")}
          </Button>
          <span className="quiet small">{say("readOnRecord")}</span>
        </div>
      ) : (
        <>
          <blockquote className="said">{text}</blockquote>
          <p className="quiet">{say("agreeHelp")}</p>
          <div className="row">
            <Button kind="primary" busy={busy} onClick={() => answer(true)}>
              {say("agree")}
            </Button>
            <Button busy={busy} onClick={() => answer(false)}>
              {say("refuse")}
            </Button>
          </div>
        </>
      )}
      {failure && <FailureNotice kept={false} failure={failure} />}
    </section>
  );
}
