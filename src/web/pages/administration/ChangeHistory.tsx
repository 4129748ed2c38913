// The changes made about one subject: who, by which order, from when; what is planned can be taken back, what waits agreed to.
import { useState } from "react";
import { mayChangePack } from "#src/domain/pack/change-access.ts";
import type { PackChange } from "#src/schema/pack-change.ts";
import { Button } from "../../components/controls.tsx";
import { EmptyState, FailureNotice, Loading, Notice, Panel, Table } from "../../components/layout.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { formatPartialDate, formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useFreshPack, usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import type { Resource } from "../../use-resource.ts";
import { useToday } from "../../use-today.ts";
import { type ChangeRow, decideChange, stateOf } from "./pack-change.ts";

export interface ChangeHistoryProps {
  subject: string;
  changes: Resource<readonly ChangeRow[]>;
  /** What a change does, in words. */
  describe: (change: PackChange) => string;
  /** Asks for what follows from the changes where the public pack does not hold it. */
  onDecided?: () => void;
}

export function ChangeHistory({ subject, changes, describe, onDecided }: ChangeHistoryProps) {
  const { say } = useChangeWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { role } = useOfficer();
  const today = useToday();
  const freshPack = useFreshPack(onDecided);
  const [done, setDone] = useState<"revoked" | "confirmed">();
  const { busy, failure, run } = useChange();
  const { value, reload } = changes;
  const may = (action: "manage" | "decide") => mayChangePack(role, action, subject).effect === "allow";
  const decide = ({ changeId }: ChangeRow, decision: "revoke" | "confirm") => {
    setDone(undefined);
    run(async () => {
      await decideChange(changeId, decision);
      setDone(decision === "revoke" ? "revoked" : "confirmed");
      reload();
      freshPack();
    });
  };
  return (
    <Panel id="changes" title={say("history")}>
      {done && (
        <Notice kind="done" live>
          {say(done)}
        </Notice>
      )}
      {failure && <FailureNotice kept={false} failure={failure} />}
      {changes.failure && <FailureNotice kept={false} failure={changes.failure} retry={reload} />}
      {!value && changes.loading && <Loading />}
      {value?.length === 0 && <EmptyState>{say("noChanges")}</EmptyState>}
      {value && value.length > 0 && (
        <Table
          caption={say("historyCaption")}
          rows={value}
          rowKey={({ changeId }) => changeId}
          columns={[
            { key: "what", title: say("what"), cell: ({ change }) => describe(change) },
            {
              key: "from",
              title: say("from"),
              cell: ({ effectiveOn, orderNumber }) => (
                <div className="cell">
                  <span>{formatPartialDate(effectiveOn)}</span>
                  {orderNumber && <span className="quiet">{orderNumber}</span>}
                </div>
              ),
            },
            {
              key: "who",
              title: say("who"),
              cell: ({ officer, madeAt, decidedBy, decidedAt, revoked }) => (
                <div className="cell">
                  <span>
                    {officer}, {formatTime(madeAt, language, manifest.timeZone)}
                  </span>
                  {decidedBy && decidedAt && (
                    <span className="quiet">
                      {say(revoked ? "revokedBy" : "confirmedBy", {
                        who: decidedBy,
                        when: formatTime(decidedAt, language, manifest.timeZone),
                      })}
                    </span>
                  )}
                </div>
              ),
            },
            {
              key: "state",
              title: say("state"),
              cell: (row) => {
                const state = stateOf(row, today);
                const open = state === "waiting" || state === "planned";
                const what = describe(row.change);
                return (
                  <div className="cell">
                    <span>{say(`state.${state}`)}</span>
                    {state === "waiting" && may("decide") && (
                      <Button
                        busy={busy}
                        aria-label={`${say("confirm")}: ${what}`}
                        onClick={() => decide(row, "confirm")}
                      >
                        {say("confirm")}
                      </Button>
                    )}
                    {open && may("manage") && (
                      <Button
                        busy={busy}
                        aria-label={`${say("revoke")}: ${what}`}
                        onClick={() => decide(row, "revoke")}
                      >
                        {say("revoke")}
                      </Button>
                    )}
                  </div>
                );
              },
            },
          ]}
        />
      )}
    </Panel>
  );
}
