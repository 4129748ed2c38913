// The case file: what is known, what the law says of it, who added what, and what may be done next.
import { lazy, useCallback, useState } from "react";
import { Link } from "wouter";
import { listsOnly } from "#src/domain/access/duties.ts";
import { partKindOf } from "#src/domain/case/part.ts";
import { type Acknowledgement, CaseFile } from "#src/schema/case.ts";
import { lastDay } from "#src/schema/partial-date.ts";
import { Button } from "../components/controls.tsx";
import { FindingView } from "../components/FindingView.tsx";
import { EmptyState, FailureNotice, Loading, Notice, Page, Panel } from "../components/layout.tsx";
import { FactsDateProvider } from "../forms/facts-date.tsx";
import { useCaseWords } from "../messages/case.ts";
import { useSearchWords } from "../messages/searches.ts";
import { useOfficer } from "../session.tsx";
import { useResource } from "../use-resource.ts";
import { AmendmentDialog } from "./case/AmendmentDialog.tsx";
import { CaseHead } from "./case/CaseHead.tsx";
import { type Done, DoneNotice, NamesNotice } from "./case/CaseNotices.tsx";
import { CaseOpenings } from "./case/CaseOpenings.tsx";
import { ComplaintView } from "./case/ComplaintView.tsx";
import { findingOf, mayProposeBlind, suggestionOf } from "./case/case-file.ts";
import { Directions } from "./case/Directions.tsx";
import { DivideDialog } from "./case/DivideDialog.tsx";
import { Endings } from "./case/Endings.tsx";
import { EntryHistory } from "./case/EntryHistory.tsx";
import { Holders } from "./case/Holders.tsx";
import { MergedCases } from "./case/MergedCases.tsx";
import { NamesDialog, openNames } from "./case/NamesDialog.tsx";
import { PendingAmendments } from "./case/PendingAmendments.tsx";
import { PersonSearch } from "./case/PersonSearch.tsx";
import { PrintCase } from "./case/PrintCase.tsx";
import { ProposalDialog } from "./case/ProposalDialog.tsx";
import type { ProposalAsked } from "./case/proposal-asked.ts";
import { RelayPanel } from "./case/RelayPanel.tsx";
import { Suggested } from "./case/Suggested.tsx";
import { SupplementForm } from "./case/SupplementForm.tsx";
import { TakeCase } from "./case/TakeCase.tsx";
import { type Unlocked, UnlockedNotice } from "./case/UnlockedNotice.tsx";
import { UnlockPanel, type UnlockPanelProps } from "./case/UnlockPanel.tsx";
import { WallDialog, type WallStep } from "./case/WallDialog.tsx";
import { WallPanel } from "./case/WallPanel.tsx";
import "./records.css";

const OverseenCasePage = lazy(() => import("./OverseenCasePage.tsx"));
const OwnPartPage = lazy(() => import("./OwnPartPage.tsx"));

/** A court, a service and the labour inspection have a part of it, and never the file; who audits has neither. */
export default function CasePage({ caseId }: { caseId: string }) {
  const { role } = useOfficer();
  if (listsOnly(role)) return <OverseenCasePage caseId={caseId} />;
  return partKindOf(role) === undefined ? <WholeCase caseId={caseId} /> : <OwnPartPage caseId={caseId} />;
}

function WholeCase({ caseId }: { caseId: string }) {
  const { say } = useCaseWords();
  const { value, failure, reload, replace } = useResource(`/api/cases/${caseId}`, CaseFile);
  const [purpose, setPurpose] = useState<string>();
  const [again, setAgain] = useState(false);
  const [done, setDone] = useState<Done>();
  const [unlocked, setUnlocked] = useState<Unlocked>();
  const close = useCallback(() => {
    setPurpose(undefined);
    setAgain(false);
    setUnlocked(undefined);
    reload();
  }, [reload]);
  // What was just sealed is read anew. Every opening is recorded, so names in sight are asked for with the purpose given.
  const renew = () => {
    if (purpose === undefined) return close();
    openNames(caseId, purpose).then((file) => {
      setAgain(true);
      replace(file);
    }, close);
  };
  // What was just sealed may have put the case out of reach: then nothing of it stays on the screen.
  if (!value || failure?.code === "not-found") {
    return (
      <Page title={say("loadingTitle")}>
        {done && <DoneNotice done={done} />}
        {!failure && <Loading />}
        {failure?.code === "not-found" && (
          <EmptyState>
            <p>{say("notFound")}</p>
            <Link href="/cases">{say("backToCases")}</Link>
          </EmptyState>
        )}
        {failure && failure.code !== "not-found" && (
          <FailureNotice kept={false} failure={failure} retry={reload} />
        )}
      </Page>
    );
  }
  return (
    <FileView
      file={value}
      purpose={purpose}
      again={again}
      done={done}
      setDone={setDone}
      unlocked={unlocked}
      onUnlocked={(opened, line) => {
        setPurpose(undefined);
        setUnlocked({ opened, line, left: Date.parse(opened.openUntil) - Date.parse(opened.now) });
        replace(opened.file);
      }}
      onOpened={(file, why) => {
        setPurpose(why);
        setAgain(false);
        setUnlocked(undefined);
        replace(file);
      }}
      renew={renew}
      close={close}
    />
  );
}

interface FileViewProps {
  file: CaseFile;
  /** For what the names were opened, while they are. */
  purpose: string | undefined;
  /** Whether they were asked for again after something was sealed. */
  again: boolean;
  /** What was last sealed from this page. */
  done: Done | undefined;
  setDone: (done: Done) => void;
  /** What two persons opened, while it is in sight. */
  unlocked: Unlocked | undefined;
  onUnlocked: UnlockPanelProps["onOpened"];
  onOpened: (file: CaseFile, purpose: string) => void;
  /** Asks for the file anew, with the names if they are open. */
  renew: () => void;
  /** Asks for the file anew, without names. */
  close: () => void;
}

