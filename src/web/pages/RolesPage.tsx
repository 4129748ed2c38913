// What each role may do, in plain words, read out of the tables the register decides by; to be filtered and printed.
import { useState } from "react";
import { DATA_CLASSES } from "#src/domain/access/access-question.ts";
import { POLICY } from "#src/domain/access/decide-access.ts";
import { DELEGATION_DAYS } from "#src/domain/access/delegation.ts";
import { DENIALS, REFUSED_BEFORE } from "#src/domain/access/denials.ts";
import { closedTo, type RoleRight, rightsOf } from "#src/domain/access/role-rights.ts";
import { Role } from "#src/schema/case.ts";
import { Button, Select } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { EmptyState, Page, Panel, Table } from "../components/layout.tsx";
import { useRoleWords } from "../messages/roles.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { AdministrationTabs } from "./administration/AdministrationTabs.tsx";
import "./records.css";
import "./administration/administration.css";

export default function RolesPage() {
  const { say } = useRoleWords();
  const words = useWords();
  const [role, setRole] = useState("");
  const [dataClass, setDataClass] = useState("");
  const shown = Role.options
    .filter((each) => role === "" || each === role)
    .map((each) => ({ role: each, rights: rightsOf(each).filter(isAbout(dataClass)) }))
    .filter(({ rights }) => role !== "" || rights.length > 0);
  return (
    <Page title={say("title")} actions={<Button onClick={() => window.print()}>{say("print")}</Button>}>
      <AdministrationTabs />
      <p className="quiet">{say("explain")}</p>
      <search className="search search-short no-print">
        <Field id="roles-role" label={say("role")}>
          {(control) => (
            <Select
              {...control}
              value={role}
              onChange={setRole}
              empty={say("allRoles")}
              options={Role.options.map((code) => ({ value: code, label: words.say(`role.${code}`) }))}
            />
          )}
        </Field>
        <Field id="roles-class" label={say("class")}>
          {(control) => (
            <Select
              {...control}
              value={dataClass}
              onChange={setDataClass}
              empty={say("allClasses")}
              options={DATA_CLASSES.map((code) => ({ value: code, label: say(`class.${code}`) }))}
            />
          )}
        </Field>
      </search>
      {shown.length === 0 && <EmptyState>{say("none")}</EmptyState>}
      {shown.map((each) => (
        <RolePanel key={each.role} {...each} whole={dataClass === ""} />
      ))}
      {role === "" && dataClass === "" && <LimitsPanel />}
      <Panel id="denials" title={say("denials")}>
        <ul className="bullets">
          {[...REFUSED_BEFORE, ...DENIALS.map(({ reason }) => reason)].map((reason) => (
            <DenialLine key={reason} reason={reason} />
          ))}
        </ul>
        <p className="quiet small">{say("policy", { policy: POLICY })}</p>
      </Panel>
    </Page>
  );
}

/** What is counted and what ends by itself, for every role. */
function LimitsPanel() {
  const { say } = useRoleWords();
  const { postings: term, personSearchesADay, casesOpenedADay } = usePack().manifest;
  return (
    <Panel id="limits" title={say("limits")}>
      <ul className="bullets">
        <li>{term ? say("limit.posting", term) : say("limit.noPosting")}</li>
        <li>{say("limit.delegation", { days: DELEGATION_DAYS })}</li>
        <li>{say("limit.searches", { n: personSearchesADay })}</li>
        <li>{say("limit.names", { n: casesOpenedADay })}</li>
      </ul>
      <p className="quiet small">{say("limit.ofPack")}</p>
    </Panel>
  );
}

const isAbout =
  (dataClass: string) =>
  ({ classes }: RoleRight) =>
    dataClass === "" || classes.some((each) => each === dataClass);

function DenialLine({ reason }: { reason: string }) {
  const { sayCode } = useRoleWords();
  return <li>{sayCode("denial", reason)}</li>;
}

/** `whole`: all of its rights are shown, and so what it has none to can be said. */
function RolePanel({ role, rights, whole }: { role: Role; rights: readonly RoleRight[]; whole: boolean }) {
  const { say, sayCode } = useRoleWords();
  const words = useWords();
  const title = words.say(`role.${role}`);
  const join = (prefix: "action" | "class" | "duty", codes: readonly string[], by: string) =>
    codes.map((code) => sayCode(prefix, code)).join(by);
  return (
    <Panel id={`role-${role}`} title={title}>
      {rights.length === 0 ? (
        <p>{say("nothing")}</p>
      ) : (
        <Table
          caption={say("mayOf", { role: title })}
          rows={rights}
          rowKey={({ to, actions, classes }) => `${to} ${actions.join()} ${classes.join()}`}
          columns={[
            { key: "may", title: say("may"), cell: ({ actions }) => join("action", actions, ", ") },
            { key: "what", title: say("what"), cell: ({ classes }) => join("class", classes, "; ") },
            { key: "when", title: say("when"), cell: ({ to }) => say(`to.${to}`) },
            {
              key: "must",
              title: say("must"),
              cell: ({ obligations }) => join("duty", obligations, "; ") || "–",
            },
          ]}
        />
      )}
      {whole && <p>{say("never", { classes: join("class", closedTo(role), "; ") })}</p>}
    </Panel>
  );
}
