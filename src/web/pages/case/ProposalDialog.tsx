// Proposing what is more than the correction of a field: striking a person, ending a case, joining two; each with its reason.
import { type FormEvent, useRef, useState } from "react";
import { readCaseNumber } from "#src/domain/case/case-number.ts";
import { Acknowledgement, type CaseFile } from "#src/schema/case.ts";
import { Button, Select, TextArea, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Notice } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { useWords } from "../../messages/words.tsx";
import { useItems } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useEnvelope } from "./envelope.ts";
import {
  bodyOf,
  findOther,
  missingIn,
  NOTHING,
  needs,
  type ProposalAsked,
  type Proposed,
} from "./proposal-asked.ts";
import { useProposalWords } from "./use-proposal-words.ts";

export interface ProposalDialogProps {
  file: CaseFile;
  asked: ProposalAsked;
  onProposed: (acknowledgement: Acknowledgement) => void;
  onClose: () => void;
}

export function ProposalDialog({ file, asked, onProposed, onClose }: ProposalDialogProps) {
  const { say } = useCaseWords();
  const words = useWords();
  const { title } = useProposalWords();
  const [said, setSaid] = useState<Proposed>(NOTHING);
  const [missing, setMissing] = useState<readonly (keyof Proposed)[]>([]);
  const [unknown, setUnknown] = useState(false);
  const { busy, failure, unanswered, run } = useChange();
  const envelope = useEnvelope(file.line.caseId);
  const otherEntryId = useRef(crypto.randomUUID());
  const asks = needs(asked);
  const set = (name: keyof Proposed) => (value: string) =>
    setSaid((before) => ({ ...before, [name]: value }));
  const fault = (name: keyof Proposed) => (missing.includes(name) ? say("required") : undefined);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const left = missingIn(asked, said);
    setMissing(left);
    setUnknown(false);
    if (left.length > 0) return;
    run(async () => {
      const other = asked.kind === "merge" ? await findOther(said.number) : undefined;
      if (asked.kind === "merge" && other === undefined) {
        setUnknown(true);
        return;
      }
      const { path, body } = bodyOf(asked, said, other, otherEntryId.current);
      const address = `/api/cases/${file.line.caseId}/${path}`;
      onProposed(await request("POST", address, Acknowledgement, { body: { ...envelope(), ...body } }));
    });
  };

  const numberFault = unknown
    ? say("otherUnknown")
    : said.number !== "" && readCaseNumber(said.number) === undefined
      ? say("otherWrong")
      : fault("number");
  return (
    <Dialog open title={title(titled(asked))} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        {unanswered && <Notice kind="warning">{say("unanswered")}</Notice>}
        <p>{say(`proposeHelp.${asked.kind}`)}</p>
        <fieldset className="form" disabled={unanswered || busy}>
          {asks.includes("number") && (
            <Field
              id="proposal-number"
              label={say("otherNumber")}
              help={say("otherHelp")}
              fault={numberFault}
            >
              {(control) => (
                <TextInput {...control} value={said.number} onChange={set("number")} maxLength={40} />
              )}
            </Field>
          )}
          {(["reason", "outcome"] as const)
            .filter((name) => asks.includes(name))
            .map((name) => (
              <Choice
                key={name}
                name={name}
                catalogue={catalogueOf(asked, name)}
                value={said[name]}
                onChange={set(name)}
                fault={fault(name)}
              />
            ))}
          {asks.includes("document") && (
            <fieldset className="form">
              <legend className="field-label">
                {say(asked.kind === "close" || asked.kind === "reopen" ? "referenceOptional" : "reference")}
              </legend>
              <Choice
                name="document"
                catalogue="authority-document"
                value={said.document}
                onChange={set("document")}
                fault={fault("document")}
              />
              <Field id="proposal-paper" label={say("referenceNumber")} fault={fault("paper")}>
                {(control) => (
                  <TextInput {...control} value={said.paper} onChange={set("paper")} maxLength={40} />
                )}
              </Field>
              <Field id="proposal-date" label={say("referenceDate")} fault={fault("date")}>
                {(control) => <TextInput {...control} type="date" value={said.date} onChange={set("date")} />}
              </Field>
              <Choice
                name="authority"
                catalogue="authority"
                value={said.authority}
                onChange={set("authority")}
                fault={fault("authority")}
              />
            </fieldset>
          )}
          <Field
            id="proposal-why"
            label={say("correctWhy")}
            help={say("correctWhyHelp")}
            fault={fault("why")}
          >
            {(control) => (
              <TextArea {...control} value={said.why} onChange={set("why")} rows={3} maxLength={2000} />
            )}
          </Field>
        </fieldset>
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("correctGo")}
          </Button>
          <Button onClick={onClose} disabled={busy}>
            {words.say("app.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

// As the proposal will be called once it waits.
function titled(asked: ProposalAsked) {
  if (asked.kind === "strike" || asked.kind === "restore")
    return { kind: "amendment", change: asked.kind, pointer: asked.pointer };
  if (asked.kind === "split") return { kind: "split", other: asked.other };
  if (asked.kind === "merge") return { kind: "closing", change: "join" };
  return { kind: "closing", change: asked.kind };
}

const catalogueOf = ({ kind }: ProposalAsked, name: "reason" | "outcome") =>
  name === "outcome"
    ? "closing-outcome"
    : kind === "merge" || kind === "split"
      ? "merge-reason"
      : "amendment-reason";

interface ChoiceProps {
  name: "reason" | "outcome" | "document" | "authority";
  catalogue: string;
  value: string;
  onChange: (value: string) => void;
  fault: string | undefined;
}

function Choice({ name, catalogue, value, onChange, fault }: ChoiceProps) {
  const { say } = useCaseWords();
  const words = useWords();
  const items = useItems(catalogue);
  const label = {
    reason: "correctReason",
    outcome: "closingOutcome",
    document: "referenceDocument",
    authority: "referenceAuthority",
  } as const;
  return (
    <Field id={`proposal-${name}`} label={say(label[name])} fault={fault}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={onChange}
          empty={words.say("choice.pick")}
          options={items.map((item) => ({ value: item.code, label: words.pick(item.label) }))}
        />
      )}
    </Field>
  );
}
