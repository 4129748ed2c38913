// Whether a person is in another case: what is known of them, what for, and which unit to talk to.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { soughtBy } from "#src/domain/identity/person-sought.ts";
import { type PersonMatch, PersonSearchAnswer, SearchesToday } from "#src/schema/person-search.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button, Select, TextInput } from "../../components/controls.tsx";
import { DateInput } from "../../components/DateInput.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Notice, Panel, Table } from "../../components/layout.tsx";
import { useSearchWords } from "../../messages/searches.ts";
import { useWords } from "../../messages/words.tsx";
import { useItems, useLabels } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useFirstFocus } from "../../use-first-focus.ts";
import { useResource } from "../../use-resource.ts";
import { EMPTY_SEARCH, type SearchFields, soughtOf } from "./person-search.ts";

export function PersonSearch({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { say } = useSearchWords();
  const { pick } = useWords();
  const purposes = useItems("purpose-of-access");
  const [fields, setFields] = useState(EMPTY_SEARCH);
  const [purpose, setPurpose] = useState("");
  const [faults, setFaults] = useState<{ purpose?: boolean; little?: boolean }>({});
  const [answer, setAnswer] = useState<PersonSearchAnswer>();
  const today = useResource("/api/persons/searches", SearchesToday);
  const { busy, failure, run } = useChange();
  const head = useFirstFocus<HTMLDivElement>("select");
  const write = (change: Partial<SearchFields>) => setFields({ ...fields, ...change });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sought = soughtOf(fields);
    const little = soughtBy(sought).length === 0;
    setFaults({ little, purpose: purpose === "" });
    setAnswer(undefined);
    if (little || purpose === "") return;
    run(async () => {
      const body = { caseId, purpose, sought };
      setAnswer(await request("POST", "/api/persons/search", PersonSearchAnswer, { body }));
    });
  };
  const count = answer ?? today.value;
  return (
    <div ref={head} className="no-print">
      <Panel id="person-search" title={say("title")}>
        <form className="form" onSubmit={submit}>
          <p>{say("help")}</p>
          {faults.little && (
            <Notice kind="fault" live>
              {say("tooLittle")}
            </Notice>
          )}
          <fieldset className="form">
            <legend>{say("identifier")}</legend>
            <IdentifierFields fields={fields} write={write} />
          </fieldset>
          <fieldset className="form">
            <legend>{say("attributes")}</legend>
            <p className="quiet">{say("attributesHelp")}</p>
            <AttributeFields fields={fields} write={write} />
          </fieldset>
          <RadioList
            id="search-purpose"
            legend={say("purpose")}
            fault={faults.purpose ? say("purposeMissing") : undefined}
            columns={1}
            value={purpose}
            onChange={setPurpose}
            choices={purposes.map(({ code, label }) => ({ code, label: pick(label) }))}
          />
          {failure && <FailureNotice kept={false} failure={failure} />}
          <div className="row">
            <Button type="submit" kind="primary" busy={busy}>
              {say("go")}
            </Button>
            <Button onClick={onClose} disabled={busy}>
              {say("close")}
            </Button>
          </div>
          {count && <p className="quiet">{say("left", { used: count.used, allowed: count.allowed })}</p>}
        </form>
        {answer && !failure && <Answer matches={answer.matches} />}
      </Panel>
    </div>
  );
}

interface FieldsProps {
  fields: SearchFields;
  write: (change: Partial<SearchFields>) => void;
}

function IdentifierFields({ fields, write }: FieldsProps) {
  const { say } = useSearchWords();
  const { pick } = useWords();
  const types = useItems("document-type").filter(({ code }) => code !== "none" && code !== "not-stated");
  return (
    <div className="fields">
      <Field id="search-document-type" label={say("documentType")} width="short">
        {(control) => (
          <Select
            {...control}
            value={fields.documentType}
            onChange={(documentType) => write({ documentType })}
            options={types.map(({ code, label }) => ({ value: code, label: pick(label) }))}
          />
        )}
      </Field>
      <Field id="search-document" label={say("documentNumber")} width="short">
        {(control) => (
          <TextInput
            {...control}
            maxLength={40}
            value={fields.documentNumber}
            onChange={(documentNumber) => write({ documentNumber })}
          />
        )}
      </Field>
      <Field id="search-phone" label={say("phone")} width="short">
        {(control) => (
          <TextInput
            {...control}
            inputMode="tel"
            maxLength={40}
            value={fields.phone}
            onChange={(phone) => write({ phone })}
          />
        )}
      </Field>
    </div>
  );
}

function AttributeFields({ fields, write }: FieldsProps) {
  const { say } = useSearchWords();
  return (
    <div className="fields">
      {(["given", "paternal", "maternal", "alias"] as const).map((name) => (
        <Field key={name} id={`search-${name}`} label={say(name)} width="short">
          {(control) => (
            <TextInput
              {...control}
              maxLength={100}
              value={fields[name]}
              onChange={(text) => write({ [name]: text })}
            />
          )}
        </Field>
      ))}
      <Field id="search-birth" label={say("birthDate")} help={say("birthDateHelp")} width="half">
        {(control) => (
          <DateInput {...control} value={fields.birthDate} onChange={(birthDate) => write({ birthDate })} />
        )}
      </Field>
    </div>
  );
}

function Answer({ matches }: { matches: readonly PersonMatch[] }) {
  const { say } = useSearchWords();
  const { unit } = useLabels();
  const box = useRef<HTMLDivElement>(null);
  // In braces: newer browsers answer a promise, which is no way to end an effect.
  useEffect(() => {
    box.current?.scrollIntoView({ block: "nearest" });
  }, []);
  if (matches.length === 0)
    return (
      <div ref={box}>
        <Notice live>{say("none")}</Notice>
      </div>
    );
  return (
    <div ref={box}>
      <Notice kind="done" live>
        {say(matches.length === 1 ? "matchesOne" : "matches", { n: matches.length })}
      </Notice>
      <Table
        caption={say("unit")}
        rows={matches.map((match, at) => ({ ...match, at }))}
        rowKey={({ at }) => String(at)}
        columns={[
          { key: "unit", title: say("unit"), cell: ({ unitId }) => unit(unitId) },
          {
            key: "case",
            title: say("case"),
            cell: ({ caseId, caseNumber }) =>
              caseId === null ? (
                <span className="quiet">{say("notSeen")}</span>
              ) : (
                <Link href={`/cases/${caseId}`} className="number">
                  {caseNumber}
                </Link>
              ),
          },
        ]}
      />
    </div>
  );
}
