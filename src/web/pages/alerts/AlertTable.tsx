// Alerted cases as rows: how long each waits, where, what was found, who is concerned, and the press that answers it.
import { Link, useLocation } from "wouter";
import { registers } from "#src/domain/access/duties.ts";
import type { AlertLine } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { type Column, Table, Tag, VerdictTag } from "../../components/layout.tsx";
import { useAlertWords } from "../../messages/alerts.ts";
import { useCaseWords } from "../../messages/case.ts";
import { formatTime } from "../../messages/times.ts";
import { formatWaiting, useNow } from "../../messages/waiting.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";
import { TakeCase } from "../case/TakeCase.tsx";
import type { AlertedCase } from "./alerted-case.ts";

export interface AlertTableProps {
  cases: readonly AlertedCase[];
  caption: string;
  /** Id of the case that is being answered. */
  busy: string | undefined;
  acknowledge: (alerts: readonly AlertLine[]) => void;
}

export function AlertTable({ cases, caption, busy, acknowledge }: AlertTableProps) {
  const { say } = useAlertWords();
  const words = useCaseWords();
  const officer = useOfficer();
  const [, navigate] = useLocation();
  const { label, unit } = useLabels();
  const columns: Column<AlertedCase>[] = [
    { key: "waits", title: say("waits"), cell: (row) => <Waiting row={row} /> },
    { key: "case", title: say("case"), cell: (row) => <CaseCell row={row} /> },
    {
      key: "place",
      title: say("place"),
      cell: ({ first: { placeCode } }) => (placeCode ? label("place", placeCode) : say("noPlace")),
    },
    { key: "finding", title: say("finding"), cell: ({ first }) => <FindingCell alert={first} /> },
    { key: "victims", title: say("victims"), cell: ({ first }) => <VictimsCell alert={first} /> },
  ];
  if (cases.some(({ alerts }) => alerts.some(({ unitId }) => unitId !== officer.unitId))) {
    columns.push({ key: "unit", title: say("unit"), cell: (row) => <UnansweredCell row={row} /> });
  }
  columns.push({
    key: "answer",
    title: say("answer"),
    cell: ({ first, alerts, toAnswer, unanswered: [nearest, ...others] }) => (
      <div className="cell">
        {alerts
          .filter(({ acknowledgedAt }) => acknowledgedAt !== null)
          .map((alert) => (
            <Answered key={alert.alertId} alert={alert} />
          ))}
        {nearest !== undefined && (
          <Button
            kind="primary"
            className="no-print"
            busy={busy === first.caseId}
            aria-label={say("acknowledgeCase", { number: first.caseNumber })}
            onClick={() => acknowledge(toAnswer)}
          >
            {say("acknowledge")}
          </Button>
        )}
        {first.assignedTo.length > 0 && (
          <span className="small">{words.say("assignedTo", { names: first.assignedTo.join(", ") })}</span>
        )}
        {nearest === undefined && first.assignedTo.length === 0 && registers(officer.role) && (
          <TakeCase caseId={first.caseId} onTaken={() => navigate(`/cases/${first.caseId}`)} />
        )}
        {nearest !== undefined && others.length > 0 && nearest !== officer.unitId && (
          <span className="quiet small">{say("forUnit", { unit: unit(nearest) })}</span>
        )}
      </div>
    ),
  });
  return <Table caption={caption} columns={columns} rows={cases} rowKey={({ first }) => first.caseId} />;
}

function UnansweredCell({ row }: { row: AlertedCase }) {
  const { unit } = useLabels();
  if (row.unanswered.length === 0) return "–";
  return (
    <ul className="cell">
      {row.unanswered.map((unitId) => (
        <li key={unitId}>{unit(unitId)}</li>
      ))}
    </ul>
  );
}

function Waiting({ row: { first: alert, alerts } }: { row: AlertedCase }) {
  const { say, sayCode } = useAlertWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const now = useNow();
  // The most pressing of the case's alerts, and how far up the longest unanswered has come.
  const urgency = alerts.some((each) => each.urgency === "immediate") ? "immediate" : alert.urgency;
  const level = Math.max(...alerts.map((each) => each.level));
  return (
    <div className="cell">
      <strong>{formatWaiting(alert.raisedAt, now, language)}</strong>
      <time className="quiet" dateTime={alert.raisedAt}>
        {formatTime(alert.raisedAt, language, manifest.timeZone)}
      </time>
      <span>{sayCode("urgency", urgency)}</span>
      {level > 0 && (
        <span title={say("levelHelp")}>
          <Tag>{say("level", { n: level })}</Tag>
        </span>
      )}
    </div>
  );
}

function CaseCell({ row: { first: alert, alerts } }: { row: AlertedCase }) {
  const { say } = useAlertWords();
  const { pick } = useWords();
  const { alertRules } = usePack();
  const rule = [...alertRules.rules, alertRules.wall.alert].find(({ code }) => code === alert.rule);
  return (
    <div className="cell">
      <Link href={`/cases/${alert.caseId}`} className="number">
        {alert.caseNumber}
      </Link>
      {rule && <span className="quiet">{pick(rule.label)}</span>}
      {alerts.some((each) => each.suggestedByNarrative) && <Tag>{say("suggested")}</Tag>}
    </div>
  );
}

function FindingCell({ alert }: { alert: AlertLine }) {
  const { say } = useAlertWords();
  const words = useWords();
  const kinds = alert.exploitation.map((code) =>
    words.sayCode("exploitation", code, "exploitation.unspecified"),
  );
  return (
    <div className="cell verdicts">
      <span>
        <span>{say("law")}</span> <VerdictTag verdict={alert.verdict} />
      </span>
      <span>
        <span>{say("palermo")}</span> <VerdictTag verdict={alert.palermoVerdict} />
      </span>
      {kinds.length > 0 && <span>{kinds.join(", ")}</span>}
    </div>
  );
}

function VictimsCell({ alert }: { alert: AlertLine }) {
  const { say } = useAlertWords();
  const count =
    alert.victims === 0
      ? say("noVictims")
      : say(alert.victims === 1 ? "count.one" : "count.several", { n: alert.victims });
  return (
    <div className="cell">
      <span>{count}</span>
      {alert.minor && <strong>{say("minor")}</strong>}
    </div>
  );
}

function Answered({ alert }: { alert: AlertLine }) {
  const { say } = useAlertWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const time = formatTime(alert.acknowledgedAt ?? "", language, manifest.timeZone);
  return <span>{say("answered", { who: alert.acknowledgedBy ?? "", time })}</span>;
}
