// Corrections that wait: both values side by side, and the decision for whoever may take it, never for who proposed.
import { useState } from "react";
import { isPersonal, type ProposedAmendment } from "#src/domain/case/proposal.ts";
import { Acknowledgement, type CaseFile } from "#src/schema/case.ts";
import { Button, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Notice, Panel } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useOfficer } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import { mayDecide, pendingOf } from "./case-file.ts";
import { useEnvelope } from "./envelope.ts";
import { useFieldWords } from "./use-field-words.ts";

export interface PendingAmendmentsProps {
  file: CaseFile;
  onDecided: (acknowledgement: Acknowledgement) => void;
}

export function PendingAmendments({ file, onDecided }: PendingAmendmentsProps) {
  const { say } = useCaseWords();
  const pending = pendingOf(file);
  if (pending.length === 0) return null;
  return (
    <Panel id="pending" title={say("pending")}>
      {pending.map((each) => (
        <Proposal key={each.proposalId} pending={each} file={file} onDecided={onDecided} />
      ))}
    </Panel>
  );
}

interface ProposalProps extends PendingAmendmentsProps {
  pending: ProposedAmendment;
}

function Proposal({ pending, file, onDecided }: ProposalProps) {
  const { say } = useCaseWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { label } = useLabels();
  const { fullName } = useFieldWords();
  const { officerId } = useOfficer();
  const [deciding, setDeciding] = useState<boolean>();
  const own = pending.proposedBy === officerId;
  const closed = isPersonal(pending.pointer) && !file.namesOpened;
  const can = !own && mayDecide(file, pending);
  const time = formatTime(pending.proposedAt, language, manifest.timeZone);
  return (
    <div className="proposal stack">
      <h3>{fullName(pending.pointer)}</h3>
      {closed ? <p className="quiet">{say("pendingClosed")}</p> : <Values pending={pending} file={file} />}
      <p className="quiet small">
        {say("pendingBy", { time })} · {label("amendment-reason", pending.reason)}
      </p>
      {own && <p>{say("pendingOwn")}</p>}
      {!own && !can && !closed && <p className="quiet">{say("pendingNotYours")}</p>}
      {can && (
        <div className="row no-print">
          <Button kind="primary" onClick={() => setDeciding(true)}>
            {say("approve")}
          </Button>
          <Button onClick={() => setDeciding(false)}>{say("refuse")}</Button>
        </div>
      )}
      {deciding !== undefined && (
        <DecisionDialog
          pending={pending}
          file={file}
          approved={deciding}
          onDecided={onDecided}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </div>
  );
}

function Values({ pending, file }: { pending: ProposedAmendment; file: CaseFile }) {
  const { say } = useCaseWords();
  const { text } = useFieldWords();
  const values = isPersonal(pending.pointer) ? (pending.personal ?? {}) : pending;
  const explanation = pending.personal?.explanation;
  return (
    <dl className="pairs">
      <dt>{say("correctOld")}</dt>
      <dd className="words">{text(file.complaint, pending.pointer, values.oldValue)}</dd>
      <dt>{say("correctNew")}</dt>
      <dd className="words">
        <strong>{text(file.complaint, pending.pointer, values.newValue)}</strong>
      </dd>
      {explanation && (
        <>
          <dt>{say("correctWhy")}</dt>
          <dd className="words">{explanation}</dd>
        </>
      )}
    </dl>
  );
}

interface DecisionDialogProps extends ProposalProps {
  approved: boolean;
  onClose: () => void;
}

function DecisionDialog({ pending, file, approved, onDecided, onClose }: DecisionDialogProps) {
  const { say } = useCaseWords();
  const words = useWords();
  const [why, setWhy] = useState("");
  const { busy, failure, unanswered, run } = useChange();
  const envelope = useEnvelope(file.line.caseId);
  const decide = () =>
    run(async () => {
      const explanation = why.trim();
      const decision = {
        proposal: pending.proposalId,
        approved,
        ...(explanation === "" ? {} : { personal: { explanation } }),
      };
      const path = `/api/cases/${file.line.caseId}/decisions`;
      onDecided(await request("POST", path, Acknowledgement, { body: { ...envelope(), decision } }));
    });
  return (
    <Dialog open title={say(approved ? "approve" : "refuse")} onClose={onClose}>
      {failure && <FailureNotice kept={false} failure={failure} />}
      {unanswered && <Notice kind="warning">{say("unanswered")}</Notice>}
      <p>{say(approved ? "approveSure" : "refuseSure")}</p>
      <Values pending={pending} file={file} />
      <Field id={`decision-${pending.proposalId}`} label={say("decisionWhy")}>
        {(control) => (
          <TextArea
            {...control}
            value={why}
            onChange={setWhy}
            rows={2}
            maxLength={2000}
            disabled={unanswered || busy}
          />
        )}
      </Field>
      <div className="row">
        <Button kind="primary" busy={busy} onClick={decide}>
          {say(approved ? "approve" : "refuse")}
        </Button>
        <Button onClick={onClose} disabled={busy}>
          {words.say("app.cancel")}
        </Button>
      </div>
    </Dialog>
  );
}
