// What is shown to whom: sign-in, password change, or the pages of the officer's role.
import { lazy, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { Button } from "./components/controls.tsx";
import { HelpProvider } from "./components/Help.tsx";
import { FailureNotice, Loading, Notice, Page } from "./components/layout.tsx";
import { PLACES, Shell } from "./components/Shell.tsx";
import { LanguageProvider, useWords } from "./messages/words.tsx";
import { PackProvider, usePackResource } from "./pack.tsx";
import ComplaintPage from "./pages/ComplaintPage.tsx";
import PasswordPage from "./pages/PasswordPage.tsx";
import SignInPage from "./pages/SignInPage.tsx";
import { SessionProvider, useOfficer, useSession } from "./session.tsx";

// Only what registering needs is in the first load; every other page comes when it is opened.
const ComponentsPage = lazy(() => import("./pages/ComponentsPage.tsx"));

export function App() {
  return (
    <LanguageProvider>
      <SessionProvider>
        <HelpProvider>
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/developers/components" component={ComponentsPage} />
              <Route component={SignedIn} />
            </Switch>
          </Suspense>
        </HelpProvider>
      </SessionProvider>
    </LanguageProvider>
  );
}

function SignedIn() {
  const { state, session, ask } = useSession();
  const { say } = useWords();
  const pack = usePackResource();
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
  if (session.mustChangePassword) return <PasswordPage forced />;
  if (pack.failure && !pack.value) return <FailureNotice failure={pack.failure} retry={pack.reload} />;
  if (!pack.value) return <Loading />;
  return (
    <PackProvider answer={pack.value}>
      <Shell>
        <Suspense fallback={<Loading />}>
          <Pages />
        </Suspense>
      </Shell>
    </PackProvider>
  );
}

function Pages() {
  const officer = useOfficer();
  const { say } = useWords();
  const start = PLACES.find((place) => place.roles.includes(officer.role))?.href ?? "/password";
  return (
    <Switch>
      <Route path="/">
        <Redirect to={start} replace />
      </Route>
      {/* Training and real work never share a form: changing the mode starts the page anew. */}
      <Route path="/complaint">
        <ComplaintPage key={`${officer.officerId} ${officer.training}`} />
      </Route>
      <Route path="/password">
        <PasswordPage />
      </Route>
      <Route>
        <Page title={say("app.notFound")}>
          <a href="/">{say("app.home")}</a>
        </Page>
      </Route>
    </Switch>
  );
}
