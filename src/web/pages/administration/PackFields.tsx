// Fields that changes of the pack have in common: words in both languages, and the key that is said once.
import { TextArea, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";

const LANGUAGES = ["es", "en"] as const;
type Language = (typeof LANGUAGES)[number];
export type BothLanguages = Readonly<Record<Language, string>>;

export interface WordPairProps {
  /** Of the fields, before the language. */
  id: string;
  label: (language: Language) => string;
  value: BothLanguages;
  maxLength: number;
  /** Sentences instead of a name. */
  lines?: boolean;
  /** Said once, at the first. */
  help?: string;
  fault: (language: Language) => string | undefined;
  onChange: (value: { es: string; en: string }) => void;
}

/** One text in both languages, side by side. */
export function WordPair({ id, label, value, maxLength, lines, help, fault, onChange }: WordPairProps) {
  return LANGUAGES.map((language) => (
    <Field
      key={language}
      id={`${id}-${language}`}
      label={label(language)}
      width="half"
      help={language === "es" ? help : undefined}
      fault={fault(language)}
    >
      {(control) => {
        const write = {
          ...control,
          ...{ value: value[language], maxLength },
          onChange: (text: string) => onChange({ ...value, [language]: text }),
        };
        return lines ? <TextArea {...write} rows={2} /> : <TextInput {...write} />;
      }}
    </Field>
  ));
}

export interface KeyFieldProps {
  id: string;
  label: string;
  help: string;
  value: string;
  /** The key it gets where none is typed. */
  made: string;
  fault: string | undefined;
  onChange: (key: string) => void;
}

/** The key of something new: typed, or made of its English name. */
export function KeyField({ id, label, help, value, made, fault, onChange }: KeyFieldProps) {
  return (
    <Field id={id} label={label} help={help} width="half" fault={fault}>
      {(control) => (
        <TextInput {...control} value={value} onChange={onChange} placeholder={made} maxLength={60} />
      )}
    </Field>
  );
}
