// A new list: its name, its key, and its options in both languages, in the order in which they are offered.
import { useState } from "react";
import { LIST_ITEMS_MAX } from "#src/schema/pack-change.ts";
import { Button } from "../../components/controls.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { useListWords } from "../../messages/lists.ts";
import { useWords } from "../../messages/words.tsx";
import { ChangeDialog } from "../administration/ChangeDialog.tsx";
import type { DoneChange } from "../administration/ChangeDone.tsx";
import { KeyField, WordPair } from "../administration/PackFields.tsx";
import { codeOf } from "./item-change.ts";
import {
  faultsOfList,
  type ListFault,
  type ListForm,
  listChange,
  newListForm,
  withOption,
  wrongOptions,
} from "./list-change.ts";

export interface ListDialogProps {
  onDone: (done: DoneChange, id: string) => void;
  onClose: () => void;
}

export function ListDialog({ onDone, onClose }: ListDialogProps) {
  const { say } = useListWords();
  const { say: sayChange } = useChangeWords();
  const { pick } = useWords();
  const [form, setForm] = useState<ListForm>(newListForm);
  const [faults, setFaults] = useState<readonly ListFault[]>([]);
  const build = () => {
    const wrong = faultsOfList(form);
    setFaults(wrong);
    const [first] = wrong;
    if (first)
      document
        .getElementById(
          first === "options" ? `list-option-${wrongOptions(form)[0] ?? 0}-es` : `list-${first}`,
        )
        ?.focus();
    return first ? undefined : listChange(form);
  };
  const fault = (name: ListFault, words = sayChange("required")) =>
    faults.includes(name) ? words : undefined;
  return (
    <ChangeDialog
      title={say("listAddTitle")}
      build={build}
      beginsToday
      consequence={<p>{say("willAddList", { list: pick(form.label) })}</p>}
      onDone={(done) => onDone(done, codeOf(form))}
      onClose={onClose}
    >
      <div className="fields">
        <WordPair
          id="list-label"
          label={(language) => say(`listLabel.${language}`)}
          value={form.label}
          maxLength={300}
          fault={(language) => fault(`label-${language}`)}
          onChange={(label) => setForm({ ...form, label })}
        />
        <KeyField
          id="list-code"
          label={say("code")}
          help={say("codeHelp")}
          value={form.code}
          made={codeOf(form)}
          fault={fault("code", say("codeWrong"))}
          onChange={(code) => setForm({ ...form, code })}
        />
      </div>
      <Options form={form} onChange={setForm} wrong={faults.includes("options")} />
    </ChangeDialog>
  );
}

/** Pairs of words; what is left empty is no option. */
function Options({
  form,
  onChange,
  wrong,
}: {
  form: ListForm;
  onChange: (form: ListForm) => void;
  wrong: boolean;
}) {
  const { say } = useListWords();
  const bad = wrong ? wrongOptions(form) : [];
  // Options are written in their place and never moved.
  const keys = form.options.map((_, at) => `option ${at}`);
  return (
    <fieldset className="form">
      <legend>{say("options")}</legend>
      <p className="quiet small">{say("optionsHelp")}</p>
      {wrong && bad.length === 0 && (
        <p className="fault" role="alert">
          {say("optionsFew")}
        </p>
      )}
      <div className="fields">
        {form.options.map((option, at) => (
          <WordPair
            key={keys[at]}
            id={`list-option-${at}`}
            label={(language) => say(`option.${language}`, { n: at + 1 })}
            value={option}
            maxLength={300}
            fault={(language) => (language === "es" && bad.includes(at) ? say("optionWrong") : undefined)}
            onChange={(words) =>
              onChange({ ...form, options: form.options.map((one, index) => (index === at ? words : one)) })
            }
          />
        ))}
      </div>
      {form.options.length < LIST_ITEMS_MAX && (
        <div className="row">
          <Button onClick={() => onChange(withOption(form))}>{say("optionMore")}</Button>
        </div>
      )}
    </fieldset>
  );
}
