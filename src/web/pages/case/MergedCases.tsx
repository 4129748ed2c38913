// The cases that went into this one: each with its number, a way to its own file, and what it adds.
import { Link } from "wouter";
import type { CaseFile } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { FindingView } from "../../components/FindingView.tsx";
import { Panel } from "../../components/layout.tsx";
import { SummaryView } from "../../components/SummaryView.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { joinedFindingOf } from "./case-file.ts";
import type { ProposalAsked } from "./proposal-asked.ts";

export interface MergedCasesProps {
  file: CaseFile;
  onAsk: (asked: ProposalAsked) => void;
}

export function MergedCases({ file, onAsk }: MergedCasesProps) {
  const { say } = useCaseWords();
  const joined = joinedFindingOf(file);
  return (
    <>
      {file.merged.map(({ complaint, ...other }) => (
        <Panel
          key={other.caseId}
          id={`merged-${other.caseId}`}
          title={say("mergedTitle", { number: other.caseNumber })}
          actions={
            file.allowed.split === true && (
              <Button onClick={() => onAsk({ kind: "split", other })}>{say("splitShort")}</Button>
            )
          }
        >
          <p>
            <Link href={`/cases/${other.caseId}`}>{say("mergedOpen")}</Link>
          </p>
          <SummaryView complaint={complaint} />
        </Panel>
      ))}
      {joined && (
        <Panel id="joined-finding" title={say("joinedFinding")}>
          <FindingView finding={joined} victims={joined.victims.map(({ id }) => id)} />
        </Panel>
      )}
    </>
  );
}
