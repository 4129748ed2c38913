// What a locked screen shows: whose it is, the way back in, and the way in for somebody else; nothing of the page.
import { useEffect, useState } from "react";
import { useLockWords } from "../messages/lock.ts";
import { useWords } from "../messages/words.tsx";
import { useSession } from "../session.tsx";
import { hidePageTitle } from "../title.ts";
import { Button } from "./controls.tsx";
import { Dialog, Notice } from "./layout.tsx";
import { ProveForm } from "./ProveForm.tsx";
import { SignInForm } from "./SignInDialog.tsx";

/** Stands in the place of the page, locked or ended, with a dialog on it. */
export function LockScreen() {
  const { say } = useLockWords();
  const words = useWords();
  const { session, locked, ended, alerted, unlock } = useSession();
  const [other, setOther] = useState(false);
  useEffect(() => {
    hidePageTitle(true);
    return () => hidePageTitle(false);
  }, []);
  return (
    <>
      <main className="sign-in">
        <h1 className="brand">{words.say("app.name")}</h1>
      </main>
      <Dialog open={locked && !ended} title={say("title")}>
        {alerted && (
          <Notice live>
            <strong>{say("alerted")}</strong>
          </Notice>
        )}
        {other ? (
          <>
            <p>{say("otherWhat")}</p>
            <SignInForm id="other" apart />
            <div className="row">
              <Button onClick={() => setOther(false)}>{say("back", { name: session?.name ?? "" })}</Button>
            </div>
          </>
        ) : (
          <>
            <p>{say("what", { name: session?.name ?? "" })}</p>
            <ProveForm onProved={unlock} go={say("go")} />
            <div className="row">
              <Button onClick={() => setOther(true)}>{say("other")}</Button>
            </div>
          </>
        )}
      </Dialog>
    </>
  );
}
