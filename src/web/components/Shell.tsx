// The frame of every screen for people signed in: who, where, in which mode, where to go, how to leave.
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { Link, useRoute } from "wouter";
import { auditReach, countsOpenings } from "#src/domain/access/audit-reach.ts";
import {
  administers,
  directs,
  isAlerted,
  keepsSystem,
  letsIn,
  mayBeSecond,
  registers,
  seesCases,
  suspends,
  unmarks,
} from "#src/domain/access/duties.ts";
import type { Role, SessionView } from "#src/schema/case.ts";
import type { DelegableRight } from "#src/schema/delegation.ts";
import { LiveAlertsProvider } from "../live-alerts.tsx";
import type { MessageKey } from "../messages/es.ts";
import { useWords } from "../messages/words.tsx";
import { useLabels } from "../pack.tsx";
import { RequestFailed } from "../request.ts";
import { useOfficer, useSession } from "../session.tsx";
import { setPracticeTitle } from "../title.ts";
import { Button } from "./controls.tsx";
import { DutyBar, WaitingCount } from "./Duty.tsx";
import { Dialog, FailureNotice } from "./layout.tsx";
import { ProveDialog } from "./ProveDialog.tsx";
import { TrainingSwitch } from "./TrainingSwitch.tsx";

// Nobody needs these to register, and everybody waits for the first load: they come after the page.
const DelegationBar = lazy(async () => ({ default: (await import("./DelegationBar.tsx")).DelegationBar }));
const Notices = lazy(async () => ({ default: (await import("./Notices.tsx")).Notices }));
const RecoveredNotice = lazy(async () => ({
  default: (await import("./RecoveredNotice.tsx")).RecoveredNotice,
}));

interface Place {
  href: string;
  label: MessageKey;
  isFor: (role: Role) => boolean;
}

/** Where each role may go. */
export const PLACES: readonly Place[] = [
  { href: "/complaint", label: "nav.complaint", isFor: registers },
  { href: "/alerts", label: "nav.alerts", isFor: isAlerted },
  { href: "/cases", label: "nav.cases", isFor: seesCases },
  // Whoever carries them out finds them from the cases.
  { href: "/directions", label: "nav.directions", isFor: directs },
  { href: "/unlocks", label: "nav.unlocks", isFor: mayBeSecond },
  {
    href: "/administration",
    label: "nav.administration",
    isFor: (role) => administers(role) || keepsSystem(role),
  },
  // Whoever reads of the own actions only finds them at the own account.
  {
    href: "/audit",
    label: "nav.audit",
    isFor: (role) => countsOpenings(role) || ![undefined, "own"].includes(auditReach(role)),
  },
  { href: "/enrolments", label: "nav.enrolments", isFor: letsIn },
  // Whoever lets officers in finds it there.
  { href: "/suspensions", label: "nav.suspensions", isFor: (role) => suspends(role) && !letsIn(role) },
  { href: "/marks", label: "nav.marks", isFor: unmarks },
  { href: "/help", label: "nav.help", isFor: () => true },
];

/** Of those, where somebody who stands in goes: where what was delegated is. */
const DELEGATED: Readonly<Record<string, DelegableRight | undefined>> = {
  "/alerts": "alerts",
  "/cases": "read-cases",
};

export function placesOf({ role, delegation }: Pick<SessionView, "role" | "delegation">): readonly Place[] {
  const own = PLACES.filter(({ isFor }) => isFor(role));
  if (delegation === null) return own;
  return own.filter(({ href }) => {
    const needed = DELEGATED[href];
    return href === "/help" || (needed !== undefined && delegation.rights.includes(needed));
  });
}

