// Signing in: the form itself, and the same form as a dialog over a page whose session has ended.
import { type FormEvent, useState } from "react";
import { SignInWays } from "#src/schema/account.ts";
import { useWords } from "../messages/words.tsx";
import { canUsePasskeys } from "../passkey.ts";
import { RequestFailed } from "../request.ts";
import { useSession } from "../session.tsx";
import { useChange } from "../use-change.ts";
import { useFirstFocus } from "../use-first-focus.ts";
import { useResource } from "../use-resource.ts";
import { Button, TextInput } from "./controls.tsx";
import { Field } from "./Field.tsx";
import { Dialog, FailureNotice } from "./layout.tsx";
import { SingleSignOnLink } from "./SingleSignOnLink.tsx";

export interface SignInFormProps {
  id: string;
  /** What there is, where the page knows it; a form on top of a page that waits asks by itself. */
  ways?: SignInWays | undefined;
  apart?: boolean;
}

export function SignInForm({ id, ways, apart = false }: SignInFormProps) {
  const { say } = useWords();
  const { value: own } = useResource(apart ? "/api/sign-in" : undefined, SignInWays);
  const { signIn, signInWithPasskey } = useSession();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [codeWanted, setCodeWanted] = useState(false);
  const { busy, failure, run } = useChange();
  const first = useFirstFocus<HTMLInputElement>();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      try {
        await signIn(login.trim(), password, codeWanted ? plainCode(code) : undefined);
        setPassword("");
      } catch (error) {
        const wanted = error instanceof RequestFailed && error.code === "session.code-needed";
        setCodeWanted(wanted);
        setCode("");
        // The password was right: it is sent again with the code.
        if (wanted) return;
        setPassword("");
        throw error;
      }
    });
  };
  return (
    <form onSubmit={submit} className="form">
      {failure && <FailureNotice failure={failure} kept={false} />}
      {canUsePasskeys() && (
        <Button kind="primary" busy={busy} onClick={() => run(signInWithPasskey)}>
          {say("session.passkey")}
        </Button>
      )}
      <SingleSignOnLink to="sign-in" ways={ways ?? own} apart={apart} />
      {canUsePasskeys() && <p className="quiet">{say("session.orPassword")}</p>}
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
      {codeWanted && <CodeField id={`${id}-code`} code={code} onCode={setCode} />}
      <Button type="submit" kind={canUsePasskeys() ? "plain" : "primary"} busy={busy}>
        {say("session.signIn")}
      </Button>
    </form>
  );
}

/** What an app shows in groups is typed in groups. */
export const plainCode = (code: string) => code.replaceAll(/\s/g, "");

/** The six digits of the authenticator app; takes the focus when it appears. */
export function CodeField({
  id,
  code,
  onCode,
}: {
  id: string;
  code: string;
  onCode: (code: string) => void;
}) {
  const { say } = useWords();
  const field = useFirstFocus<HTMLInputElement>();
  return (
    <Field id={id} label={say("session.code")} help={say("session.codeHelp")}>
      {(control) => (
        <TextInput
          {...control}
          ref={field}
          value={code}
          onChange={onCode}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9 ]{6,7}"
          maxLength={7}
          required
        />
      )}
    </Field>
  );
}

export function SignInDialog() {
  const { say } = useWords();
  const { ended } = useSession();
  return (
    <Dialog open={ended} title={say("session.again")}>
      <p>{say("session.againWhy")}</p>
      <SignInForm id="again" apart />
    </Dialog>
  );
}
