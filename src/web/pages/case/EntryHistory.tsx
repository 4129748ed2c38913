// Every entry of a case in words: who did what, when and why, and where it stands in the log.
import { useState } from "react";
import { isBlind } from "#src/domain/case/blind-correction.ts";
import { isPersonal } from "#src/domain/case/proposal.ts";
import type { CaseFile, EntryLine } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { Fold } from "../../components/layout.tsx";
import { SummaryView } from "../../components/SummaryView.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";
import { shortHash } from "./case-file.ts";
import { DivisionParts, type DivisionPartsProps } from "./DivisionParts.tsx";
import { useFieldWords } from "./use-field-words.ts";
import { useProposalWords } from "./use-proposal-words.ts";

export function EntryHistory({ file }: { file: CaseFile }) {
  return (
    <ol className="history">
      {file.entries.map((entry) => (
        <li key={entry.entryId}>
          <Entry entry={entry} file={file} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ entry, file }: { entry: EntryLine; file: CaseFile }) {
  const { say, sayCode } = useCaseWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { unit } = useLabels();
  return (
    <div className="cell">
      <strong>
        {entry.seq}. {sayCode("kind", entry.kind)}
      </strong>
      <span>
        {entry.officer}, <span className="quiet">{unit(entry.unitId)}</span>
      </span>
      <time dateTime={entry.receivedAt}>{formatTime(entry.receivedAt, language, manifest.timeZone)}</time>
      {entry.kind === "complaint" && entry.clockAhead !== undefined && (
        <span className="quiet">{say("clockAhead", { minutes: Math.round(entry.clockAhead / 60) })}</span>
      )}
      <Seal entry={entry} />
      {entry.kind !== "complaint" && isContent(entry.content) && (
        <EntryContent kind={entry.kind} content={entry.content} about={entry.about} file={file} />
      )}
    </div>
  );
}

/** Position in the log, and the hash: short to compare by eye, whole to copy. */
function Seal({ entry }: { entry: EntryLine }) {
  const { say } = useCaseWords();
  const { training } = useOfficer();
  const [copied, setCopied] = useState(false);
  if (training) return <span className="quiet">{say("notSealed")}</span>;
  return (
    <span className="seal">
      {entry.leafIndex === null ? say("promised") : say("inLog", { n: entry.leafIndex })}{" "}
      <code>{shortHash(entry.entryHash)}</code>
      <Button
        kind="quiet"
        className="no-print"
        onClick={() => {
          navigator.clipboard.writeText(entry.entryHash).then(
            () => setCopied(true),
            () => setCopied(false),
          );
        }}
      >
        {say(copied ? "copied" : "copyHash")}
      </Button>
    </span>
  );
}

type Content = Record<string, unknown>;
const isContent = (content: unknown): content is Content => typeof content === "object" && content !== null;

interface EntryContentProps {
  kind: string;
  content: Content;
  about: string | undefined;
  file: CaseFile;
}

/** What the entry says, in words; personal values only while the names are open. */
function EntryContent({ kind, content, about: whom, file }: EntryContentProps) {
  const { say, sayCode } = useCaseWords();
  const { label, unit } = useLabels();
  const { title, why } = useProposalWords();
  const { fullName } = useFieldWords();
  if (kind === "supplement") {
    const { kind: what, ...added } = content;
    return (
      <Fold title={`${say("content")}: ${label("supplement-kind", String(what))}`}>
        <SummaryView complaint={added} />
        <Settled file={file} content={content} name={fullName} />
      </Fold>
    );
  }
  const explanation = (content.personal as { explanation?: string } | undefined)?.explanation;
  if (kind === "amendment-decision") {
    const proposed = file.entries.find(({ entryId }) => entryId === content.proposal);
    const about =
      proposed && isContent(proposed.content) ? title({ ...proposed.content, kind: proposed.kind }) : "";
    return (
      <>
        <span>
          <strong>{say(content.approved === true ? "approved" : "refused")}</strong>
          {proposed && ` (${proposed.seq}): ${about}`}
        </span>
        {explanation && <span className="words">{explanation}</span>}
      </>
    );
  }
  if (kind === "assignment" || kind === "wall") {
    return (
      <>
        <span>
          {sayCode("step", String(content.act ?? content.step))}
          {whom !== undefined && `: ${whom}, ${unit(String(content.unitId))}`}
        </span>
        {explanation && <span className="words">{explanation}</span>}
      </>
    );
  }
  if (kind === "direction") {
    const { move, measure, direction } = content;
    const about = file.entries.find(({ entryId }) => entryId === direction);
    const what = measure ?? (about?.content as Content | undefined)?.measure;
    return (
      <>
        <span>
          {sayCode("step", move === "withdraw" ? "withdraw-direction" : String(move))}
          {what !== undefined && `: ${label("direction-measure", String(what))}`}
          {about && ` (${about.seq})`}
        </span>
        {explanation && <span className="words">{explanation}</span>}
      </>
    );
  }
  const proposal = { ...content, kind };
  return (
    <>
      <span>{[title(proposal), why(proposal)].filter(Boolean).join(" · ")}</span>
      {kind === "division" && content.begins === undefined && (
        <DivisionParts file={file} parts={content as unknown as DivisionPartsProps["parts"]} />
      )}
      {kind === "amendment" && content.change === undefined && <Values content={content} file={file} />}
      {explanation && <span className="words">{explanation}</span>}
    </>
  );
}

/** From which value to which: the new one as proposed, whatever became of it. */
function Values({ content, file }: { content: Content; file: CaseFile }) {
  const { say } = useCaseWords();
  const { text } = useFieldWords();
  const pointer = String(content.pointer);
  if (isBlind(pointer)) return <span className="quiet">{say("blindClosed")}</span>;
  const closed = isPersonal(pointer) && !file.namesOpened;
  if (closed) return <span className="quiet">{say("changedClosed")}</span>;
  const values = (isPersonal(pointer) ? content.personal : content) as {
    oldValue?: unknown;
    newValue?: unknown;
  };
  return (
    <span className="words">
      {text(file.complaint, pointer, values.oldValue)} → {text(file.complaint, pointer, values.newValue)}
    </span>
  );
}

interface SettledProps {
  file: CaseFile;
  content: Content;
  name: (pointer: string) => string;
}

/** What had been said before and reads differently since this supplement. */
function Settled({ file, content, name }: SettledProps) {
  const { say } = useCaseWords();
  const { text } = useFieldWords();
  const entry = file.entries.find((each) => each.content === content);
  const changes = file.changes.filter(({ entryId }) => entryId === entry?.entryId);
  if (changes.length === 0) return null;
  return (
    <ul>
      {changes.map(({ pointer, oldValue }) => (
        <li key={pointer}>
          {name(pointer)}: {say("changedFrom", { before: text(file.complaint, pointer, oldValue) })}
        </li>
      ))}
    </ul>
  );
}
