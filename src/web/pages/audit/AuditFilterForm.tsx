// Narrowing the audit trail: to an officer found by name or login, to days, to a kind of action, to what was opened.
import { type FormEvent, useState } from "react";
import { auditReach, oversees } from "#src/domain/access/audit-reach.ts";
import { AUDIT_GROUP_CODES, AUDIT_OUTCOMES } from "#src/schema/audit.ts";
import { Button, Select, type SelectProps, TextInput } from "../../components/controls.tsx";
import { DateInput } from "../../components/DateInput.tsx";
import { Field, Group } from "../../components/Field.tsx";
import { FailureNotice } from "../../components/layout.tsx";
import { UnitBox } from "../../components/UnitBox.tsx";
import { AUDITED_ACTIONS, useAdministrationWords } from "../../messages/administration.ts";
import { useWords } from "../../messages/words.tsx";
import { useOfficer } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import { useToday } from "../../use-today.ts";
import { findOfficers } from "../officers/use-officers.ts";
import { findOverseen, type Overseen } from "./audit-event.ts";
import {
  type AuditFilter,
  EVERYTHING,
  type FilterFaults,
  faultsOfFilter,
  isOfGroup,
  OPENED_CLASSES,
} from "./audit-filter.ts";

/** Most officers offered when the typed name fits several. */
const MOST = 10;

type Named = Pick<Overseen, "officerId" | "name" | "login">;

export interface AuditFilterFormProps {
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
}

export function AuditFilterForm({ filter, onFilter }: AuditFilterFormProps) {
  const { say } = useAdministrationWords();
  const { language } = useWords();
  const [name, setName] = useState("");
  const { role } = useOfficer();
  const [typed, setTyped] = useState(filter);
  const [faults, setFaults] = useState<FilterFaults>({});
  const today = useToday();
  const [fitting, setFitting] = useState<readonly Named[]>();
  const { busy, failure, run } = useChange();
  const nation = auditReach(role) === "nation";
  // Whoever oversees finds everybody; an administrator those whose accounts are kept; others have the own trail only.
  const find = oversees(role) ? findOverseen : role === "administrator" ? findOfficers : undefined;
  const set = (part: Partial<AuditFilter>) => setTyped((before) => ({ ...before, ...part }));
  const choose = (officer: Named) => {
    setName(officer.login);
    setFitting(undefined);
    onFilter({ ...typed, officerId: officer.officerId });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFitting(undefined);
    const wrong = faultsOfFilter(typed);
    setFaults(wrong);
    const [first] = Object.keys(wrong);
    if (first) return document.getElementById(`audit-${first}`)?.focus();
    if (find === undefined || name.trim() === "") return onFilter({ ...typed, officerId: "" });
    run(async () => {
      const found = await find(name.trim());
      const exact = found.find(({ login }) => login === name.trim().toLowerCase());
      const only = exact ?? (found.length === 1 ? found[0] : undefined);
      if (only) choose(only);
      else setFitting(found);
    });
  };
  const clear = () => {
    setName("");
    setTyped(EVERYTHING);
    setFaults({});
    setFitting(undefined);
    onFilter(EVERYTHING);
  };
  const fault = (of: "from" | "to") => ({ fault: faults[of] && say(faults[of]) });
  return (
    <search className="no-print">
      {failure && <FailureNotice kept={false} failure={failure} />}
      <form className="search" onSubmit={submit}>
        {find && (
          <Field
            id="audit-officer"
            label={say("filterOfficer")}
            fault={fitting?.length === 0 ? say("filterOfficerNone") : undefined}
          >
            {(control) => <TextInput {...control} value={name} onChange={setName} maxLength={100} />}
          </Field>
        )}
        {nation && (
          <Field id="audit-number" label={say("filterNumber")}>
            {(control) => (
              <TextInput
                {...control}
                value={typed.number}
                onChange={(number) => set({ number })}
                maxLength={40}
              />
            )}
          </Field>
        )}
        {nation && (
          <Field id="audit-unit" label={say("unit")}>
            {(control) => (
              <UnitBox {...control} value={typed.unit} onChange={(unit) => set({ unit })} day={today} />
            )}
          </Field>
        )}
        <Field id="audit-from" label={say("filterFrom")} {...fault("from")}>
          {(control) => <DateInput {...control} value={typed.from} onChange={(from) => set({ from })} />}
        </Field>
        <Field id="audit-to" label={say("filterTo")} {...fault("to")}>
          {(control) => <DateInput {...control} value={typed.to} onChange={(to) => set({ to })} />}
        </Field>
        <Choice
          id="audit-group"
          label={say("filterGroup")}
          value={typed.group}
          // An action of another group would leave nothing to be found.
          onChange={(group) => set({ group, ...(!isOfGroup(typed.action, group) && { action: "" }) })}
          options={AUDIT_GROUP_CODES.map((code) => ({ value: code, label: say(`group.${code}`) }))}
        />
        <Choice
          id="audit-action"
          label={say("filterAction")}
          value={typed.action}
          onChange={(action) => set({ action })}
          options={AUDITED_ACTIONS.filter((code) => isOfGroup(code, typed.group))
            .map((code) => ({
              value: code,
              label: say(`action.${code}`),
            }))
            .sort((a, b) => a.label.localeCompare(b.label, language))}
        />
        <Choice
          id="audit-outcome"
          label={say("outcome")}
          value={typed.outcome}
          onChange={(outcome) => set({ outcome })}
          options={AUDIT_OUTCOMES.map((code) => ({ value: code, label: say(`outcome.${code}`) }))}
        />
        {oversees(role) && (
          <Choice
            id="audit-class"
            label={say("filterClass")}
            value={typed.dataClass}
            onChange={(dataClass) => set({ dataClass })}
            options={OPENED_CLASSES.map((code) => ({ value: code, label: say(`class.${code}`) }))}
          />
        )}
        <div className="search-actions">
          <Button type="submit" kind="primary" busy={busy}>
            {say("searchGo")}
          </Button>
          <Button onClick={clear}>{say("showAll")}</Button>
        </div>
        {fitting && fitting.length > 0 && (
          <Group id="audit-fitting" legend={say("filterOfficer")}>
            <div className="row">
              {fitting.slice(0, MOST).map((officer) => (
                <Button key={officer.officerId} onClick={() => choose(officer)}>
                  {officer.name} ({officer.login})
                </Button>
              ))}
            </div>
          </Group>
        )}
      </form>
    </search>
  );
}

interface ChoiceProps extends Pick<SelectProps, "value" | "onChange" | "options"> {
  id: string;
  label: string;
}

/** One of a list, or any. */
function Choice({ id, label, ...select }: ChoiceProps) {
  const { say } = useAdministrationWords();
  return (
    <Field id={id} label={label}>
      {(control) => <Select {...control} {...select} empty={say("anyAction")} />}
    </Field>
  );
}
