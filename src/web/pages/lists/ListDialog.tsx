// A new list: its name, its key, and its options in both languages, in the order in which they are offered.
import { useState } from "react";
import { LIST_ITEMS_MAX } from "#src/schema/pack-change.ts";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { useListWords } from "../../messages/lists.ts";
import { useWords } from "../../messages/words.tsx";
import { ChangeDialog } from "../administration/ChangeDialog.tsx";
import type { DoneChange } from "../administration/ChangeDone.tsx";
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

const LANGUAGES = ["es", "en"] as const;

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
  const fault = (name: ListFault, words = sayChange("required")) => ({
    fault: faults.includes(name) ? words : undefined,
  });
  return (
    <ChangeDialog
      title={say("listAddTitle")}
      build={build}
      consequence={<p>{say("willAddList", { list: pick(form.label) })}</p>}
      onDone={(done) => onDone(done, codeOf(form))}
      onClose={onClose}
    >
      <div className="fields">
        {LANGUAGES.map((language) => (
          <Field
            key={language}
            id={`list-label-${language}`}
            label={say(`listLabel.${language}`)}
            width="half"
            {...fault(`label-${language}`)}
          >
            {(control) => (
              <TextInput
                {...control}
                value={form.label[language]}
                onChange={(text) => setForm({ ...form, label: { ...form.label, [language]: text } })}
                maxLength={300}
              />
            )}
          </Field>
        ))}
        <Field
          id="list-code"
          label={say("code")}
          help={say("codeHelp")}
          width="half"
          {...fault("code", say("codeWrong"))}
        >
          {(control) => (
            <TextInput
              {...control}
              value={form.code}
              onChange={(code) => setForm({ ...form, code })}
              placeholder={codeOf(form)}
              maxLength={60}
            />
          )}
        </Field>
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
  const write = (at: number, language: "es" | "en", text: string) =>
    onChange({
      ...form,
      options: form.options.map((option, index) => (index === at ? { ...option, [language]: text } : option)),
    });
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
        {form.options.flatMap((option, index) =>
          LANGUAGES.map((language) => (
            <Field
              key={`${index} ${language}`}
              id={`list-option-${index}-${language}`}
              label={say(`option.${language}`, { n: index + 1 })}
              width="half"
              fault={language === "es" && bad.includes(index) ? say("optionWrong") : undefined}
            >
              {(control) => (
                <TextInput
                  {...control}
                  value={option[language]}
                  onChange={(text) => write(index, language, text)}
                  maxLength={300}
                />
              )}
            </Field>
          )),
        )}
      </div>
      {form.options.length < LIST_ITEMS_MAX && (
        <div className="row">
          <Button onClick={() => onChange(withOption(form))}>{say("optionMore")}</Button>
        </div>
      )}
    </fieldset>
  );
}
