// Proposing other limits of the weekly review: every number in a field, what would change before it is made.
import { useState } from "react";
import type { AuditReviewRules } from "#src/schema/audit-review.ts";
import { TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { useReviewRuleWords } from "../../messages/review-rules.ts";
import { ChangeDialog } from "../administration/ChangeDialog.tsx";
import type { DoneChange } from "../administration/ChangeDone.tsx";
import { useLimitWords } from "./RulesPanel.tsx";
import { fieldsOf, readFields } from "./rule-limits.ts";

export interface RulesDialogProps {
  inForce: AuditReviewRules;
  onDone: (done: DoneChange) => void;
  onClose: () => void;
}

export function RulesDialog({ inForce, onDone, onClose }: RulesDialogProps) {
  const { say, sayCode } = useReviewRuleWords();
  const limits = useLimitWords();
  const [fields, setFields] = useState(() => fieldsOf(inForce));
  const [tried, setTried] = useState(false);
  const { rules, wrong } = readFields(fields);
  const build = () => {
    setTried(true);
    if (rules) return { kind: "review-rules" as const, rules };
    const [first] = Object.keys(fields).filter((way) => wrong.has(way));
    if (first) document.getElementById(idOf(first))?.focus();
    return undefined;
  };
  return (
    <ChangeDialog
      title={say("change")}
      build={build}
      consequence={
        <>
          <p>{say("will")}</p>
          <ul className="bullets">
            {rules &&
              limits(rules).map(({ rule, name, words }) => (
                <li key={rule}>
                  <strong>{name}.</strong> {words}
                </li>
              ))}
          </ul>
        </>
      }
      onDone={onDone}
      onClose={onClose}
    >
      <div className="fields">
        {Object.entries(fields).map(([way, value]) => (
          <Field
            key={way}
            id={idOf(way)}
            label={sayCode("field", way)}
            width="half"
            fault={tried && wrong.has(way) ? say("wrong") : undefined}
          >
            {(control) => (
              <TextInput
                {...control}
                inputMode="numeric"
                maxLength={5}
                value={value}
                onChange={(typed) => setFields((before) => ({ ...before, [way]: typed }))}
              />
            )}
          </Field>
        ))}
      </div>
    </ChangeDialog>
  );
}

const idOf = (way: string) => `review-${way.replace(".", "-")}`;
