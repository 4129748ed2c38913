// The finding as it forms, the help of what is under the pointer, and the way to send: always in sight.
import { useState } from "react";
import { Button } from "../../components/controls.tsx";
import { FindingDetails, FindingHead, FindingQuestions } from "../../components/FindingView.tsx";
import { HelpArea } from "../../components/Help.tsx";
import { Tag, VerdictTag } from "../../components/layout.tsx";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import type { JudgedDraft } from "./judge-draft.ts";

export interface FindingPanelProps {
  judged: JudgedDraft;
  savedAt: number | undefined;
  canKeep: boolean;
  onReview: () => void;
  onDiscard: () => void;
}

export function FindingPanel({ judged, savedAt, canKeep, onReview, onDiscard }: FindingPanelProps) {
  const { say, language } = useWords();
  const { manifest } = usePack();
  const [open, setOpen] = useState(false);
  const { finding, withSuggestions } = judged;
  const { acts, means, purposes } = judged.complaint;
  // "Not consistent" said of an empty page would be a judgement nobody made.
  const nothing = acts.length + means.length + purposes.length === 0;
  const victims = judged.complaint.victims.map(({ personId }) => personId);
  return (
    <aside
      className={open ? "finding-panel finding-open" : "finding-panel"}
      aria-labelledby="section-0-title"
    >
      <div className="finding-bar">
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className="hidden">{say("finding.open")}: </span>
          {nothing ? <Tag>{say("verdict.none")}</Tag> : <VerdictTag verdict={finding.verdict} />}
        </Button>
        <Button kind="primary" onClick={onReview}>
          {say("send.review")}
        </Button>
      </div>
      <div className="finding-body">
        <h2 id="section-0-title" tabIndex={-1}>
          {say("finding.title")}
        </h2>
        <div aria-live="polite" aria-atomic="true">
          {nothing ? <Tag>{say("verdict.none")}</Tag> : <FindingHead finding={finding} />}
          {withSuggestions && (
            <p className="small">
              {say("finding.withSuggestions", { verdict: say(`verdict.${withSuggestions}`) })}
            </p>
          )}
        </div>
        <FindingQuestions finding={finding} victims={victims} />
        <p className="small">{say(finding.alert ? "finding.alert" : "finding.noAlert")}</p>
        <FindingDetails finding={finding} victims={victims} />
        <p className="small quiet">{say("finding.indicative")}</p>
      </div>
      <HelpArea />
      <div className="finding-send">
        <Button kind="primary" onClick={onReview}>
          {say("send.review")}
        </Button>
        <Button kind="quiet" onClick={onDiscard}>
          {say("draft.discard")}
        </Button>
        <p className="small quiet">
          {canKeep
            ? savedAt && say("draft.saved", { time: timeOf(savedAt, language, manifest.timeZone) })
            : say("draft.notSaved")}
        </p>
      </div>
    </aside>
  );
}

/** The time of day alone: the draft is of today. */
export function timeOf(at: number, language: "es" | "en", timeZone: string): string {
  return formatTime(new Date(at).toISOString(), language, timeZone).split(/,? /).at(-1) ?? "";
}
