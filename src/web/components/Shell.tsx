// The frame of every screen for people signed in: who, where, in which mode, where to go, how to leave.
import { type ReactNode, useState } from "react";
import { Link, useRoute } from "wouter";
import type { Role } from "#src/schema/case.ts";
import { LiveAlertsProvider } from "../live-alerts.tsx";
import type { MessageKey } from "../messages/es.ts";
import { useWords } from "../messages/words.tsx";
import { useLabels } from "../pack.tsx";
import { useOfficer, useSession } from "../session.tsx";
import { Button } from "./controls.tsx";
import { DutyBar, WaitingCount } from "./Duty.tsx";
import { SignInDialog } from "./SignInDialog.tsx";
import { TrainingSwitch } from "./TrainingSwitch.tsx";

interface Place {
  href: string;
  label: MessageKey;
  roles: readonly Role[];
}

/** Where each role may go. */
export const PLACES: readonly Place[] = [
  { href: "/complaint", label: "nav.complaint", roles: ["registrar", "investigator"] },
  { href: "/alerts", label: "nav.alerts", roles: ["investigator", "chief"] },
  { href: "/cases", label: "nav.cases", roles: ["registrar", "investigator", "chief"] },
  { href: "/administration", label: "nav.administration", roles: ["administrator"] },
  { href: "/audit", label: "nav.audit", roles: ["administrator"] },
  { href: "/help", label: "nav.help", roles: ["registrar", "investigator", "chief", "administrator"] },
];

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
          {PLACES.filter((place) => place.roles.includes(officer.role)).map((place) => (
            <Place key={place.href} place={place} />
          ))}
        </nav>
        <Account />
      </header>
      <DutyBar />
      {children}
      <SignInDialog />
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

/** Also printed: a paper made while practising must never pass for a real one. */
export function TrainingBanner() {
  const { say } = useWords();
  return (
    <section className="training" aria-label={say("mode.training")}>
      <strong>{say("mode.training")}</strong>
      <span>{say("mode.trainingExplained")}</span>
    </section>
  );
}

function Account() {
  const { say, language, setLanguage } = useWords();
  const { label } = useLabels();
  const { signOut } = useSession();
  const officer = useOfficer();
  const [busy, setBusy] = useState(false);
  return (
    <div className="account">
      <p className="who">
        <strong>
          {[officer.rank && shortRank(label("rank", officer.rank)), officer.name].filter(Boolean).join(" ")}
        </strong>{" "}
        <span>
          {officer.unitName} · {say(`role.${officer.role}`)}
        </span>
      </p>
      <LanguageSwitch language={language} setLanguage={setLanguage} />
      <TrainingSwitch />
      <Link href="/password" className="nav-link">
        {say("session.account")}
      </Link>
      <Button
        kind="quiet"
        busy={busy}
        onClick={() => {
          setBusy(true);
          signOut().catch(() => setBusy(false));
        }}
      >
        {say("session.signOut")}
      </Button>
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
