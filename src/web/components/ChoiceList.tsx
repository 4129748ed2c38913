// Ticks and radios: several answers, one answer, and the four-state answer to a yes-or-no question.
import type { ReactNode } from "react";
import { UNKNOWN } from "#src/schema/code.ts";
import { useWords } from "../messages/words.tsx";
import { Group } from "./Field.tsx";
import { useHelp } from "./Help.tsx";

export interface Choice {
  code: string;
  label: string;
  help?: string | undefined;
  law?: string | undefined;
  /** Excludes every other answer (`none`). */
  exclusive?: boolean | undefined;
  /** Where the answer stands until somebody asks: not made to stand out. */
  resting?: boolean;
}

interface Asked {
  id: string;
  legend: ReactNode;
  help?: ReactNode;
  fault?: string | undefined;
  warning?: string | undefined;
  required?: boolean;
  columns?: 1 | 2 | 3;
}

export interface ChoiceListProps extends Asked {
  choices: readonly Choice[];
  values: readonly string[];
  onChange: (values: string[]) => void;
  /** Whether "asked, not known" can be ticked. */
  unknown?: boolean;
}

/** What the answers are after one tick: exclusive answers stand alone, and the order is that of the list. */
export function toggle(values: readonly string[], code: string, choices: readonly Choice[]): string[] {
  if (values.includes(code)) return values.filter((value) => value !== code);
  const alone = (candidate: string) =>
    candidate === UNKNOWN || choices.some((choice) => choice.code === candidate && choice.exclusive);
  if (alone(code)) return [code];
  const kept = new Set([...values.filter((value) => !alone(value)), code]);
  const known = choices.map((choice) => choice.code).filter((candidate) => kept.has(candidate));
  return [...known, ...[...kept].filter((candidate) => !known.includes(candidate))];
}

export function ChoiceList({
  choices,
  values,
  onChange,
  unknown = true,
  columns = 2,
  ...asked
}: ChoiceListProps) {
  const { say } = useWords();
  const all = unknown
    ? [...choices, { code: UNKNOWN, label: say("choice.unknown"), exclusive: true }]
    : choices;
  return (
    <Group {...asked}>
      <div className={`choices choices-${columns}`}>
        {all.map((choice) => (
          <Tick
            key={choice.code}
            id={`${asked.id}-${choice.code}`}
            kind="checkbox"
            choice={choice}
            checked={values.includes(choice.code)}
            onChange={() => onChange(toggle(values, choice.code, choices))}
          />
        ))}
      </div>
    </Group>
  );
}

export interface RadioListProps extends Asked {
  choices: readonly Choice[];
  value: string;
  onChange: (value: string) => void;
}

export function RadioList({ choices, value, onChange, columns = 3, ...asked }: RadioListProps) {
  return (
    <Group {...asked}>
      <div className={`choices choices-${columns} choices-row`}>
        {choices.map((choice) => (
          <Tick
            key={choice.code}
            id={`${asked.id}-${choice.code}`}
            kind="radio"
            name={asked.id}
            choice={choice}
            checked={value === choice.code}
            onChange={() => onChange(choice.code)}
          />
        ))}
      </div>
    </Group>
  );
}

const STATES = ["yes", "no", "unknown", "not-asked"] as const;

/** "Not asked" is where it stands until somebody asks; it is never the same as "not known". */
export function YesNoUnknown({ value, onChange, ...asked }: Omit<RadioListProps, "choices" | "columns">) {
  const { say } = useWords();
  const choices = STATES.map((code) => ({
    code,
    label: say(`yesno.${code}`),
    resting: code === "not-asked",
  }));
  return (
    <div className="yesno">
      <RadioList
        {...asked}
        choices={choices}
        value={value === "" ? "not-asked" : value}
        onChange={onChange}
      />
    </div>
  );
}

interface TickProps {
  id: string;
  kind: "checkbox" | "radio";
  name?: string;
  choice: Choice;
  checked: boolean;
  onChange: () => void;
}

function Tick({ id, kind, name, choice, checked, onChange }: TickProps) {
  const help = useHelp({ title: choice.label, text: choice.help, law: choice.law });
  const described = choice.help || choice.law;
  return (
    <label
      className={["tick", checked && "tick-on", choice.resting && "tick-resting"].filter(Boolean).join(" ")}
      htmlFor={id}
      onPointerEnter={help.onPointerEnter}
    >
      <input
        id={id}
        type={kind}
        name={name}
        checked={checked}
        onChange={onChange}
        onFocus={help.onFocus}
        onClick={help.onClick}
        aria-describedby={described ? `${id}-what` : undefined}
      />
      <span>{choice.label}</span>
      {described && (
        <span id={`${id}-what`} hidden>
          {[choice.help, choice.law].filter(Boolean).join(" ")}
        </span>
      )}
    </label>
  );
}
