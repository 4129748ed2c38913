// Postings that wait for a second person: who proposed them, by which order, and the word that makes them count.
import { useState } from "react";
import * as z from "zod/mini";
import { ProposedPosting } from "#src/schema/account.ts";
import { Button } from "../../components/controls.tsx";
import { Dialog, FailureNotice, Notice, Panel, Table } from "../../components/layout.tsx";
import { usePostingWords } from "../../messages/postings.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useResource } from "../../use-resource.ts";

const Proposals = z.object({ proposals: z.array(ProposedPosting) });
type Step = "agree" | "refuse";

const stepsFor = ({ agree, own }: ProposedPosting): Step[] => {
  if (agree === true) return ["agree", "refuse"];
  return own ? ["refuse"] : [];
};

/** Nothing where none waits. */
export function ProposedPostings({ onDecided }: { onDecided: () => void }) {
  const { say } = usePostingWords();
  const words = useWords();
  const { unit } = useLabels();
  const { timeZone } = usePack().manifest;
  const { value, failure, reload } = useResource("/api/posting-proposals", Proposals);
  const [asked, setAsked] = useState<{ step: Step; posting: ProposedPosting }>();
  const [done, setDone] = useState<"agreed" | "refused">();
  const change = useChange();
  const role = ({ role: code }: ProposedPosting) => words.sayCode("role", code, "role.registrar");
  const decide = async () => {
    if (asked === undefined) return;
    const path = `/api/posting-proposals/${asked.posting.postingId}/${asked.step}`;
    await request("POST", path, z.unknown(), { body: {} });
    setDone(asked.step === "agree" ? "agreed" : "refused");
    setAsked(undefined);
    reload();
    onDecided();
  };
  return (
    <>
      {done && (
        <Notice kind="done" live>
          {say(done)}
        </Notice>
      )}
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {value && value.proposals.length > 0 && (
        <Panel id="proposed-postings" title={say("waiting")}>
          <p>{say("waitingWhat")}</p>
          <Table
            caption={say("waitingCaption")}
            rows={value.proposals}
            rowKey={({ postingId }) => postingId}
            columns={[
              {
                key: "whose",
                title: say("whose"),
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
                cell: (row) => (
                  <div className="cell">
                    <span>{unit(row.unitId)}</span>
                    <span className="quiet">{role(row)}</span>
                  </div>
                ),
              },
              { key: "order", title: say("order"), cell: ({ orderNumber }) => orderNumber },
              {
                key: "asked",
                title: say("asked"),
                cell: ({ proposer, proposedAt }) => (
                  <div className="cell">
                    <span>{proposer}</span>
                    <span className="quiet">{formatTime(proposedAt, words.language, timeZone)}</span>
                  </div>
                ),
              },
              {
                key: "steps",
                title: say("steps"),
                cell: (row) => (
                  <div className="row">
                    {row.agree === "not-of-the-command" && <span>{say("notOfTheCommand")}</span>}
                    {row.own && <span>{say("ownProposal")}</span>}
                    {stepsFor(row).map((step) => (
                      <Button
                        key={step}
                        aria-label={`${say(step)}: ${row.name}`}
                        onClick={() => setAsked({ step, posting: row })}
                      >
                        {say(step)}
                      </Button>
                    ))}
                  </div>
                ),
              },
            ]}
          />
        </Panel>
      )}
      <Dialog
        open={asked !== undefined}
        title={asked ? say(asked.step) : ""}
        onClose={() => setAsked(undefined)}
      >
        {change.failure && <FailureNotice kept={false} failure={change.failure} />}
        <p>
          {asked &&
            say(`${asked.step}Sure`, {
              name: asked.posting.name,
              role: role(asked.posting),
              unit: unit(asked.posting.unitId),
              order: asked.posting.orderNumber,
            })}
        </p>
        <div className="row">
          <Button
            kind={asked?.step === "refuse" ? "danger" : "primary"}
            busy={change.busy}
            onClick={() => change.run(decide)}
          >
            {asked && say(asked.step)}
          </Button>
          <Button onClick={() => setAsked(undefined)}>{words.say("app.cancel")}</Button>
        </div>
      </Dialog>
    </>
  );
}
