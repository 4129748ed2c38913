// In the own part of a service: what the prosecutor directed to protect those entrusted to it, what is open first.
import type { CasePart, ProtectiveMeasure } from "#src/schema/case-part.ts";
import { EmptyState, Panel } from "../../components/layout.tsx";
import { useCasePartWords } from "../../messages/case-part.ts";
import { useDirectionWords } from "../../messages/directions.ts";
import { formatPartialDate, formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useToday } from "../../use-today.ts";
import { DirectionStatus } from "./DirectionStatus.tsx";

export function ProtectiveMeasures({ part: { facts, measures } }: { part: CasePart }) {
  const { say } = useCasePartWords();
  const { say: sayOfDirection } = useDirectionWords();
  const { say: sayOfComplaint, language } = useWords();
  const { manifest } = usePack();
  const { label } = useLabels();
  const today = useToday();
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  // Numbered as on the page above, where they stand in this order.
  const entrusted = (facts.victims ?? []) as { personId: string }[];
  const whom = ({ victims }: ProtectiveMeasure) =>
    entrusted
      .flatMap(({ personId }, at) =>
        victims.includes(personId) ? [sayOfComplaint("complaint.victim", { n: at + 1 })] : [],
      )
      .join(", ");
  const isOpen = ({ status }: ProtectiveMeasure) => status === "open";
  const ordered = [
    ...measures.filter(isOpen).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1)),
    ...measures.filter((one) => !isOpen(one)).reverse(),
  ];
  return (
    <Panel id="measures" title={say("measures")}>
      <p className="quiet">{say("measuresHelp")}</p>
      {ordered.length === 0 && <EmptyState>{say("noMeasures")}</EmptyState>}
      <ul className="holders">
        {ordered.map((one) => (
          <li key={`${one.givenAt} ${one.measure}`}>
            <p>
              <strong>{label("direction-measure", one.measure)}</strong> ·{" "}
              {sayOfDirection("dueOn", { date: formatPartialDate(one.dueOn) })} ·{" "}
              <DirectionStatus line={{ status: one.status, overdue: isOpen(one) && one.dueOn < today }} />
            </p>
            {entrusted.length > 1 && (
              <p className="small">{sayOfDirection("protectsWhom", { victims: whom(one) })}</p>
            )}
            <p className="quiet small">
              {say("given", { time: time(one.givenAt) })}{" "}
              {one.endedAt !== null && say("ended", { time: time(one.endedAt) })}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
