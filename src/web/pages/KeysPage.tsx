// The key custodians' page: how old each class key is, how far its replacement, what two custodians ask for and agree to.
import { useState } from "react";
import { type KeysReport, KeysReport as Report } from "#src/schema/key-order.ts";
import { FailureNotice, Loading, Notice, Page } from "../components/layout.tsx";
import { useKeyWords } from "../messages/keys.ts";
import { useResource } from "../use-resource.ts";
import { AdministrationTabs } from "./administration/AdministrationTabs.tsx";
import { AuditTabs } from "./audit/AuditTabs.tsx";
import { AskDialog, type Asking } from "./keys/AskDialog.tsx";
import { OrdersPanel } from "./keys/OrdersPanel.tsx";
import { VersionsPanel } from "./keys/VersionsPanel.tsx";
import { WitnessesPanel } from "./state/LogsPanel.tsx";
import "./records.css";
import "./administration/administration.css";

export default function KeysPage() {
  const { say } = useKeyWords();
  const { value, failure, reload } = useResource("/api/keys", Report);
  const [asking, setAsking] = useState<Asking>();
  const [done, setDone] = useState<string>();
  const tell = (words: string) => {
    setDone(words);
    reload();
  };
  return (
    <Page title={say("title")}>
      <AdministrationTabs />
      <AuditTabs />
      <p className="quiet">{say("intro")}</p>
      {done && (
        <Notice kind="done" live>
          {done}
        </Notice>
      )}
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value && <HowMany report={value} />}
      {/* What waits for an answer is on top: on a phone the list of keys is long. */}
      {value && <OrdersPanel report={value} onDone={tell} />}
      {value && (
        <VersionsPanel
          report={value}
          onAsk={(about) => {
            setDone(undefined);
            setAsking(about);
          }}
        />
      )}
      <WitnessesPanel />
      {asking && (
        <AskDialog
          about={asking}
          onClose={() => setAsking(undefined)}
          onAsked={() => {
            setAsking(undefined);
            tell(say("asked"));
          }}
        />
      )}
    </Page>
  );
}

function HowMany({ report: { two, custodians: n, versions, manages } }: { report: KeysReport }) {
  const { say } = useKeyWords();
  if (versions === null) return <Notice kind="warning">{say("away")}</Notice>;
  return (
    <>
      {two ? <p>{say("two.true", { n })}</p> : <Notice kind="warning">{say("two.false", { n })}</Notice>}
      {two && manages && n < 2 && <Notice kind="warning">{say("few", { n })}</Notice>}
    </>
  );
}
