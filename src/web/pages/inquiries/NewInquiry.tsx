// Opening an inquiry: the officer is searched for and chosen, the number says on what it rests.
import { type FormEvent, useRef, useState } from "react";
import * as z from "zod/mini";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field, Group } from "../../components/Field.tsx";
import { FailureNotice, Panel } from "../../components/layout.tsx";
import { useInquiryWords } from "../../messages/inquiries.ts";
import { useLabels } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { findOverseen, type Overseen } from "../audit/audit-event.ts";

/** The column that keeps the reference; the server says no to longer ones. */
const LONGEST = 60;

export function NewInquiry({ onOpened }: { onOpened: (name: string) => void }) {
  const { say } = useInquiryWords();
  const [officer, setOfficer] = useState<Overseen>();
  const [reference, setReference] = useState("");
  const [tried, setTried] = useState(false);
  // The same id until it has arrived: pressing twice opens one.
  const inquiryId = useRef(crypto.randomUUID());
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (officer === undefined) return document.getElementById("inquiry-officer")?.focus();
    if (reference.trim() === "") return document.getElementById("inquiry-reference")?.focus();
    run(async () => {
      const body = {
        inquiryId: inquiryId.current,
        officerId: officer.officerId,
        reference: reference.trim(),
      };
      await request("POST", "/api/inquiries", z.unknown(), { body });
      inquiryId.current = crypto.randomUUID();
      setOfficer(undefined);
      setReference("");
      setTried(false);
      onOpened(officer.name);
    });
  };
  return (
    <Panel id="new-inquiry" title={say("new")}>
      {failure && <FailureNotice kept={false} failure={failure} />}
      <OfficerChoice
        officer={officer}
        onOfficer={setOfficer}
        fault={tried && officer === undefined ? say("missingOfficer") : undefined}
      />
      <form className="form" onSubmit={submit} noValidate>
        <Field
          id="inquiry-reference"
          label={say("reference")}
          help={say("referenceHelp")}
          fault={tried && reference.trim() === "" ? say("missingReference") : undefined}
        >
          {(control) => (
            <TextInput {...control} value={reference} onChange={setReference} maxLength={LONGEST} />
          )}
        </Field>
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("go")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

interface OfficerChoiceProps {
  officer: Overseen | undefined;
  onOfficer: (officer: Overseen | undefined) => void;
  fault: string | undefined;
}

function OfficerChoice({ officer, onOfficer, fault }: OfficerChoiceProps) {
  const { say } = useInquiryWords();
  const { unit } = useLabels();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<readonly Overseen[]>();
  const { busy, failure, run } = useChange();
  const place = ({ unitId }: Overseen) => (unitId === null ? "–" : unit(unitId));
  if (officer)
    return (
      <div className="row">
        <p>{say("chosen", { name: officer.name, login: officer.login, unit: place(officer) })}</p>
        <Button onClick={() => onOfficer(undefined)}>{say("other")}</Button>
      </div>
    );
  const find = (event: FormEvent) => {
    event.preventDefault();
    run(async () => setFound(await findOverseen(typed.trim())));
  };
  return (
    <search>
      {failure && <FailureNotice kept={false} failure={failure} />}
      <form className="form" onSubmit={find} noValidate>
        <Field
          id="inquiry-officer"
          label={say("find")}
          help={say("findHelp")}
          fault={found?.length === 0 ? say("findNone") : fault}
        >
          {(control) => <TextInput {...control} value={typed} onChange={setTyped} maxLength={100} />}
        </Field>
        <div className="row">
          <Button type="submit" busy={busy}>
            {say("findGo")}
          </Button>
        </div>
      </form>
      {found && found.length > 0 && (
        <Group id="inquiry-found" legend={say("choose")}>
          <div className="row">
            {found.map((each) => (
              <Button
                key={each.officerId}
                onClick={() => {
                  setFound(undefined);
                  setTyped("");
                  onOfficer(each);
                  // The button that was pressed is gone: on to what is still missing.
                  document.getElementById("inquiry-reference")?.focus();
                }}
              >
                {each.name} ({each.login}), {place(each)}
              </Button>
            ))}
          </div>
        </Group>
      )}
    </search>
  );
}
