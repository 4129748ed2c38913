// The own account: the ways in one has, setting up others, and where one is signed in now.
import { Link } from "wouter";
import { auditReach } from "#src/domain/access/audit-reach.ts";
import { Account, SignInWays } from "#src/schema/account.ts";
import { FailureNotice, Loading, Page } from "../components/layout.tsx";
import { useAccountWords } from "../messages/account.ts";
import { useOfficer } from "../session.tsx";
import { useResource } from "../use-resource.ts";
import { DelegationPanel } from "./account/DelegationPanel.tsx";
import { PasskeyPanel } from "./account/PasskeyPanel.tsx";
import { PasswordPanel } from "./account/PasswordPanel.tsx";
import { PostingsPanel } from "./account/PostingsPanel.tsx";
import { SessionsPanel } from "./account/SessionsPanel.tsx";
import { SingleSignOnPanel } from "./account/SingleSignOnPanel.tsx";
import { TotpPanel } from "./account/TotpPanel.tsx";
import "./records.css";

export default function AccountPage() {
  const { say } = useAccountWords();
  const { role } = useOfficer();
  const { value, failure, reload, replace } = useResource("/api/account", Account);
  const { value: ways } = useResource("/api/sign-in", SignInWays);
  return (
    <Page title={say("title")}>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value && (
        <>
          <p className="own-login">{say("login", { login: value.login })}</p>
          {auditReach(role) === "own" && (
            <p>
              <Link href="/audit">{say("ownActions")}</Link>
            </p>
          )}
          <PostingsPanel />
          <PasskeyPanel account={value} onAccount={replace} onChanged={reload} />
          <SingleSignOnPanel account={value} ways={ways} onChanged={reload} />
          {value.password && (
            <>
              <TotpPanel account={value} onAccount={replace} onChanged={reload} />
              <PasswordPanel />
            </>
          )}
          <SessionsPanel />
          <DelegationPanel />
        </>
      )}
    </Page>
  );
}
