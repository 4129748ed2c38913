// What the weekly review looks for: each limit in words, the proposal of others by those who oversee, and their history.
import type { AuditReviewRules } from "#src/schema/audit-review.ts";
import type { PackChange } from "#src/schema/pack-change.ts";
import { Button } from "../../components/controls.tsx";
import { Panel, Table } from "../../components/layout.tsx";
import { useReviewWords } from "../../messages/review.ts";
import { useReviewRuleWords } from "../../messages/review-rules.ts";
import { ChangeDone } from "../administration/ChangeDone.tsx";
import { ChangeHistory } from "../administration/ChangeHistory.tsx";
import { usePackChanging } from "../administration/use-pack-changing.ts";
import { RulesDialog } from "./RulesDialog.tsx";
import { limitsOf } from "./rule-limits.ts";

export interface RulesPanelProps {
  inForce: AuditReviewRules;
  /** Asks for the rules again: somebody agreed to others. */
  reload: () => void;
}

export function RulesPanel({ inForce, reload }: RulesPanelProps) {
  const { say } = useReviewRuleWords();
  const limits = useLimitWords();
  const { changes, manages, asked, done, ask, onClose, onDone } = usePackChanging<true>("review-rules");
  const describe = (made: PackChange) =>
    made.kind === "review-rules"
      ? say("did", {
          limits: limits(made.rules)
            .map(({ words }) => words)
            .join(" "),
        })
      : made.kind;
  return (
    <>
      <Panel
        id="review-rules"
        title={say("title")}
        actions={manages && <Button onClick={() => ask(true)}>{say("change")}</Button>}
      >
        <p className="quiet">{say("explain")}</p>
        {done && <ChangeDone {...done} />}
        <Table
          caption={say("caption")}
          rows={limits(inForce)}
          rowKey={({ rule }) => rule}
          columns={[
            { key: "rule", title: say("rule"), cell: ({ name }) => <strong>{name}</strong> },
            { key: "limit", title: say("limit"), cell: ({ words }) => words },
          ]}
        />
        <p className="quiet">{say("always")}</p>
      </Panel>
      <ChangeHistory subject="review-rules" changes={changes} describe={describe} onDecided={reload} />
      {asked && <RulesDialog inForce={inForce} onClose={onClose} onDone={onDone} />}
    </>
  );
}

/** Each limit with the rule's name and a sentence. */
export function useLimitWords() {
  const { sayCode, say } = useReviewRuleWords();
  const review = useReviewWords();
  return (rules: AuditReviewRules) =>
    limitsOf(rules).map(({ rule, limits }) => ({
      rule,
      name: rule === "sample" ? say("sample") : review.sayCode("rule", rule),
      words: sayCode("is", rule, limits),
    }));
}
