// Cases with a correction that somebody has to decide on, for the start pages of those who may.
import { Link } from "wouter";
import { FailureNotice, Panel } from "../../components/layout.tsx";
import { useCaseListWords } from "../../messages/cases.ts";
import { wholeLines } from "./CaseTable.tsx";
import { EVERYTHING } from "./case-search.ts";
import { useCases } from "./use-cases.ts";

const PENDING = { ...EVERYTHING, pending: true };
/** Numbers in sight; the list of cases has the rest. */
const SHOWN = 12;

/** Nothing while there is nothing to decide: it takes no room from the alerts. */
export function PendingCases() {
  const { say } = useCaseListWords();
  const { cases, hasMore, failure, retry } = useCases(PENDING);
  if (failure) return <FailureNotice kept={false} failure={failure} retry={retry} />;
  if (!cases || cases.length === 0) return null;
  const corrections = wholeLines(cases).reduce((sum, line) => sum + line.pendingAmendments, 0);
  const more = hasMore || cases.length > SHOWN;
  return (
    <Panel id="pending-cases" title={say("pendingTitle", { n: hasMore ? `> ${corrections}` : corrections })}>
      <ul className="row">
        {cases.slice(0, SHOWN).map(({ caseId, caseNumber }) => (
          <li key={caseId}>
            <Link href={`/cases/${caseId}`} className="number">
              {caseNumber}
            </Link>
          </li>
        ))}
        {more && (
          <li>
            <Link href="/cases">{say("pendingMore")}</Link>
          </li>
        )}
      </ul>
    </Panel>
  );
}
