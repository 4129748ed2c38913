// The own password: changed with the old one, or chosen where there is none.
import { type FormEvent, useState } from "react";
import { Account } from "#src/schema/account.ts";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Notice, Panel } from "../../components/layout.tsx";
import { useWords } from "../../messages/words.tsx";
import { request } from "../../request.ts";
import { useSession } from "../../session.tsx";
import { useChange } from "../../use-change.ts";

export function PasswordPanel() {
  const { say } = useWords();
  const { changePassword } = useSession();
  return (
    <Panel id="password" title={say("session.changePassword")}>
      <PasswordForm withCurrent onChosen={changePassword} />
    </Panel>
  );
}

/** Sets the first password; gives the account as it is then. */
export function FirstPassword({ onAccount }: { onAccount: (account: Account) => void }) {
  return (
    <PasswordForm
      onChosen={async (_, next) =>
        onAccount(await request("POST", "/api/account/password", Account, { body: { next } }))
      }
    />
  );
}

interface PasswordFormProps {
  withCurrent?: boolean;
  onChosen: (current: string, next: string) => Promise<void>;
}

function PasswordForm({ withCurrent = false, onChosen }: PasswordFormProps) {
  const { say } = useWords();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [repeated, setRepeated] = useState("");
  const [done, setDone] = useState(false);
  const { busy, failure, run } = useChange();
  const differ = repeated !== "" && repeated !== next;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (next !== repeated) return;
    setDone(false);
    run(async () => {
      await onChosen(current, next);
      setDone(true);
      for (const clear of [setCurrent, setNext, setRepeated]) clear("");
    });
  };
  const field = (id: string, label: string, value: string, set: (value: string) => void, rest = {}) => (
    <Field id={id} label={label} {...rest}>
      {(control) => (
        <TextInput
          {...control}
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
      {failure && <FailureNotice failure={failure} kept={false} />}
      {done && (
        <Notice kind="done" live>
          {say("session.passwordChanged")}
        </Notice>
      )}
      {withCurrent && field("current", say("session.currentPassword"), current, setCurrent)}
      {field("next", say("session.newPassword"), next, setNext, { help: say("session.newPasswordHelp") })}
      {field("repeated", say("session.repeatPassword"), repeated, setRepeated, {
        fault: differ ? say("session.passwordsDiffer") : undefined,
      })}
      <div className="row">
        <Button type="submit" kind="primary" busy={busy}>
          {say("session.save")}
        </Button>
      </div>
    </form>
  );
}
