// Laying a case down, or ending what somebody else has of it: said what follows, then confirmed.
import type { AssignmentLine } from "#src/schema/assignment.ts";
import { Acknowledgement } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { Dialog, FailureNotice, Notice } from "../../components/layout.tsx";
import { useAssignmentWords } from "../../messages/assignments.ts";
import { useWords } from "../../messages/words.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useEnvelope } from "./envelope.ts";

interface LayDownDialogProps {
  caseId: string;
  of: AssignmentLine;
  /** It is the reader's own. */
  own: boolean;
  /** Nobody has the case afterwards. */
  last: boolean;
  onDone: (acknowledgement: Acknowledgement) => void;
  onClose: () => void;
}

export function LayDownDialog({ caseId, of, own, last, onDone, onClose }: LayDownDialogProps) {
  const { say } = useAssignmentWords();
  const words = useWords();
  const { busy, failure, run } = useChange();
  const envelope = useEnvelope(caseId);
  const confirm = () =>
    run(async () => {
      const body = { ...envelope(), assignment: { act: "release", postingId: of.postingId } };
      onDone(await request("POST", `/api/cases/${caseId}/assignments`, Acknowledgement, { body }));
    });
  return (
    <Dialog
      open
      title={own ? say("layDownTitle") : say("layDownOf", { officer: of.officer })}
      onClose={onClose}
    >
      <div className="form">
        {failure && <FailureNotice kept={false} failure={failure} />}
        <p>{own ? say("layDownHelp") : say("takeAwayHelp", { officer: of.officer })}</p>
        {last && <Notice kind="warning">{say("layDownLast")}</Notice>}
        <div className="row">
          <Button kind="primary" busy={busy} onClick={confirm}>
            {say(own ? "layDownGo" : "takeAwayGo")}
          </Button>
          <Button onClick={onClose} disabled={busy}>
            {words.say("app.cancel")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
