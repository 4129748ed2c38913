// One directed step: what, by whom, by when, where it stands; its words while the names of the case are open.
import type { CaseFile } from "#src/schema/case.ts";
import type { DirectionLine } from "#src/schema/direction.ts";
import { Button } from "../../components/controls.tsx";
import { useDirectionWords } from "../../messages/directions.ts";
import { formatPartialDate, formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { DirectionStatus, useAddressee } from "./DirectionStatus.tsx";
import { useVictims } from "./use-victims.ts";

interface DirectionProps {
  one: DirectionLine;
  file: CaseFile;
  renew: () => void;
}

export function Direction({ one, file, renew }: DirectionProps) {
  const { say, sayCode } = useDirectionWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { label } = useLabels();
  const addressee = useAddressee();
  const protects = useVictims(file).name(one.victims);
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  const { ordered, answered } = wordsOf(file, one.directionId);
  const isKnown = file.entries.some(({ entryId }) => entryId === one.directionId);
  return (
    <div>
      <p>
        <strong>{label("direction-measure", one.measure)}</strong> ·{" "}
        {say("dueOn", { date: formatPartialDate(one.dueOn) })} · <DirectionStatus line={one} />
      </p>
      {protects !== "" && <p className="small">{say("protectsWhom", { victims: protects })}</p>}
      <p className="small">{addressee(one)}</p>
      <p className="quiet small">
        {say("givenBy", { officer: one.givenBy, time: time(one.givenAt) })}{" "}
        {one.endedAt !== null &&
          sayCode("endedBy", one.status, { officer: one.endedBy ?? "", time: time(one.endedAt) })}
      </p>
      {ordered && <blockquote className="said">{ordered}</blockquote>}
      {answered && (
        <>
          <p className="small">{say("answer")}</p>
          <blockquote className="said">{answered}</blockquote>
        </>
      )}
      {!file.namesOpened && <p className="quiet small">{say("textClosed")}</p>}
      {file.namesOpened && !isKnown && (
        <Button kind="quiet" className="no-print" onClick={renew}>
          {say("textRead")}
        </Button>
      )}
    </div>
  );
}

type Content = { direction?: string; personal?: { explanation?: string } };

/** What was written with it, and with the answer to it, as far as it is open. */
function wordsOf({ entries }: CaseFile, directionId: string): { ordered?: string; answered?: string } {
  const wordsIn = (content: unknown) => (content as Content | undefined)?.personal?.explanation;
  const ordered = wordsIn(entries.find(({ entryId }) => entryId === directionId)?.content);
  // The newest answer is the one that stands.
  const answers = entries.filter(
    ({ kind, content }) =>
      kind === "direction" && (content as Content | undefined)?.direction === directionId,
  );
  const answered = answers
    .map(({ content }) => wordsIn(content))
    .reverse()
    .find((words) => words !== undefined);
  return { ...(ordered && { ordered }), ...(answered && { answered }) };
}
