// Canary cases: which there are, and for auditors to set one by its number and to let go of one.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { auditReach } from "#src/domain/access/audit-reach.ts";
import { Canary } from "#src/schema/audit-review.ts";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Loading, Notice, Panel, Table } from "../../components/layout.tsx";
import { useReviewWords } from "../../messages/review.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useOfficer } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import { useResource } from "../../use-resource.ts";

const Canaries = z.object({ canaries: z.array(Canary) });

export function CanaryPanel() {
  const { say } = useReviewWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { role } = useOfficer();
  const { value, failure, reload } = useResource("/api/audit/canaries", Canaries);
  const [number, setNumber] = useState("");
  const [done, setDone] = useState<"canarySetDone" | "canaryEnded">();
  const change = useChange();
  const sets = auditReach(role) === "nation";
  const make = (what: "canarySetDone" | "canaryEnded", asked: () => Promise<unknown>) => {
    setDone(undefined);
    change.run(async () => {
      await asked();
      setDone(what);
      reload();
    });
  };
  const set = (event: FormEvent) => {
    event.preventDefault();
    if (number.trim() === "") return;
    make("canarySetDone", async () => {
      await request("POST", "/api/audit/canaries", z.unknown(), { body: { number: number.trim() } });
      setNumber("");
    });
  };
  return (
    <Panel id="canaries" title={say("canaries")}>
      <p className="quiet">{say("canariesWhat")}</p>
      {done && (
        <Notice kind="done" live>
          {say(done)}
        </Notice>
      )}
      {change.failure && <FailureNotice kept={false} failure={change.failure} />}
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value?.canaries.length === 0 && <p>{say("noCanaries")}</p>}
      {value && value.canaries.length > 0 && (
        <Table
          caption={say("canaries")}
          rows={value.canaries}
          rowKey={({ caseId }) => caseId}
          columns={[
            {
              key: "number",
              title: say("case"),
              cell: ({ caseNumber, caseId }) => <span className="number">{caseNumber ?? caseId}</span>,
            },
            {
              key: "by",
              title: say("setBy"),
              cell: ({ setBy, setAt }) =>
                say("markedBy", { by: setBy, at: formatTime(setAt, language, manifest.timeZone) }),
            },
            ...(sets
              ? [
                  {
                    key: "end",
                    title: say("canaryEnd"),
                    cell: ({ caseId, caseNumber }: Canary) => (
                      <Button
                        busy={change.busy}
                        aria-label={say("canaryEndOf", { number: caseNumber ?? caseId })}
                        onClick={() =>
                          make("canaryEnded", () =>
                            request("DELETE", `/api/audit/canaries/${caseId}`, z.unknown()),
                          )
                        }
                      >
                        {say("canaryEnd")}
                      </Button>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {sets && (
        <form className="search search-short" onSubmit={set}>
          <Field id="canary-number" label={say("canaryNumber")}>
            {(control) => <TextInput {...control} value={number} onChange={setNumber} maxLength={40} />}
          </Field>
          <div className="search-actions">
            <Button type="submit" busy={change.busy}>
              {say("canarySet")}
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}
