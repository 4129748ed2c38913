// Administration of the rules of alert: in plain words, changed by two people, with their history.
import { useState } from "react";
import { mayChangePack } from "#src/domain/pack/change-access.ts";
import type { AlertRule } from "#src/schema/pack.ts";
import type { PackChange } from "#src/schema/pack-change.ts";
import { Button } from "../components/controls.tsx";
import { Notice, Page, Panel } from "../components/layout.tsx";
import { useAlertRuleWords } from "../messages/alert-rules.ts";
import { useChangeWords } from "../messages/changes.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { useOfficer } from "../session.tsx";
import { AdministrationTabs } from "./administration/AdministrationTabs.tsx";
import { ChangeHistory } from "./administration/ChangeHistory.tsx";
import { useChanges } from "./administration/pack-change.ts";
import { RuleDialog } from "./alert-rules/RuleDialog.tsx";
import { RuleWords } from "./alert-rules/RuleWords.tsx";
import "./records.css";
import "./administration/administration.css";

export default function AlertRulesPage() {
  const { say } = useAlertRuleWords();
  const { say: sayChange } = useChangeWords();
  const { pick } = useWords();
  const { alertRules } = usePack();
  const { role } = useOfficer();
  const changes = useChanges("alert-rules");
  const [asked, setAsked] = useState<{ rule: AlertRule | undefined }>();
  const [done, setDone] = useState(false);
  const manages = mayChangePack(role, "manage", "alert-rules").effect === "allow";
  const change = (rule: AlertRule | undefined) => {
    setDone(false);
    setAsked({ rule });
  };
  const describe = (made: PackChange) =>
    made.kind === "alert-rules"
      ? say("did", {
          rules: made.rules.map(({ label }) => pick(label)).join("; "),
          minutes: made.escalateAfterMinutes.join(", "),
        })
      : made.kind;
  return (
    <Page title={say("title")}>
      <AdministrationTabs />
      <p className="quiet">{say("explain")}</p>
      {done && (
        <Notice kind="done" live>
          {sayChange("proposed")}
        </Notice>
      )}
      {alertRules.rules.map((rule) => (
        <Panel
          key={rule.code}
          id={`rule-${rule.code}`}
          title={pick(rule.label)}
          actions={
            manages && (
              <Button aria-label={say("changeOf", { rule: pick(rule.label) })} onClick={() => change(rule)}>
                {say("change")}
              </Button>
            )
          }
        >
          <RuleWords rule={rule} />
        </Panel>
      ))}
      <Panel
        id="escalation"
        title={say("escalation")}
        actions={manages && <Button onClick={() => change(undefined)}>{say("changeEscalation")}</Button>}
      >
        <ol className="steps">
          {alertRules.escalateAfterMinutes.map((minutes) => (
            <li key={minutes}>{say("escalates", { minutes })}</li>
          ))}
        </ol>
      </Panel>
      <ChangeHistory subject="alert-rules" changes={changes} describe={describe} />
      {asked && (
        <RuleDialog
          inForce={alertRules}
          rule={asked.rule}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            setDone(true);
            changes.reload();
          }}
        />
      )}
    </Page>
  );
}
