// What the rule as filled in would have alerted in the last twelve months, beside the one in force.
import { useState } from "react";
import * as z from "zod/mini";
import type { AlertRule } from "#src/schema/pack.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice, Notice } from "../../components/layout.tsx";
import { useAlertRuleWords } from "../../messages/alert-rules.ts";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

const Trial = z.object({
  since: z.string(),
  asked: z.nullable(z.int()),
  inForce: z.optional(z.nullable(z.int())),
});
type Trial = z.infer<typeof Trial>;

export function RuleTrial({ rule }: { rule: AlertRule }) {
  const { say } = useAlertRuleWords();
  const [found, setFound] = useState<{ trial: Trial; of: AlertRule }>();
  const { busy, failure, run } = useChange();
  const look = () =>
    run(async () => {
      const trial = await request("POST", "/api/alert-rules/trials", Trial, { body: { rule } });
      setFound({ trial, of: rule });
    });
  const cases = (n: number | null) => (n === null ? say("trialFew") : say("trialCases", { n }));
  return (
    <div className="stack">
      <div className="row">
        <Button busy={busy} disabled={rule.verdicts.length === 0} onClick={look}>
          {say("trial")}
        </Button>
      </div>
      {failure && <FailureNotice kept={false} failure={failure} retry={look} />}
      {/* What was filled in since is another question. */}
      {found?.of === rule && (
        <Notice live>
          <p>{say("trialAsked", { cases: cases(found.trial.asked) })}</p>
          {found.trial.inForce !== undefined && (
            <p>{say("trialInForce", { cases: cases(found.trial.inForce) })}</p>
          )}
          <p className="quiet small">{say("trialHow")}</p>
        </Notice>
      )}
    </div>
  );
}
