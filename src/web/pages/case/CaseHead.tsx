// The first lines of a case file: finding, who is concerned, when it came, and whether the notice was received.
import { useState } from "react";
import { Link } from "wouter";
import type { CaseFile } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { Tag, VerdictTag } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { formatPartialDate, formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";
import { findingOf } from "./case-file.ts";
import { useProposalWords } from "./use-proposal-words.ts";

export function CaseHead({ file }: { file: CaseFile }) {
  const { say } = useCaseWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { label } = useLabels();
  const { name } = useOfficer();
  const [copied, setCopied] = useState(false);
  const { line } = file;
  const minors = findingOf(file)?.victims.filter(({ minor }) => minor === "yes").length ?? 0;
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  const facts = [
    line.placeCode && label("place", line.placeCode),
    say("madeOn", { date: formatPartialDate(line.complaintMadeOn) }),
    say("received", { time: time(line.receivedAt) }),
    line.alertReceivedAt
      ? say("alertReceived", { time: time(line.alertReceivedAt) })
      : line.alerted && say("alertSent"),
    line.assignedTo.length > 0
      ? say("assignedTo", { names: line.assignedTo.join(", ") })
      : say("assignedToNobody"),
  ].filter(Boolean);
  return (
    <div className="case-head">
      <p className="row">
        <VerdictTag verdict={line.verdict} />
        {line.minor && <Tag>{say(minors > 1 ? "minors" : "minor")}</Tag>}
        {line.late && <Tag>{say("late")}</Tag>}
        {line.status !== "open" && <Tag>{say(`status.${line.status}`)}</Tag>}
        <Button
          kind="quiet"
          className="no-print"
          onClick={() => {
            navigator.clipboard.writeText(line.caseNumber).then(
              () => setCopied(true),
              () => setCopied(false),
            );
          }}
        >
          {say(copied ? "copied" : "copyNumber")}
        </Button>
      </p>
      <p className="case-facts">{facts.join(" · ")}</p>
      <Standing file={file} />
      <p className="only-print small">
        {say("printedBy", { who: name, time: time(new Date().toISOString()) })}
      </p>
    </div>
  );
}

/** How it ended, by whose paper, and which case it is part of or holds: as far as the reader may see the other one. */
function Standing({ file }: { file: CaseFile }) {
  const { say } = useCaseWords();
  const { label } = useLabels();
  const { reference } = useProposalWords();
  const { closing, annulment, line } = file;
  const said = [
    closing?.outcome && label("closing-outcome", closing.outcome),
    closing?.reference && reference(closing.reference),
    annulment && say("annulledBy", { reference: reference(annulment) }),
    line.mergedNumbers.length > 0 && say("holds", { numbers: line.mergedNumbers.join(", ") }),
  ].filter(Boolean);
  return (
    <>
      {said.length > 0 && <p className="case-facts">{said.join(" · ")}</p>}
      {line.mergedInto && <Elsewhere said={say("continuesIn")} link={line.mergedInto} />}
      {file.dividedFrom && <Elsewhere said={say("partOf")} link={file.dividedFrom} />}
      {file.dividedInto.map((link) => (
        <Elsewhere key={link.caseId} said={say("partWentTo")} link={link} />
      ))}
    </>
  );
}

function Elsewhere({ said, link }: { said: string; link: { caseId: string; caseNumber: string } }) {
  return (
    <p>
      {said}{" "}
      <Link href={`/cases/${link.caseId}`} className="number">
        {link.caseNumber}
      </Link>
    </p>
  );
}
