// Signing in: the form itself, and the same form as a dialog over a page whose session has ended.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../messages/words.tsx";
import { canUsePasskeys } from "../passkey.ts";
import { useSession } from "../session.tsx";
import { useChange } from "../use-change.ts";
import { Button, TextInput } from "./controls.tsx";
import { Field } from "./Field.tsx";
import { Dialog, FailureNotice } from "./layout.tsx";

export function SignInForm({ id }: { id: string }) {
  const { say } = useWords();
  const { signIn, signInWithPasskey } = useSession();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const { busy, failure, run } = useChange();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => signIn(login.trim(), password).finally(() => setPassword("")));
  };
  return (
    <form onSubmit={submit} className="form">
      {failure && <FailureNotice failure={failure} kept={false} />}
      {canUsePasskeys() && (
        <>
          <Button kind="primary" busy={busy} onClick={() => run(signInWithPasskey)}>
            {say("session.passkey")}
          </Button>
          <p className="quiet">{say("session.orPassword")}</p>
        </>
      )}
      <Field id={`${id}-login`} label={say("session.login")}>
        {(control) => (
          <TextInput
            {...control}
            ref={first}
            value={login}
            onChange={setLogin}
            autoComplete="username"
            autoCapitalize="none"
            required
          />
        )}
      </Field>
      <Field id={`${id}-password`} label={say("session.password")}>
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
      <Button type="submit" kind={canUsePasskeys() ? "plain" : "primary"} busy={busy}>
        {say("session.signIn")}
      </Button>
    </form>
  );
}

export function SignInDialog() {
  const { say } = useWords();
  const { ended } = useSession();
  return (
    <Dialog open={ended} title={say("session.again")}>
      <p>{say("session.againWhy")}</p>
      <SignInForm id="again" />
    </Dialog>
  );
}
