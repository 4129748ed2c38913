// Where a newcomer types the code of the unit; what follows is setting up how to sign in.
import { type FormEvent, useState } from "react";
import { SessionView } from "#src/schema/case.ts";
import { Button, TextInput } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { FailureNotice, Page } from "../components/layout.tsx";
import { LanguageSwitch } from "../components/Shell.tsx";
import { useAccountWords } from "../messages/account.ts";
import { useWords } from "../messages/words.tsx";
import { request } from "../request.ts";
import { tellTabs } from "../session-tabs.ts";
import { useChange } from "../use-change.ts";
import { useFirstFocus } from "../use-first-focus.ts";

export default function EnrolPage() {
  const { say } = useAccountWords();
  const words = useWords();
  const [code, setCode] = useState("");
  const { busy, failure, run } = useChange();
  const first = useFirstFocus<HTMLInputElement>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      await request("POST", "/api/enrolment", SessionView, { body: { code } });
      // Whoever was signed in here before is not any more.
      tellTabs("signed-in");
      location.assign("/");
    });
  };
  return (
    <div className="sign-in">
      <header className="sign-in-head">
        <p className="brand">{words.say("app.name")}</p>
        <p>{words.say("app.title")}</p>
      </header>
      <Page title={say("enrolTitle")}>
        <form className="form" onSubmit={submit}>
          {failure && <FailureNotice failure={failure} kept={false} />}
          <p>{say("enrolWhat")}</p>
          <Field id="enrol-code" label={say("enrolCode")} help={say("enrolCodeHelp")}>
            {(control) => (
              <TextInput
                {...control}
                ref={first}
                value={code}
                onChange={setCode}
                autoCapitalize="characters"
                maxLength={40}
                required
              />
            )}
          </Field>
          <Button type="submit" kind="primary" busy={busy}>
            {words.say("app.continue")}
          </Button>
        </form>
        <p>
          <a href="/">{say("enrolBack")}</a>
        </p>
      </Page>
      <LanguageSwitch language={words.language} setLanguage={words.setLanguage} />
    </div>
  );
}
