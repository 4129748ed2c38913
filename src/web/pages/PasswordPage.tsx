// Choosing one's own password: the page after the first sign-in, and the form of the account.
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button, TextInput } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { FailureNotice, Notice, Page } from "../components/layout.tsx";
import { useWords } from "../messages/words.tsx";
import { RequestFailed } from "../request.ts";
import { useSession } from "../session.tsx";

export default function PasswordPage() {
  const { say } = useWords();
  return (
    <Page title={say("session.changePassword")}>
      <PasswordForm forced />
    </Page>
  );
}

/** `forced`: nothing else can be done before, but leaving. */
export function PasswordForm({ forced = false }: { forced?: boolean }) {
  const { say } = useWords();
  const { changePassword, signOut } = useSession();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [repeated, setRepeated] = useState("");
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [failure, setFailure] = useState<RequestFailed>();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (forced) first.current?.focus();
  }, [forced]);
  const differ = repeated !== "" && repeated !== next;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (next !== repeated) return;
    setBusy(true);
    setDone(false);
    changePassword(current, next)
      .then(() => {
        setFailure(undefined);
        setDone(true);
        for (const clear of [setCurrent, setNext, setRepeated]) clear("");
      })
      .catch((error: unknown) =>
        setFailure(error instanceof RequestFailed ? error : new RequestFailed("internal", 0)),
      )
      .finally(() => setBusy(false));
  };
  const field = (id: string, label: string, value: string, set: (value: string) => void, rest = {}) => (
    <Field id={id} label={label} {...rest}>
      {(control) => (
        <TextInput
          {...control}
          {...(id === "current" ? { ref: first } : {})}
          type="password"
          value={value}
          onChange={set}
          autoComplete={id === "current" ? "current-password" : "new-password"}
          required
        />
      )}
    </Field>
  );
  return (
    <form onSubmit={submit} className="form form-narrow">
      {forced && <Notice>{say("session.mustChange")}</Notice>}
      {failure && <FailureNotice failure={failure} />}
      {done && (
        <Notice kind="done" live>
          {say("session.passwordChanged")}
        </Notice>
      )}
      {field("current", say("session.currentPassword"), current, setCurrent)}
      {field("next", say("session.newPassword"), next, setNext, { help: say("session.newPasswordHelp") })}
      {field("repeated", say("session.repeatPassword"), repeated, setRepeated, {
        fault: differ ? say("session.passwordsDiffer") : undefined,
      })}
      <div className="row">
        <Button type="submit" kind="primary" busy={busy}>
          {say("session.save")}
        </Button>
        {forced && (
          <Button kind="quiet" onClick={() => void signOut()}>
            {say("session.signOut")}
          </Button>
        )}
      </div>
    </form>
  );
}
