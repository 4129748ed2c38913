// A complaint to read: groups of lines, for the last look before sealing and for a case file.
import { useMemo } from "react";
import { type SummaryGroup, summarise } from "../forms/summary.ts";
import { useWords } from "../messages/words.tsx";
import { useLabels, usePack } from "../pack.tsx";

export function useSummary(complaint: unknown): SummaryGroup[] {
  const words = useWords();
  const { catalogues } = usePack();
  const { label } = useLabels();
  return useMemo(() => {
    const catalogue = (id: string) => {
      const found = catalogues[id];
      return found ? words.pick(found.label) : id;
    };
    return summarise(complaint, { words, catalogue, label });
  }, [complaint, words, catalogues, label]);
}

export function SummaryView({ complaint }: { complaint: unknown }) {
  const { say } = useWords();
  const groups = useSummary(complaint);
  return (
    <div className="summary">
      {groups.map((group) => (
        <section key={group.pointer} className="summary-group">
          {group.title && <h3>{group.title}</h3>}
          {group.lines.length === 0 && group.pointer !== "" && <p className="quiet">{say("send.nothing")}</p>}
          <dl className="lines-list">
            {group.lines.map((line) => (
              <div key={line.pointer}>
                <dt>{line.label}</dt>
                <dd>{line.text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
