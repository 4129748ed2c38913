// A judgement and why, in a sentence: the choice, the words, both asked for; sent again under the same id if it must be.
import { type FormEvent, useRef, useState } from "react";
import { useWords } from "../messages/words.tsx";
import { useChange } from "../use-change.ts";
import { RadioList } from "./ChoiceList.tsx";
import { Button, TextArea } from "./controls.tsx";
import { Field } from "./Field.tsx";
import { Dialog, FailureNotice } from "./layout.tsx";

export interface JudgeDialogProps {
  title: string;
  choice: { id: string; legend: string; choices: readonly { code: string; label: string }[] };
  reason: { id: string; label: string; help: string; maxLength: number };
  /** Said beside what is missing. */
  missing: string;
  save: string;
  send: (judgement: { id: string; choice: string; reason: string }) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
}

export function JudgeDialog({
  title,
  choice,
  reason,
  missing,
  save,
  send,
  onDone,
  onClose,
}: JudgeDialogProps) {
  const words = useWords();
  const [chosen, setChosen] = useState("");
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const id = useRef(crypto.randomUUID());
  const { busy, failure, run } = useChange();
  const lacks = { choice: chosen === "", reason: why.trim() === "" };
  const fault = (name: keyof typeof lacks) => ({ fault: tried && lacks[name] ? missing : undefined });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (lacks.choice) return document.getElementById(choice.id)?.focus();
    if (lacks.reason) return document.getElementById(reason.id)?.focus();
    run(async () => {
      await send({ id: id.current, choice: chosen, reason: why.trim() });
      onDone();
    });
  };
  return (
    <Dialog open title={title} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        <RadioList
          id={choice.id}
          legend={choice.legend}
          columns={1}
          {...fault("choice")}
          value={chosen}
          onChange={setChosen}
          choices={choice.choices}
        />
        <Field id={reason.id} label={reason.label} help={reason.help} {...fault("reason")}>
          {(control) => (
            <TextArea {...control} rows={3} value={why} onChange={setWhy} maxLength={reason.maxLength} />
          )}
        </Field>
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {save}
          </Button>
          <Button onClick={onClose}>{words.say("app.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
