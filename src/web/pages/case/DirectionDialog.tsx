// Directing a step, putting another in its place, withdrawing it; saying that it is done, or why not. Each is an entry.
import { type FormEvent, useState } from "react";
import { carriesOut } from "#src/domain/access/duties.ts";
import { isProtective } from "#src/domain/case/directions.ts";
import { Acknowledgement, type CaseFile, type Role } from "#src/schema/case.ts";
import { DIRECTION_MAX, type DirectionLine, type DirectionMove } from "#src/schema/direction.ts";
import { ChoiceList } from "../../components/ChoiceList.tsx";
import { Button, Select, TextArea } from "../../components/controls.tsx";
import { DateInput } from "../../components/DateInput.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Notice } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { useDirectionWords } from "../../messages/directions.ts";
import { useWords } from "../../messages/words.tsx";
import { useItems, useLabels } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useToday } from "../../use-today.ts";
import { useEnvelope } from "./envelope.ts";
import { useVictims } from "./use-victims.ts";

export interface DirectionAsked {
  move: DirectionMove["move"];
  /** The direction it is about; of an order, the one it takes the place of. */
  of?: DirectionLine;
}

interface DirectionDialogProps {
  file: CaseFile;
  asked: DirectionAsked;
  onDone: (acknowledgement: Acknowledgement) => void;
  onClose: () => void;
}

const TEXTS = { done: "done", "not-done": "notDone", withdraw: "withdraw" } as const;

export function DirectionDialog({ file, asked: { move, of }, onDone, onClose }: DirectionDialogProps) {
  const { say } = useDirectionWords();
  const { say: sayOfCase } = useCaseWords();
  const words = useWords();
  const { label } = useLabels();
  const measures = useItems("direction-measure");
  const today = useToday();
  const receivers = useReceivers(file);
  const { caseId } = file.line;
  const [measure, setMeasure] = useState(of?.measure ?? "");
  const [to, setTo] = useState(of === undefined ? "" : keyOf(of));
  const { choices: known } = useVictims(file);
  const [victims, setVictims] = useState<string[]>(() =>
    known.map(({ code }) => code).filter((code) => of?.victims.includes(code) ?? known.length === 1),
  );
  const protects = isProtective(measures.find(({ code }) => code === measure));
  const [dueOn, setDueOn] = useState("");
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const { busy, failure, unanswered, run } = useChange();
  const envelope = useEnvelope(caseId);
  const receiver = receivers.find(({ key }) => key === to);
  const said = text.trim() !== "";
  // A month alone is no day by which somebody is to have done something.
  const isWholeDay = /^\d{4}-\d\d-\d\d$/.test(dueOn);
  const isWhole =
    move === "order"
      ? measure !== "" && receiver !== undefined && isWholeDay && dueOn >= today && said
      : move !== "not-done" || said;
  const direction = () => {
    const personal = said ? { personal: { explanation: text } } : {};
    if (move !== "order") return { move, direction: of?.directionId, ...personal };
    const { unitId, postingId } = receiver ?? {};
    const whom = protects && victims.length > 0 ? { victims } : {};
    return {
      move,
      measure,
      unitId,
      postingId,
      dueOn,
      replaces: of?.directionId ?? null,
      ...whom,
      ...personal,
    };
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isWhole) return;
    run(async () => {
      const body = { ...envelope(), direction: direction() };
      onDone(await request("POST", `/api/cases/${caseId}/directions`, Acknowledgement, { body }));
    });
  };
  const text0 = move === "order" ? (of === undefined ? "direct" : "replace") : TEXTS[move];
  const help =
    move === "order" ? (of === undefined ? "orderHelp" : "replaceHelp") : (`${TEXTS[move]}Help` as const);
  const go = move === "order" ? (of === undefined ? "go" : "replaceGo") : (`${TEXTS[move]}Go` as const);
  const needsWords = move === "order" || move === "not-done";
  const missing = (isMissing: boolean) => (tried && isMissing ? say("required") : undefined);
  return (
    <Dialog open title={say(text0)} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        {unanswered && <Notice kind="warning">{sayOfCase("unanswered")}</Notice>}
        {of && (
          <p>
            <strong>{label("direction-measure", of.measure)}</strong>
          </p>
        )}
        <p>{say(help)}</p>
        <fieldset className="form" disabled={unanswered || busy}>
          {move === "order" && (
            <>
              <Field id="direction-measure" label={say("whichMeasure")} fault={missing(measure === "")}>
                {(control) => (
                  <Select
                    {...control}
                    value={measure}
                    onChange={setMeasure}
                    empty={say("pick")}
                    options={measures.map((item) => ({ value: item.code, label: words.pick(item.label) }))}
                  />
                )}
              </Field>
              {protects && known.length > 0 && (
                <ChoiceList
                  id="direction-victims"
                  legend={say("protects")}
                  help={say("protectsHelp")}
                  choices={known}
                  values={victims}
                  onChange={setVictims}
                  unknown={false}
                  columns={1}
                />
              )}
              <Field id="direction-to" label={say("toWhom")} fault={missing(receiver === undefined)}>
                {(control) => (
                  <Select
                    {...control}
                    value={receiver === undefined ? "" : to}
                    onChange={setTo}
                    empty={say("pick")}
                    options={receivers.map(({ key, label }) => ({ value: key, label }))}
                  />
                )}
              </Field>
              <Field
                id="direction-due"
                label={say("byWhen")}
                width="half"
                fault={tried && isWholeDay && dueOn < today ? say("past") : missing(!isWholeDay)}
              >
                {(control) => <DateInput {...control} value={dueOn} onChange={setDueOn} />}
              </Field>
            </>
          )}
          <Field
            id="direction-words"
            label={say(move === "order" ? "words" : move === "not-done" ? "wordsWhy" : "wordsMaybe")}
            help={say("wordsHelp")}
            fault={missing(needsWords && !said)}
          >
            {(control) => (
              <TextArea {...control} value={text} onChange={setText} rows={4} maxLength={DIRECTION_MAX} />
            )}
          </Field>
        </fieldset>
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say(go)}
          </Button>
          <Button onClick={onClose} disabled={busy}>
            {words.say("app.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface Receiver {
  key: string;
  label: string;
  unitId: string;
  postingId: string | null;
}

const keyOf = ({ unitId, postingId }: { unitId: string; postingId: string | null }) =>
  postingId === null ? unitId : `${unitId} ${postingId}`;

/** Whoever works on the case now, and their units; behind a wall not the one that registered it. */
function useReceivers({ assignments, line }: CaseFile): Receiver[] {
  const { say } = useDirectionWords();
  const { unit } = useLabels();
  const officers = assignments.filter(
    ({ status, ended, role }) => status === "assigned" && !ended && carriesOut(role as Role),
  );
  const units = [...(line.walled ? [] : [line.unitId]), ...officers.map(({ unitId }) => unitId)];
  return [
    ...officers.map(({ officer, unitId, postingId }) => ({
      key: keyOf({ unitId, postingId }),
      label: say("toOfficer", { officer, unit: unit(unitId) }),
      ...{ unitId, postingId },
    })),
    ...[...new Set(units)].map((unitId) => ({
      key: unitId,
      label: say("toUnit", { unit: unit(unitId) }),
      ...{ unitId, postingId: null },
    })),
  ];
}
