// Several codes collected one by one in a search box, each with the way to take it out again.
import type { ReactNode } from "react";
import { Button } from "../../components/controls.tsx";
import { type ControlProps, Field } from "../../components/Field.tsx";
import { useUnitWords } from "../../messages/units.ts";

export interface CodesFieldProps {
  id: string;
  label: string;
  help?: string;
  codes: readonly string[];
  onChange: (codes: readonly string[]) => void;
  /** A code in words. */
  write: (code: string) => string;
  /** The box in which the next one is searched. */
  children: (control: ControlProps & { value: string; onChange: (code: string) => void }) => ReactNode;
}

export function CodesField({ id, label, help, codes, onChange, write, children }: CodesFieldProps) {
  const { say } = useUnitWords();
  const add = (code: string) => {
    if (code !== "" && !codes.includes(code)) onChange([...codes, code]);
  };
  return (
    <div className="stack">
      {codes.length > 0 && (
        <ul className="row">
          {codes.map((code) => (
            <li key={code} className="tag">
              {write(code)}{" "}
              <Button
                kind="quiet"
                aria-label={say("takeOut", { unit: write(code) })}
                onClick={() => onChange(codes.filter((each) => each !== code))}
              >
                ✕
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Field id={id} label={label} {...(help && { help })}>
        {(control) => children({ ...control, value: "", onChange: add })}
      </Field>
    </div>
  );
}
