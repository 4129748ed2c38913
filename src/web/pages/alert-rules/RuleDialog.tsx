// Changing one rule of alert, or after how long an alert goes up; the others stay as they are.
import { useState } from "react";
import { VERDICTS } from "#src/schema/finding.ts";
import { AlertRule, type AlertRules } from "#src/schema/pack.ts";
import { ChoiceList, RadioList } from "../../components/ChoiceList.tsx";
import { TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { useAlertRuleWords } from "../../messages/alert-rules.ts";
import { useChangeWords } from "../../messages/changes.ts";
import { useWords } from "../../messages/words.tsx";
import { ChangeDialog } from "../administration/ChangeDialog.tsx";
import type { DoneChange } from "../administration/ChangeDone.tsx";
import { RuleTrial } from "./RuleTrial.tsx";
import { RuleWords } from "./RuleWords.tsx";

const RECEIVERS = ["regional-of-facts", "regional-of-station", "national"] as const;
const URGENCIES = ["immediate", "same-day"] as const;

/** Whole numbers with commas between, each more than the one before; undefined for anything else. */
export function readMinutes(text: string): number[] | undefined {
  const minutes = text.split(",").map((part) => Number(part.trim() || Number.NaN));
  const rises = minutes.every((each, i) => Number.isInteger(each) && each > (minutes[i - 1] ?? 0));
  return rises ? minutes : undefined;
}

export interface RuleDialogProps {
  inForce: AlertRules;
  /** The rule to change; undefined: the times. */
  rule: AlertRule | undefined;
  onDone: (done: DoneChange) => void;
  onClose: () => void;
}

export function RuleDialog({ inForce, rule, onDone, onClose }: RuleDialogProps) {
  const { say } = useAlertRuleWords();
  const { say: sayChange } = useChangeWords();
  const words = useWords();
  const [form, setForm] = useState(rule);
  const [minutes, setMinutes] = useState(inForce.escalateAfterMinutes.join(", "));
  const [tried, setTried] = useState(false);
  const read = readMinutes(minutes);
  const missing = (list: readonly string[] | undefined) => ({
    fault: tried && list?.length === 0 ? sayChange("required") : undefined,
  });
  const set = (part: object) => setForm((before) => before && AlertRule.parse({ ...before, ...part }));
  const build = () => {
    setTried(true);
    if (!read || form?.verdicts.length === 0 || form?.receivers.length === 0) return undefined;
    const rules = inForce.rules.map((each) => (form && each.code === form.code ? form : each));
    return { kind: "alert-rules" as const, rules, escalateAfterMinutes: read };
  };
  return (
    <ChangeDialog
      title={rule ? say("changeOf", { rule: words.pick(rule.label) }) : say("changeEscalation")}
      build={build}
      consequence={
        <>
          <p>{say("willChange")}</p>
          {form && <RuleWords rule={form} />}
          {!form && read?.map((each) => <p key={each}>{say("escalates", { minutes: each })}</p>)}
        </>
      }
      onDone={onDone}
      onClose={onClose}
    >
      {form ? (
        <>
          <ChoiceList
            id="rule-verdicts"
            legend={say("verdicts")}
            unknown={false}
            {...missing(form.verdicts)}
            values={form.verdicts}
            onChange={(verdicts) => set({ verdicts })}
            choices={VERDICTS.map((code) => ({ code, label: words.say(`verdict.${code}`) }))}
          />
          <ChoiceList
            id="rule-receivers"
            legend={say("receivers")}
            unknown={false}
            columns={1}
            {...missing(form.receivers)}
            values={form.receivers}
            onChange={(receivers) => set({ receivers })}
            choices={RECEIVERS.map((code) => ({ code, label: say(`receiver.${code}`) }))}
          />
          <RadioList
            id="rule-urgency"
            legend={say("urgency")}
            value={form.urgency}
            onChange={(urgency) => set({ urgency })}
            choices={URGENCIES.map((code) => ({ code, label: say(`urgency.${code}`) }))}
          />
          <RuleTrial rule={form} />
        </>
      ) : (
        <Field
          id="rule-minutes"
          label={say("minutes")}
          help={say("minutesHelp")}
          fault={tried && !read ? say("minutesWrong") : undefined}
        >
          {(control) => <TextInput {...control} value={minutes} onChange={setMinutes} maxLength={60} />}
        </Field>
      )}
    </ChangeDialog>
  );
}
