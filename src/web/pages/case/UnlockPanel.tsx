// Break-glass in the case file: what it is, asking for it, how it stands, and what was opened while it is.
import { useState } from "react";
import type { CaseFile } from "#src/schema/case.ts";
import { type UnlockClass, UnlockedFile, type UnlockLine, UnlockList } from "#src/schema/unlock.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice, Fold, Notice } from "../../components/layout.tsx";
import { useUnlockWords } from "../../messages/unlocks.ts";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { EndUnlock, UnlockStanding } from "../unlocks/UnlockStanding.tsx";
import { useRegisterTime } from "../unlocks/use-countdown.ts";
import { usePolledResource } from "../unlocks/use-polled-resource.ts";
import { UnlockDialog } from "./UnlockDialog.tsx";
import "../unlocks/unlocks.css";

const ASKS: readonly (readonly [string, UnlockClass])[] = [
  ["unlockVictims", "victim-identity"],
  ["unlockSuspects", "suspect-identity"],
  ["unlockComplainant", "complainant-identity"],
];

/** What of this case the reader may ask to have opened. */
export const unlockable = ({ allowed }: CaseFile): UnlockClass[] =>
  ASKS.filter(([name]) => allowed[name] === true).map(([, dataClass]) => dataClass);

export interface UnlockPanelProps {
  file: CaseFile;
  onOpened: (opened: UnlockedFile, line: UnlockLine) => void;
  /** One of the two ended it: what is in sight goes. */
  onEnded: () => void;
}

export function UnlockPanel({ file, onOpened, onEnded }: UnlockPanelProps) {
  const { say } = useUnlockWords();
  const { caseId } = file.line;
  const classes = unlockable(file);
  const path = classes.length > 0 ? `/api/unlocks?caseId=${caseId}` : undefined;
  const { value, failure, reload } = usePolledResource(path, UnlockList);
  const time = useRegisterTime(value?.now);
  const [asking, setAsking] = useState(false);
  const [sent, setSent] = useState(false);
  if (classes.length === 0) return null;
  const live = (value?.unlocks ?? []).filter(
    ({ own, state }) => own && (state === "waiting" || state === "open"),
  );
  return (
    <div className="no-print" id="unlock">
      <Fold title={say("panel")} open={live.length > 0}>
        <p>{say("panelWhy")}</p>
        <p className="quiet">{say("panelTold")}</p>
        {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
        {sent && live.some(({ state }) => state === "waiting") && (
          <Notice kind="done" live>
            {say("sent")}
          </Notice>
        )}
        {live.map((line) => (
          <Live
            key={line.unlockId}
            line={line}
            time={time}
            onOpened={onOpened}
            onEnded={() => {
              reload();
              onEnded();
            }}
          />
        ))}
        <div className="row">
          <Button onClick={() => setAsking(true)}>{say("ask")}</Button>
        </div>
      </Fold>
      {asking && (
        <UnlockDialog
          caseId={caseId}
          classes={classes}
          onClose={() => setAsking(false)}
          onAsked={() => {
            setAsking(false);
            setSent(true);
            reload();
          }}
        />
      )}
    </div>
  );
}

interface LiveProps extends Pick<UnlockPanelProps, "onOpened" | "onEnded"> {
  line: UnlockLine;
  time: number;
}

function Live({ line, time, onOpened, onEnded }: LiveProps) {
  const { say, sayCode } = useUnlockWords();
  const { busy, failure, run } = useChange();
  const show = () =>
    run(async () => {
      onOpened(await request("POST", `/api/unlocks/${line.unlockId}/names`, UnlockedFile), line);
    });
  return (
    <section className="form unlock" aria-label={sayCode("open", line.dataClass)}>
      <p>{sayCode("open", line.dataClass)}</p>
      <UnlockStanding line={line} time={time} />
      {failure && <FailureNotice kept={false} failure={failure} />}
      <div className="row">
        {line.state === "open" && line.asker && (
          <Button kind="primary" busy={busy} onClick={show}>
            {say("show")}
          </Button>
        )}
        <EndUnlock line={line} onEnded={onEnded} />
      </div>
    </section>
  );
}
