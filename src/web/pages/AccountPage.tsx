// The own account: the ways in one has, and setting up others.
import { Account } from "#src/schema/account.ts";
import { FailureNotice, Loading, Page } from "../components/layout.tsx";
import { useAccountWords } from "../messages/account.ts";
import { useResource } from "../use-resource.ts";
import { PasskeyPanel } from "./account/PasskeyPanel.tsx";
import { PasswordPanel } from "./account/PasswordPanel.tsx";
import { TotpPanel } from "./account/TotpPanel.tsx";
import "./records.css";

export default function AccountPage() {
  const { say } = useAccountWords();
  const { value, failure, reload, replace } = useResource("/api/account", Account);
  return (
    <Page title={say("title")}>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value && (
        <>
          <p>{say("login", { login: value.login })}</p>
          <PasskeyPanel account={value} onAccount={replace} onChanged={reload} />
          {value.password && (
            <>
              <TotpPanel account={value} onAccount={replace} onChanged={reload} />
              <PasswordPanel />
            </>
          )}
        </>
      )}
    </Page>
  );
}
