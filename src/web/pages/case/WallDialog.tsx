// Saying that a case concerns an officer, and agreeing that it does not: each with its reason, each an entry.
import { type FormEvent, useState } from "react";
import { declaresInWords } from "#src/domain/access/duties.ts";
import { Acknowledgement } from "#src/schema/case.ts";
import { Button, Select, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Notice } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { useWallWords } from "../../messages/wall.ts";
import { request } from "../../request.ts";
import { useOfficer } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import { useEnvelope } from "./envelope.ts";

export type WallStep = "declare" | "lift";
const DECLARED = ["declared", "relative"] as const;
/** Of the side that deals with walled cases. */
const KEEPS = ["specialised-unit", "internal-affairs", "prosecutor"] as const;

interface WallDialogProps {
  caseId: string;
  step: WallStep;
  /** Officers the standing wall names. */
  named: readonly string[];
  onDone: (acknowledgement: Acknowledgement) => void;
  onClose: () => void;
}

export function WallDialog({ caseId, step, named, onDone, onClose }: WallDialogProps) {
  const { say, sayCode } = useWallWords();
  const { say: sayOfCase } = useCaseWords();
  const [cause, setCause] = useState("");
  const [why, setWhy] = useState("");
  const [unfounded, setUnfounded] = useState(false);
  const [tried, setTried] = useState(false);
  const { busy, failure, unanswered, run } = useChange();
  const envelope = useEnvelope(caseId);
  const { role } = useOfficer();
  const needsWhy = step === "lift" || declaresInWords(role);
  const said = why.trim() !== "";
  const isWhole = (step === "lift" || cause !== "") && (said || !needsWhy);
  // Whoever deals with such cases keeps this one; everybody else is told that they lose it, before they confirm.
  const keeps = step === "declare" && (KEEPS as readonly string[]).includes(role);
  const words = keeps ? "keep" : step;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isWhole) return;
    const personal = said ? { explanation: why } : undefined;
    const wall =
      step === "declare"
        ? { step: "declare", cause, ...(personal && { personal }) }
        : { step: "consent", ...(unfounded && { unfounded }), personal };
    const path = step === "declare" ? "walls" : "wall-consents";
    run(async () =>
      onDone(
        await request("POST", `/api/cases/${caseId}/${path}`, Acknowledgement, {
          body: { ...envelope(), wall },
        }),
      ),
    );
  };
  return (
    <Dialog open title={say(`${step}Title`)} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        {unanswered && <Notice kind="warning">{sayOfCase("unanswered")}</Notice>}
        <p>{say(`${words}Help`)}</p>
        {step === "declare" && !keeps && needsWhy && <Notice kind="warning">{say("declareLoses")}</Notice>}
        <fieldset className="form" disabled={unanswered || busy}>
          {step === "declare" && (
            <Field
              id="wall-cause"
              label={say("declareCause")}
              fault={tried && cause === "" ? say("required") : undefined}
            >
              {(control) => (
                <Select
                  {...control}
                  value={cause}
                  onChange={setCause}
                  empty={say("pick")}
                  options={DECLARED.map((code) => ({ value: code, label: sayCode("cause", code) }))}
                />
              )}
            </Field>
          )}
          <Field
            id="wall-why"
            label={say(step === "declare" && needsWhy ? "declareKnown" : `${step}Why`)}
            fault={tried && needsWhy && !said ? say("required") : undefined}
          >
            {(control) => <TextArea {...control} value={why} onChange={setWhy} rows={3} maxLength={4000} />}
          </Field>
          {step === "lift" && named.length > 0 && (
            <>
              <label className="tick">
                <input
                  type="checkbox"
                  checked={unfounded}
                  onChange={(event) => setUnfounded(event.currentTarget.checked)}
                />
                <span>{say("liftUnfounded", { officers: named.join(", ") })}</span>
              </label>
              <p className="quiet small">{say("liftUnfoundedHelp")}</p>
            </>
          )}
        </fieldset>
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say(`${words}Go`)}
          </Button>
          <Button onClick={onClose} disabled={busy}>
            {say("cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
