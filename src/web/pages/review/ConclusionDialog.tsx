// How an item was judged, and why, in a sentence that names nobody of a case.
import { type FormEvent, useRef, useState } from "react";
import * as z from "zod/mini";
import { CONCLUSIONS, type ReviewItem } from "#src/schema/audit-review.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice } from "../../components/layout.tsx";
import { useReviewWords } from "../../messages/review.ts";
import { useWords } from "../../messages/words.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

export interface ConclusionDialogProps {
  item: ReviewItem;
  onDone: () => void;
  onClose: () => void;
}

export function ConclusionDialog({ item, onDone, onClose }: ConclusionDialogProps) {
  const { say } = useReviewWords();
  const words = useWords();
  const [conclusion, setConclusion] = useState("");
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const markId = useRef(crypto.randomUUID());
  const { busy, failure, run } = useChange();
  const missing = { conclusion: conclusion === "", note: note.trim() === "" };
  const fault = (name: keyof typeof missing) => ({
    fault: tried && missing[name] ? say("missing") : undefined,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.conclusion) return document.getElementById("review-conclusion")?.focus();
    if (missing.note) return document.getElementById("review-note")?.focus();
    run(async () => {
      const body = { markId: markId.current, conclusion, note: note.trim() };
      await request("POST", `/api/audit/reviews/${item.itemId}/marks`, z.unknown(), { body });
      onDone();
    });
  };
  const title = say("markOf", { what: say(`rule.${item.rule}`), who: item.officer ?? say("register") });
  return (
    <Dialog open title={title} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        <RadioList
          id="review-conclusion"
          legend={say("conclusion")}
          columns={1}
          {...fault("conclusion")}
          value={conclusion}
          onChange={setConclusion}
          choices={CONCLUSIONS.map((code) => ({ code, label: say(`conclusion.${code}`) }))}
        />
        <Field id="review-note" label={say("note")} help={say("noteHelp")} {...fault("note")}>
          {(control) => <TextArea {...control} rows={3} value={note} onChange={setNote} maxLength={500} />}
        </Field>
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("save")}
          </Button>
          <Button onClick={onClose}>{words.say("app.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
