// Makes a passkey: the officer names it, the browser and the authenticator do the rest.
import { type FormEvent, useState } from "react";
import type { Account } from "#src/schema/account.ts";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice } from "../../components/layout.tsx";
import { useAccountWords } from "../../messages/account.ts";
import { makePasskey } from "../../passkey.ts";
import { useChange } from "../../use-change.ts";

export function NewPasskey({ onMade }: { onMade: (account: Account) => void }) {
  const { say } = useAccountWords();
  const [name, setName] = useState("");
  const [unnamed, setUnnamed] = useState(false);
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const called = name.trim();
    setUnnamed(called === "");
    if (called === "") return document.getElementById("passkey-name")?.focus();
    run(async () => {
      onMade(await makePasskey(called));
      setName("");
    });
  };
  return (
    <form className="form form-narrow" onSubmit={submit}>
      {failure && <FailureNotice kept={false} failure={failure} />}
      <Field
        id="passkey-name"
        label={say("name")}
        help={say("nameHelp")}
        fault={unnamed ? say("nameNeeded") : undefined}
      >
        {(control) => <TextInput {...control} value={name} onChange={setName} maxLength={60} />}
      </Field>
      <div className="row">
        <Button type="submit" kind="primary" busy={busy}>
          {say("add")}
        </Button>
      </div>
    </form>
  );
}
