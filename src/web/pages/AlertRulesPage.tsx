// Administration of the rules of alert: in plain words, changed by two people, with their history.
import type { AlertRule } from "#src/schema/pack.ts";
import type { PackChange } from "#src/schema/pack-change.ts";
import { Button } from "../components/controls.tsx";
import { Panel } from "../components/layout.tsx";
import { useAlertRuleWords } from "../messages/alert-rules.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { ChangeHistory } from "./administration/ChangeHistory.tsx";
import { PackPage } from "./administration/PackPage.tsx";
import { usePackChanging } from "./administration/use-pack-changing.ts";
import { RuleDialog } from "./alert-rules/RuleDialog.tsx";
import { RuleWords } from "./alert-rules/RuleWords.tsx";
import { ProsecutorPanel, WallRulePanel } from "./alert-rules/WallRulePanel.tsx";

export default function AlertRulesPage() {
  const { say } = useAlertRuleWords();
  const { pick } = useWords();
  const { alertRules } = usePack();
  const { changes, manages, asked, done, ask, onClose, onDone } = usePackChanging<{
    rule: AlertRule | undefined;
  }>("alert-rules");
  const describe = (made: PackChange) =>
    made.kind === "alert-rules"
      ? say("did", {
          rules: made.rules.map(({ label }) => pick(label)).join("; "),
          minutes: made.escalateAfterMinutes.join(", "),
        })
      : made.kind;
  return (
    <PackPage title={say("title")} explain={say("explain")} done={done}>
      {alertRules.rules.map((rule) => (
        <Panel
          key={rule.code}
          id={`rule-${rule.code}`}
          title={pick(rule.label)}
          actions={
            manages && (
              <Button aria-label={say("changeOf", { rule: pick(rule.label) })} onClick={() => ask({ rule })}>
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
        actions={
          manages && <Button onClick={() => ask({ rule: undefined })}>{say("changeEscalation")}</Button>
        }
      >
        <ol className="steps">
          {alertRules.escalateAfterMinutes.map((minutes) => (
            <li key={minutes}>{say("escalates", { minutes })}</li>
          ))}
        </ol>
      </Panel>
      <WallRulePanel />
      <ProsecutorPanel />
      <ChangeHistory subject="alert-rules" changes={changes} describe={describe} />
      {asked && <RuleDialog inForce={alertRules} rule={asked.rule} onClose={onClose} onDone={onDone} />}
    </PackPage>
  );
}
