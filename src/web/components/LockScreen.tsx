// What a locked screen shows: whose it is, the way back in, and the way in for somebody else; nothing of the page.
import { useEffect, useState } from "react";
import { useWords } from "../messages/words.tsx";
import { useSession } from "../session.tsx";
import { hidePageTitle } from "../title.ts";
import { Button } from "./controls.tsx";
import { Dialog, Notice } from "./layout.tsx";
import { ProveForm } from "./ProveDialog.tsx";
import { SignInForm } from "./SignInDialog.tsx";

/** Stands in the place of the page, locked or ended, with a dialog on it. */
export function LockScreen() {
  const { say } = useWords();
  const { session, locked, ended, alerted, unlock } = useSession();
  const [other, setOther] = useState(false);
  useEffect(() => {
    hidePageTitle(true);
    return () => hidePageTitle(false);
  }, []);
  return (
    <>
      <main className="sign-in">
        <h1 className="brand">{say("app.name")}</h1>
      </main>
      <Dialog open={locked && !ended} title={say("lock.title")}>
        {alerted && (
          <Notice live>
            <strong>{say("lock.alerted")}</strong>
          </Notice>
        )}
        {other ? (
          <>
            <p>{say("lock.otherWhat")}</p>
            <SignInForm id="other" />
            <div className="row">
              <Button onClick={() => setOther(false)}>
                {say("lock.back", { name: session?.name ?? "" })}
              </Button>
            </div>
          </>
        ) : (
          <>
            <p>{say("lock.what", { name: session?.name ?? "" })}</p>
            <ProveForm onProved={unlock} go={say("lock.go")} />
            <div className="row">
              <Button onClick={() => setOther(true)}>{say("lock.other")}</Button>
            </div>
          </>
        )}
      </Dialog>
    </>
  );
}
