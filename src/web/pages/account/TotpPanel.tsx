// The authenticator app that goes with the password: set up with a QR code or by hand, shown to work, taken out of use.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { Account, TotpQuestion } from "#src/schema/account.ts";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Notice, Panel } from "../../components/layout.tsx";
import { useAccountWords } from "../../messages/account.ts";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { QrCode } from "./QrCode.tsx";

export interface TotpPanelProps {
  account: Account;
  onAccount: (account: Account) => void;
  onChanged: () => void;
}

export function TotpPanel({ account, onAccount, onChanged }: TotpPanelProps) {
  const { say } = useAccountWords();
  const { busy, failure, run } = useChange();
  const [done, setDone] = useState<"totpAdded" | "totpRemoved">();
  const remove = () =>
    run(async () => {
      await request("DELETE", "/api/account/totp", z.unknown());
      setDone("totpRemoved");
      onChanged();
    });
  return (
    <Panel id="totp" title={say("totp")}>
      <p>{say("totpWhat")}</p>
      {failure && <FailureNotice kept={false} failure={failure} />}
      {done && (
        <Notice kind="done" live>
          {say(done)}
        </Notice>
      )}
      {account.totp ? (
        <div className="row">
          <strong>{say("totpInUse")}</strong>
          <Button busy={busy} onClick={remove}>
            {say("totpRemove")}
          </Button>
        </div>
      ) : (
        <TotpSetup
          onAdded={(changed) => {
            setDone("totpAdded");
            onAccount(changed);
          }}
        />
      )}
    </Panel>
  );
}

/** Asks for a secret, shows it, and puts it in force once the app's code has come back. */
export function TotpSetup({ onAdded }: { onAdded: (account: Account) => void }) {
  const { say } = useAccountWords();
  const { busy, failure, run } = useChange();
  const [question, setQuestion] = useState<TotpQuestion>();
  const [code, setCode] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      const body = { stepId: question?.stepId, code: code.replaceAll(/\s/g, "") };
      onAdded(await request("POST", "/api/account/totp", Account, { body }));
      setQuestion(undefined);
    });
  };
  if (!question) {
    return (
      <>
        {failure && <FailureNotice kept={false} failure={failure} />}
        <div className="row">
          <Button
            busy={busy}
            onClick={() =>
              run(async () =>
                setQuestion(await request("POST", "/api/account/totp/question", TotpQuestion, { body: {} })),
              )
            }
          >
            {say("totpBegin")}
          </Button>
        </div>
      </>
    );
  }
  return (
    <form className="form form-narrow" onSubmit={submit}>
      {failure && <FailureNotice kept={false} failure={failure} />}
      <p>{say("totpScan")}</p>
      <QrCode text={question.address} label={say("totpQr")} />
      <p>
        {say("totpByHand")}{" "}
        <code className="totp-secret">{question.secret.replaceAll(/.{4}(?!$)/g, "$& ")}</code>
      </p>
      <Field id="totp-code" label={say("totpCode")} help={say("totpCodeHelp")}>
        {(control) => (
          <TextInput
            {...control}
            value={code}
            onChange={setCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            required
          />
        )}
      </Field>
      <div className="row">
        <Button type="submit" kind="primary" busy={busy}>
          {say("totpGo")}
        </Button>
      </div>
    </form>
  );
}
