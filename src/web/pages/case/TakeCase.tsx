// Taking a case: from then on it is the officer's, its names can be opened and it can be handed over.
import { Acknowledgement } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice } from "../../components/layout.tsx";
import { useAssignmentWords } from "../../messages/assignments.ts";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useEnvelope } from "./envelope.ts";

export function TakeCase({
  caseId,
  onTaken,
}: {
  caseId: string;
  onTaken: (answer: Acknowledgement) => void;
}) {
  const { say } = useAssignmentWords();
  const envelope = useEnvelope(caseId);
  const { busy, failure, run } = useChange();
  const take = () =>
    run(async () => {
      const body = { ...envelope(), assignment: { act: "take" } };
      onTaken(await request("POST", `/api/cases/${caseId}/assignments`, Acknowledgement, { body }));
    });
  return (
    <>
      <Button kind="primary" className="no-print" busy={busy} onClick={take}>
        {say("take")}
      </Button>
      {failure && <FailureNotice kept={false} failure={failure} retry={take} />}
    </>
  );
}
