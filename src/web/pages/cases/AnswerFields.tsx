// The search by a question an administrator added: which, and its answer or the ends of a span.
import { isEverGranted } from "#src/domain/access/decide-access.ts";
import { isSearchable, isSpan } from "#src/domain/case/answer-sought.ts";
import type { DatedVariable } from "#src/schema/variable.ts";
import { Select, TextInput } from "../../components/controls.tsx";
import { DateInput } from "../../components/DateInput.tsx";
import { Field } from "../../components/Field.tsx";
import { useCaseListWords } from "../../messages/cases.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";
import type { CaseSearch, SearchFaults } from "./case-search.ts";

export interface AnswerFieldsProps {
  typed: CaseSearch;
  faults: SearchFaults;
  set: (part: Partial<CaseSearch>) => void;
}

const NOTHING = { answer: "", answerFrom: "", answerTo: "" };

/** Nothing where no question was added, or for who never reads what cases say. Also of questions asked no longer. */
export function AnswerFields({ typed, faults, set }: AnswerFieldsProps) {
  const { say } = useCaseListWords();
  const { pick } = useWords();
  const { variables = [] } = usePack();
  const { role } = useOfficer();
  const questions = variables.filter(isSearchable);
  if (questions.length === 0 || !isEverGranted(role, "read", "facts")) return null;
  const chosen = questions.find(({ code }) => code === typed.variable);
  return (
    <>
      <Field id="search-variable" label={say("question")}>
        {(control) => (
          <Select
            {...control}
            value={typed.variable}
            onChange={(variable) => set({ variable, ...NOTHING })}
            empty={say("anyQuestion")}
            options={questions.map(({ code, label }) => ({ value: code, label: pick(label) }))}
          />
        )}
      </Field>
      {chosen &&
        (isSpan(chosen) ? (
          <Span type={chosen.type} typed={typed} faults={faults} set={set} />
        ) : (
          <Answer variable={chosen} typed={typed} faults={faults} set={set} />
        ))}
    </>
  );
}

function Answer({ variable, typed, faults, set }: AnswerFieldsProps & { variable: DatedVariable }) {
  const { say } = useCaseListWords();
  const words = useWords();
  const { catalogues } = usePack();
  const options =
    variable.type === "yes-no"
      ? (["yes", "no"] as const).map((code) => ({ value: code, label: words.say(`yesno.${code}`) }))
      : (catalogues[variable.catalogue ?? ""]?.items ?? []).map(({ code, label }) => ({
          value: code,
          label: words.pick(label),
        }));
  return (
    <Field id="search-answer" label={say("answer")} fault={faults.answer && say(faults.answer)}>
      {(control) => (
        <Select
          {...control}
          value={typed.answer}
          onChange={(answer) => set({ answer })}
          empty={words.say("choice.pick")}
          options={[...options, { value: "unknown", label: words.say("yesno.unknown") }]}
        />
      )}
    </Field>
  );
}

function Span({ type, typed, faults, set }: AnswerFieldsProps & Pick<DatedVariable, "type">) {
  const { say } = useCaseListWords();
  // What is missing is said where it would be typed.
  const told = { answerFrom: faults.answerFrom ?? faults.answer, answerTo: faults.answerTo };
  return (["answerFrom", "answerTo"] as const).map((name) => {
    const fault = told[name];
    return (
      <Field
        key={name}
        id={name === "answerFrom" && faults.answer ? "search-answer" : `search-${name}`}
        label={say(name)}
        fault={fault && say(fault)}
      >
        {(control) =>
          type === "date" ? (
            <DateInput {...control} value={typed[name]} onChange={(text) => set({ [name]: text })} />
          ) : (
            <TextInput
              {...control}
              inputMode="numeric"
              value={typed[name]}
              onChange={(text) => set({ [name]: text.trim() })}
              maxLength={11}
            />
          )
        }
      </Field>
    );
  });
}