function FileView({
  file,
  purpose,
  again,
  done,
  setDone,
  unlocked,
  onUnlocked,
  onOpened,
  renew,
  close,
}: FileViewProps) {
  const { say } = useCaseWords();
  const { say: sayOfSearch } = useSearchWords();
  const [adding, setAdding] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  const [pointer, setPointer] = useState<string>();
  const [asked, setAsked] = useState<ProposalAsked>();
  const [naming, setNaming] = useState(false);
  const [searching, setSearching] = useState(false);
  const [dividing, setDividing] = useState(false);
  const [walling, setWalling] = useState<WallStep>();
  const finding = findingOf(file);
  const suggestion = suggestionOf(file);
  const { allowed, line } = file;
  const finished = (what: Done["what"]) => (acknowledgement: Acknowledgement) => {
    setDone({ what, acknowledgement });
    setAdding(false);
    setCorrecting(false);
    setPointer(undefined);
    setAsked(undefined);
    setDividing(false);
    setWalling(undefined);
    renew();
  };
  const actions = (
    <>
      {allowed.supplement === true && !adding && (
        <Button kind="primary" onClick={() => setAdding(true)}>
          {say("supplement")}
        </Button>
      )}
      {allowed.take === true && <TakeCase caseId={line.caseId} onTaken={finished("taken")} />}
      {allowed.openNames === true && (
        <Button onClick={() => (file.namesOpened ? close() : setNaming(true))}>
          {say(file.namesOpened ? "closeNames" : "openNames")}
        </Button>
      )}
      {allowed.searchPersons === true && !searching && (
        <Button onClick={() => setSearching(true)}>{sayOfSearch("open")}</Button>
      )}
      {(allowed.propose === true || mayProposeBlind(file)) && (
        <Button aria-pressed={correcting} onClick={() => setCorrecting(!correcting)}>
          {say(correcting ? "correctStop" : "correct")}
        </Button>
      )}
      <PrintCase caseId={line.caseId} />
    </>
  );
  return (
    <FactsDateProvider
      value={{
        day: lastDay(file.complaint.factsTo),
        lawVersion: finding?.lawVersion ?? null,
        complaintDay: line.complaintMadeOn,
      }}
    >
      <Page title={say("title", { number: line.caseNumber })} actions={actions}>
        <CaseHead file={file} />
        {done && <DoneNotice done={done} />}
        {purpose && <NamesNotice purpose={purpose} again={again} />}
        {searching && <PersonSearch caseId={line.caseId} onClose={() => setSearching(false)} />}
        {unlocked && <UnlockedNotice unlocked={unlocked} close={close} />}
        {adding && (
          <SupplementForm file={file} onAdded={finished("added")} onCancel={() => setAdding(false)} />
        )}
        <WallPanel file={file} onLift={() => setWalling("lift")} />
        <Directions file={file} onDone={finished("added")} renew={renew} />
        <PendingAmendments file={file} onDecided={finished("decided")} />
        <Endings
          file={file}
          onAsk={setAsked}
          onDivide={() => setDividing(true)}
          onDeclare={() => setWalling("declare")}
        />
        <UnlockPanel file={file} onOpened={onUnlocked} onEnded={close} />
        <div className="case-columns">
          <Panel id="complaint" title={say("complaint")}>
            {correcting && <Notice live>{say("correctHelp")}</Notice>}
            {correcting && !file.namesOpened && allowed.proposePersonal === true && (
              <p className="quiet">{say("correctNames")}</p>
            )}
            {!file.namesOpened && (
              <p className="quiet">
                {say("namesClosed")} {allowed.take === true && allowed.openNames !== true && say("namesTake")}
              </p>
            )}
            <ComplaintView file={file} onCorrect={correcting ? setPointer : undefined} onAsk={setAsked} />
          </Panel>
          <div>
            <Panel id="finding" title={say("finding")}>
              {finding && (
                <FindingView
                  finding={finding}
                  victims={file.complaint.victims.map(({ personId }) => personId)}
                />
              )}
              {suggestion && <Suggested suggestion={suggestion} />}
            </Panel>
            <Holders file={file} onChanged={finished("assigned")} />
            <MergedCases file={file} onAsk={setAsked} />
            <RelayPanel caseId={line.caseId} may={allowed.relay === true} />
            <Panel id="history" title={say("history")}>
              <EntryHistory file={file} />
            </Panel>
            {allowed.openings === true && <CaseOpenings caseId={line.caseId} />}
          </div>
        </div>
        <NamesDialog
          open={naming}
          onClose={() => setNaming(false)}
          ask={async (why) => {
            const opened = await openNames(line.caseId, why);
            setNaming(false);
            onOpened(opened, why);
          }}
        />
        {asked !== undefined && (
          <ProposalDialog
            key={JSON.stringify(asked)}
            file={file}
            asked={asked}
            onProposed={finished("proposed")}
            onClose={() => setAsked(undefined)}
          />
        )}
        {dividing && (
          <DivideDialog file={file} onProposed={finished("proposed")} onClose={() => setDividing(false)} />
        )}
        {walling !== undefined && (
          <WallDialog
            caseId={line.caseId}
            step={walling}
            named={file.wall?.named ?? []}
            onDone={finished("added")}
            onClose={() => setWalling(undefined)}
          />
        )}
        {pointer !== undefined && (
          <AmendmentDialog
            key={pointer}
            file={file}
            pointer={pointer}
            onProposed={finished("proposed")}
            onClose={() => setPointer(undefined)}
          />
        )}
      </Page>
    </FactsDateProvider>
  );
}
