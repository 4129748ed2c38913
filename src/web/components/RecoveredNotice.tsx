// Tells an officer who had the way in recovered, at the top of every page, until it has been read.
import * as z from "zod/mini";
import { useWords } from "../messages/words.tsx";
import { request } from "../request.ts";
import { useOfficer, useSession } from "../session.tsx";
import { useChange } from "../use-change.ts";
import { Button } from "./controls.tsx";
import { FailureNotice, Notice } from "./layout.tsx";

export function RecoveredNotice() {
  const { say } = useWords();
  const { recovered } = useOfficer();
  const { ask } = useSession();
  const { busy, failure, run } = useChange();
  if (!recovered) return null;
  const { askedBy, confirmedBy } = recovered;
  return (
    <section aria-label={say("nav.enrolments")}>
      <Notice kind="warning">
        {failure && <FailureNotice failure={failure} kept={false} />}
        <p>{say("session.recovered", { day: recovered.at.slice(0, 10), askedBy, confirmedBy })}</p>
        <Button
          busy={busy}
          onClick={() =>
            run(async () => {
              await request("POST", "/api/session/recovery-told", z.unknown(), { body: {} });
              ask();
            })
          }
        >
          {say("session.recoveredRead")}
        </Button>
      </Notice>
    </section>
  );
}
