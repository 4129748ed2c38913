// Before anything else: whoever came in with less than the register asks for sets up a passkey or an app.
import { useState } from "react";
import { Account, SignInWays } from "#src/schema/account.ts";
import { Button } from "../components/controls.tsx";
import { FailureNotice, Loading, Page, Panel } from "../components/layout.tsx";
import { ProveDialog } from "../components/ProveDialog.tsx";
import { useAccountWords } from "../messages/account.ts";
import { useWords } from "../messages/words.tsx";
import { canUsePasskeys } from "../passkey.ts";
import { useSession } from "../session.tsx";
import { useResource } from "../use-resource.ts";
import { NewPasskey } from "./account/NewPasskey.tsx";
import { FirstPassword } from "./account/PasswordPanel.tsx";
import { SingleSignOnPanel } from "./account/SingleSignOnPanel.tsx";
import { TotpSetup } from "./account/TotpPanel.tsx";
import "./records.css";

export default function SecureAccountPage() {
  const { say } = useAccountWords();
  const words = useWords();
  const { ask, signOut } = useSession();
  const { value, failure, reload, replace } = useResource("/api/account", Account);
  const { value: ways } = useResource("/api/sign-in", SignInWays);
  const [leaving, setLeaving] = useState(false);
  const leave = () => {
    setLeaving(true);
    void signOut().catch(() => setLeaving(false));
  };
  return (
    <Page title={say("secureTitle")}>
      <p>{say("secureWhy")}</p>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value && canUsePasskeys() && (
        <Panel id="passkeys" title={say("passkeys")}>
          <p>{say("passkeysWhat")}</p>
          <NewPasskey onMade={ask} />
        </Panel>
      )}
      {value && <SingleSignOnPanel account={value} ways={ways} />}
      {value && !value.password && (
        <Panel id="password" title={say("passwordPanel")}>
          <p>{say("passwordWhat")}</p>
          <FirstPassword
            onAccount={(account) => {
              replace(account);
              ask();
            }}
          />
        </Panel>
      )}
      {value?.password && (
        <Panel id="totp" title={say("totp")}>
          <p>{say("totpWhat")}</p>
          <TotpSetup onAdded={ask} />
        </Panel>
      )}
      <div className="row">
        <Button kind="quiet" busy={leaving} onClick={leave}>
          {words.say("session.signOut")}
        </Button>
      </div>
      <ProveDialog />
    </Page>
  );
}
