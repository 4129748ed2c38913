// A labelled control: label, help, fault and warning, tied together for people who hear the page instead of seeing it.
import type { ReactNode } from "react";
import { useWords } from "../messages/words.tsx";

export interface ControlProps {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
}

export interface FieldProps {
  id: string;
  label: ReactNode;
  help?: ReactNode;
  fault?: string | undefined;
  warning?: string | undefined;
  /** Without it nothing can be sent; said beside the label. */
  required?: boolean;
  /** How much of the row it takes. */
  width?: "short" | "half" | "full";
  children: (control: ControlProps) => ReactNode;
}

export function Field({
  id,
  label,
  help,
  fault,
  warning,
  required = false,
  width = "full",
  children,
}: FieldProps) {
  return (
    <div className={`field field-${width}`}>
      <label htmlFor={id} className="field-label">
        {label}
        {required && <Required />}
      </label>
      {children({
        id,
        ...describe(id, { help, fault, warning }),
        ...(required ? { "aria-required": true } : {}),
      })}
      <Remarks id={id} help={help} fault={fault} warning={warning} />
    </div>
  );
}

function Required() {
  const { say } = useWords();
  return <span className="field-required"> {say("complaint.required")}</span>;
}

export interface GroupProps extends Omit<FieldProps, "children" | "label"> {
  legend: ReactNode;
  children: ReactNode;
}

/** Several controls that answer one question. Focus can move to it from the summary of faults. */
export function Group({
  id,
  legend,
  help,
  fault,
  warning,
  required = false,
  width = "full",
  children,
}: GroupProps) {
  const described = describe(id, { help, fault, warning })["aria-describedby"];
  // "Required" and "invalid" may be said of a group of radios only, and only a question with one answer is required.
  const asked = required && ({ role: "radiogroup", "aria-required": true, "aria-invalid": !!fault } as const);
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={`field group field-${width}${fault ? " group-fault" : ""}`}
      aria-describedby={described}
      {...asked}
    >
      <legend className="field-label">
        {legend}
        {required && <Required />}
      </legend>
      <Remarks id={id} help={help} fault={fault} warning={warning} />
      {children}
    </fieldset>
  );
}

interface Said {
  help?: ReactNode;
  fault?: string | undefined;
  warning?: string | undefined;
}

function describe(id: string, { help, fault, warning }: Said): Omit<ControlProps, "id"> {
  const ids = [help && `${id}-help`, fault && `${id}-fault`, warning && `${id}-warning`].filter(Boolean);
  return {
    ...(ids.length > 0 ? { "aria-describedby": ids.join(" ") } : {}),
    ...(fault ? { "aria-invalid": true as const } : {}),
  };
}

function Remarks({ id, help, fault, warning }: Said & { id: string }) {
  return (
    <>
      {help && (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {fault && (
        <p className="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {warning && (
        <p className="field-warning" id={`${id}-warning`}>
          {warning}
        </p>
      )}
    </>
  );
}
