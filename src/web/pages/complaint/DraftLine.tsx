// Whether what is written is safe on this computer, and whether the register can be reached at all.
import { formatClock } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";

export interface DraftLineProps {
  /** Milliseconds since 1970 of the last save; undefined before the first. */
  savedAt: number | undefined;
  canKeep: boolean;
  /** It concerns an officer: kept for this window alone. */
  hereOnly: boolean;
  connected: boolean;
}

/** Always of the same height, so that nothing under the pointer moves when it changes. */
export function DraftLine({ savedAt, canKeep, hereOnly, connected }: DraftLineProps) {
  const { say } = useWords();
  const { manifest } = usePack();
  const saved =
    savedAt &&
    say(hereOnly ? "draft.savedHere" : "draft.saved", { time: formatClock(savedAt, manifest.timeZone) });
  return (
    <p className="small draft-line" aria-live="polite">
      <span className="quiet">{canKeep ? saved : say("draft.notSaved")}</span>{" "}
      {!connected && <strong>{say("draft.offline")}</strong>}
    </p>
  );
}
