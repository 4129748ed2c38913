// The last look: everything that will be sealed, the finding as an indication, one question.
import { Button } from "../../components/controls.tsx";
import { FindingView } from "../../components/FindingView.tsx";
import { Dialog, FailureNotice, Notice } from "../../components/layout.tsx";
import { SummaryView } from "../../components/SummaryView.tsx";
import { faultWords } from "../../forms/form-context.tsx";
import { useWords } from "../../messages/words.tsx";
import { useOfficer } from "../../session.tsx";
import type { JudgedDraft } from "./judge-draft.ts";
import type { Sending } from "./use-sending.ts";

export interface ReviewDialogProps {
  open: boolean;
  judged: JudgedDraft;
  sending: Sending;
  onClose: () => void;
  onSend: () => void;
}

export function ReviewDialog({ open, judged, sending, onClose, onSend }: ReviewDialogProps) {
  const words = useWords();
  const { say } = words;
  const { training } = useOfficer();
  const victims = judged.complaint.victims.map(({ personId }) => personId);
  return (
    <Dialog open={open} title={say("send.title")} wide onClose={sending.busy ? undefined : onClose}>
      {judged.warnings.length > 0 && (
        <Notice kind="warning">
          <h3>{say("send.warnings")}</h3>
          <ul className="bullets">
            {judged.warnings.map((warning) => (
              <li key={`${warning.pointer} ${warning.code}`}>{faultWords(warning, words)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <SummaryView complaint={judged.complaint} />
      <section>
        <h3>{say("finding.title")}</h3>
        <FindingView finding={judged.finding} victims={victims} />
      </section>
      <Notice kind="plain">{say(training ? "send.training" : "send.sealed")}</Notice>
      {sending.failure && <FailureNotice failure={sending.failure} />}
      <div className="dialog-actions">
        <Button kind="primary" busy={sending.busy} onClick={onSend}>
          {sending.busy
            ? say("send.sending")
            : say(sending.failure ? "send.again" : training ? "send.goTraining" : "send.go")}
        </Button>
        <Button onClick={onClose} disabled={sending.busy}>
          {say("send.back")}
        </Button>
      </div>
    </Dialog>
  );
}
