// Registering a complaint: finds the draft to go on with, shows the form, and the acknowledgement once it is sent.
import { useState } from "react";
import { Link } from "wouter";
import { Button } from "../components/controls.tsx";
import { Loading, Notice, Page, Panel } from "../components/layout.tsx";
import { formatTime } from "../messages/times.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { useOfficer } from "../session.tsx";
import { keepRegistered, type Registered } from "./complaint/acknowledged.ts";
import { ComplaintForm } from "./complaint/ComplaintForm.tsx";
import { RegisteredView } from "./complaint/Registered.tsx";
import { type Drafts, type DraftsInUse, useDrafts } from "./complaint/use-drafts.ts";

export default function ComplaintPage() {
  const inUse = useDrafts();
  const officer = useOfficer();
  const [registered, setRegistered] = useState<Registered>();
  const { drafts } = inUse;
  if (registered) {
    const another = () => void inUse.startNew().then(() => setRegistered(undefined));
    return <RegisteredView registered={registered} onAnother={another} />;
  }
  if (drafts.state === "looking") return <Loading />;
  if (drafts.state === "choosing") return <ChooseDraft drafts={drafts} inUse={inUse} />;
  const { draft } = drafts;
  return (
    <ComplaintForm
      key={draft.entryId}
      draft={draft}
      canKeep={inUse.canKeep}
      notices={<Notices drafts={drafts} inUse={inUse} />}
      save={inUse.save}
      onDiscard={() => void inUse.discard(draft.entryId).then(inUse.startNew)}
      onRegistered={(done) => {
        // First the number is safe, then the draft goes, then both are shown: whatever stops in between loses nothing.
        void keepRegistered(officer, done)
          .catch(() => undefined)
          .then(() => inUse.discard(draft.entryId))
          .then(() => {
            setRegistered(done);
            scrollTo(0, 0);
          });
      }}
    />
  );
}

function Notices({ drafts, inUse }: { drafts: Extract<Drafts, { state: "writing" }>; inUse: DraftsInUse }) {
  const { say, language } = useWords();
  const { manifest } = usePack();
  const { restoredAt, otherTab } = drafts;
  return (
    <>
      {otherTab && <Notice kind="warning">{say("draft.otherTab")}</Notice>}
      {restoredAt && (
        <Notice kind="done" live>
          <p className="row">
            {say("draft.restored", {
              time: formatTime(new Date(restoredAt).toISOString(), language, manifest.timeZone),
            })}
            <Button onClick={() => void inUse.startNew()}>{say("draft.startNew")}</Button>
          </p>
        </Notice>
      )}
      {!inUse.canKeep && <Notice kind="warning">{say("draft.notSaved")}</Notice>}
    </>
  );
}

function ChooseDraft({
  drafts,
  inUse,
}: {
  drafts: Extract<Drafts, { state: "choosing" }>;
  inUse: DraftsInUse;
}) {
  const { say, language } = useWords();
  const { manifest } = usePack();
  return (
    <Page title={say("draft.list")}>
      <p className="quiet">{say("draft.listHelp")}</p>
      <Panel title={say("draft.list")}>
        <ul className="stack">
          {drafts.kept.map((kept) => (
            <li key={kept.draft.entryId} className="row">
              <span>
                {say("draft.of", {
                  time: formatTime(new Date(kept.savedAt).toISOString(), language, manifest.timeZone),
                })}
              </span>
              {kept.elsewhere ? (
                <span className="quiet">{say("draft.elsewhere")}</span>
              ) : (
                <>
                  <Button onClick={() => void inUse.take(kept)}>{say("draft.open")}</Button>
                  <Button kind="danger" onClick={() => void inUse.discard(kept.draft.entryId)}>
                    {say("draft.discard")}
                  </Button>
                </>
              )}
            </li>
          ))}
        </ul>
      </Panel>
      <div className="row">
        <Button kind="primary" onClick={() => void inUse.startNew()}>
          {say("draft.startNew")}
        </Button>
        <Link href="/complaint/last">{say("done.last")}</Link>
      </div>
    </Page>
  );
}
