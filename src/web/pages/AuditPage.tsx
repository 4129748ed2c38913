// The audit trail: who did what, when, allowed or refused. Internal keys only; no case can be read from here.
import { useState } from "react";
import { useSearch } from "wouter";
import { oversees } from "#src/domain/access/audit-reach.ts";
import { Button } from "../components/controls.tsx";
import { EmptyState, FailureNotice, Loading, Page, Table } from "../components/layout.tsx";
import { useAdministrationWords } from "../messages/administration.ts";
import { formatTime } from "../messages/times.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { useOfficer } from "../session.tsx";
import { AuditFilterForm } from "./audit/AuditFilterForm.tsx";
import { AuditTabs } from "./audit/AuditTabs.tsx";
import {
  type AuditEvent,
  actionOf,
  outcomeOf,
  shortId,
  useAudit,
  whoOf,
  withoutOfficer,
} from "./audit/audit-event.ts";
import { type AuditFilter, EVERYTHING } from "./audit/audit-filter.ts";
import { EventDetail } from "./audit/EventDetail.tsx";
import { EventPlace, EventWho } from "./audit/EventPlace.tsx";
import { TrailPanel } from "./audit/TrailPanel.tsx";
import "./records.css";

export default function AuditPage() {
  const query = useSearch();
  // A link to somebody's or a case's events starts the page anew.
  return <Trail key={query} asked={new URLSearchParams(query)} />;
}

function Trail({ asked }: { asked: URLSearchParams }) {
  const { say } = useAdministrationWords();
  const { role } = useOfficer();
  const { manifest } = usePack();
  const [filter, setFilter] = useState<AuditFilter>(() => ({
    ...EVERYTHING,
    officerId: asked.get("officer") ?? "",
    number: asked.get("number") ?? "",
    unit: asked.get("unit") ?? "",
  }));
  const { events, hasMore, loading, failure, more } = useAudit(filter, manifest.timeZone);
  return (
    <Page title={say("audit")}>
      <AuditTabs />
      {oversees(role) && <TrailPanel />}
      <p className="quiet">{say("auditOnRecord")}</p>
      <AuditFilterForm filter={filter} onFilter={(next) => setFilter({ ...next })} />
      {failure && <FailureNotice kept={false} failure={failure} retry={more} />}
      {events?.length === 0 && <EmptyState>{say("auditNone")}</EmptyState>}
      {events && events.length > 0 && <AuditTable events={events} />}
      {loading && <Loading />}
      {hasMore && (
        <p className="more no-print">
          <Button onClick={more} busy={loading}>
            {say("auditMore")}
          </Button>
        </p>
      )}
    </Page>
  );
}

function AuditTable({ events }: { events: readonly AuditEvent[] }) {
  const { say, sayCode } = useAdministrationWords();
  const { language } = useWords();
  const { manifest } = usePack();
  return (
    <Table
      caption={say("auditCaption")}
      rows={events}
      rowKey={({ eventId }) => String(eventId)}
      columns={[
        { key: "at", title: say("when"), cell: ({ at }) => formatTime(at, language, manifest.timeZone) },
        {
          key: "officer",
          title: say("who"),
          cell: (event) => <EventWho event={event} who={whoOf(event) ?? say(withoutOfficer(event))} />,
        },
        { key: "place", title: say("where"), cell: (event) => <EventPlace event={event} /> },
        { key: "action", title: say("what"), cell: (event) => sayCode("action", actionOf(event)) },
        {
          key: "outcome",
          title: say("outcome"),
          cell: (event) => {
            const outcome = outcomeOf(event);
            const words = sayCode("outcome", outcome);
            return outcome === "done" ? words : <strong>{words}</strong>;
          },
        },
        {
          key: "case",
          title: say("case"),
          cell: ({ caseId, caseNumber }) =>
            caseId ? <code title={caseId}>{caseNumber ?? shortId(caseId)}</code> : "–",
        },
        { key: "detail", title: say("detail"), cell: (event) => <EventDetail event={event} /> },
      ]}
    />
  );
}
