// Delegating a part of the own posting's rights to a named officer, for as many days as one is away.
import { type FormEvent, useState } from "react";
import { rightsMissing, withoutRight, withRight } from "#src/domain/access/delegation.ts";
import { DELEGABLE_RIGHTS, type DelegableRight, Delegations } from "#src/schema/delegation.ts";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Notice, Panel } from "../../components/layout.tsx";
import { useAccountWords } from "../../messages/account.ts";
import { useDelegationWords } from "../../messages/delegation.ts";
import { request } from "../../request.ts";
import { useSession } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import { useResource } from "../../use-resource.ts";

/** Shown to whoever has something to delegate. */
export function DelegationPanel() {
  const { say } = useAccountWords();
  const { value } = useResource("/api/delegations", Delegations);
  if (!value || value.delegable.length === 0) return null;
  return (
    <Panel id="delegation" title={say("delegate")}>
      <p>{say("delegateWhat")}</p>
      <DelegationForm delegable={value.delegable} />
    </Panel>
  );
}

function DelegationForm({ delegable }: { delegable: readonly DelegableRight[] }) {
  const { say } = useAccountWords();
  const words = useDelegationWords();
  const { ask } = useSession();
  const [login, setLogin] = useState("");
  const [days, setDays] = useState("14");
  const [rights, setRights] = useState<readonly DelegableRight[]>(delegable);
  const [done, setDone] = useState(false);
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDone(false);
    run(async () => {
      const body = { delegationId: crypto.randomUUID(), login: login.trim(), rights, days: Number(days) };
      await request("POST", "/api/delegations", Delegations, { body });
      setLogin("");
      setDone(true);
      ask();
    });
  };
  return (
    <form className="form" onSubmit={submit}>
      {failure && <FailureNotice kept={false} failure={failure} />}
      {done && (
        <Notice kind="done" live>
          {say("delegated")}
        </Notice>
      )}
      <Field id="delegate-login" label={say("delegateLogin")} help={say("delegateLoginHelp")}>
        {(control) => (
          <TextInput
            {...control}
            value={login}
            onChange={setLogin}
            autoCapitalize="none"
            autoComplete="off"
            required
          />
        )}
      </Field>
      <fieldset className="choices">
        <legend>{say("delegateRights")}</legend>
        {DELEGABLE_RIGHTS.filter((right) => delegable.includes(right)).map((right) => (
          <label key={right} className="choice">
            <input
              type="checkbox"
              checked={rights.includes(right)}
              onChange={({ target }) =>
                setRights(target.checked ? withRight(rights, right) : withoutRight(rights, right))
              }
            />{" "}
            {words.say(`right.${right}`)}
          </label>
        ))}
        {delegable.some((right) => rightsMissing([right]).length > 0) && (
          <p className="quiet">{say("delegateRightsHelp")}</p>
        )}
      </fieldset>
      <Field id="delegate-days" label={say("delegateDays")} help={say("delegateDaysHelp")}>
        {(control) => (
          <TextInput
            {...control}
            value={days}
            onChange={setDays}
            inputMode="numeric"
            pattern="([1-9]|1[0-4])"
            required
          />
        )}
      </Field>
      <Button type="submit" kind="primary" busy={busy} disabled={rights.length === 0}>
        {say("delegateGo")}
      </Button>
    </form>
  );
}
