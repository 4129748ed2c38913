// How the register runs: what needs attention, since when and what to do; logs, witnesses, audit trail, keys, copies.
import { useCallback, useEffect, useState } from "react";
import { SystemReport } from "#src/schema/system.ts";
import { Button } from "../components/controls.tsx";
import { FailureNotice, Loading, Notice, Page, Panel, Table } from "../components/layout.tsx";
import { useStateWords } from "../messages/state.ts";
import { formatClock, formatTime } from "../messages/times.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { useResource } from "../use-resource.ts";
import { AdministrationTabs } from "./administration/AdministrationTabs.tsx";
import { type HealthView, readHealth } from "./state/health-view.ts";
import { LogsPanel } from "./state/LogsPanel.tsx";
import { VerificationPanel } from "./state/VerificationPanel.tsx";
import "./records.css";
import "./administration/administration.css";

export default function StatePage() {
  const { say } = useStateWords();
  const report = useResource("/api/system", SystemReport);
  const [health, setHealth] = useState<HealthView | "none">();
  const [turn, setTurn] = useState(0);
  const look = useCallback(() => setTurn((n) => n + 1), []);
  useEffect(() => {
    let current = true;
    void readHealth().then((found) => {
      if (current) setHealth(turn >= 0 && found ? found : "none");
    });
    return () => {
      current = false;
    };
  }, [turn]);
  return (
    <Page
      title={say("title")}
      actions={
        <Button
          onClick={() => {
            look();
            report.reload();
          }}
        >
          {say("ask")}
        </Button>
      }
    >
      <AdministrationTabs />
      {health === undefined && <Loading />}
      {health !== undefined && <Standing health={health} report={report.value} />}
      {report.failure && <FailureNotice kept={false} failure={report.failure} retry={report.reload} />}
      {report.value && <Alarms report={report.value} />}
      {report.value && <VerificationPanel verification={report.value.verification} />}
      {health !== undefined && health !== "none" && <LogsPanel key={turn} health={health} />}
      {report.value && <Trail report={report.value} />}
      {report.value && <Keys report={report.value} />}
      {report.value && <Answers waiting={report.value.answersNotHeard} />}
      <Panel id="copies" title={say("copies")}>
        {report.value && <LastCopy backup={report.value.backup} />}
        <p>{say("copiesWhat")}</p>
      </Panel>
    </Page>
  );
}

function useTimes() {
  const { language } = useWords();
  const { manifest } = usePack();
  return {
    time: (iso: string) => formatTime(iso, language, manifest.timeZone),
    clock: () => formatClock(Date.now(), manifest.timeZone),
  };
}

function Standing({ health, report }: { health: HealthView | "none"; report: SystemReport | undefined }) {
  const { say } = useStateWords();
  const { time, clock } = useTimes();
  const gone = health === "none" || health.database === "unavailable";
  const standing = gone ? "unavailable" : health.status;
  return (
    <Notice kind={gone ? "fault" : standing === "ok" ? "done" : "warning"} live>
      <p>
        <strong>{say(`status.${standing}`)}</strong>
      </p>
      {health !== "none" && report && (
        <p className="quiet">
          {say("asked", {
            time: clock(),
            since: time(report.startedAt),
            version: health.version,
            pack: report.packVersion,
          })}
        </p>
      )}
    </Notice>
  );
}

function Alarms({ report: { alarms } }: { report: SystemReport }) {
  const { say, sayCode } = useStateWords();
  const { time } = useTimes();
  // A newer server may know an alarm this page does not.
  const words = (prefix: "alarm" | "do", code: string) => {
    const said = sayCode(prefix, code);
    return said === code ? say(`${prefix}.other`, { alarm: code }) : said;
  };
  return (
    <Panel id="alarms" title={say("alarms")}>
      {alarms.length === 0 ? (
        <p>{say("noAlarm")}</p>
      ) : (
        <Table
          caption={say("alarm")}
          rows={alarms}
          rowKey={({ alarm }) => alarm}
          columns={[
            {
              key: "alarm",
              title: say("alarm"),
              cell: ({ alarm }) => <strong>{words("alarm", alarm)}</strong>,
            },
            {
              key: "since",
              title: say("since"),
              cell: ({ since }) => (since ? time(since) : say("sinceUnknown")),
            },
            { key: "do", title: say("toDo"), cell: ({ alarm }) => words("do", alarm) },
          ]}
        />
      )}
    </Panel>
  );
}

function Answers({ waiting }: { waiting: number }) {
  const { say } = useStateWords();
  return (
    <Panel id="answers" title={say("answers")}>
      <p>{waiting === 0 ? say("answersHeard") : say("answersWait", { count: waiting })}</p>
    </Panel>
  );
}

function LastCopy({ backup: { madeAt, days } }: { backup: SystemReport["backup"] }) {
  const { say } = useStateWords();
  const { time } = useTimes();
  return (
    <p>
      {madeAt === null ? say("copyNever") : say("copyMade", { at: time(madeAt) })}{" "}
      {days > 0 && say("copyDays", { days })}
    </p>
  );
}

function Trail({ report: { trail } }: { report: SystemReport }) {
  const { say } = useStateWords();
  const { time } = useTimes();
  const { health, spooled, spooledSince, unsealedSince, strayed } = trail;
  return (
    <Panel id="trail" title={say("trail")}>
      <p>{say(`trail.${health}`)}</p>
      {spooled > 0 && spooledSince && <p>{say("spooled", { n: spooled, since: time(spooledSince) })}</p>}
      {health !== "ok" && unsealedSince && <p>{say("unsealed", { since: time(unsealedSince) })}</p>}
      {strayed && <p>{say("strayed")}</p>}
    </Panel>
  );
}

function Keys({ report: { keys } }: { report: SystemReport }) {
  const { say } = useStateWords();
  return (
    <Panel id="keys" title={say("keys")}>
      <p>{say("keysWhat")}</p>
      <Table
        caption={say("keyClass")}
        rows={keys}
        rowKey={({ keyClass }) => keyClass}
        columns={[
          { key: "class", title: say("keyClass"), cell: ({ keyClass }) => say(`key.${keyClass}`) },
          {
            key: "versions",
            title: say("versions"),
            cell: ({ versions }) => versions.join(", ") || "–",
          },
        ]}
      />
    </Panel>
  );
}
