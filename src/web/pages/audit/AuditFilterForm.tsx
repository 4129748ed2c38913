// Narrowing the audit trail to one officer, found by name or login, and to one action.
import { type FormEvent, useState } from "react";
import { Button, Select, TextInput } from "../../components/controls.tsx";
import { Field, Group } from "../../components/Field.tsx";
import { FailureNotice } from "../../components/layout.tsx";
import { AUDITED_ACTIONS, useAdministrationWords } from "../../messages/administration.ts";
import { useChange } from "../../use-change.ts";
import type { Officer } from "../officers/officer.ts";
import { findOfficers } from "../officers/use-officers.ts";
import type { AuditFilter } from "./audit-event.ts";

/** Most officers offered when the typed name fits several. */
const MOST = 10;

export interface AuditFilterFormProps {
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
}

export function AuditFilterForm({ filter, onFilter }: AuditFilterFormProps) {
  const { say } = useAdministrationWords();
  const [typed, setTyped] = useState("");
  const [action, setAction] = useState(filter.action);
  const [fitting, setFitting] = useState<readonly Officer[]>();
  const { busy, failure, run } = useChange();
  const choose = (officer: Officer) => {
    setTyped(officer.login);
    setFitting(undefined);
    onFilter({ officerId: officer.officerId, action });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFitting(undefined);
    if (typed.trim() === "") return onFilter({ officerId: "", action });
    run(async () => {
      const found = await findOfficers(typed);
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
        <Field
          id="audit-officer"
          label={say("filterOfficer")}
          fault={fitting?.length === 0 ? say("filterOfficerNone") : undefined}
        >
          {(control) => <TextInput {...control} value={typed} onChange={setTyped} maxLength={100} />}
        </Field>
        <Field id="audit-action" label={say("filterAction")}>
          {(control) => (
            <Select
              {...control}
              value={action}
              onChange={setAction}
              empty={say("anyAction")}
              options={AUDITED_ACTIONS.map((code) => ({ value: code, label: say(`action.${code}`) }))}
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
              setFitting(undefined);
              onFilter({ officerId: "", action: "" });
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
