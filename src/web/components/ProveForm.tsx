// The officer proves again to be there, with a passkey, the institution's account or the password.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { SignInWays } from "#src/schema/account.ts";
import { SessionView } from "#src/schema/case.ts";
import { useWords } from "../messages/words.tsx";
import { canUsePasskeys, signWithPasskey } from "../passkey.ts";
import { RequestFailed, request } from "../request.ts";
import { onTabTold } from "../session-tabs.ts";
import { useChange } from "../use-change.ts";
import { useResource } from "../use-resource.ts";
import { Button, TextInput } from "./controls.tsx";
import { Field } from "./Field.tsx";
import { FailureNotice } from "./layout.tsx";
import { CodeField, plainCode } from "./SignInDialog.tsx";
import { SingleSignOnLink } from "./SingleSignOnLink.tsx";

export interface ProveFormProps {
  onProved: () => void;
  onCancel?: () => void;
  /** What the button says. */
  go?: string;
  /** Nothing else is enough. */
  passkeyOnly?: boolean;
}

export function ProveForm({ onProved, onCancel, go, passkeyOnly = false }: ProveFormProps) {
  const { say } = useWords();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [codeWanted, setCodeWanted] = useState(false);
  const { busy, failure, run } = useChange();
  const { value: ways } = useResource("/api/sign-in", SignInWays);
  const proved = useRef(onProved);
  proved.current = onProved;
  // Proved in another tab: whoever waits here asks again, and the register says whether it is enough.
  useEffect(() => onTabTold((said) => said === "signed-in" && proved.current()), []);
  const prove = (how: () => Promise<unknown>) =>
    run(async () => {
      try {
        await how();
      } catch (error) {
        const wanted = error instanceof RequestFailed && error.code === "session.code-needed";
        setCodeWanted(wanted);
        setCode("");
        if (wanted) return;
        setPassword("");
        throw error;
      }
      onProved();
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { password, ...(codeWanted && { code: plainCode(code) }) };
    prove(() => request("POST", "/api/session/fresh", SessionView, { body }));
  };
  return (
    <form className="form" onSubmit={submit}>
      {failure && <FailureNotice failure={failure} kept={false} />}
      {canUsePasskeys() && (
        <Button
          kind="primary"
          busy={busy}
          onClick={() => prove(() => signWithPasskey("/api/session/fresh/passkey"))}
        >
          {say("session.passkey")}
        </Button>
      )}
      {passkeyOnly && !canUsePasskeys() && <p>{say("session.noPasskeyHere")}</p>}
      {!passkeyOnly && <SingleSignOnLink to="prove" ways={ways} apart />}
      {!passkeyOnly && (
        <Field id="prove-password" label={say("session.password")}>
          {(control) => (
            <TextInput
              {...control}
              type="password"
              value={password}
              onChange={setPassword}
              autoComplete="current-password"
              required
            />
          )}
        </Field>
      )}
      {codeWanted && <CodeField id="prove-code" code={code} onCode={setCode} />}
      <div className="row">
        {!passkeyOnly && (
          <Button type="submit" busy={busy}>
            {go ?? say("session.proveGo")}
          </Button>
        )}
        {onCancel && <Button onClick={onCancel}>{say("app.cancel")}</Button>}
      </div>
    </form>
  );
}
