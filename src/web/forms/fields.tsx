// Controls tied to a place in the form's document by its JSON pointer; labels come from the pack where it has them.
import type { ReactNode } from "react";
import { type Choice, ChoiceList, RadioList, YesNoUnknown } from "../components/ChoiceList.tsx";
import { CodeBox, CodesBox } from "../components/CodeBox.tsx";
import { Select, TextArea, TextInput } from "../components/controls.tsx";
import { DateInput } from "../components/DateInput.tsx";
import { Field, type FieldProps } from "../components/Field.tsx";
import { PlaceBox } from "../components/PlaceBox.tsx";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { catalogueOf, useChoices } from "./catalogue-at.ts";
import { idOf, useCodes, useShown, useText, useValue } from "./form-context.tsx";

interface At {
  at: string;
  label: string;
  help?: ReactNode;
  width?: NonNullable<FieldProps["width"]>;
  required?: boolean;
}
/** Where the pack's own label of the catalogue does, none need be given. */
type Labelled = Omit<At, "label"> & { label?: string };

export function TextAt({ at, type, ...rest }: At & { type?: "email" | "tel" }) {
  const [value, write] = useText(at);
  return (
    <Field id={idOf(at)} {...rest} {...useShown(at)}>
      {(control) => <TextInput {...control} value={value} onChange={write} inputMode={type ?? "text"} />}
    </Field>
  );
}

export function AreaAt({ at, rows = 3, ...rest }: At & { rows?: number }) {
  const [value, write] = useText(at);
  return (
    <Field id={idOf(at)} {...rest} {...useShown(at)}>
      {(control) => <TextArea {...control} value={value} onChange={write} rows={rows} />}
    </Field>
  );
}

/** A whole number; what is none stays as typed and is found at fault. */
export function NumberAt({ at, width = "short", maxLength = 6, ...rest }: At & { maxLength?: number }) {
  const [value] = useText(at);
  const [, write] = useValue(at);
  return (
    <Field id={idOf(at)} width={width} {...rest} {...useShown(at)}>
      {(control) => (
        <TextInput
          {...control}
          inputMode="numeric"
          value={value}
          onChange={(text) => write(asNumber(text))}
          maxLength={maxLength}
        />
      )}
    </Field>
  );
}

export function asNumber(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  return /^\d+$/.test(trimmed) ? Number(trimmed) : text;
}

export function DateAt({ at, width = "half", ...rest }: At) {
  const [value, write] = useText(at);
  return (
    <Field id={idOf(at)} width={width} {...rest} {...useShown(at)}>
      {(control) => <DateInput {...control} value={value} onChange={write} />}
    </Field>
  );
}

export interface SelectAtProps extends Labelled {
  /** Whether "asked, not known" is an answer. */
  unknown?: boolean;
  /** Where the field's place does not say it. */
  catalogue?: string;
}

export function SelectAt({ at, label, unknown = true, width = "half", ...rest }: SelectAtProps) {
  const { catalogue: id = catalogueOf(at), ...field } = rest;
  const { pick, say } = useWords();
  const { catalogue, choices } = useChoices(id);
  const [value, write] = useText(at);
  const options = choices.map((choice) => ({ value: choice.code, label: choice.label }));
  if (unknown) options.push({ value: "unknown", label: say("yesno.unknown") });
  return (
    <Field
      id={idOf(at)}
      label={label ?? (catalogue ? pick(catalogue.label) : at)}
      width={width}
      {...field}
      {...useShown(at)}
    >
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={write}
          options={options}
          empty={say(unknown ? "choice.notAsked" : "choice.pick")}
        />
      )}
    </Field>
  );
}

export interface ChoicesAtProps extends Labelled {
  /** Where the field's place does not say it. */
  catalogue?: string;
  columns?: 1 | 2 | 3;
  unknown?: boolean;
}

