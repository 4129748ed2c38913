// One hand-over list that waits: whose, for whom, which cases, and the answers the reader may give.
import * as z from "zod/mini";
import type { HandOverLine } from "#src/schema/assignment.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice, Notice } from "../../components/layout.tsx";
import { useAssignmentWords } from "../../messages/assignments.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { deviceId, nextDeviceCounter } from "../../offline/device.ts";
import { useLabels, usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

const HandOverId = z.object({ handOverId: z.string() });

export function WaitingHandOver({ line, onAnswered }: { line: HandOverLine; onAnswered: () => void }) {
  const { say } = useAssignmentWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { unit } = useLabels();
  const { busy, failure, run } = useChange();
  const answer = (given: HandOverLine["mayAnswer"][number]) =>
    run(async () => {
      const body = {
        deviceId: deviceId(),
        deviceCounter: nextDeviceCounter(),
        enteredAt: new Date().toISOString(),
        answer: given,
      };
      await request("POST", `/api/hand-overs/${line.handOverId}/answer`, HandOverId, { body });
      onAnswered();
    });
  return (
    <section className="form">
      <p>
        {say("offeredBy", {
          giver: line.giver,
          receiver: line.receiver,
          unit: unit(line.receiverUnitId),
          time: formatTime(line.offeredAt, language, manifest.timeZone),
        })}
      </p>
      <ul className="row">
        {line.cases.map(({ caseId, caseNumber }) => (
          <li key={caseId}>
            <a href={`/cases/${caseId}`} className="number">
              {caseNumber}
            </a>
          </li>
        ))}
      </ul>
      {line.needsApproval && <Notice>{say("needsApproval")}</Notice>}
      {failure && <FailureNotice kept={false} failure={failure} />}
      <div className="row">
        {line.mayAnswer.map((given) => (
          <Button
            key={given}
            kind={given === "accept" || given === "approve" ? "primary" : "plain"}
            busy={busy}
            onClick={() => answer(given)}
          >
            {say(`answer.${given}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
