// The way into practice and back: explained before it begins, ended with one press.
import { useState } from "react";
import { isAlerted, seesCases } from "#src/domain/access/duties.ts";
import { useWords } from "../messages/words.tsx";
import { RequestFailed } from "../request.ts";
import { useOfficer, useSession } from "../session.tsx";
import { Button } from "./controls.tsx";
import { Dialog, FailureNotice } from "./layout.tsx";

export function TrainingSwitch() {
  const { say } = useWords();
  const { setTraining } = useSession();
  const officer = useOfficer();
  const [explaining, setExplaining] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailed>();
  if (!seesCases(officer.role)) return null;
  const change = (training: boolean) => {
    setBusy(true);
    setTraining(training)
      .then(() => {
        setFailure(undefined);
        setExplaining(false);
      })
      .catch((error: unknown) => {
        setFailure(error instanceof RequestFailed ? error : new RequestFailed("internal", 0));
        setExplaining(true);
      })
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button
        kind="quiet"
        busy={busy && !explaining}
        onClick={() => (officer.training ? change(false) : setExplaining(true))}
      >
        {say(officer.training ? "mode.leave" : "mode.enter")}
      </Button>
      <Dialog open={explaining} title={say("mode.explainTitle")} onClose={() => setExplaining(false)}>
        {failure && <FailureNotice failure={failure} />}
        <p>{say("mode.explain")}</p>
        {isAlerted(officer.role) && <p>{say("mode.explainAlerts")}</p>}
        <p>{say("mode.explainLeave")}</p>
        <div className="row">
          <Button kind="primary" busy={busy} onClick={() => change(!officer.training)}>
            {say(officer.training ? "mode.leave" : "mode.start")}
          </Button>
          <Button onClick={() => setExplaining(false)}>{say("app.cancel")}</Button>
        </div>
      </Dialog>
    </>
  );
}
