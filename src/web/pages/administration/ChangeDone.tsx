// What the register says after a change: from when it is in force, or that somebody else has to confirm it.
import { Notice } from "../../components/layout.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { formatPartialDate } from "../../messages/times.ts";

export interface DoneChange {
  effectiveOn: string;
  /** It takes two people. */
  waits: boolean;
}

export function ChangeDone({ effectiveOn, waits }: DoneChange) {
  const { say } = useChangeWords();
  return (
    <Notice kind="done" live>
      {waits ? say("proposed") : say("made", { day: formatPartialDate(effectiveOn) })}
    </Notice>
  );
}
