// What was drawn: who opened, which case, what for; the question, the answer, the verdict. Never a name that was opened.
import { Link } from "wouter";
import type { DrawnOpening } from "#src/schema/opening-sample.ts";
import { Button } from "../../components/controls.tsx";
import { Table, Tag } from "../../components/layout.tsx";
import { useOpeningWords } from "../../messages/openings.ts";
import { useSampleWords } from "../../messages/samples.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { AnswerAsked } from "./AnswerAsked.tsx";
import { usePurpose } from "./use-purpose.ts";

export interface DrawnTableProps {
  openings: readonly DrawnOpening[];
  onAsked: () => void;
  onJudge: (opening: DrawnOpening) => void;
}

export function DrawnTable({ openings, onAsked, onJudge }: DrawnTableProps) {
  const { say } = useSampleWords();
  const { sayCode } = useOpeningWords();
  const words = useWords();
  const { manifest } = usePack();
  const { unit } = useLabels();
  const purposeOf = usePurpose();
  const time = (iso: string) => formatTime(iso, words.language, manifest.timeZone);
  return (
    <Table
      caption={say("list")}
      rows={openings}
      rowKey={({ openingId }) => openingId}
      columns={[
        {
          key: "who",
          title: say("who"),
          cell: ({ officer, unitId, role }) => (
            <div className="cell">
              <strong>{officer}</strong>
              <span className="quiet">
                {[role && words.sayCode("role", role, "role.registrar"), unitId && unit(unitId)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </div>
          ),
        },
        {
          key: "case",
          title: say("case"),
          cell: ({ caseNumber, at, walled }) => (
            <div className="cell">
              {caseNumber && (
                <Link
                  href={`/audit?number=${encodeURIComponent(caseNumber)}`}
                  aria-label={say("seeCase", { number: caseNumber })}
                >
                  <span className="number">{caseNumber}</span>
                </Link>
              )}
              <span>{time(at)}</span>
              {walled && <Tag>{say("walled")}</Tag>}
            </div>
          ),
        },
        {
          key: "what",
          title: say("what"),
          cell: ({ classes, purpose }) => (
            <div className="cell">
              <span>
                {say("purpose")}: {purpose === null ? say("noPurpose") : purposeOf(purpose)}
              </span>
              {classes.length > 0 && (
                <span className="quiet">
                  {say("classes")}: {classes.map((code) => sayCode("class", code)).join(", ")}
                </span>
              )}
            </div>
          ),
        },
        {
          key: "state",
          title: say("state"),
          cell: (opening) => (
            <div className="cell">
              <AnswerAsked opening={opening} onAsked={onAsked} />
              {opening.verdicts.map(({ by, at, verdict, reason }) => (
                <div key={at} className="cell">
                  <strong>{say(`verdict.${verdict}`)}</strong>
                  <span className="words">{reason ?? say("reasonAway")}</span>
                  <span className="quiet small">{say("markedBy", { by, at: time(at) })}</span>
                </div>
              ))}
              <Button
                aria-label={say("judgeOf", { who: opening.officer, number: opening.caseNumber ?? "" })}
                onClick={() => onJudge(opening)}
              >
                {say("judge")}
              </Button>
            </div>
          ),
        },
      ]}
    />
  );
}
