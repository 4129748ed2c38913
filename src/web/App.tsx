// What is shown to whom: sign-in, password change, or the pages of the officer's role.
import { lazy, Suspense, useEffect } from "react";
import { Redirect, Route, Switch } from "wouter";
import { auditReach, countsOpenings, oversees } from "#src/domain/access/audit-reach.ts";
import {
  administers,
  carriesOut,
  commands,
  directs,
  handsOver,
  isAlerted,
  keepsSystem,
  letsIn,
  readsKeys,
  registers,
  seesCases,
  suspends,
  unmarks,
} from "#src/domain/access/duties.ts";
import { Curtain } from "./components/Curtain.tsx";
import { Button } from "./components/controls.tsx";
import { HelpProvider } from "./components/Help.tsx";
import { FailureNotice, Loading, Notice, Page } from "./components/layout.tsx";
import { PLACES, placesOf, Shell } from "./components/Shell.tsx";
import { SignInDialog } from "./components/SignInDialog.tsx";
import { LanguageProvider, useWords } from "./messages/words.tsx";
import { PackProvider, usePackResource } from "./pack.tsx";
import ComplaintPage from "./pages/ComplaintPage.tsx";
import LastRegisteredPage from "./pages/LastRegisteredPage.tsx";
import SignInPage from "./pages/SignInPage.tsx";
import { SessionProvider, useOfficer, useSession } from "./session.tsx";

// Only what registering needs is in the first load; every other page comes when it is opened.
const AccountPage = lazy(() => import("./pages/AccountPage.tsx"));
const AlertRulesPage = lazy(() => import("./pages/AlertRulesPage.tsx"));
const AlertsPage = lazy(() => import("./pages/AlertsPage.tsx"));
const AuditPage = lazy(() => import("./pages/AuditPage.tsx"));
const CasePage = lazy(() => import("./pages/CasePage.tsx"));
const CasesPage = lazy(() => import("./pages/CasesPage.tsx"));
const CheckPage = lazy(() => import("./pages/CheckPage.tsx"));
// For developers: what is built has neither the page nor its address.
const ComponentsPage = import.meta.env.DEV ? lazy(() => import("./pages/ComponentsPage.tsx")) : undefined;
const SamplePage = lazy(() => import("./pages/SamplePage.tsx"));
const QuestionsPage = lazy(() => import("./pages/QuestionsPage.tsx"));
const DirectionsPage = lazy(() => import("./pages/DirectionsPage.tsx"));
const EnrolPage = lazy(() => import("./pages/EnrolPage.tsx"));
const EnrolmentsPage = lazy(() => import("./pages/EnrolmentsPage.tsx"));
const MarksPage = lazy(() => import("./pages/MarksPage.tsx"));
const SuspensionsPage = lazy(() => import("./pages/SuspensionsPage.tsx"));
const HandOverPage = lazy(() => import("./pages/HandOverPage.tsx"));
const HelpPage = lazy(() => import("./pages/HelpPage.tsx"));
const HomePage = lazy(() => import("./pages/HomePage.tsx"));
const InquiriesPage = lazy(() => import("./pages/InquiriesPage.tsx"));
const InstitutionPage = lazy(() => import("./pages/InstitutionPage.tsx"));
const KeysPage = lazy(() => import("./pages/KeysPage.tsx"));
const LawPage = lazy(() => import("./pages/LawPage.tsx"));
const ListsPage = lazy(() => import("./pages/ListsPage.tsx"));
const OfficersPage = lazy(() => import("./pages/OfficersPage.tsx"));
const OpeningsBelowPage = lazy(() => import("./pages/OpeningsBelowPage.tsx"));
const ReviewPage = lazy(() => import("./pages/ReviewPage.tsx"));
const RolesPage = lazy(() => import("./pages/RolesPage.tsx"));
const UnlocksPage = lazy(() => import("./pages/UnlocksPage.tsx"));
const SingleSignOnPage = lazy(() => import("./pages/SingleSignOnPage.tsx"));
const SecureAccountPage = lazy(() => import("./pages/SecureAccountPage.tsx"));
const StatePage = lazy(() => import("./pages/StatePage.tsx"));
const UnitsPage = lazy(() => import("./pages/UnitsPage.tsx"));
const VariablesPage = lazy(() => import("./pages/VariablesPage.tsx"));

// Fetched as soon as the page is there: a screen may lock while there is no line.
const fetchLockScreen = () => import("./components/LockScreen.tsx");
const LockScreen = lazy(async () => ({ default: (await fetchLockScreen()).LockScreen }));

export function App() {
  return (
    <LanguageProvider>
      <SessionProvider>
        <HelpProvider>
          <Suspense fallback={<Loading />}>
            <Switch>
              {ComponentsPage && <Route path="/developers/components" component={ComponentsPage} />}
              <Route path="/check" component={CheckPage} />
              <Route path="/enrol" component={EnrolPage} />
              <Route path="/single-sign-on/:step/:purpose?" component={SingleSignOnPage} />
              <Route component={SignedIn} />
            </Switch>
          </Suspense>
        </HelpProvider>
      </SessionProvider>
    </LanguageProvider>
  );
}

