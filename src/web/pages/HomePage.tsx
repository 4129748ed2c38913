// Where each role starts: the registrar at the complaint, whoever is alerted at what waits.
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { commands, decides, isAlerted, registers, seesCases } from "#src/domain/access/duties.ts";
import { isOfAnotherInstitution } from "#src/domain/access/role-units.ts";
import { unitOn } from "#src/domain/pack/unit-periods.ts";
import { SoundSwitch } from "../components/Duty.tsx";
import { EmptyState, FailureNotice, Loading, Page, Panel } from "../components/layout.tsx";
import { SearchingOfficers } from "../components/SearchingOfficers.tsx";
import { useCaseListWords } from "../messages/cases.ts";
import { importDraftKey, openDraft } from "../offline/draft-cipher.ts";
import { listDrafts } from "../offline/draft-store.ts";
import { openForTab } from "../offline/tab-cipher.ts";
import { usePack } from "../pack.tsx";
import { useOfficer } from "../session.tsx";
import { useToday } from "../use-today.ts";
import { AlertsScreen, Inbox } from "./AlertsPage.tsx";
import { CaseTable } from "./cases/CaseTable.tsx";
import { EVERYTHING } from "./cases/case-search.ts";
import { PendingCases } from "./cases/PendingCases.tsx";
import { useCases } from "./cases/use-cases.ts";
import "./records.css";

/** Lines on a start page; the rest is one press away. */
const LATEST = 8;
const MINE = { ...EVERYTHING, mine: true };

export default function HomePage() {
  const { role, training } = useOfficer();
  if (!seesCases(role)) return <WithoutCases />;
  const onDuty = isAlerted(role) && !training;
  if (onDuty && registers(role)) return <AlertsScreen />;
  return <Start alerted={onDuty} takesComplaints={registers(role)} decides={decides(role)} />;
}

/** Of whoever has no case and keeps nothing: what there is, instead of a guide for somebody else. */
function WithoutCases() {
  const { say } = useCaseListWords();
  return (
    <Page title={say("homeTitle")}>
      <Panel id="home-without-cases" title={say("withoutCases")}>
        <p>{say("withoutCasesHelp")}</p>
        <ul className="bullets">
          <li>
            <Link href="/roles">{say("withoutCasesRoles")}</Link>
          </li>
          <li>
            <Link href="/account">{say("withoutCasesAccount")}</Link>
          </li>
        </ul>
      </Panel>
    </Page>
  );
}

interface StartProps {
  alerted: boolean;
  takesComplaints: boolean;
  decides: boolean;
}

function Start({ alerted, takesComplaints, decides: toDecide }: StartProps) {
  const { say } = useCaseListWords();
  const { role } = useOfficer();
  return (
    <Page title={say("homeTitle")} actions={takesComplaints && <Link href="/help">{say("guide")}</Link>}>
      {takesComplaints && <NewComplaint />}
      {alerted && (
        <Panel id="home-alerts" title={say("alertsTitle")} actions={<SoundSwitch />}>
          <Inbox all={false} />
        </Panel>
      )}
      {toDecide && <PendingCases />}
      {role === "chief" && <SearchingOfficers />}
      <LatestCases mine={takesComplaints} />
      {takesComplaints && <ReceiptCheck />}
    </Page>
  );
}

function NewComplaint() {
  const { say } = useCaseListWords();
  const drafts = useDraftCount();
  return (
    <Panel id="home-complaint" title={say("newComplaint")}>
      <p>{say("newComplaintHelp")}</p>
      {drafts > 0 && (
        <p>
          {say(drafts === 1 ? "draftsOne" : "draftsCount", { n: drafts })}{" "}
          <Link href="/complaint">{say("draftsOpen")}</Link>
        </p>
      )}
      <p>
        <Link href="/complaint" className="button button-primary button-link">
          {say("newComplaint")}
        </Link>
      </p>
    </Panel>
  );
}

/** For whoever calls or comes with a receipt: the page that is everybody's, so that the answer is the same for all. */
function ReceiptCheck() {
  const { say } = useCaseListWords();
  return (
    <Panel id="home-receipt" title={say("receiptCheck")}>
      <p>{say("receiptCheckHelp")}</p>
      <p>
        <a href="/check" target="_blank" rel="noreferrer">
          {say("receiptCheckOpen")}
        </a>
      </p>
    </Panel>
  );
}

/** How many complaints of this officer wait on this computer; 0 where the browser keeps nothing. */
function useDraftCount(): number {
  const { officerId, training, draftKey } = useOfficer();
  const [count, setCount] = useState(0);
  useEffect(() => {
    let left = false;
    // What is sealed for another tab is not spoken of here.
    const open = async () => {
      const key = await importDraftKey(draftKey);
      const sealed = await listDrafts(officerId, training, Date.now());
      const complaints = sealed.filter(({ kind }) => kind === "complaint");
      return Promise.all(complaints.map(async (each) => openForTab(await openDraft(key, each))));
    };
    open()
      .then((drafts) => {
        if (!left) setCount(drafts.filter((draft) => draft !== undefined).length);
      })
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [officerId, training, draftKey]);
  return count;
}

function LatestCases({ mine }: { mine: boolean }) {
  const { say } = useCaseListWords();
  const { role, unitId } = useOfficer();
  const { units } = usePack();
  const kind = unitOn(units, unitId, useToday())?.kind ?? "";
  const { cases, failure, loading, retry } = useCases(mine ? MINE : EVERYTHING);
  return (
    <Panel
      id="home-cases"
      title={say(mine ? "mineTitle" : commands(role) ? "unitTitle" : "reachTitle")}
      actions={<Link href="/cases">{say("allCases")}</Link>}
    >
      {failure && <FailureNotice kept={false} failure={failure} retry={retry} />}
      {loading && <Loading />}
      {cases?.length === 0 && (
        <EmptyState>
          {say(
            commands(role) && isOfAnotherInstitution(kind)
              ? "noneElsewhere"
              : mine
                ? "noneYet"
                : "noneInReach",
          )}
        </EmptyState>
      )}
      {cases && cases.length > 0 && <CaseTable cases={cases.slice(0, LATEST)} />}
    </Panel>
  );
}
