// The fields of a posting: which unit, which role, from when to when, by which order.
import { Role } from "#src/schema/case.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { TextInput } from "../../components/controls.tsx";
import { DateInput } from "../../components/DateInput.tsx";
import { Field } from "../../components/Field.tsx";
import { UnitBox } from "../../components/UnitBox.tsx";
import { useAdministrationWords } from "../../messages/administration.ts";
import { useWords } from "../../messages/words.tsx";
import type { PostingFaults, PostingForm } from "./posting-form.ts";

export interface PostingFieldsProps {
  form: PostingForm;
  faults: PostingFaults;
  /** Today in the register's time zone, `YYYY-MM-DD`. */
  today: string;
  onChange: (part: Partial<PostingForm>) => void;
}

export function PostingFields({ form, faults, today, onChange }: PostingFieldsProps) {
  const { say } = useAdministrationWords();
  const words = useWords();
  const fault = (name: keyof PostingForm) => ({ fault: faults[name] && say(faults[name]) });
  return (
    <div className="fields">
      <Field id="posting-unitId" label={say("unit")} {...fault("unitId")}>
        {(control) => (
          <UnitBox
            {...control}
            value={form.unitId}
            onChange={(unitId) => onChange({ unitId })}
            day={form.from.length === 10 && form.from > today ? form.from : today}
          />
        )}
      </Field>
      <RadioList
        id="posting-role"
        legend={say("role")}
        {...fault("role")}
        columns={1}
        value={form.role}
        onChange={(role) => onChange({ role })}
        choices={Role.options.map((role) => ({
          code: role,
          label: `${words.say(`role.${role}`)}: ${say(`role.${role}`)}`,
        }))}
      />
      <Field id="posting-from" label={say("from")} help={say("fromHelp")} width="half" {...fault("from")}>
        {(control) => <DateInput {...control} value={form.from} onChange={(from) => onChange({ from })} />}
      </Field>
      <Field id="posting-to" label={say("to")} help={say("toHelp")} width="half" {...fault("to")}>
        {(control) => <DateInput {...control} value={form.to} onChange={(to) => onChange({ to })} />}
      </Field>
      <Field id="posting-order" label={say("order")} help={say("orderHelp")} width="half" {...fault("order")}>
        {(control) => (
          <TextInput
            {...control}
            value={form.order}
            onChange={(order) => onChange({ order })}
            maxLength={60}
          />
        )}
      </Field>
    </div>
  );
}
