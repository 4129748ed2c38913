// What is in sight because two persons opened it, until when; and who complained, where that was opened.
import { useEffect } from "react";
import type { UnlockedFile, UnlockLine } from "#src/schema/unlock.ts";
import { Button } from "../../components/controls.tsx";
import { Notice, Panel } from "../../components/layout.tsx";
import { SummaryView } from "../../components/SummaryView.tsx";
import { formatTime } from "../../messages/times.ts";
import { useUnlockWords } from "../../messages/unlocks.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";

/** Kept in memory while it is in sight, and nowhere else. */
export interface Unlocked {
  opened: UnlockedFile;
  line: UnlockLine;
  /** Milliseconds until it closes, by the register's clock, when it was opened. */
  left: number;
}

export function UnlockedNotice({ unlocked, close }: { unlocked: Unlocked; close: () => void }) {
  const { say, sayCode } = useUnlockWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { label } = useLabels();
  const { opened, line, left } = unlocked;
  useEffect(() => {
    const timer = setTimeout(close, left);
    return () => clearTimeout(timer);
  }, [left, close]);
  return (
    <>
      <Notice kind="warning" live>
        <p>
          {say("shown", {
            what: sayCode("class", line.dataClass),
            reason: label("unlock-reason", line.reason),
            time: formatTime(opened.openUntil, language, manifest.timeZone),
          })}
        </p>
        <Button onClick={close}>{say("hide")}</Button>
      </Notice>
      {opened.complainant && (
        <Panel id="complainant" title={say("complainant")}>
          <SummaryView complaint={{ complainant: opened.complainant }} />
        </Panel>
      )}
    </>
  );
}
