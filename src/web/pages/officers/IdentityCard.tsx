// The identity card by which the register knows an officer again: whether there is one, and the number of one, written only.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Panel } from "../../components/layout.tsx";
import { useAdministrationWords } from "../../messages/administration.ts";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { CARD } from "./NewOfficerForm.tsx";
import type { Officer } from "./officer.ts";

export function IdentityCard({ officer, onKnown }: { officer: Officer; onKnown: () => void }) {
  const { say } = useAdministrationWords();
  const [number, setNumber] = useState("");
  const [wrong, setWrong] = useState(false);
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWrong(!CARD.test(number));
    if (!CARD.test(number)) return document.getElementById("identity-card")?.focus();
    run(async () => {
      const body = { identityCard: number };
      await request("POST", `/api/officers/${officer.officerId}/identity-cards`, z.unknown(), { body });
      setNumber("");
      onKnown();
    });
  };
  return (
    <Panel id="card" title={say("card")}>
      <form className="form" onSubmit={submit}>
        {failure && <FailureNotice kept={false} failure={failure} />}
        <p>{say(officer.identityCard ? "cardKnown" : "cardMissing")}</p>
        <Field
          id="identity-card"
          label={say("card")}
          help={say("cardHelp")}
          width="half"
          fault={wrong ? say("cardWrong") : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              value={number}
              onChange={(next) => setNumber(next.trim())}
              maxLength={15}
              inputMode="numeric"
            />
          )}
        </Field>
        <div className="row">
          <Button type="submit" busy={busy}>
            {say("cardGo")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
