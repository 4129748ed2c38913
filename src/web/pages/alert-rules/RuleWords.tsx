// A rule of alert in sentences: when it fires, whom it reaches, how urgently.
import type { AlertRule } from "#src/schema/pack.ts";
import { useAlertRuleWords } from "../../messages/alert-rules.ts";
import { useWords } from "../../messages/words.tsx";

export function RuleWords({ rule }: { rule: AlertRule }) {
  const { say } = useAlertRuleWords();
  const words = useWords();
  const { verdicts, minor, sexualPurpose, urgency, receivers } = rule;
  return (
    <ul className="bullets">
      <li>
        {say("when", { verdicts: verdicts.map((code) => words.say(`verdict.${code}`)).join("; ") || "–" })}
      </li>
      {sexualPurpose ? <li>{say("minorSexual")}</li> : minor && <li>{say("minor")}</li>}
      <li>
        {say("reaches", { receivers: receivers.map((code) => say(`receiver.${code}`)).join("; ") || "–" })}
      </li>
      <li>{say(`urgency.${urgency}`)}</li>
    </ul>
  );
}
