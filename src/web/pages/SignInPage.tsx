// Where everybody starts: user name and password.
import { SignInWays } from "#src/schema/account.ts";
import { Notice, Page } from "../components/layout.tsx";
import { LanguageSwitch } from "../components/Shell.tsx";
import { SignInForm } from "../components/SignInDialog.tsx";
import { useWords } from "../messages/words.tsx";
import { useResource } from "../use-resource.ts";

export default function SignInPage() {
  const { say, language, setLanguage } = useWords();
  const { value: ways } = useResource("/api/sign-in", SignInWays);
  return (
    <div className="sign-in">
      <header className="sign-in-head">
        <p className="brand">{say("app.name")}</p>
        <p>{say("app.title")}</p>
      </header>
      <Page title={say("session.signInTitle")}>
        {ways?.passwordAlone && <Notice>{say("session.passwordAlone")}</Notice>}
        <SignInForm id="sign-in" ways={ways} />
        <p>
          <a href="/enrol">{say("session.haveCode")}</a>
        </p>
      </Page>
      <LanguageSwitch language={language} setLanguage={setLanguage} />
    </div>
  );
}
