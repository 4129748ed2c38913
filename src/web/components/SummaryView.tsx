// A complaint to read: groups of lines, for the last look before sealing and for a case file.
import { useMemo } from "react";
import { type SummaryGroup, summarise } from "../forms/summary.ts";
import { useNames } from "../forms/use-names.ts";
import { useWords } from "../messages/words.tsx";
import { useLabels } from "../pack.tsx";

export function useSummary(complaint: unknown): SummaryGroup[] {
  const words = useWords();
  const names = useNames();
  const { label } = useLabels();
  return useMemo(() => summarise(complaint, { words, names, label }), [complaint, words, names, label]);
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
