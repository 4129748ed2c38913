// One change of the questions of the investigation: a new one, other words for one, the end of one.
import { useState } from "react";
import { hasList, sectionsFor, type VariableSubject } from "#src/schema/variable.ts";
import { Select } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { useVariableWords } from "../../messages/variables.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { ChangeDialog } from "../administration/ChangeDialog.tsx";
import type { DoneChange } from "../administration/ChangeDone.tsx";
import { KeyField, WordPair } from "../administration/PackFields.tsx";
import { codeOf } from "../lists/item-change.ts";
import {
  askedOf,
  faultsOfVariable,
  newVariableForm,
  SUBJECTS,
  TYPES,
  type VariableAsked,
  type VariableFault,
  type VariableForm,
  variableChange,
} from "./variable-change.ts";

export interface VariableDialogProps {
  asked: VariableAsked;
  onDone: (done: DoneChange) => void;
  onClose: () => void;
}

export function VariableDialog({ asked, onDone, onClose }: VariableDialogProps) {
  const { say } = useVariableWords();
  const { pick } = useWords();
  const variable = asked.kind === "add" ? undefined : asked.variable;
  const [form, setForm] = useState(() => newVariableForm(variable));
  const [faults, setFaults] = useState<readonly VariableFault[]>([]);
  const filled = asked.kind === "add" || asked.kind === "relabel";
  const build = () => {
    const wrong = filled ? faultsOfVariable(form, asked) : [];
    setFaults(wrong);
    const [first] = wrong;
    if (first) document.getElementById(`variable-${first}`)?.focus();
    return first ? undefined : variableChange(asked, form);
  };
  const name = pick(filled ? form.label : (variable?.label ?? form.label));
  const said = {
    add: [
      say("addTitle"),
      say("willAdd", {
        question: name,
        subject: say(`subject.${form.subject || "case"}`),
        section: sectionName(form, say),
      }),
    ],
    place: [say("placeOf", { question: name }), say("willPlace", { section: sectionName(form, say) })],
    relabel: [say("relabelOf", { question: pick(variable?.label ?? form.label) }), say("willRelabel")],
    retire: [say("retireOf", { question: name }), say("willRetire")],
  } as const;
  const [title, consequence] = said[asked.kind];
  return (
    <ChangeDialog
      title={title}
      build={build}
      consequence={<p>{consequence}</p>}
      onDone={onDone}
      onClose={onClose}
    >
      {asked.kind === "place" && (
        <div className="fields">
          <Place subject={asked.variable.subject} form={form} onChange={setForm} />
        </div>
      )}
      {filled && (
        <div className="fields">
          <Words part="label" form={form} faults={faults} onChange={setForm} />
          {asked.kind === "add" && <Kind form={form} faults={faults} onChange={setForm} />}
          <Words part="help" form={form} faults={faults} onChange={setForm} />
        </div>
      )}
    </ChangeDialog>
  );
}

const sectionName = (
  { section }: Pick<VariableForm, "section">,
  say: ReturnType<typeof useVariableWords>["say"],
): string => say(section === "" ? "section.none" : `section.${section}`);

interface PlaceProps {
  subject: VariableSubject;
  form: VariableForm;
  onChange: (form: VariableForm) => void;
}

/** Where the complaint page asks it, if it does. */
function Place({ subject, form, onChange }: PlaceProps) {
  const { say } = useVariableWords();
  return (
    <Field id="variable-section" label={say("section")} help={say("sectionHelp")} width="half">
      {(control) => (
        <Select
          {...control}
          value={form.section}
          onChange={(section) => onChange({ ...form, section: section as VariableForm["section"] })}
          empty={say("section.none")}
          options={sectionsFor(subject).map((section) => ({
            value: section,
            label: say(`section.${section}`),
          }))}
        />
      )}
    </Field>
  );
}

interface PartProps {
  form: VariableForm;
  faults: readonly VariableFault[];
  onChange: (form: VariableForm) => void;
}

function useFaultWords(faults: readonly VariableFault[]) {
  const { say } = useChangeWords();
  return (name: VariableFault, words = say("required")) => ({
    fault: faults.includes(name) ? words : undefined,
  });
}

/** The question or its explanation, in both languages. */
function Words({ part, form, faults, onChange }: PartProps & { part: "label" | "help" }) {
  const { say } = useVariableWords();
  const fault = useFaultWords(faults);
  const faultOf = (language: "es" | "en") => {
    if (part === "label") return fault(`label-${language}`).fault;
    return language === "es" ? fault("help-es", say("helpBoth")).fault : undefined;
  };
  return (
    <WordPair
      id={`variable-${part}`}
      label={(language) => say(`${part}.${language}`)}
      value={form[part]}
      maxLength={200}
      lines={part === "help"}
      {...(part === "help" && { help: say("helpHelp") })}
      fault={faultOf}
      onChange={(words) => onChange({ ...form, [part]: words })}
    />
  );
}

/** Of whom it is asked, how it is answered, whether it is sealed: said once, never changed. */
function Kind({ form, faults, onChange }: PartProps) {
  const { say } = useVariableWords();
  const { pick } = useWords();
  const { catalogues } = usePack();
  const fault = useFaultWords(faults);
  const lists = Object.values(catalogues)
    .map(({ id, label }) => ({ value: id, label: pick(label) }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return (
    <>
      <Field id="variable-subject" label={say("subject")} width="half" {...fault("subject")}>
        {(control) => (
          <Select
            {...control}
            value={form.subject}
            onChange={(subject) => onChange(askedOf(form, subject as VariableForm["subject"]))}
            empty="–"
            options={SUBJECTS.map((subject) => ({ value: subject, label: say(`subject.${subject}`) }))}
          />
        )}
      </Field>
      {form.subject !== "" && <Place subject={form.subject} form={form} onChange={onChange} />}
      <Field
        id="variable-type"
        label={say("type")}
        help={form.type === "text" ? say("textSealed") : undefined}
        width="half"
        {...fault("type")}
      >
        {(control) => (
          <Select
            {...control}
            value={form.type}
            onChange={(type) => onChange({ ...form, type: type as VariableForm["type"] })}
            empty="–"
            options={TYPES.map((type) => ({ value: type, label: say(`type.${type}`) }))}
          />
        )}
      </Field>
      {hasList(form.type) && (
        <Field
          id="variable-catalogue"
          label={say("list")}
          help={say("listHelp")}
          width="half"
          {...fault("catalogue")}
        >
          {(control) => (
            <Select
              {...control}
              value={form.catalogue}
              onChange={(catalogue) => onChange({ ...form, catalogue })}
              empty="–"
              options={lists}
            />
          )}
        </Field>
      )}
      {form.type !== "" && form.type !== "text" && (
        <Field id="variable-personal" label={say("personal")} help={say("personalHelp")} width="half">
          {(control) => (
            <Select
              {...control}
              value={form.personal ? "yes" : "no"}
              onChange={(answer) => onChange({ ...form, personal: answer === "yes" })}
              options={[
                { value: "no", label: say("personal.no") },
                { value: "yes", label: say("personal.yes") },
              ]}
            />
          )}
        </Field>
      )}
      <KeyField
        id="variable-code"
        label={say("code")}
        help={say("codeHelp")}
        value={form.code}
        made={codeOf(form)}
        fault={fault("code", say("codeWrong")).fault}
        onChange={(code) => onChange({ ...form, code })}
      />
    </>
  );
}
