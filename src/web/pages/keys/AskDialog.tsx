// Asking that a class key is replaced or an old version destroyed: what will happen, why, and a fresh proof.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { KEY_REASON_MIN, type KeyAct, type KeyVersionLine } from "#src/schema/key-order.ts";
import { Button, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice } from "../../components/layout.tsx";
import { useKeyWords } from "../../messages/keys.ts";
import { useStateWords } from "../../messages/state.ts";
import { useWords } from "../../messages/words.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

export interface Asking extends Pick<KeyVersionLine, "keyClass" | "version"> {
  act: KeyAct;
}

export function AskDialog({
  about: { act, keyClass, version },
  onAsked,
  onClose,
}: {
  about: Asking;
  onAsked: () => void;
  onClose: () => void;
}) {
  const { say } = useKeyWords();
  const state = useStateWords();
  const words = useWords();
  // Made once: pressing again after a lost answer is the same order.
  const [orderId] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState("");
  const [short, setShort] = useState(false);
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tooShort = reason.trim().length < KEY_REASON_MIN;
    setShort(tooShort);
    if (tooShort) return document.getElementById("key-reason")?.focus();
    run(async () => {
      const body = { orderId, act, keyClass, version, reason: reason.trim() };
      await request("POST", "/api/keys/orders", z.unknown(), { body });
      onAsked();
    });
  };
  const named = { class: state.say(`key.${keyClass}`), version };
  return (
    <Dialog open title={say(act === "rotate" ? "rotateOf" : "retireOf", named)} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        <p>{say(act === "rotate" ? "rotateWhat" : "retireWhat", { version })}</p>
        <Field
          id="key-reason"
          label={say("reason")}
          help={say("reasonHelp")}
          fault={short ? say("reasonShort") : undefined}
        >
          {(control) => <TextArea {...control} value={reason} onChange={setReason} maxLength={500} />}
        </Field>
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("ask")}
          </Button>
          <Button onClick={onClose}>{words.say("app.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
