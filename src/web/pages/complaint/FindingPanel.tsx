// The finding as it forms, the help of what is under the pointer, and the way to send: always in sight.
import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/controls.tsx";
import { FindingDetails, FindingHead, FindingLaw, FindingQuestions } from "../../components/FindingView.tsx";
import { HelpArea } from "../../components/Help.tsx";
import { Tag, VerdictTag } from "../../components/layout.tsx";
import { useWords } from "../../messages/words.tsx";
import { DraftLine } from "./DraftLine.tsx";
import type { JudgedDraft } from "./judge-draft.ts";

export interface FindingPanelProps {
  judged: JudgedDraft;
  savedAt: number | undefined;
  /** What was saved concerns an officer: it is kept for this window alone. */
  hereOnly: boolean;
  canKeep: boolean;
  /** False while the register cannot be reached. */
  connected: boolean;
  onReview: () => void;
  onDiscard: () => void;
}

export function FindingPanel({
  judged,
  savedAt,
  hereOnly,
  canKeep,
  connected,
  onReview,
  onDiscard,
}: FindingPanelProps) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  const { finding, withSuggestions } = judged;
  const body = useRef<HTMLDivElement>(null);
  const said = JSON.stringify(finding);
  // A new finding is read from its beginning, wherever the old one had been scrolled to.
  useEffect(() => {
    if (said && body.current) body.current.scrollTop = 0;
  }, [said]);
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
      <div className="finding-top">
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
      </div>
      <div className="finding-body" ref={body}>
        {!nothing && <FindingLaw finding={finding} />}
        <FindingQuestions finding={finding} victims={victims} />
        <p className="small">{say(finding.alert ? "finding.alert" : "finding.noAlert")}</p>
        <FindingDetails finding={finding} victims={victims} />
        <p className="small quiet">{say("finding.indicative")}</p>
      </div>
      <div className="finding-send">
        <Button kind="primary" onClick={onReview}>
          {say("send.review")}
        </Button>
        <DraftLine savedAt={savedAt} canKeep={canKeep} hereOnly={hereOnly} connected={connected} />
        <Button kind="quiet" onClick={onDiscard}>
          {say("draft.discard")}
        </Button>
      </div>
      <HelpArea />
    </aside>
  );
}
