// The open sessions of an officer within reach, for the day a computer is stolen or an officer cannot be found.
import { useState } from "react";
import { Button } from "../../components/controls.tsx";
import { Dialog } from "../../components/layout.tsx";
import { useAccountWords } from "../../messages/account.ts";
import { useWords } from "../../messages/words.tsx";
import { SessionTable } from "../account/SessionTable.tsx";

export function OfficerSessions({ officerId, name }: { officerId: string; name: string }) {
  const { say } = useAccountWords();
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-label={`${say("sessions")}: ${name}`} onClick={() => setOpen(true)}>
        {say("sessions")}
      </Button>
      <Dialog open={open} title={say("sessionsOf", { name })} onClose={() => setOpen(false)}>
        <p>{say("sessionsOfWhat")}</p>
        {open && <SessionTable path={`/api/officers/${officerId}/sessions`} />}
        <div className="row">
          <Button onClick={() => setOpen(false)}>{words.say("app.close")}</Button>
        </div>
      </Dialog>
    </>
  );
}
