// Questions the register's administrator added: those asked today of a case, a victim or a suspect, each by its type.
import { isAskedOn } from "#src/domain/case/validate-variables.ts";
import { pointerOfAnswer, type Variable, type VariableSubject, variableAt } from "#src/schema/variable.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { useToday } from "../use-today.ts";
import { useChoices } from "./catalogue-at.ts";
import { AreaAt, CodeAt, DateAt, NumberAt, SelectAt, YesNoAt } from "./fields.tsx";
import { useNames } from "./use-names.ts";

/** Lists longer than this are searched by typing instead of read through. */
export const READABLE = 40;

/** What is asked today, in the order it was added. */
export function useAsked(subjects: readonly VariableSubject[]): readonly Variable[] {
  const { variables = [] } = usePack();
  const today = useToday();
  return variables.filter((variable) => subjects.includes(variable.subject) && isAskedOn(variable, today));
}

export interface VariableFieldsProps {
  /** Pointer to the person; empty for the case. */
  at: string;
  subjects: readonly VariableSubject[];
}

/** Nothing where nothing was added. */
export function VariableFields({ at, subjects }: VariableFieldsProps) {
  const { say } = useWords();
  const asked = useAsked(subjects);
  if (asked.length === 0) return null;
  return (
    <fieldset className="form">
      <legend className="field-label">{say("form.variables")}</legend>
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
      return <NumberAt at={at} label={label} help={help} width="half" maxLength={9} />;
    case "date":
      return <DateAt at={at} label={label} help={help ?? say("date.partial")} />;
    case "text":
      return <AreaAt at={at} label={label} help={help} rows={2} />;
    case "code":
      return <Coded at={at} label={label} help={help} catalogue={catalogue} />;
  }
}

type CodedProps = { at: string; label: string; help: string | undefined; catalogue: string };

function Coded(field: CodedProps) {
  const { choices } = useChoices(field.catalogue);
  return choices.length > READABLE ? <CodeAt {...field} /> : <SelectAt {...field} />;
}
