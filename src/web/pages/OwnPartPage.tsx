// The own part of a case, for a court, a service or the labour inspection: just what was opened to them.
import { useState } from "react";
import { Link } from "wouter";
import { CasePartFile } from "#src/schema/case.ts";
import { Button } from "../components/controls.tsx";
import { EmptyState, FailureNotice, Loading, Page, Panel, Tag } from "../components/layout.tsx";
import { SummaryView } from "../components/SummaryView.tsx";
import { useCaseWords } from "../messages/case.ts";
import { useCasePartWords } from "../messages/case-part.ts";
import { formatPartialDate } from "../messages/times.ts";
import { useLabels } from "../pack.tsx";
import { request } from "../request.ts";
import { useResource } from "../use-resource.ts";
import { NamesNotice } from "./case/CaseNotices.tsx";
import { NamesDialog } from "./case/NamesDialog.tsx";
import { ProtectiveMeasures } from "./case/ProtectiveMeasures.tsx";
import { useProposalWords } from "./case/use-proposal-words.ts";

export default function OwnPartPage({ caseId }: { caseId: string }) {
  const { say } = useCaseWords();
  const { say: sayOfPart } = useCasePartWords();
  const { value, failure, reload, replace } = useResource(`/api/cases/${caseId}/part`, CasePartFile);
  if (value && !failure) return <PartView file={value} show={replace} close={reload} />;
  return (
    <Page title={say("loadingTitle")}>
      {!failure && <Loading />}
      {failure?.code === "not-found" && (
        <EmptyState>
          <p>{say("notFound")}</p>
          <Link href="/cases">{say("backToCases")}</Link>
        </EmptyState>
      )}
      {failure?.code === "access.refused" && (
        <EmptyState>
          <p>{sayOfPart("onlyOffered")}</p>
          <Link href="/hand-over">{sayOfPart("toHandOvers")}</Link>
        </EmptyState>
      )}
      {failure && !["not-found", "access.refused"].includes(failure.code) && (
        <FailureNotice kept={false} failure={failure} retry={reload} />
      )}
    </Page>
  );
}

interface PartViewProps {
  file: CasePartFile;
  /** Puts the part with names in place of the one without; and that one back again. */
  show: (file: CasePartFile) => void;
  close: () => void;
}

function PartView({ file: { line, part, namesOpened }, show, close }: PartViewProps) {
  const [purpose, setPurpose] = useState("");
  const [naming, setNaming] = useState(false);
  const { say: sayOfCase } = useCaseWords();
  const { say } = useCasePartWords();
  const { label, unit } = useLabels();
  const { reference } = useProposalWords();
  const papers = [
    part?.closing?.outcome && label("closing-outcome", part.closing.outcome),
    part?.closing?.reference && reference(part.closing.reference),
    part?.annulment && sayOfCase("annulledBy", { reference: reference(part.annulment) }),
  ].filter((one) => typeof one === "string");
  const facts = [
    line.placeCode && label("place", line.placeCode),
    sayOfCase("madeOn", { date: formatPartialDate(line.complaintMadeOn) }),
    unit(line.unitId),
  ].filter(Boolean);
  const opens = part?.kind === "protection" && !isEmpty(part.facts);
  return (
    <Page
      title={sayOfCase("title", { number: line.caseNumber })}
      actions={
        opens && (
          <Button onClick={() => (namesOpened ? close() : setNaming(true))}>
            {sayOfCase(namesOpened ? "closeNames" : "openNames")}
          </Button>
        )
      }
    >
      <div className="case-head">
        {line.status !== "open" && <Tag>{sayOfCase(`status.${line.status}`)}</Tag>}
        <p className="case-facts">{facts.join(" · ")}</p>
      </div>
      {namesOpened && <NamesNotice purpose={purpose} again={false} />}
      <Panel id="own-part" title={say(part === null ? "title" : `title.${part.kind}`)}>
        {part === null ? (
          <EmptyState>{say("nothing")}</EmptyState>
        ) : (
          <>
            <p className="quiet">{say(`what.${part.kind}`)}</p>
            {part.kind === "court" && (
              <>
                <h3>{say("papers")}</h3>
                {papers.length === 0 ? (
                  <p>{say("noPapers")}</p>
                ) : (
                  <ul>
                    {papers.map((paper) => (
                      <li key={paper}>{paper}</li>
                    ))}
                  </ul>
                )}
              </>
            )}
            {isEmpty(part.facts) ? (
              <EmptyState>{say("nobody")}</EmptyState>
            ) : (
              <SummaryView complaint={part.facts} />
            )}
          </>
        )}
      </Panel>
      {opens && <ProtectiveMeasures part={part} />}
      {opens && (
        <NamesDialog
          open={naming}
          onClose={() => setNaming(false)}
          ask={async (why) => {
            const path = `/api/cases/${line.caseId}/part/names`;
            const opened = await request("POST", path, CasePartFile, { body: { purpose: why } });
            setNaming(false);
            setPurpose(why);
            show(opened);
          }}
        />
      )}
    </Page>
  );
}

// Who was entrusted has been struck out of the case since.
const isEmpty = ({ victims, ...rest }: Record<string, unknown>): boolean =>
  Object.keys(rest).length === 0 && Array.isArray(victims) && victims.length === 0;
