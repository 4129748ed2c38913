// The fields of a posting: of which institution which unit, which role, from when to when, by which order.
import { useState } from "react";
import { fitsUnit, isOfAnotherInstitution } from "#src/domain/access/role-units.ts";
import { institutionOf, keeperTop, topsOn, treeUnder } from "#src/domain/pack/keeper.ts";
import { unitOn } from "#src/domain/pack/unit-periods.ts";
import { Role } from "#src/schema/case.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Select, TextInput } from "../../components/controls.tsx";
import { DateInput } from "../../components/DateInput.tsx";
import { Field } from "../../components/Field.tsx";
import { UnitBox } from "../../components/UnitBox.tsx";
import { useAdministrationWords } from "../../messages/administration.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
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
  const { manifest, units } = usePack();
  const term = manifest.postings;
  const fault = (name: keyof PostingForm) => ({ fault: faults[name] && say(faults[name]) });
  const day = form.from.length === 10 && form.from > today ? form.from : today;
  const tops = topsOn(units, day);
  const [chosen, setChosen] = useState(() =>
    form.unitId === "" ? keeperTop(units, manifest.root, day)?.id : institutionOf(units, form.unitId, day),
  );
  const institution = chosen ?? "";
  const within = treeUnder(units, institution, day);
  // Before a unit is chosen: what one can be anywhere in the institution.
  const kinds = [...(form.unitId === "" ? within : [form.unitId])].flatMap(
    (id) => unitOn(units, id, day)?.kind ?? [],
  );
  const roles = Role.options.filter((role) => kinds.some((kind) => fitsUnit(role, kind)));
  // Who heads an office of another institution has nobody's cases below them: a prosecutor's are given to prosecutors.
  const elsewhere = kinds.length > 0 && kinds.every(isOfAnotherInstitution);
  const meaning = (role: Role) => say(role === "chief" && elsewhere ? "chiefElsewhere" : `role.${role}`);
  const chooseUnit = (unitId: string) => {
    const kind = unitOn(units, unitId, day)?.kind;
    const keeps =
      kind === undefined || Role.options.some((role) => role === form.role && fitsUnit(role, kind));
    onChange({ unitId, ...(keeps ? {} : { role: "" }) });
  };
  return (
    <div className="fields">
      {tops.length > 1 && (
        <Field id="posting-institution" label={say("institution")}>
          {(control) => (
            <Select
              {...control}
              value={institution}
              onChange={(next) => {
                setChosen(next);
                onChange({ unitId: "", role: "" });
              }}
              options={tops.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
        </Field>
      )}
      <Field id="posting-unitId" label={say("unit")} {...fault("unitId")}>
        {(control) => (
          <UnitBox {...control} value={form.unitId} onChange={chooseUnit} day={day} within={within} />
        )}
      </Field>
      <RadioList
        id="posting-role"
        legend={say("role")}
        {...fault("role")}
        columns={1}
        value={form.role}
        onChange={(role) => onChange({ role })}
        choices={roles.map((role) => ({
          code: role,
          label: `${words.say(`role.${role}`)}: ${meaning(role)}`,
        }))}
      />
      <Field id="posting-from" label={say("from")} help={say("fromHelp")} width="half" {...fault("from")}>
        {(control) => <DateInput {...control} value={form.from} onChange={(from) => onChange({ from })} />}
      </Field>
      <Field
        id="posting-to"
        label={say("to")}
        help={term ? say("toHelp", { months: term.months }) : say("toHelpNoTerm")}
        width="half"
        {...fault("to")}
      >
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
