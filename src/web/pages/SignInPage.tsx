// Where everybody starts: user name and password.
import { Page } from "../components/layout.tsx";
import { LanguageSwitch } from "../components/Shell.tsx";
import { SignInForm } from "../components/SignInDialog.tsx";
import { useWords } from "../messages/words.tsx";

export default function SignInPage() {
  const { say, language, setLanguage } = useWords();
  return (
    <div className="sign-in">
      <header className="sign-in-head">
        <p className="brand">{say("app.name")}</p>
        <p>{say("app.title")}</p>
      </header>
      <Page title={say("session.signInTitle")}>
        <SignInForm id="sign-in" />
      </Page>
      <LanguageSwitch language={language} setLanguage={setLanguage} />
    </div>
  );
}
