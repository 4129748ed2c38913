// Letting officers in: codes for newcomers of the unit, and recovery by two people for whoever lost every way in.
import { type FormEvent, useState } from "react";
import { Link, useSearch } from "wouter";
import * as z from "zod/mini";
import { handsOverForOthers } from "#src/domain/access/hand-over.ts";
import { endsSoon } from "#src/domain/access/posting-term.ts";
import { Enrolment } from "#src/schema/account.ts";
import { Button, TextInput } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { EmptyState, FailureNotice, Loading, Notice, Page, Table, Tag } from "../components/layout.tsx";
import { useAccountWords } from "../messages/account.ts";
import { usePostingWords } from "../messages/postings.ts";
import { formatTime } from "../messages/times.ts";
import { useWords } from "../messages/words.tsx";
import { useLabels, usePack } from "../pack.tsx";
import { useOfficer } from "../session.tsx";
import { useResource } from "../use-resource.ts";
import { CodeSlip, type SlipContent } from "./enrolments/CodeSlip.tsx";
import { EndPosting } from "./enrolments/EndPosting.tsx";
import { EnrolmentSteps } from "./enrolments/EnrolmentSteps.tsx";
import { OfficerSessions } from "./enrolments/OfficerSessions.tsx";
import { ProposedPostings } from "./enrolments/ProposedPostings.tsx";
import { RenewPosting } from "./enrolments/RenewPosting.tsx";
import "./records.css";

const Enrolments = z.object({ officers: z.array(Enrolment) });

export default function EnrolmentsPage() {
  const { say } = useAccountWords();
  const words = useWords();
  const { unit } = useLabels();
  const { officerId, role } = useOfficer();
  const postings = usePostingWords();
  const { timeZone, postings: term } = usePack().manifest;
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [slip, setSlip] = useState<SlipContent>();
  const [done, setDone] = useState<"recoveryAsked" | "recoveryTakenBack">();
  const [renewed, setRenewed] = useState<string>();
  const [ended, setEnded] = useState(false);
  const ending = new URLSearchParams(useSearch()).get("ending") === "yes";
  const asked = new URLSearchParams({
    ...(search !== "" && { search }),
    ...(ending && { ending: "yes" }),
  }).toString();
  const { value, failure, reload } = useResource(
    asked === "" ? "/api/enrolments" : `/api/enrolments?${asked}`,
    Enrolments,
  );
  const time = (iso: string) => formatTime(iso, words.language, timeZone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDone(undefined);
    setEnded(false);
    setSearch(typed.trim());
  };
  return (
    <Page title={say("enrolments")}>
      <p>{say("enrolmentsWhat")}</p>
      <p className="no-print">
        <Link href="/suspensions">{say("suspensions")}</Link>
      </p>
      <ProposedPostings onDecided={reload} />
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
      {term !== undefined && (
        <p className="no-print">
          <Link href={ending ? "/enrolments" : "/enrolments?ending=yes"}>
            {postings.say(ending ? "all" : "onlyEnding")}
          </Link>
        </p>
      )}
      {(done ?? renewed) && (
        <Notice kind="done" live>
          {done ? say(done) : postings.say("renewed", { day: time(renewed ?? "") })}
        </Notice>
      )}
      {ended && (
        <Notice kind="done" live>
          <p>{postings.say("ended")}</p>
          {handsOverForOthers(role) && <Link href="/hand-over">{postings.say("toHandOver")}</Link>}
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
              cell: ({ unitId, role: posted }) => (
                <div className="cell">
                  <span>{unit(unitId)}</span>
                  <span className="quiet">{words.sayCode("role", posted, "role.registrar")}</span>
                </div>
              ),
            },
            {
              key: "until",
              title: postings.say("until"),
              cell: ({ endsAt }) => (
                <div className="cell">
                  <span>{endsAt ? time(endsAt) : postings.say("noEnd")}</span>
                  {term && endsSoon(endsAt, new Date().toISOString(), term) && (
                    <Tag>{postings.say("soon")}</Tag>
                  )}
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
                    {row.renewal === "allow" && (
                      <RenewPosting
                        {...row}
                        onRenewed={(until) => {
                          setDone(undefined);
                          setRenewed(until);
                          reload();
                        }}
                      />
                    )}
                    {row.renewal === "administrator" && (
                      <span className="quiet">{postings.say("administratorRenews")}</span>
                    )}
                    {row.mayEnd && (
                      <EndPosting
                        {...row}
                        onEnded={() => {
                          setDone(undefined);
                          setRenewed(undefined);
                          setEnded(true);
                          reload();
                        }}
                      />
                    )}
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
