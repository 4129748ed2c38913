// Proposing the correction of one field: what it says, what it should say, the reason and how it is known.
import { type FormEvent, useMemo, useState } from "react";
import { isBlind, isBlindCode, repeatsValue } from "#src/domain/case/blind-correction.ts";
import { readPointer } from "#src/domain/case/pointer.ts";
import { isPersonal } from "#src/domain/case/proposal.ts";
import { Acknowledgement, type CaseFile } from "#src/schema/case.ts";
import { Button, Select, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Notice } from "../../components/layout.tsx";
import { FieldAt, holdsSeveral } from "../../forms/FieldAt.tsx";
import { FormProvider } from "../../forms/form-context.tsx";
import { createFormStore } from "../../forms/form-store.ts";
import { useCaseWords } from "../../messages/case.ts";
import { useWords } from "../../messages/words.tsx";
import { useItems } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { prune } from "../complaint/read-draft.ts";
import { useEnvelope } from "./envelope.ts";
import { useFieldWords } from "./use-field-words.ts";

export interface AmendmentDialogProps {
  file: CaseFile;
  pointer: string;
  onProposed: (acknowledgement: Acknowledgement) => void;
  onClose: () => void;
}

export function AmendmentDialog({ file, pointer, onProposed, onClose }: AmendmentDialogProps) {
  const { say } = useCaseWords();
  const words = useWords();
  const { fullName, field, text } = useFieldWords();
  const reasons = useItems("amendment-reason");
  const store = useMemo(() => createFormStore(structuredClone(file.complaint)), [file.complaint]);
  const [reason, setReason] = useState("");
  const [why, setWhy] = useState("");
  const [faults, setFaults] = useState<{ reason?: string; why?: string; value?: string }>({});
  const { busy, failure, unanswered, run } = useChange();
  const envelope = useEnvelope(file.line.caseId);
  // Of who complained nothing is in sight: what is written takes the place of what nobody here may read.
  const blind = isBlind(pointer);
  const code = isBlindCode(pointer);
  const [empties, setEmpties] = useState(false);
  const oldValue = readPointer(file.complaint, pointer);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const newValue = empties ? undefined : prune(readPointer(store.state().document, pointer));
    const wrong = {
      ...(reason === "" ? { reason: say("required") } : {}),
      ...(why.trim() === "" ? { why: say("required") } : {}),
      ...(blind && !empties && newValue === undefined ? { value: say("required") } : {}),
      ...(!blind && isSame(newValue, oldValue) ? { value: say("correctSame") } : {}),
      ...(blind && repeatsValue(why, newValue) ? { why: say("blindRepeats") } : {}),
    };
    setFaults(wrong);
    if (Object.keys(wrong).length > 0) return;
    run(async () => {
      const amendment = { pointer, reason, ...valuesOf(pointer, oldValue, newValue, why.trim()) };
      const body = { ...envelope(), amendment };
      const path = `/api/cases/${file.line.caseId}/amendments`;
      onProposed(await request("POST", path, Acknowledgement, { body }));
    });
  };

  return (
    <Dialog open wide title={say("correctField", { field: fullName(pointer) })} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        {failure && <FailureNotice kept={false} failure={failure} />}
        {unanswered && <Notice kind="warning">{say("unanswered")}</Notice>}
        {blind ? (
          <p className="quiet">{say("blindHelp")}</p>
        ) : (
          <dl className="pairs">
            <dt>{say("correctOld")}</dt>
            <dd className="words">{text(file.complaint, pointer, oldValue)}</dd>
          </dl>
        )}
        <fieldset className="form" disabled={unanswered || busy}>
          <legend className="field-label">{say("correctNew")}</legend>
          {faults.value && <p className="field-fault">{faults.value}</p>}
          {!empties && (
            <FormProvider value={store}>
              <FieldAt at={pointer} label={field(pointer)} />
            </FormProvider>
          )}
          {code && (
            <label className="tick">
              <input type="checkbox" checked={empties} onChange={() => setEmpties(!empties)} />
              <span>{say("blindEmpty")}</span>
            </label>
          )}
          <Field id="amendment-reason" label={say("correctReason")} fault={faults.reason}>
            {(control) => (
              <Select
                {...control}
                value={reason}
                onChange={setReason}
                empty={words.say("choice.pick")}
                options={reasons.map((item) => ({ value: item.code, label: words.pick(item.label) }))}
              />
            )}
          </Field>
          <Field
            id="amendment-why"
            label={say("correctWhy")}
            help={say(blind ? "blindWhyHelp" : "correctWhyHelp")}
            fault={faults.why}
          >
            {(control) => <TextArea {...control} value={why} onChange={setWhy} rows={3} maxLength={2000} />}
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

const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Coded values in the open, personal ones where they are sealed. An emptied list stays a list. */
function valuesOf(pointer: string, oldValue: unknown, newValue: unknown, explanation: string) {
  const next = newValue ?? (holdsSeveral(pointer) ? [] : null);
  const values = { ...(oldValue === undefined ? {} : { oldValue }), newValue: next };
  return isPersonal(pointer)
    ? { personal: { ...values, explanation } }
    : { ...values, personal: { explanation } };
}
