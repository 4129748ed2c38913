// What waits to be decided: what it would do, both values side by side, and the decision for whoever may take it.
import { useRef, useState } from "react";
import { isPersonal, type ProposedAmendment } from "#src/domain/case/proposal.ts";
import { Acknowledgement, type CaseFile } from "#src/schema/case.ts";
import { Button, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Notice, Panel, Tag } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useOfficer } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import { isOfBlind, isSealed, mayDecide, type Pending, pendingOf } from "./case-file.ts";
import { DivisionParts } from "./DivisionParts.tsx";
import { useEnvelope } from "./envelope.ts";
import { useFieldWords } from "./use-field-words.ts";
import { useProposalWords } from "./use-proposal-words.ts";

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
  pending: Pending;
}

function Proposal({ pending, file, onDecided }: ProposalProps) {
  const { say, sayCode } = useCaseWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { title, why } = useProposalWords();
  const { officerId } = useOfficer();
  const [deciding, setDeciding] = useState<boolean>();
  const own = pending.proposedBy === officerId;
  const closed = isSealed(pending) && !file.namesOpened;
  const can = mayDecide(file, pending);
  const refuses = !own && (can || pending.decide === "in-line") && file.allowed.decide === true;
  const time = formatTime(pending.proposedAt, language, manifest.timeZone);
  return (
    <div className="proposal stack">
      <h3>{title(pending)}</h3>
      {closed ? <p className="quiet">{say("pendingClosed")}</p> : <Values pending={pending} file={file} />}
      <Consequences pending={pending} />
      <p className="quiet small">{[say("pendingBy", { time }), why(pending)].filter(Boolean).join(" · ")}</p>
      {pending.decide !== true && <p className="quiet">{sayCode("notYours", String(pending.decide))}</p>}
      {(can || refuses) && (
        <div className="row no-print">
          {can && (
            <Button kind="primary" onClick={() => setDeciding(true)}>
              {say("approve")}
            </Button>
          )}
          {refuses && <Button onClick={() => setDeciding(false)}>{say("refuse")}</Button>}
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

/** What it would do beyond the field it is about: the reason why somebody from outside has to look. */
function Consequences({ pending }: { pending: Pending }) {
  const { sayCode } = useCaseWords();
  const more = pending.consequences.filter((code) => code !== "corrects");
  if (more.length === 0) return null;
  return (
    <p>
      {more.map((code) => (
        <Tag key={code}>{sayCode("consequence", code)}</Tag>
      ))}
    </p>
  );
}

/** The two values as they are sealed: what the decider has seen. */
const valuesOf = (pending: ProposedAmendment) =>
  isPersonal(pending.pointer) ? (pending.personal ?? {}) : pending;

function Values({ pending, file }: { pending: Pending; file: CaseFile }) {
  const { say } = useCaseWords();
  const { text } = useFieldWords();
  const explanation = pending.personal?.explanation;
  const blind = isOfBlind(pending);
  const values =
    pending.kind === "amendment" && pending.change === undefined && !blind ? valuesOf(pending) : undefined;
  const pointer = pending.kind === "amendment" ? pending.pointer : "";
  if (!values && !explanation && !blind && pending.kind !== "division") return null;
  const pairs = (
    <dl className="pairs">
      {values && (
        <>
          <dt>{say("correctOld")}</dt>
          <dd className="words">{text(file.complaint, pointer, values.oldValue)}</dd>
          <dt>{say("correctNew")}</dt>
          <dd className="words">
            <strong>{text(file.complaint, pointer, values.newValue)}</strong>
          </dd>
        </>
      )}
      {explanation && (
        <>
          <dt>{say("correctWhy")}</dt>
          <dd className="words">{explanation}</dd>
        </>
      )}
    </dl>
  );
  if (blind)
    return (
      <>
        <p className="quiet">{say("blindPending")}</p>
        {explanation ? pairs : <p className="quiet">{say("blindWhyClosed")}</p>}
      </>
    );
  if (pending.kind !== "division") return pairs;
  return (
    <>
      <DivisionParts file={file} parts={pending} />
      {explanation && pairs}
    </>
  );
}

/** Repeats the values that are on the screen: the register compares them with what is sealed. */
function seenOf(pending: ProposedAmendment) {
  const { oldValue, newValue } = valuesOf(pending);
  return { ...(oldValue !== undefined && { oldValue }), ...(newValue !== undefined && { newValue }) };
}

interface DecisionDialogProps extends ProposalProps {
  approved: boolean;
  onClose: () => void;
}

function DecisionDialog({ pending, file, approved, onDecided, onClose }: DecisionDialogProps) {
  const { say } = useCaseWords();
  const words = useWords();
  const { title } = useProposalWords();
  const [why, setWhy] = useState("");
  const { busy, failure, unanswered, run } = useChange();
  const envelope = useEnvelope(file.line.caseId);
  // Where the proposal stands in two cases the decision is an entry in both, and sending again is the same two.
  const otherEntryId = useRef(crypto.randomUUID());
  const decide = () =>
    run(async () => {
      const explanation = why.trim();
      const decision = {
        proposal: pending.proposalId,
        approved,
        ...(explanation === "" ? {} : { personal: { explanation } }),
      };
      const seen =
        approved && pending.kind === "amendment" && isSealed(pending) ? seenOf(pending) : undefined;
      const joins = ["merge", "split", "division"].includes(pending.kind);
      const body = {
        ...envelope(),
        decision,
        ...(seen && { seen }),
        ...(joins && { otherEntryId: otherEntryId.current }),
      };
      const path = `/api/cases/${file.line.caseId}/decisions`;
      onDecided(await request("POST", path, Acknowledgement, { body }));
    });
  return (
    <Dialog open title={say(approved ? "approve" : "refuse")} onClose={onClose}>
      {failure && <FailureNotice kept={false} failure={failure} />}
      {unanswered && <Notice kind="warning">{say("unanswered")}</Notice>}
      <p>{say(approved ? "approveSure" : "refuseSure")}</p>
      <h3>{title(pending)}</h3>
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
