// The own open sessions: an officer sees one that should not be there, and ends it.
import { Panel } from "../../components/layout.tsx";
import { useAccountWords } from "../../messages/account.ts";
import { SessionTable } from "./SessionTable.tsx";

export function SessionsPanel() {
  const { say } = useAccountWords();
  return (
    <Panel id="sessions" title={say("sessions")}>
      <p>{say("sessionsWhat")}</p>
      <SessionTable path="/api/account/sessions" />
    </Panel>
  );
}
