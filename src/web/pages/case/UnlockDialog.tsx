// Asking for a second person: what must be opened, why now, and what is happening in this case.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { takesCourtOrder } from "#src/domain/access/court-order.ts";
import { CourtOrder, EXPLANATION_MIN, UNLOCK_CLASSES, type UnlockClass } from "#src/schema/unlock.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button, TextArea, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice } from "../../components/layout.tsx";
import { useUnlockWords } from "../../messages/unlocks.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useSession } from "../../session.tsx";
import { useChange } from "../../use-change.ts";

const Asked = z.object({ unlockId: z.string() });

export interface UnlockDialogProps {
  caseId: string;
  classes: readonly UnlockClass[];
  onAsked: () => void;
  onClose: () => void;
}

export function UnlockDialog({ caseId, classes, onAsked, onClose }: UnlockDialogProps) {
  const { say, sayCode } = useUnlockWords();
  const { pick, say: sayShared } = useWords();
  const catalogue = usePack().catalogues["unlock-reason"];
  // Sent again it is the same request.
  const [unlockId] = useState(() => crypto.randomUUID());
  const [dataClass, setDataClass] = useState<string>(classes.length === 1 ? (classes[0] ?? "") : "");
  const [reason, setReason] = useState("");
  const [explanation, setExplanation] = useState("");
  const [paper, setPaper] = useState("");
  const [tried, setTried] = useState(false);
  const { busy, failure, run } = useChange();
  const isShort = explanation.trim().length < EXPLANATION_MIN;
  const { session } = useSession();
  const asksOrder = UNLOCK_CLASSES.some(
    (one) => one === dataClass && session !== undefined && takesCourtOrder(session.role, one),
  );
  const order = CourtOrder.safeParse(paper);
  const lacksOrder = asksOrder && !order.success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (dataClass === "" || reason === "" || isShort || lacksOrder) return;
    run(async () => {
      const body = { unlockId, dataClass, reason, explanation, ...(asksOrder && { courtOrder: order.data }) };
      await request("POST", `/api/cases/${caseId}/unlocks`, Asked, { body });
      onAsked();
    });
  };
  return (
    <Dialog open title={say("panel")} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <p>{say("panelWhy")}</p>
        {failure && <FailureNotice kept={false} failure={failure} />}
        {classes.length > 1 && (
          <RadioList
            id="unlock-class"
            legend={say("what")}
            columns={1}
            value={dataClass}
            onChange={setDataClass}
            fault={tried && dataClass === "" ? say("pick") : undefined}
            choices={classes.map((code) => ({ code, label: sayCode("open", code) }))}
          />
        )}
        {classes.length === 1 && <p>{sayCode("open", dataClass)}</p>}
        <RadioList
          id="unlock-reason"
          legend={catalogue?.question ? pick(catalogue.question) : say("why")}
          columns={1}
          value={reason}
          onChange={setReason}
          fault={tried && reason === "" ? say("pick") : undefined}
          choices={(catalogue?.items ?? []).map(({ code, label }) => ({ code, label: pick(label) }))}
        />
        <Field
          id="unlock-explanation"
          label={say("explanation")}
          help={say("explanationHelp", { n: EXPLANATION_MIN })}
          fault={tried && isShort ? say("explanationShort", { n: EXPLANATION_MIN }) : undefined}
          required
        >
          {(control) => (
            <TextArea {...control} value={explanation} onChange={setExplanation} maxLength={2000} />
          )}
        </Field>
        {asksOrder && (
          <Field
            id="unlock-court-order"
            width="half"
            label={say("courtOrder")}
            help={say("courtOrderHelp")}
            fault={tried && lacksOrder ? say("courtOrderMissing") : undefined}
            required
          >
            {(control) => <TextInput {...control} value={paper} onChange={setPaper} maxLength={40} />}
          </Field>
        )}
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("send")}
          </Button>
          <Button onClick={onClose}>{sayShared("app.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
