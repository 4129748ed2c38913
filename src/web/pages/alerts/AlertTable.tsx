// Alerts as rows: how long each waits, where, what was found, who is concerned, and the press that answers it.
import { Link } from "wouter";
import type { AlertLine } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { type Column, Table, Tag, VerdictTag } from "../../components/layout.tsx";
import { useAlertWords } from "../../messages/alerts.ts";
import { formatTime } from "../../messages/times.ts";
import { formatWaiting, useNow } from "../../messages/waiting.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";

export interface AlertTableProps {
  alerts: readonly AlertLine[];
  caption: string;
  /** Id of the alert that is being answered. */
  busy: string | undefined;
  acknowledge: (alert: AlertLine) => void;
}

export function AlertTable({ alerts, caption, busy, acknowledge }: AlertTableProps) {
  const { say } = useAlertWords();
  const officer = useOfficer();
  const { label, unit } = useLabels();
  const columns: Column<AlertLine>[] = [
    { key: "waits", title: say("waits"), cell: (alert) => <Waiting alert={alert} /> },
    { key: "case", title: say("case"), cell: (alert) => <CaseCell alert={alert} /> },
    {
      key: "place",
      title: say("place"),
      cell: ({ placeCode }) => (placeCode ? label("place", placeCode) : say("noPlace")),
    },
    { key: "finding", title: say("finding"), cell: (alert) => <FindingCell alert={alert} /> },
    { key: "victims", title: say("victims"), cell: (alert) => <VictimsCell alert={alert} /> },
  ];
  if (alerts.some(({ unitId }) => unitId !== officer.unitId)) {
    columns.push({ key: "unit", title: say("unit"), cell: ({ unitId }) => unit(unitId) });
  }
  columns.push({
    key: "answer",
    title: say("answer"),
    cell: (alert) =>
      alert.acknowledgedAt ? (
        <Answered alert={alert} />
      ) : (
        <Button
          kind="primary"
          className="no-print"
          busy={busy === alert.alertId}
          aria-label={say("acknowledgeCase", { number: alert.caseNumber })}
          onClick={() => acknowledge(alert)}
        >
          {say("acknowledge")}
        </Button>
      ),
  });
  return <Table caption={caption} columns={columns} rows={alerts} rowKey={({ alertId }) => alertId} />;
}

function Waiting({ alert }: { alert: AlertLine }) {
  const { say, sayCode } = useAlertWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const now = useNow();
  return (
    <div className="cell">
      <strong>{formatWaiting(alert.raisedAt, now, language)}</strong>
      <time className="quiet" dateTime={alert.raisedAt}>
        {formatTime(alert.raisedAt, language, manifest.timeZone)}
      </time>
      <span>{sayCode("urgency", alert.urgency)}</span>
      {alert.level > 0 && (
        <span title={say("levelHelp")}>
          <Tag>{say("level", { n: alert.level })}</Tag>
        </span>
      )}
    </div>
  );
}

function CaseCell({ alert }: { alert: AlertLine }) {
  const { say } = useAlertWords();
  const { pick } = useWords();
  const { alertRules } = usePack();
  const rule = alertRules.rules.find(({ code }) => code === alert.rule);
  return (
    <div className="cell">
      <Link href={`/cases/${alert.caseId}`} className="number">
        {alert.caseNumber}
      </Link>
      {rule && <span className="quiet">{pick(rule.label)}</span>}
      {alert.suggestedByNarrative && <Tag>{say("suggested")}</Tag>}
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
