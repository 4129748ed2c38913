// The plain controls: button, one line, several lines, a list to pick from.
import type { ButtonHTMLAttributes, InputHTMLAttributes, Ref, TextareaHTMLAttributes } from "react";
import type { ControlProps } from "./Field.tsx";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One primary per page; danger for what throws something away. */
  kind?: "primary" | "plain" | "quiet" | "danger";
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ kind = "plain", busy = false, className, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={["button", `button-${kind}`, className].filter(Boolean).join(" ")}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
    />
  );
}

type WithoutChange<T> = Omit<T, "onChange" | "value" | keyof ControlProps>;

export interface TextInputProps extends ControlProps, WithoutChange<InputHTMLAttributes<HTMLInputElement>> {
  value: string;
  onChange: (value: string) => void;
  ref?: Ref<HTMLInputElement>;
}

export function TextInput({ value, onChange, ...rest }: TextInputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className="input"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export interface TextAreaProps
  extends ControlProps,
    WithoutChange<TextareaHTMLAttributes<HTMLTextAreaElement>> {
  value: string;
  onChange: (value: string) => void;
  ref?: Ref<HTMLTextAreaElement>;
}

export function TextArea({ value, onChange, className, ...rest }: TextAreaProps) {
  return (
    <textarea
      autoComplete="off"
      rows={4}
      {...rest}
      className={["input textarea", className].filter(Boolean).join(" ")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export interface Option {
  value: string;
  label: string;
}

export interface SelectProps extends ControlProps {
  value: string;
  onChange: (value: string) => void;
  options: readonly Option[];
  /** Label of the empty choice; without it there is none. */
  empty?: string;
  disabled?: boolean;
}

export function Select({ value, onChange, options, empty, ...rest }: SelectProps) {
  return (
    <select
      {...rest}
      className="input select"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
