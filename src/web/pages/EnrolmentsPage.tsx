// Letting officers in: codes for newcomers of the unit, and recovery by two people for whoever lost every way in.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { Enrolment } from "#src/schema/account.ts";
import { Button, TextInput } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { EmptyState, FailureNotice, Loading, Notice, Page, Table } from "../components/layout.tsx";
import { useAccountWords } from "../messages/account.ts";
import { useWords } from "../messages/words.tsx";
import { useLabels } from "../pack.tsx";
import { useOfficer } from "../session.tsx";
import { useResource } from "../use-resource.ts";
import { CodeSlip, type SlipContent } from "./enrolments/CodeSlip.tsx";
import { EnrolmentSteps } from "./enrolments/EnrolmentSteps.tsx";
import { OfficerSessions } from "./enrolments/OfficerSessions.tsx";
import "./records.css";

const Enrolments = z.object({ officers: z.array(Enrolment) });

export default function EnrolmentsPage() {
  const { say } = useAccountWords();
  const words = useWords();
  const { unit } = useLabels();
  const { officerId } = useOfficer();
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [slip, setSlip] = useState<SlipContent>();
  const [done, setDone] = useState<"recoveryAsked" | "recoveryTakenBack">();
  const asked = search === "" ? "" : `?search=${encodeURIComponent(search)}`;
  const { value, failure, reload } = useResource(`/api/enrolments${asked}`, Enrolments);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDone(undefined);
    setSearch(typed.trim());
  };
  return (
    <Page title={say("enrolments")}>
      <p>{say("enrolmentsWhat")}</p>
      <search>
        <form className="search search-short" onSubmit={submit}>
          <Field id="enrolment-search" label={say("enrolmentSearch")}>
            {(control) => <TextInput {...control} value={typed} onChange={setTyped} maxLength={100} />}
          </Field>
          <div className="search-actions">
            <Button type="submit" kind="primary">
              {say("enrolmentSearchGo")}
            </Button>
          </div>
        </form>
      </search>
      {done && (
        <Notice kind="done" live>
          {say(done)}
        </Notice>
      )}
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value?.officers.length === 0 && <EmptyState>{say("enrolmentsNone")}</EmptyState>}
      {value && value.officers.length > 0 && (
        <Table
          caption={say("enrolmentsCaption")}
          rows={value.officers}
          rowKey={(row) => row.officerId}
          columns={[
            {
              key: "name",
              title: say("officer"),
              cell: ({ name, login }) => (
                <div className="cell">
                  <span>{name}</span>
                  <span className="quiet">{login}</span>
                </div>
              ),
            },
            {
              key: "posting",
              title: say("posting"),
              cell: ({ unitId, role }) => (
                <div className="cell">
                  <span>{unit(unitId)}</span>
                  <span className="quiet">{words.sayCode("role", role, "role.registrar")}</span>
                </div>
              ),
            },
            {
              key: "state",
              title: say("wayIn"),
              cell: ({ enrolled, recovery }) => (
                <div className="cell">
                  <span>{say(enrolled ? "wayInYes" : "wayInNo")}</span>
                  {recovery && <strong>{say("recoveryWaits", { name: recovery.askedBy })}</strong>}
                </div>
              ),
            },
            {
              key: "steps",
              title: say("steps"),
              cell: (row) =>
                row.officerId === officerId ? (
                  say("stepsOwn")
                ) : (
                  <div className="row">
                    <EnrolmentSteps
                      officer={row}
                      onCode={(code) => {
                        setDone(undefined);
                        setSlip({ name: row.name, login: row.login, unit: unit(row.unitId), ...code });
                        reload();
                      }}
                      onDone={(what) => {
                        setDone(what);
                        reload();
                      }}
                    />
                    <OfficerSessions officerId={row.officerId} name={row.name} />
                  </div>
                ),
            },
          ]}
        />
      )}
      <CodeSlip slip={slip} onDone={() => setSlip(undefined)} />
    </Page>
  );
}