function SignedIn() {
  const { state, session, ended, locked, ask } = useSession();
  const { say } = useWords();
  const pack = usePackResource();
  useEffect(() => {
    if (session) fetchLockScreen().catch(() => undefined);
  }, [session]);
  if (state === "asking") return <Loading />;
  if (state === "unreachable") {
    return (
      <Page title={say("app.name")}>
        <Notice kind="fault" live>
          <p>{say("problem.no-connection")}</p>
          <Button onClick={ask}>{say("app.retry")}</Button>
        </Notice>
      </Page>
    );
  }
  if (!session) return <SignInPage />;
  if (session.mustEnrol) return <SecureAccountPage />;
  if (pack.failure && !pack.value) return <FailureNotice failure={pack.failure} retry={pack.reload} />;
  if (!pack.value) return <Loading />;
  const away = locked || ended;
  return (
    <>
      <Curtain drawn={away}>
        <PackProvider answer={pack.value} reload={pack.reload}>
          <Shell>
            <Suspense fallback={<Loading />}>
              <Pages />
            </Suspense>
          </Shell>
        </PackProvider>
      </Curtain>
      {away && (
        <Suspense>
          <LockScreen />
        </Suspense>
      )}
      <SignInDialog />
    </>
  );
}

/** Of whoever stands in: the places of what was delegated, and nothing else of the role. */
function DelegatedPages() {
  const places = placesOf(useOfficer()).map(({ href }) => href);
  const has = (href: string) => places.includes(href);
  return (
    <Switch>
      {has("/alerts") && <Route path="/alerts" component={AlertsPage} />}
      {has("/cases") && <Route path="/cases" component={CasesPage} />}
      {has("/cases") && (
        <Route path="/cases/:caseId">{({ caseId }) => <CasePage key={caseId} caseId={caseId} />}</Route>
      )}
      <Route path="/help" component={HelpPage} />
      <Route>
        <Redirect to={places[0] ?? "/help"} replace />
      </Route>
    </Switch>
  );
}

/** A page of another role than the reader's is not found: what is not there cannot be pressed by mistake. */
function Pages() {
  const officer = useOfficer();
  const { officerId, role, training } = officer;
  const { say } = useWords();
  const cases = seesCases(role);
  if (officer.delegation !== null) return <DelegatedPages />;
  // Who has no cases starts at the first place of the role, and at home where there is none but the guides.
  const start = PLACES.find(({ isFor }) => isFor(role))?.href ?? "/help";
  const home = cases || start === "/help";
  return (
    // Training and real work never share a form: changing the mode starts the page anew.
    <Switch key={`${officerId} ${training}`}>
      <Route path="/">{home ? <HomePage /> : <Redirect to={start} replace />}</Route>
      {registers(role) && <Route path="/complaint" component={ComplaintPage} />}
      {registers(role) && <Route path="/complaint/last" component={LastRegisteredPage} />}
      {cases && <Route path="/cases" component={CasesPage} />}
      {cases && (
        <Route path="/cases/:caseId">{({ caseId }) => <CasePage key={caseId} caseId={caseId} />}</Route>
      )}
      {(directs(role) || carriesOut(role)) && <Route path="/directions" component={DirectionsPage} />}
      {(handsOver(role) || commands(role)) && <Route path="/hand-over" component={HandOverPage} />}
      {cases && <Route path="/unlocks" component={UnlocksPage} />}
      {isAlerted(role) && <Route path="/alerts" component={AlertsPage} />}
      {role === "administrator" && <Route path="/administration" component={OfficersPage} />}
      {role === "catalogue-administrator" && (
        <Route path="/administration">
          {/* A key of its own: coming from another redirect it must start anew. */}
          <Redirect key="lists" to="/administration/lists" replace />
        </Route>
      )}
      {administers(role) && <Route path="/administration/units" component={UnitsPage} />}
      {administers(role) && <Route path="/administration/institution" component={InstitutionPage} />}
      {administers(role) && <Route path="/administration/lists" component={ListsPage} />}
      {administers(role) && <Route path="/administration/variables" component={VariablesPage} />}
      {administers(role) && <Route path="/administration/law" component={LawPage} />}
      {auditReach(role) !== undefined && <Route path="/audit" component={AuditPage} />}
      {countsOpenings(role) && <Route path="/audit" component={OpeningsBelowPage} />}
      {oversees(role) && <Route path="/audit/review" component={ReviewPage} />}
      {auditReach(role) === "nation" && <Route path="/audit/sample" component={SamplePage} />}
      {!training && <Route path="/questions" component={QuestionsPage} />}
      {oversees(role) && <Route path="/audit/inquiries" component={InquiriesPage} />}
      {letsIn(role) && <Route path="/enrolments" component={EnrolmentsPage} />}
      {unmarks(role) && <Route path="/marks" component={MarksPage} />}
      {suspends(role) && <Route path="/suspensions" component={SuspensionsPage} />}
      {administers(role) && <Route path="/administration/alert-rules" component={AlertRulesPage} />}
      {keepsSystem(role) && <Route path="/administration/state" component={StatePage} />}
      {readsKeys(role) && <Route path="/administration/keys" component={KeysPage} />}
      {role === "key-custodian" && (
        <Route path="/administration">
          <Redirect key="state" to="/administration/state" replace />
        </Route>
      )}
      {/* What a role may do is no secret: it is in the code. */}
      <Route path="/roles" component={RolesPage} />
      <Route path="/help" component={HelpPage} />
      <Route path="/account" component={AccountPage} />
      <Route>
        <Page title={say("app.notFound")}>
          <a href="/">{say("app.home")}</a>
        </Page>
      </Route>
    </Switch>
  );
}
