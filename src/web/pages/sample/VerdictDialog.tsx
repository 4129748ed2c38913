// What the ombudsman found about an opening, and why, in a sentence that names nobody of the case.
import * as z from "zod/mini";
import { type DrawnOpening, OPENING_VERDICTS, REASON_MAX } from "#src/schema/opening-sample.ts";
import { JudgeDialog } from "../../components/JudgeDialog.tsx";
import { useSampleWords } from "../../messages/samples.ts";
import { request } from "../../request.ts";

export interface VerdictDialogProps {
  opening: DrawnOpening;
  onDone: () => void;
  onClose: () => void;
}

export function VerdictDialog({ opening, onDone, onClose }: VerdictDialogProps) {
  const { say } = useSampleWords();
  return (
    <JudgeDialog
      title={say("judgeOf", { who: opening.officer, number: opening.caseNumber ?? "" })}
      choice={{
        id: "sample-verdict",
        legend: say("verdict"),
        choices: OPENING_VERDICTS.map((code) => ({ code, label: say(`verdict.${code}`) })),
      }}
      reason={{ id: "sample-reason", label: say("reason"), help: say("reasonHelp"), maxLength: REASON_MAX }}
      missing={say("missing")}
      save={say("save")}
      send={({ id: verdictId, choice: verdict, reason }) =>
        request("POST", `/api/audit/sample/${opening.openingId}/verdicts`, z.unknown(), {
          body: { verdictId, verdict, reason },
        })
      }
      onDone={onDone}
      onClose={onClose}
    />
  );
}
