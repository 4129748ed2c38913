// Signing in: the form itself, and the same form as a dialog over a page whose session has ended.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../messages/words.tsx";
import { RequestFailed } from "../request.ts";
import { useSession } from "../session.tsx";
import { Button, TextInput } from "./controls.tsx";
import { Field } from "./Field.tsx";
import { Dialog, FailureNotice } from "./layout.tsx";

export function SignInForm({ id }: { id: string }) {
  const { say } = useWords();
  const { signIn } = useSession();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailed>();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    signIn(login.trim(), password)
      .catch((error: unknown) =>
        setFailure(error instanceof RequestFailed ? error : new RequestFailed("internal", 0)),
      )
      .finally(() => {
        setPassword("");
        setBusy(false);
      });
  };
  return (
    <form onSubmit={submit} className="form">
      {failure && <FailureNotice failure={failure} />}
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
      <Button type="submit" kind="primary" busy={busy}>
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