export function Shell({ children }: { children: ReactNode }) {
  const { say } = useWords();
  const officer = useOfficer();
  return (
    <LiveAlertsProvider>
      <a className="skip" href="#content">
        {say("app.skip")}
      </a>
      {officer.training && <TrainingBanner />}
      <header className="header">
        <Link href="/" className="brand">
          {say("app.name")}
        </Link>
        <nav aria-label={say("nav.label")} className="nav">
          {placesOf(officer).map((place) => (
            <Place key={place.href} place={place} />
          ))}
        </nav>
        <Account />
      </header>
      <Suspense fallback={null}>
        {officer.recovered && <RecoveredNotice />}
        {(officer.delegation !== null || officer.delegations.length > 0) && <DelegationBar />}
        {officer.delegation === null && <Notices />}
      </Suspense>
      <DutyBar />
      {children}
      <ProveDialog />
    </LiveAlertsProvider>
  );
}

function Place({ place }: { place: Place }) {
  const { say } = useWords();
  const [here] = useRoute(`${place.href}/*?`);
  return (
    <Link href={place.href} className="nav-link" aria-current={here ? "page" : undefined}>
      {say(place.label)}
      {place.href === "/alerts" && <WaitingCount />}
    </Link>
  );
}

/** In sight however far one scrolls, in the window's title and on each printed page: none may pass for a real one. */
export function TrainingBanner() {
  const { say } = useWords();
  const word = say("mode.training");
  useEffect(() => {
    setPracticeTitle(word);
    // Styles outside the banner make room for it.
    document.documentElement.dataset.training = "";
    return () => {
      setPracticeTitle("");
      delete document.documentElement.dataset.training;
    };
  }, [word]);
  return (
    <section className="training" aria-label={word}>
      <strong>{word}</strong>
      <span>{say("mode.trainingExplained")}</span>
    </section>
  );
}

function Account() {
  const { say, language, setLanguage } = useWords();
  const { label } = useLabels();
  const { signOut, lock } = useSession();
  const officer = useOfficer();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailed>();
  const leave = () => {
    setBusy(true);
    setFailure(undefined);
    // Who believes to have left leaves the computer: a session that stays open must be told.
    signOut().catch((error: unknown) => {
      setBusy(false);
      setFailure(error instanceof RequestFailed ? error : new RequestFailed("internal", 0));
    });
  };
  return (
    <div className="account">
      <p className="who">
        <span>
          <strong>
            {[officer.rank && shortRank(label("rank", officer.rank)), officer.name].filter(Boolean).join(" ")}
          </strong>{" "}
          · {say(`role.${officer.role}`)}
        </span>{" "}
        <span>{officer.unitName}</span>
      </p>
      <LanguageSwitch language={language} setLanguage={setLanguage} />
      {officer.delegation === null && (
        <>
          <TrainingSwitch />
          <Link href="/account" className="nav-link">
            {say("session.account")}
          </Link>
        </>
      )}
      <Button kind="quiet" onClick={lock} aria-keyshortcuts="Control+Alt+L" title={say("lock.keys")}>
        {say("lock.now")}
      </Button>
      <Button kind="quiet" busy={busy} onClick={leave}>
        {say("session.signOut")}
      </Button>
      <Dialog
        open={failure !== undefined}
        title={say("session.signOutFailed")}
        onClose={() => setFailure(undefined)}
      >
        {failure && <FailureNotice failure={failure} kept={false} retry={leave} />}
        <p>{say("session.stillOpen")}</p>
        <div className="row">
          <Button onClick={() => setFailure(undefined)}>{say("app.cancel")}</Button>
        </div>
      </Dialog>
    </div>
  );
}

/** `Suboficial de 1.ª (S1)` is signed as `S1`. */
const shortRank = (rank: string) => /\(([^)]+)\)$/.exec(rank)?.[1] ?? rank;

export function LanguageSwitch({
  language,
  setLanguage,
}: {
  language: "es" | "en";
  setLanguage: (language: "es" | "en") => void;
}) {
  const other = language === "es" ? "en" : "es";
  return (
    <Button kind="quiet" lang={other} onClick={() => setLanguage(other)}>
      {other === "en" ? "English" : "Español"}
    </Button>
  );
}
