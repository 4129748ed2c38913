// Renewing a posting in one step: the number of the order, and it goes on.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice } from "../../components/layout.tsx";
import { usePostingWords } from "../../messages/postings.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

const Renewed = z.object({ until: z.string() });

export interface RenewPostingProps {
  postingId: string;
  unitId: string;
  name: string;
  onRenewed: (until: string) => void;
}

/** Nothing where the pack knows no term. */
export function RenewPosting({ postingId, unitId, name, onRenewed }: RenewPostingProps) {
  const { say } = usePostingWords();
  const words = useWords();
  const { unit } = useLabels();
  const term = usePack().manifest.postings;
  const [renewalId, setRenewalId] = useState<string>();
  const [order, setOrder] = useState("");
  const [missing, setMissing] = useState(false);
  const { busy, failure, run } = useChange();
  if (term === undefined) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(order.trim() === "");
    if (order.trim() === "") return document.getElementById("renewal-order")?.focus();
    run(async () => {
      const body = { renewalId, orderNumber: order.trim() };
      const { until } = await request("POST", `/api/postings/${postingId}/renewals`, Renewed, { body });
      setRenewalId(undefined);
      setOrder("");
      onRenewed(until);
    });
  };
  return (
    <>
      {/* The id is made once: pressing again after a lost answer is the same renewal. */}
      <Button aria-label={say("renewOf", { name })} onClick={() => setRenewalId(crypto.randomUUID())}>
        {say("renew")}
      </Button>
      <Dialog
        open={renewalId !== undefined}
        title={say("renewOf", { name })}
        onClose={() => setRenewalId(undefined)}
      >
        <form className="form" onSubmit={submit} noValidate>
          {failure && <FailureNotice kept={false} failure={failure} />}
          <p>{say("renewWhat", { name, unit: unit(unitId), months: term.months })}</p>
          <Field id="renewal-order" label={say("order")} fault={missing ? say("orderMissing") : undefined}>
            {(control) => <TextInput {...control} value={order} onChange={setOrder} maxLength={60} />}
          </Field>
          <div className="row">
            <Button type="submit" kind="primary" busy={busy}>
              {say("renew")}
            </Button>
            <Button onClick={() => setRenewalId(undefined)}>{words.say("app.cancel")}</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
