// Making a change of the pack: what, from which day, by which order; looked at before it is made.
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import type { PackChange } from "#src/schema/pack-change.ts";
import { Button, TextInput } from "../../components/controls.tsx";
import { DateInput } from "../../components/DateInput.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Notice } from "../../components/layout.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { useWords } from "../../messages/words.tsx";
import { useFreshPack } from "../../pack.tsx";
import { useChange } from "../../use-change.ts";
import { useToday } from "../../use-today.ts";
import type { DoneChange } from "./ChangeDone.tsx";
import { ChangePreview } from "./ChangePreview.tsx";
import { makeChange, type Preview, previewChange } from "./pack-change.ts";

export interface ChangeDialogProps {
  title: string;
  /** The change as filled in; undefined while something is missing, and then the fields say so. */
  build: () => PackChange | undefined;
  /** What must be known beyond the preview, shown with it. */
  consequence?: ReactNode;
  /** It begins the day it is made: no other day is asked for. */
  beginsToday?: boolean;
  /** The fields of the change. */
  children?: ReactNode;
  onDone: (done: DoneChange) => void;
  onClose: () => void;
}

export function ChangeDialog(props: ChangeDialogProps) {
  const { title, build, consequence, beginsToday = false, children, onDone, onClose } = props;
  const { say } = useChangeWords();
  const words = useWords();
  const today = useToday();
  const freshPack = useFreshPack();
  const [day, setDay] = useState(today);
  const [order, setOrder] = useState("");
  const [dayFault, setDayFault] = useState<string>();
  const [seen, setSeen] = useState<{ change: PackChange; preview: Preview }>();
  const changeId = useRef(crypto.randomUUID());
  const { busy, failure, unanswered, run } = useChange();
  const possible = seen !== undefined && seen.preview.faults.length === 0;
  const asked = (change: PackChange) => ({
    changeId: changeId.current,
    effectiveOn: day,
    ...(order.trim() === "" ? {} : { orderNumber: order.trim() }),
    change,
  });
  const look = (event: FormEvent) => {
    event.preventDefault();
    const whole = /^\d{4}-\d\d-\d\d$/.test(day);
    setDayFault(whole ? undefined : say("dayWrong"));
    const change = build();
    if (!whole || !change) return;
    run(async () => setSeen({ change, preview: await previewChange(asked(change)) }));
  };
  const make = () =>
    run(async () => {
      if (!seen) return;
      await makeChange(asked(seen.change));
      freshPack();
      onDone({ effectiveOn: day, waits: seen.preview.takesTwo });
    });
  return (
    <Dialog open wide title={title} onClose={onClose}>
      <form className="form" onSubmit={look} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        {unanswered && seen && <Notice kind="warning">{say("maybeMade")}</Notice>}
        {/* What was looked at is what is made: to fill in something else is to look again. */}
        <fieldset className="form" disabled={seen !== undefined || busy}>
          {children}
          <div className="fields">
            {!beginsToday && (
              <Field id="change-day" label={say("from")} help={say("fromHelp")} width="half" fault={dayFault}>
                {(control) => <DateInput {...control} value={day} onChange={setDay} />}
              </Field>
            )}
            <Field id="change-order" label={say("order")} width="half">
              {(control) => <TextInput {...control} value={order} onChange={setOrder} maxLength={60} />}
            </Field>
          </div>
        </fieldset>
        {seen && <ChangePreview preview={seen.preview} consequence={consequence} />}
        <div className="row">
          {possible && (
            <Button kind="primary" busy={busy} onClick={make}>
              {say("make")}
            </Button>
          )}
          {!seen && (
            <Button type="submit" kind="primary" busy={busy}>
              {say("look")}
            </Button>
          )}
          {seen && <Button onClick={() => setSeen(undefined)}>{say("back")}</Button>}
          <Button onClick={onClose}>{words.say("app.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
