// Questions the register's administrator added: those asked today of a case, a victim or a suspect, each by its type.
import { pointerOfAnswer, type Variable, type VariableSubject, variableAt } from "#src/schema/variable.ts";
import { useWords } from "../messages/words.tsx";
import { useChoices } from "./catalogue-at.ts";
import { AreaAt, ChoicesAt, CodeAt, CodesAt, DateAt, NumberAt, SelectAt, YesNoAt } from "./fields.tsx";
import { useAsked } from "./use-asked.ts";
import { useNames } from "./use-names.ts";

/** Lists longer than this are searched by typing instead of read through. */
export const READABLE = 40;

export interface VariableFieldsProps {
  /** Pointer to the person; empty for the case. */
  at: string;
  subjects: readonly VariableSubject[];
}

/** Nothing where nothing was added. */
export function VariableFields({ at, subjects }: VariableFieldsProps) {
  const { say } = useWords();
  return <Questions at={at} asked={useAsked(subjects)} legend={say("form.variables")} />;
}

export interface QuestionsProps {
  /** Pointer to the person; empty for the case. */
  at: string;
  asked: readonly Variable[];
  legend: string;
}

/** Nothing where nothing is asked. */
export function Questions({ at, asked, legend }: QuestionsProps) {
  if (asked.length === 0) return null;
  return (
    <fieldset className="form">
      <legend className="field-label">{legend}</legend>
      {asked.map((variable) => (
        <Answer key={variable.code} at={`${at}${pointerOfAnswer(variable)}`} variable={variable} />
      ))}
    </fieldset>
  );
}

/** The answer at a pointer, also of a question that is asked no longer. */
export function AnswerAt({ at }: { at: string }) {
  const variable = useNames().findVariable(variableAt(at) ?? "");
  return variable ? <Answer at={at} variable={variable} /> : null;
}

function Answer({ at, variable }: { at: string; variable: Variable }) {
  const { pick, say } = useWords();
  const { type, catalogue = "" } = variable;
  const label = pick(variable.label);
  const help = variable.help && pick(variable.help);
  switch (type) {
    case "yes-no":
      return <YesNoAt at={at} label={label} help={help} />;
    case "number":
      return <NumberAt at={at} label={label} help={help ?? say("form.whole")} width="half" maxLength={9} />;
    case "date":
      return <DateAt at={at} label={label} help={help ?? say("date.partial")} />;
    case "text":
      return <AreaAt at={at} label={label} help={help} rows={2} />;
    case "code":
      return <Coded at={at} label={label} help={help} catalogue={catalogue} />;
    case "codes":
      return <Several at={at} label={label} help={help} catalogue={catalogue} />;
  }
}

type CodedProps = { at: string; label: string; help: string | undefined; catalogue: string };

function Coded(field: CodedProps) {
  const { choices } = useChoices(field.catalogue);
  return choices.length > READABLE ? <CodeAt {...field} /> : <SelectAt {...field} />;
}

function Several(field: CodedProps) {
  const { choices } = useChoices(field.catalogue);
  return choices.length > READABLE ? <CodesAt {...field} /> : <ChoicesAt {...field} />;
}
