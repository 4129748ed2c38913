// What the ombudsman found about an opening, and why, in a sentence that names nobody of the case.
import { type FormEvent, useRef, useState } from "react";
import * as z from "zod/mini";
import { type DrawnOpening, OPENING_VERDICTS, REASON_MAX } from "#src/schema/opening-sample.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice } from "../../components/layout.tsx";
import { useSampleWords } from "../../messages/samples.ts";
import { useWords } from "../../messages/words.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

export interface VerdictDialogProps {
  opening: DrawnOpening;
  onDone: () => void;
  onClose: () => void;
}

export function VerdictDialog({ opening, onDone, onClose }: VerdictDialogProps) {
  const { say } = useSampleWords();
  const words = useWords();
  const [verdict, setVerdict] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const verdictId = useRef(crypto.randomUUID());
  const { busy, failure, run } = useChange();
  const missing = { verdict: verdict === "", reason: reason.trim() === "" };
  const fault = (name: keyof typeof missing) => ({
    fault: tried && missing[name] ? say("missing") : undefined,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.verdict) return document.getElementById("sample-verdict")?.focus();
    if (missing.reason) return document.getElementById("sample-reason")?.focus();
    run(async () => {
      const body = { verdictId: verdictId.current, verdict, reason: reason.trim() };
      await request("POST", `/api/audit/sample/${opening.openingId}/verdicts`, z.unknown(), { body });
      onDone();
    });
  };
  const title = say("judgeOf", { who: opening.officer, number: opening.caseNumber ?? "" });
  return (
    <Dialog open title={title} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        <RadioList
          id="sample-verdict"
          legend={say("verdict")}
          columns={1}
          {...fault("verdict")}
          value={verdict}
          onChange={setVerdict}
          choices={OPENING_VERDICTS.map((code) => ({ code, label: say(`verdict.${code}`) }))}
        />
        <Field id="sample-reason" label={say("reason")} help={say("reasonHelp")} {...fault("reason")}>
          {(control) => (
            <TextArea {...control} rows={3} value={reason} onChange={setReason} maxLength={REASON_MAX} />
          )}
        </Field>
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("save")}
          </Button>
          <Button onClick={onClose}>{words.say("app.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
