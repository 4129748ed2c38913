// On the way to the institution's sign-in and back: asks where to go, or has what came back judged, and says how it ended.
import { useCallback, useEffect, useRef, useState } from "react";
import { Account, SingleSignOnQuestion } from "#src/schema/account.ts";
import { SessionView } from "#src/schema/case.ts";
import { Button } from "../components/controls.tsx";
import { FailureNotice, Loading, Notice, Page } from "../components/layout.tsx";
import { LanguageSwitch } from "../components/Shell.tsx";
import { useSingleSignOnWords } from "../messages/single-sign-on.ts";
import { useWords } from "../messages/words.tsx";
import { RequestFailed, request } from "../request.ts";
import { tellTabs } from "../session-tabs.ts";

/** Where each kind of question is asked and its answer judged; a link is asked for at the account. */
const DOORS = {
  "sign-in": "/api/session/single-sign-on",
  prove: "/api/session/fresh/single-sign-on",
  link: "/api/account/single-sign-on",
} as const;
type Purpose = keyof typeof DOORS;
const isPurpose = (text: string | undefined): text is Purpose =>
  text !== undefined && Object.hasOwn(DOORS, text);

/** This tab was opened beside a page that waits; remembered by the tab while it is at the provider. */
const APART = "reta-single-sign-on-apart";

export default function SingleSignOnPage({ params }: { params: { step: string; purpose?: string } }) {
  const back = params.step === "back";
  const asked = back ? params.purpose : params.step;
  const purpose: Purpose = isPurpose(asked) ? asked : "sign-in";
  const { say } = useSingleSignOnWords();
  const words = useWords();
  const [failure, setFailure] = useState<RequestFailed>();
  const [done, setDone] = useState(false);
  const begun = useRef(false);
  const go = useCallback(async () => {
    setFailure(undefined);
    try {
      if (!back) {
        if (location.search === "?apart") sessionStorage.setItem(APART, "yes");
        const door = `${DOORS[purpose]}/question`;
        const { address } = await request("POST", door, SingleSignOnQuestion, { body: {} });
        // Not to be come back to: it would only lead on again.
        return location.replace(address);
      }
      const schema = purpose === "link" ? Account : SessionView;
      await request("POST", DOORS[purpose], schema, { body: {} });
      // Whoever was signed in here before may not be any more, or may have to show less.
      tellTabs("signed-in");
      if (purpose === "link") return location.replace("/account");
      if (sessionStorage.getItem(APART) === null) return location.replace("/");
      sessionStorage.removeItem(APART);
      setDone(true);
      // The browser closes only what it was told to open; the words below are for the rest.
      window.close();
    } catch (error) {
      setFailure(error instanceof RequestFailed ? error : new RequestFailed("internal", 0));
    }
  }, [back, purpose]);
  useEffect(() => {
    // An answer is judged once: a second request would find it used.
    if (begun.current) return;
    begun.current = true;
    void go();
  }, [go]);

  const again = () => {
    if (!back) void go();
    else location.replace(purpose === "link" ? "/account" : `/single-sign-on/${purpose}`);
  };
  return (
    <div className="sign-in">
      <header className="sign-in-head">
        <p className="brand">{words.say("app.name")}</p>
        <p>{words.say("app.title")}</p>
      </header>
      <Page title={say("title")}>
        {failure && (
          <>
            <FailureNotice failure={failure} kept={false} />
            <div className="row">
              <Button kind="primary" onClick={again}>
                {say("again")}
              </Button>
            </div>
            <p>
              <a href={purpose === "link" ? "/account" : "/"}>
                {say(purpose === "link" ? "toAccount" : "otherWay")}
              </a>
            </p>
          </>
        )}
        {done && (
          <>
            <Notice kind="done" live>
              {say("done")}
            </Notice>
            <p>
              <a href="/">{say("goOnHere")}</a>
            </p>
          </>
        )}
        {!failure && !done && (
          <>
            <p>{say(back ? "checking" : "leading")}</p>
            <Loading />
          </>
        )}
      </Page>
      <LanguageSwitch language={words.language} setLanguage={words.setLanguage} />
    </div>
  );
}
