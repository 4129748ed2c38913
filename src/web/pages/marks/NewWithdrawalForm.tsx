// Asking that a mark be withdrawn: whose, which number, why, and by which paper.
import { type FormEvent, useRef, useState } from "react";
import * as z from "zod/mini";
import { MARK_REASONS, MarkedNumber, NewMarkWithdrawal } from "#src/schema/mark-withdrawal.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Panel } from "../../components/layout.tsx";
import { useMarkWords } from "../../messages/marks.ts";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

const Document = NewMarkWithdrawal.shape.document;

export interface NewWithdrawalFormProps {
  onBegin: () => void;
  onAsked: (login: string) => void;
}

export function NewWithdrawalForm({ onBegin, onAsked }: NewWithdrawalFormProps) {
  const { say } = useMarkWords();
  const [login, setLogin] = useState("");
  const [number, setNumber] = useState("");
  const [reason, setReason] = useState("");
  const [paper, setPaper] = useState("");
  const [tried, setTried] = useState(false);
  // The same id until it has arrived: pressing again after a lost answer asks for the same.
  const withdrawalId = useRef(crypto.randomUUID());
  const { busy, failure, run } = useChange();
  const missing = {
    login: login.trim() === "",
    number: !MarkedNumber.safeParse(number.trim()).success,
    reason: reason === "",
    document: !Document.safeParse(paper).success,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = Object.entries(missing).find(([, is]) => is) ?? [];
    if (first) {
      const place = document.getElementById(`mark-${first}`);
      return (place?.querySelector("input") ?? place)?.focus();
    }
    onBegin();
    run(async () => {
      const body = {
        ...{ withdrawalId: withdrawalId.current, login: login.trim().toLowerCase() },
        ...{ number: number.trim(), reason, document: paper.trim() },
      };
      await request("POST", "/api/mark-withdrawals", z.unknown(), { body });
      withdrawalId.current = crypto.randomUUID();
      setLogin("");
      setNumber("");
      setReason("");
      setPaper("");
      setTried(false);
      onAsked(body.login);
    });
  };
  const fault = (name: keyof typeof missing, said: Parameters<typeof say>[0]) =>
    tried && missing[name] ? say(said) : undefined;
  return (
    <Panel id="new-mark" title={say("new")}>
      <form className="form" onSubmit={submit} noValidate autoComplete="off">
        {failure && <FailureNotice kept={false} failure={failure} />}
        <Field id="mark-login" label={say("login")} width="half" fault={fault("login", "missingLogin")}>
          {(control) => <TextInput {...control} value={login} onChange={setLogin} maxLength={60} />}
        </Field>
        <Field
          id="mark-number"
          width="half"
          label={say("number")}
          help={say("numberHint")}
          fault={fault("number", "missingNumber")}
        >
          {(control) => (
            <TextInput {...control} value={number} onChange={setNumber} maxLength={15} inputMode="numeric" />
          )}
        </Field>
        <RadioList
          id="mark-reason"
          legend={say("reason")}
          columns={1}
          fault={fault("reason", "missingReason")}
          value={reason}
          onChange={setReason}
          choices={MARK_REASONS.map((code) => ({ code, label: say(`reason.${code}`) }))}
        />
        <Field
          id="mark-document"
          width="half"
          label={say("document")}
          help={say("documentHint")}
          fault={fault("document", "missingDocument")}
        >
          {(control) => <TextInput {...control} value={paper} onChange={setPaper} maxLength={40} />}
        </Field>
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("go")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
