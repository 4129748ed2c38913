// Every entry of a case: what kind, who, when, and where it stands in the log.
import { useState } from "react";
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
import { useFieldWords } from "./use-field-words.ts";

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
  const { sayCode } = useCaseWords();
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
      <Seal entry={entry} />
      {entry.kind !== "complaint" && isContent(entry.content) && (
        <EntryContent kind={entry.kind} content={entry.content} file={file} />
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

/** There only while the names are open: what the entry itself says. */
function EntryContent({ kind, content, file }: { kind: string; content: Content; file: CaseFile }) {
  const { say } = useCaseWords();
  const { label } = useLabels();
  const { fullName } = useFieldWords();
  if (kind === "supplement") {
    const { kind: what, ...added } = content;
    return (
      <Fold title={`${say("content")}: ${label("supplement-kind", String(what))}`}>
        <SummaryView complaint={added} />
      </Fold>
    );
  }
  if (kind === "amendment") {
    return (
      <span>
        {fullName(String(content.pointer))} · {label("amendment-reason", String(content.reason))}
      </span>
    );
  }
  const proposed = file.entries.find(({ entryId }) => entryId === content.proposal);
  return (
    <span>
      {say(content.approved === true ? "approved" : "refused")}
      {proposed && ` (${proposed.seq})`}
    </span>
  );
}
