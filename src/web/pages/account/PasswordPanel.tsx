// Changing the own password, as one part of the account.
import { Panel } from "../../components/layout.tsx";
import { useWords } from "../../messages/words.tsx";
import { PasswordForm } from "../PasswordPage.tsx";

export function PasswordPanel() {
  const { say } = useWords();
  return (
    <Panel id="password" title={say("session.changePassword")}>
      <PasswordForm />
    </Panel>
  );
}