export function ChoicesAt({ at, label, ...given }: ChoicesAtProps) {
  const { catalogue: id = catalogueOf(at), ...rest } = given;
  const { pick } = useWords();
  const { catalogue, choices } = useChoices(id);
  const [codes, write] = useCodes(at);
  const question = catalogue?.question ?? catalogue?.label;
  return (
    <ChoiceList
      id={idOf(at)}
      legend={label ?? (catalogue ? pick(catalogue.label) : at)}
      help={!label && question && question !== catalogue?.label ? pick(question) : undefined}
      {...rest}
      {...useShown(at)}
      choices={choices}
      values={codes}
      onChange={write}
    />
  );
}

export interface YesNoAtProps {
  at: string;
  label: string;
  help?: ReactNode;
  /** What answering does besides being written. */
  onAnswer?: (answer: string) => void;
}

export function YesNoAt({ at, label, help, onAnswer }: YesNoAtProps) {
  const [value, write] = useText(at);
  return (
    <YesNoUnknown
      id={idOf(at)}
      legend={label}
      help={help}
      {...useShown(at)}
      value={value}
      onChange={(answer) => {
        write(answer === "not-asked" ? "" : answer);
        onAnswer?.(answer);
      }}
    />
  );
}

export interface RadioAtProps extends At {
  choices: readonly Choice[];
  /** The answer that stands for nothing written, and is not written. */
  empty?: string;
  /** Only when choosing does more than writing the answer. */
  onChange?: (answer: string) => void;
}

export function RadioAt({ at, label, choices, help, required, empty = "", onChange }: RadioAtProps) {
  const [value, write] = useText(at);
  return (
    <RadioList
      id={idOf(at)}
      legend={label}
      help={help}
      required={required ?? false}
      {...useShown(at)}
      choices={choices}
      value={value === "" ? empty : value}
      onChange={onChange ?? ((answer) => write(answer === empty ? "" : answer))}
    />
  );
}

export function PlaceAt({ at, ...rest }: At) {
  const { placeNames } = usePack();
  const [value, write] = useText(at);
  return (
    <Field id={idOf(at)} {...rest} {...useShown(at)}>
      {(control) => <PlaceBox {...control} value={value} onChange={write} names={placeNames} />}
    </Field>
  );
}

/** Several short texts, one a line; nobody needs a list editor for two phone numbers. */
export function LinesAt({ at, ...rest }: At) {
  const [value, write] = useValue(at);
  const text = Array.isArray(value) ? value.join("\n") : "";
  const several = text.includes("\n");
  return (
    <Field id={idOf(at)} {...rest} {...useShown(at, true)}>
      {(control) => (
        <TextArea
          {...control}
          className="lines"
          rows={several ? text.split("\n").length : 1}
          value={text}
          onChange={(next) => write(next === "" ? undefined : next.split("\n"))}
        />
      )}
    </Field>
  );
}

/** A code of a long list, by typing. */
export function CodeAt({ at, label, ...rest }: Labelled & { catalogue?: string }) {
  const { catalogue: id = catalogueOf(at), ...field } = rest;
  const { pick } = useWords();
  const { catalogue, choices } = useChoices(id);
  const [value, write] = useText(at);
  return (
    <Field
      id={idOf(at)}
      label={label ?? (catalogue ? pick(catalogue.label) : at)}
      {...field}
      {...useShown(at)}
    >
      {(control) => <CodeBox {...control} value={value} onChange={write} choices={choices} />}
    </Field>
  );
}

/** Several codes of a long list, by typing. */
export function CodesAt({ at, label, ...given }: Labelled & { catalogue?: string }) {
  const { catalogue: id = catalogueOf(at), ...rest } = given;
  const { pick } = useWords();
  const { catalogue, choices } = useChoices(id);
  const [codes, write] = useCodes(at);
  return (
    <Field
      id={idOf(at)}
      label={label ?? (catalogue ? pick(catalogue.label) : at)}
      {...rest}
      {...useShown(at, true)}
    >
      {(control) => <CodesBox {...control} values={codes} onChange={write} choices={choices} />}
    </Field>
  );
}
