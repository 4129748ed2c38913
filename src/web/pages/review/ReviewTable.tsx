// What is to be looked at: each item with who, how often and when, the way to its events, and how it was judged.
import { Link } from "wouter";
import type { ReviewItem } from "#src/schema/audit-review.ts";
import { Button } from "../../components/controls.tsx";
import { Table } from "../../components/layout.tsx";
import { useReviewWords } from "../../messages/review.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";

export interface ReviewTableProps {
  caption: string;
  items: readonly ReviewItem[];
  onMark: (item: ReviewItem) => void;
}

export function ReviewTable({ caption, items, onMark }: ReviewTableProps) {
  const { say } = useReviewWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { unit } = useLabels();
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  return (
    <Table
      caption={caption}
      rows={items}
      rowKey={({ itemId }) => itemId}
      columns={[
        {
          key: "what",
          title: say("what"),
          cell: ({ rule, dueAt }) => (
            <div className="cell">
              <strong>{say(`rule.${rule}`)}</strong>
              {dueAt && <span>{say("due", { day: time(dueAt) })}</span>}
            </div>
          ),
        },
        {
          key: "who",
          title: say("who"),
          cell: ({ officer, officerId, unitId }) => (
            <div className="cell">
              <span>{officer ?? say("register")}</span>
              {unitId && <Link href={`/audit?unit=${unitId}`}>{unit(unitId)}</Link>}
              {officerId && (
                <Link href={`/audit?officer=${officerId}`} aria-label={say("seeOf", { who: officer ?? "" })}>
                  {say("see")}
                </Link>
              )}
            </div>
          ),
        },
        {
          key: "when",
          title: say("when"),
          cell: ({ events, firstAt, lastAt }) => (
            <div className="cell">
              <span>{say("between", { from: time(firstAt), to: time(lastAt) })}</span>
              <span className="quiet">
                {say("events")}: {events}
              </span>
            </div>
          ),
        },
        {
          key: "case",
          title: say("case"),
          cell: ({ caseNumber }) =>
            caseNumber ? (
              <Link
                href={`/audit?number=${encodeURIComponent(caseNumber)}`}
                aria-label={say("seeCase", { number: caseNumber })}
              >
                <span className="number">{caseNumber}</span>
              </Link>
            ) : (
              "–"
            ),
        },
        {
          key: "marks",
          title: say("marks"),
          cell: (item) => (
            <div className="cell">
              {item.marks.map(({ by, at, conclusion, note }) => (
                <div key={at} className="cell">
                  <strong>{say(`conclusion.${conclusion}`)}</strong>
                  <span className="words">{note ?? say("noteAway")}</span>
                  <span className="quiet small">{say("markedBy", { by, at: time(at) })}</span>
                </div>
              ))}
              <Button
                aria-label={say("markOf", {
                  what: say(`rule.${item.rule}`),
                  who: item.officer ?? say("register"),
                })}
                onClick={() => onMark(item)}
              >
                {say("mark")}
              </Button>
            </div>
          ),
        },
      ]}
    />
  );
}
