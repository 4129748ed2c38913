// Narrowing the audit trail to one officer, found by name or login, and to one action.
import { type FormEvent, useState } from "react";
import { auditReach, oversees } from "#src/domain/access/audit-reach.ts";
import { AUDIT_OUTCOMES } from "#src/schema/audit.ts";
import { Button, Select, TextInput } from "../../components/controls.tsx";
import { Field, Group } from "../../components/Field.tsx";
import { FailureNotice } from "../../components/layout.tsx";
import { UnitBox } from "../../components/UnitBox.tsx";
import { AUDITED_ACTIONS, useAdministrationWords } from "../../messages/administration.ts";
import { useWords } from "../../messages/words.tsx";
import { useOfficer } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import { useToday } from "../../use-today.ts";
import { findOfficers } from "../officers/use-officers.ts";
import { type AuditFilter, EVERYTHING, findOverseen, type Overseen } from "./audit-event.ts";

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
  const [typed, setTyped] = useState("");
  const { role } = useOfficer();
  const [action, setAction] = useState(filter.action);
  const [number, setNumber] = useState(filter.number);
  const [outcome, setOutcome] = useState(filter.outcome);
  const [unit, setUnit] = useState(filter.unit);
  const today = useToday();
  const [fitting, setFitting] = useState<readonly Named[]>();
  const { busy, failure, run } = useChange();
  // Whoever oversees finds everybody; an administrator those whose accounts are kept; others have the own trail only.
  const find = oversees(role) ? findOverseen : role === "administrator" ? findOfficers : undefined;
  const choose = (officer: Named) => {
    setTyped(officer.login);
    setFitting(undefined);
    onFilter({ officerId: officer.officerId, action, number, outcome, unit });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFitting(undefined);
    if (find === undefined || typed.trim() === "")
      return onFilter({ officerId: "", action, number, outcome, unit });
    run(async () => {
      const found = await find(typed.trim());
      const exact = found.find(({ login }) => login === typed.trim().toLowerCase());
      const only = exact ?? (found.length === 1 ? found[0] : undefined);
      if (only) choose(only);
      else setFitting(found);
    });
  };
  return (
    <search className="no-print">
      {failure && <FailureNotice kept={false} failure={failure} />}
      <form className="search search-short" onSubmit={submit}>
        {find && (
          <Field
            id="audit-officer"
            label={say("filterOfficer")}
            fault={fitting?.length === 0 ? say("filterOfficerNone") : undefined}
          >
            {(control) => <TextInput {...control} value={typed} onChange={setTyped} maxLength={100} />}
          </Field>
        )}
        {auditReach(role) === "nation" && (
          <Field id="audit-number" label={say("filterNumber")}>
            {(control) => <TextInput {...control} value={number} onChange={setNumber} maxLength={40} />}
          </Field>
        )}
        {auditReach(role) === "nation" && (
          <Field id="audit-unit" label={say("unit")}>
            {(control) => <UnitBox {...control} value={unit} onChange={setUnit} day={today} />}
          </Field>
        )}
        <Field id="audit-outcome" label={say("outcome")}>
          {(control) => (
            <Select
              {...control}
              value={outcome}
              onChange={setOutcome}
              empty={say("anyAction")}
              options={AUDIT_OUTCOMES.map((code) => ({ value: code, label: say(`outcome.${code}`) }))}
            />
          )}
        </Field>
        <Field id="audit-action" label={say("filterAction")}>
          {(control) => (
            <Select
              {...control}
              value={action}
              onChange={setAction}
              empty={say("anyAction")}
              options={AUDITED_ACTIONS.map((code) => ({ value: code, label: say(`action.${code}`) })).sort(
                (a, b) => a.label.localeCompare(b.label, language),
              )}
            />
          )}
        </Field>
        <div className="search-actions">
          <Button type="submit" kind="primary" busy={busy}>
            {say("searchGo")}
          </Button>
          <Button
            onClick={() => {
              setTyped("");
              setAction("");
              setNumber("");
              setOutcome("");
              setFitting(undefined);
              setUnit("");
              onFilter(EVERYTHING);
            }}
          >
            {say("showAll")}
          </Button>
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
