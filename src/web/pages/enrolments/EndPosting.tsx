// Ending a posting in one step: the number of the order, and what the officer has is there to be handed over.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice } from "../../components/layout.tsx";
import { usePostingWords } from "../../messages/postings.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

const Ended = z.object({ officerId: z.string() });

export interface EndPostingProps {
  postingId: string;
  unitId: string;
  name: string;
  onEnded: () => void;
}

export function EndPosting({ postingId, unitId, name, onEnded }: EndPostingProps) {
  const { say } = usePostingWords();
  const words = useWords();
  const { unit } = useLabels();
  const [endingId, setEndingId] = useState<string>();
  const [order, setOrder] = useState("");
  const [missing, setMissing] = useState(false);
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(order.trim() === "");
    if (order.trim() === "") return document.getElementById("ending-order")?.focus();
    run(async () => {
      const body = { endingId, orderNumber: order.trim() };
      await request("POST", `/api/postings/${postingId}/endings`, Ended, { body });
      setEndingId(undefined);
      setOrder("");
      onEnded();
    });
  };
  return (
    <>
      {/* The id is made once: pressing again after a lost answer is the same ending. */}
      <Button aria-label={say("endOf", { name })} onClick={() => setEndingId(crypto.randomUUID())}>
        {say("end")}
      </Button>
      <Dialog
        open={endingId !== undefined}
        title={say("endOf", { name })}
        onClose={() => setEndingId(undefined)}
      >
        <form className="form" onSubmit={submit} noValidate>
          {failure && <FailureNotice kept={false} failure={failure} />}
          <p>{say("endWhat", { name, unit: unit(unitId) })}</p>
          <Field id="ending-order" label={say("order")} fault={missing ? say("endMissing") : undefined}>
            {(control) => <TextInput {...control} value={order} onChange={setOrder} maxLength={60} />}
          </Field>
          <div className="row">
            <Button type="submit" kind="primary" busy={busy}>
              {say("end")}
            </Button>
            <Button onClick={() => setEndingId(undefined)}>{words.say("app.cancel")}</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
