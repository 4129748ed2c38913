// A supplement: words, ticks and people that are new, sealed as one further entry.
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { Acknowledgement, type CaseFile } from "#src/schema/case.ts";
import { Button, Select } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Fold, Notice, Panel } from "../../components/layout.tsx";
import { AreaAt, ChoicesAt } from "../../forms/fields.tsx";
import { FormProvider } from "../../forms/form-context.tsx";
import { createFormStore } from "../../forms/form-store.ts";
import { ExternalNumberFields, RouteFields, VehicleFields } from "../../forms/RouteFields.tsx";
import { VariableFields } from "../../forms/VariableFields.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { useWords } from "../../messages/words.tsx";
import { useItems } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useOfficer } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import { useFirstFocus } from "../../use-first-focus.ts";
import { FaultSummary } from "../complaint/FaultSummary.tsx";
import { useEnvelope } from "./envelope.ts";
import { SupplementPeople } from "./SupplementPeople.tsx";
import { faultsInForm, supplementOf } from "./supplement.ts";

export interface SupplementFormProps {
  file: CaseFile;
  onAdded: (acknowledgement: Acknowledgement) => void;
  onCancel: () => void;
}

export function SupplementForm({ file, onAdded, onCancel }: SupplementFormProps) {
  const { say } = useCaseWords();
  const words = useWords();
  const { training } = useOfficer();
  const kinds = useItems("supplement-kind");
  const [kind, setKind] = useState(kinds[0]?.code ?? "other");
  // Ages by birth date are reckoned at the facts, so the form knows their date although it does not send it.
  const store = useMemo(() => createFormStore({ factsTo: file.complaint.factsTo }), [file.complaint.factsTo]);
  const [empty, setEmpty] = useState(false);
  const [turn, setTurn] = useState(0);
  const { busy, failure, unanswered, run } = useChange();
  const envelope = useEnvelope(file.line.caseId);
  const head = useFirstFocus<HTMLDivElement>("textarea");
  // The words come first: whoever presses "add" has something to write.
  const written = () => supplementOf(store.state().document);
  useLeaveWarning(() => written() !== undefined);
  const faults = failure ? faultsInForm(failure.faults) : [];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const content = written();
    setEmpty(content === undefined);
    if (content === undefined) return;
    run(async () => {
      const path = `/api/cases/${file.line.caseId}/supplements`;
      const body = { ...envelope(), supplement: { kind, ...content } };
      try {
        onAdded(await request("POST", path, Acknowledgement, { body }));
      } finally {
        setTurn((before) => before + 1);
      }
    });
  };
  useEffect(() => {
    store.dispatch({ kind: "checked", faults: failure ? faultsInForm(failure.faults) : [], warnings: [] });
    if (failure) store.dispatch({ kind: "attempt" });
  }, [failure, store]);
  const cancel = () => {
    if (written() === undefined || window.confirm(say("leave"))) onCancel();
  };

  return (
    <div ref={head}>
      <Panel id="supplement" title={say("supplementTitle")}>
        <FormProvider value={store}>
          <form className="form" onSubmit={submit}>
            {failure && faults.length === 0 && <FailureNotice kept={false} failure={failure} />}
            {unanswered && <Notice kind="warning">{say("unanswered")}</Notice>}
            <FaultSummary faults={faults} turn={turn} />
            {empty && (
              <Notice kind="fault" live>
                {say("supplementEmpty")}
              </Notice>
            )}
            <p>{say("supplementHelp")}</p>
            <fieldset className="form" disabled={busy || unanswered}>
              <Field id="supplement-kind" label={say("supplementKind")} width="half">
                {(control) => (
                  <Select
                    {...control}
                    value={kind}
                    onChange={setKind}
                    options={kinds.map(({ code, label }) => ({ value: code, label: words.pick(label) }))}
                  />
                )}
              </Field>
              <AreaAt at="/personal/narrative" label={say("supplementWords")} rows={6} />
              <VariableFields at="" subjects={["case", "place"]} />
              <Fold title={say("supplementTicks")}>
                {["/acts", "/means", "/purposes", "/recruitment", "/control"].map((at) => (
                  <ChoicesAt key={at} at={at} columns={3} />
                ))}
              </Fold>
              <Fold title={say("supplementPeople")}>
                <SupplementPeople complaint={file.complaint} />
              </Fold>
              <Fold title={say("supplementMore")}>
                <RouteFields at="/route" />
                <VehicleFields at="/vehicles" />
                <ExternalNumberFields at="/externalNumbers" />
              </Fold>
            </fieldset>
            <div className="row">
              <Button type="submit" kind="primary" busy={busy}>
                {say(training ? "supplementGoTraining" : "supplementGo")}
              </Button>
              <Button onClick={cancel} disabled={busy}>
                {words.say("app.cancel")}
              </Button>
            </div>
          </form>
        </FormProvider>
      </Panel>
    </div>
  );
}

/** The browser asks before the page is closed over something unsealed. */
function useLeaveWarning(isWritten: () => boolean) {
  const asked = useRef(isWritten);
  asked.current = isWritten;
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (asked.current()) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, []);
}
