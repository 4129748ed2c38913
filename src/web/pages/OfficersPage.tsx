// Administration: who may sign in, where they are posted, and what they need to begin. No case is to be seen here.
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import { Button, TextInput } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { EmptyState, FailureNotice, Loading, Notice, Page, Table } from "../components/layout.tsx";
import { useAdministrationWords } from "../messages/administration.ts";
import { useWords } from "../messages/words.tsx";
import { useLabels } from "../pack.tsx";
import { useToday } from "../use-today.ts";
import { AdministrationTabs } from "./administration/AdministrationTabs.tsx";
import { CodeSlip, type SlipContent } from "./enrolments/CodeSlip.tsx";
import { NewOfficerForm } from "./officers/NewOfficerForm.tsx";
import { OfficerPanel } from "./officers/OfficerPanel.tsx";
import { currentPosting, type Officer } from "./officers/officer.ts";
import { findOfficers, type OfficersInUse, useOfficers } from "./officers/use-officers.ts";
import "./records.css";
import "./administration/administration.css";

export default function OfficersPage() {
  const { say } = useAdministrationWords();
  const [search, setSearch] = useState("");
  const [creating, setCreating] = useState(false);
  const [officer, setOfficer] = useState<Officer>();
  const [slip, setSlip] = useState<SlipContent>();
  const [waits, setWaits] = useState(false);
  const found = useOfficers(search);
  const today = useToday();
  const listing = !officer && !creating;
  // The list may not reach as far as this officer: asked for alone.
  const refresh = async ({ officerId, login }: Officer) => {
    found.reload();
    const same = (await findOfficers(login)).find((each) => each.officerId === officerId);
    if (same) setOfficer(same);
  };
  return (
    <Page
      title={say("officers")}
      actions={listing && <Button onClick={() => setCreating(true)}>{say("newOfficer")}</Button>}
    >
      <AdministrationTabs />
      {waits && listing && (
        <Notice kind="done" live>
          {say("createdWaits")} <Link href="/enrolments">{say("wayIn")}</Link>
        </Notice>
      )}
      {creating && (
        <NewOfficerForm
          today={today}
          onCancel={() => setCreating(false)}
          onCreated={(content) => {
            setSlip(content);
            setWaits(content === undefined);
            setCreating(false);
            found.reload();
          }}
        />
      )}
      {officer && (
        <OfficerPanel
          key={officer.officerId}
          officer={officer}
          today={today}
          onBack={() => setOfficer(undefined)}
          onChanged={() => void refresh(officer).catch(() => undefined)}
        />
      )}
      {listing && <OfficerSearch search={search} onSearch={setSearch} />}
      {found.failure && <FailureNotice kept={false} failure={found.failure} retry={found.reload} />}
      {listing && <OfficerList found={found} onChoose={setOfficer} />}
      <CodeSlip slip={slip} onDone={() => setSlip(undefined)} />
    </Page>
  );
}

function OfficerSearch({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const { say } = useAdministrationWords();
  const [typed, setTyped] = useState(search);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <search>
      <form className="search search-short" onSubmit={submit}>
        <Field id="officer-search" label={say("search")}>
          {(control) => <TextInput {...control} value={typed} onChange={setTyped} maxLength={100} />}
        </Field>
        <div className="search-actions">
          <Button type="submit" kind="primary">
            {say("searchGo")}
          </Button>
          <Button
            onClick={() => {
              setTyped("");
              onSearch("");
            }}
          >
            {say("showAll")}
          </Button>
        </div>
      </form>
    </search>
  );
}

function OfficerList({ found, onChoose }: { found: OfficersInUse; onChoose: (officer: Officer) => void }) {
  const { say } = useAdministrationWords();
  const { say: sayShared } = useWords();
  const { label } = useLabels();
  const { officers, hasMore, loading, more } = found;
  return (
    <>
      {officers?.length === 0 && !loading && <EmptyState>{say("none")}</EmptyState>}
      {officers && officers.length > 0 && (
        <Table
          caption={say("caption")}
          rows={officers}
          rowKey={({ officerId }) => officerId}
          columns={[
            { key: "login", title: say("login"), cell: ({ login }) => login },
            { key: "name", title: say("name"), cell: ({ name }) => name },
            { key: "rank", title: say("rank"), cell: ({ rank }) => (rank ? label("rank", rank) : "–") },
            { key: "posting", title: say("posting"), cell: (officer) => <PostingCell officer={officer} /> },
            {
              key: "manage",
              title: sayShared("nav.administration"),
              cell: (officer) => (
                <Button
                  aria-label={say("manageOf", { name: officer.name })}
                  onClick={() => onChoose(officer)}
                >
                  {say("manage")}
                </Button>
              ),
            },
          ]}
        />
      )}
      {loading && <Loading />}
      {hasMore && (
        <p className="more">
          <Button onClick={more} busy={loading}>
            {say("more")}
          </Button>
        </p>
      )}
    </>
  );
}

function PostingCell({ officer }: { officer: Officer }) {
  const { say } = useAdministrationWords();
  const words = useWords();
  const { unit } = useLabels();
  const posting = currentPosting(officer, Date.now());
  if (!posting) return <strong>{say("noPosting")}</strong>;
  return (
    <div className="cell">
      <span>{unit(posting.unitId)}</span>
      <span className="quiet">{words.sayCode("role", posting.role, "role.registrar")}</span>
    </div>
  );
}
