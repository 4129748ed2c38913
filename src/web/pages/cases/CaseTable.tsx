// Cases as rows, or as outlines for who has a part of them only; the registering officer sees when the notice was received, never by whom.
import type { ReactNode } from "react";
import { Link } from "wouter";
import { dayIn } from "#src/domain/case/day-in.ts";
import type { CaseLine, CaseOutline, CasePage } from "#src/schema/case.ts";
import { type Column, Table, Tag, VerdictTag } from "../../components/layout.tsx";
import { useCaseListWords } from "../../messages/cases.ts";
import { formatPartialDate, formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";

/** What of a page are whole lines. */
export const wholeLines = (cases: CasePage["cases"]): CaseLine[] =>
  cases.filter((line): line is CaseLine => "verdict" in line);

export function CaseTable({ cases }: { cases: CasePage["cases"] }) {
  const whole = wholeLines(cases);
  return whole.length === cases.length ? <LineTable cases={whole} /> : <OutlineTable cases={cases} />;
}

function OutlineTable({ cases }: { cases: readonly CaseOutline[] }) {
  const { say } = useCaseListWords();
  const { unit } = useLabels();
  const columns: Column<CaseOutline>[] = [
    { key: "number", title: say("number"), cell: (line) => <NumberCell line={line} /> },
    {
      key: "made",
      title: say("madeOn"),
      cell: ({ complaintMadeOn }) => formatPartialDate(complaintMadeOn),
    },
    { key: "place", title: say("place"), cell: (line) => <PlaceCell line={line} /> },
    { key: "station", title: say("station"), cell: ({ unitId }) => unit(unitId) },
  ];
  return <Table caption={say("caption")} columns={columns} rows={cases} rowKey={({ caseId }) => caseId} />;
}

function LineTable({ cases }: { cases: readonly CaseLine[] }) {
  const { say } = useCaseListWords();
  const { unit } = useLabels();
  const { role } = useOfficer();
  const columns: Column<CaseLine>[] = [
    {
      key: "number",
      title: say("number"),
      cell: (line) => (
        <NumberCell line={line}>
          <Standing line={line} />
        </NumberCell>
      ),
    },
    { key: "made", title: say("madeOn"), cell: (line) => <MadeCell line={line} /> },
    { key: "place", title: say("place"), cell: (line) => <PlaceCell line={line} /> },
    { key: "verdict", title: say("verdict"), cell: (line) => <VerdictCell line={line} /> },
    { key: "people", title: say("people"), cell: (line) => <PeopleCell line={line} /> },
  ];
  if (role !== "registrar") {
    columns.push({ key: "station", title: say("station"), cell: ({ unitId }) => unit(unitId) });
  }
  columns.push({ key: "received", title: say("receivedBy"), cell: (line) => <NoticeCell line={line} /> });
  return <Table caption={say("caption")} columns={columns} rows={cases} rowKey={({ caseId }) => caseId} />;
}

function PlaceCell({ line: { placeCode } }: { line: CaseOutline }) {
  const { label } = useLabels();
  return placeCode ? label("place", placeCode) : "–";
}

function NumberCell({ line, children }: { line: CaseOutline; children?: ReactNode }) {
  const { say } = useCaseListWords();
  return (
    <div className="cell">
      <Link href={`/cases/${line.caseId}`} className="number" state={{ number: line.caseNumber }}>
        {line.caseNumber}
      </Link>
      {line.status !== "open" && <Tag>{say(`status.${line.status}`)}</Tag>}
      {children}
    </div>
  );
}

function Standing({ line }: { line: CaseLine }) {
  const { say } = useCaseListWords();
  const { role } = useOfficer();
  return (
    <>
      {line.walled && <Tag>{say("walled")}</Tag>}
      {line.mergedNumbers.length > 0 && (
        <span className="quiet">{say("holds", { numbers: line.mergedNumbers.join(", ") })}</span>
      )}
      {role !== "registrar" && line.entries > 1 && (
        <span className="quiet">
          {say(line.entries === 2 ? "entries.one" : "entries.several", { n: line.entries - 1 })}
        </span>
      )}
      {role !== "registrar" && line.pendingAmendments > 0 && (
        <Tag>
          {say(line.pendingAmendments === 1 ? "pending.one" : "pending.several", {
            n: line.pendingAmendments,
          })}
        </Tag>
      )}
    </>
  );
}

/** The list goes by when a case came to the register; where that is another day than the complaint's, it says so. */
function MadeCell({ line }: { line: CaseLine }) {
  const { say } = useCaseListWords();
  const { timeZone } = usePack().manifest;
  const cameOn = dayIn(timeZone, line.receivedAt);
  return (
    <div className="cell">
      <span>{formatPartialDate(line.complaintMadeOn)}</span>
      {cameOn !== line.complaintMadeOn && (
        <span className="quiet">{say("cameOn", { day: formatPartialDate(cameOn) })}</span>
      )}
      {line.late && (
        <span title={say("lateHelp")}>
          <Tag>{say("late")}</Tag>
        </span>
      )}
    </div>
  );
}

function VerdictCell({ line }: { line: CaseLine }) {
  const { say } = useCaseListWords();
  const words = useWords();
  const kinds = line.exploitation.map((code) =>
    words.sayCode("exploitation", code, "exploitation.unspecified"),
  );
  return (
    <div className="cell">
      <VerdictTag verdict={line.verdict} />
      {line.palermoVerdict !== line.verdict && (
        <span>
          {say("palermo")}: <VerdictTag verdict={line.palermoVerdict} />
        </span>
      )}
      {kinds.length > 0 && <span className="quiet">{kinds.join(", ")}</span>}
    </div>
  );
}

function PeopleCell({ line }: { line: CaseLine }) {
  const { say } = useCaseListWords();
  return (
    <div className="cell cell-counts">
      <span>{say("victims", { n: line.victims })}</span>
      <span>{say("suspects", { n: line.suspects })}</span>
      {line.minor && <strong>{say("minor")}</strong>}
    </div>
  );
}

function NoticeCell({ line }: { line: CaseLine }) {
  const { say } = useCaseListWords();
  const { language } = useWords();
  const { manifest } = usePack();
  if (line.alertReceivedAt) {
    return say("received", { time: formatTime(line.alertReceivedAt, language, manifest.timeZone) });
  }
  return say(line.alerted ? "sent" : "notSent");
}
