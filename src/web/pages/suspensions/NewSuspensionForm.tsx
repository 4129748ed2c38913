// Suspending an officer: whom, why, and by which order.
import { type FormEvent, useRef, useState } from "react";
import { useHistoryState } from "wouter/use-browser-location";
import * as z from "zod/mini";
import { SUSPENSION_REASONS } from "#src/schema/suspension.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Panel } from "../../components/layout.tsx";
import { useSuspensionWords } from "../../messages/suspensions.ts";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { OfficerSearch } from "./OfficerSearch.tsx";

const Answer = z.object({ inForce: z.boolean() });

/** The columns that keep them; the server says no to longer ones. */
const LONGEST = 60;

export interface NewSuspensionFormProps {
  onBegin: () => void;
  onSuspended: (login: string, inForce: boolean) => void;
}

export function NewSuspensionForm({ onBegin, onSuspended }: NewSuspensionFormProps) {
  const { say } = useSuspensionWords();
  const named = useHistoryState<{ login?: string } | null>()?.login ?? "";
  const [login, setLogin] = useState("");
  // The search begins anew after each suspension, and so does what it was begun with.
  const [turn, setTurn] = useState(0);
  const [reason, setReason] = useState("");
  const [order, setOrder] = useState("");
  const [tried, setTried] = useState(false);
  // The same id until it has arrived: pressing again after a lost answer is the same suspension.
  const suspensionId = useRef(crypto.randomUUID());
  const { busy, failure, run } = useChange();
  const missing = {
    login: login === "",
    reason: reason === "",
    order: order.trim() === "",
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const [first] = Object.entries(missing).find(([, is]) => is) ?? [];
    if (first) {
      const place =
        (first === "login" && document.getElementById("suspension-whom")) ||
        document.getElementById(`suspension-${first}`);
      return (place?.querySelector("input") ?? place)?.focus();
    }
    onBegin();
    run(async () => {
      const body = {
        ...{ suspensionId: suspensionId.current, login },
        ...{ reason, orderNumber: order.trim() },
      };
      const { inForce } = await request("POST", "/api/suspensions", Answer, { body });
      suspensionId.current = crypto.randomUUID();
      setLogin("");
      setTurn((before) => before + 1);
      setReason("");
      setOrder("");
      setTried(false);
      onSuspended(body.login, inForce);
    });
  };
  return (
    <Panel id="new-suspension" title={say("new")}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        <OfficerSearch
          key={turn}
          first={turn === 0 ? named : ""}
          value={login}
          onChange={setLogin}
          fault={tried && missing.login ? say("missingLogin") : undefined}
        />
        <RadioList
          id="suspension-reason"
          legend={say("reason")}
          columns={1}
          fault={tried && missing.reason ? say("missingReason") : undefined}
          value={reason}
          onChange={setReason}
          choices={SUSPENSION_REASONS.map((code) => ({ code, label: say(`reason.${code}`) }))}
        />
        <Field
          id="suspension-order"
          label={say("order")}
          fault={tried && missing.order ? say("missingOrder") : undefined}
        >
          {(control) => <TextInput {...control} value={order} onChange={setOrder} maxLength={LONGEST} />}
        </Field>
        <div className="row">
          <Button type="submit" kind="danger" busy={busy}>
            {say("go")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
