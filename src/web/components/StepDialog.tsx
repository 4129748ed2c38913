// One step of something that waits: what it does, whatever it still needs in one field, and the press that does it.
import { type FormEvent, type ReactNode, useState } from "react";
import { useWords } from "../messages/words.tsx";
import { useChange } from "../use-change.ts";
import { Button, TextInput } from "./controls.tsx";
import { Field } from "./Field.tsx";
import { Dialog, FailureNotice } from "./layout.tsx";

export interface StepField {
  id: string;
  label: string;
  help?: string;
  maxLength: number;
  inputMode?: "numeric";
  /** Whether what is written (without blanks around it) will do, and what is said if not. */
  isEnough: (value: string) => boolean;
  missing: string;
}

export interface StepDialogProps {
  /** What the step is called, above and on the button. */
  title: string;
  sure: ReactNode;
  danger: boolean;
  field?: StepField | undefined;
  /** With the field's value, empty where there is no field. */
  send: (value: string) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}

export function StepDialog({ title, sure, danger, field, send, onDone, onClose }: StepDialogProps) {
  const words = useWords();
  const [value, setValue] = useState("");
  const [missing, setMissing] = useState(false);
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const needs = field !== undefined && !field.isEnough(value.trim());
    setMissing(needs);
    if (needs) return document.getElementById(field.id)?.focus();
    run(async () => {
      await send(value.trim());
      onDone();
    });
  };
  return (
    <Dialog open title={title} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate autoComplete="off">
        {failure && <FailureNotice kept={false} failure={failure} />}
        <p>{sure}</p>
        {field && (
          <Field
            id={field.id}
            label={field.label}
            help={field.help}
            fault={missing ? field.missing : undefined}
          >
            {(control) => (
              <TextInput
                {...control}
                value={value}
                onChange={setValue}
                maxLength={field.maxLength}
                inputMode={field.inputMode}
              />
            )}
          </Field>
        )}
        <div className="row">
          <Button type="submit" kind={danger ? "danger" : "primary"} busy={busy}>
            {title}
          </Button>
          <Button onClick={onClose}>{words.say("app.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The steps the reader may take with one line of a table, or why there is none. */
export function StepButtons<Step extends string>({
  steps,
  none,
  whose,
  say,
  onAsk,
}: {
  steps: readonly Step[];
  none: string;
  whose: string;
  say: (step: Step) => string;
  onAsk: (step: Step) => void;
}) {
  return (
    <div className="row">
      {steps.length === 0 && <span className="quiet">{none}</span>}
      {steps.map((step) => (
        <Button key={step} aria-label={`${say(step)}: ${whose}`} onClick={() => onAsk(step)}>
          {say(step)}
        </Button>
      ))}
    </div>
  );
}

/** Two lines of a cell: what it says, and below it, quieter, what belongs to that. */
export function TwoLines({ above, below }: { above: ReactNode; below: ReactNode }) {
  return (
    <div className="cell">
      <span>{above}</span>
      {below && <span className="quiet">{below}</span>}
    </div>
  );
}
