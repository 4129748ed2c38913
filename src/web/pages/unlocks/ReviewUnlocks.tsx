// What was opened in an emergency and nobody has reviewed yet: what the first wrote, and what came of the review.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { CONCLUSIONS, ReviewItem } from "#src/schema/audit-review.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { EmptyState, FailureNotice, Loading, Panel, Tag } from "../../components/layout.tsx";
import { formatTime } from "../../messages/times.ts";
import { useUnlockWords } from "../../messages/unlocks.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useResource } from "../../use-resource.ts";
import { Explanation } from "./WaitingUnlock.tsx";

const Answer = z.object({ waiting: z.array(ReviewItem), now: z.string() });

export function ReviewUnlocks() {
  const { say } = useUnlockWords();
  const { value, failure, reload } = useResource("/api/audit/reviews", Answer);
  return (
    <Panel id="unlock-reviews" title={say("reviewTitle")}>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value?.waiting.length === 0 && <EmptyState>{say("reviewNone")}</EmptyState>}
      {value?.waiting.map((item) => (
        <Review key={item.itemId} item={item} now={value.now} onMarked={reload} />
      ))}
    </Panel>
  );
}

function Review({ item, now, onMarked }: { item: ReviewItem; now: string; onMarked: () => void }) {
  const { say, sayCode } = useUnlockWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { unit } = useLabels();
  const [text, setText] = useState<string>();
  const [conclusion, setConclusion] = useState("");
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState(false);
  const [markId] = useState(() => crypto.randomUUID());
  const { busy, failure, run } = useChange();
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  const read = () =>
    run(async () => {
      const answer = await request("POST", `/api/unlocks/${item.unlockId}/explanation`, Explanation);
      setText(answer.explanation);
    });
  const mark = (event: FormEvent) => {
    event.preventDefault();
    setMissing(conclusion === "" || note.trim() === "");
    if (conclusion === "" || note.trim() === "") return;
    run(async () => {
      const body = { markId, conclusion, note };
      await request("POST", `/api/audit/reviews/${item.itemId}/marks`, z.unknown(), { body });
      onMarked();
    });
  };
  const due = item.dueAt ?? now;
  const isOverdue = Date.parse(due) < Date.parse(now);
  return (
    <form className="form unlock" onSubmit={mark} aria-label={say("case", { number: item.caseNumber ?? "" })}>
      <p>
        {say("reviewOf", {
          who: item.officer ?? "",
          unit: unit(item.unitId ?? ""),
          number: item.caseNumber ?? "",
          time: time(item.firstAt),
        })}
      </p>
      <p>{isOverdue ? <Tag>{say("overdue", { time: time(due) })}</Tag> : say("due", { time: time(due) })}</p>
      {text === undefined ? (
        <div className="row">
          <Button busy={busy} onClick={read}>
            {say("read")}
          </Button>
          <span className="quiet small">{say("readOnRecord")}</span>
        </div>
      ) : (
        <blockquote className="said">{text}</blockquote>
      )}
      <RadioList
        id={`conclusion-${item.itemId}`}
        legend={say("conclusion")}
        columns={1}
        value={conclusion}
        onChange={setConclusion}
        fault={missing && conclusion === "" ? say("pick") : undefined}
        choices={CONCLUSIONS.map((code) => ({ code, label: sayCode("conclusion", code) }))}
      />
      <Field
        id={`note-${item.itemId}`}
        label={say("note")}
        fault={missing && note.trim() === "" ? say("note") : undefined}
      >
        {(control) => <TextInput {...control} value={note} onChange={setNote} maxLength={500} />}
      </Field>
      {failure && <FailureNotice kept={false} failure={failure} />}
      <div className="row">
        <Button type="submit" kind="primary" busy={busy}>
          {say("mark")}
        </Button>
      </div>
    </form>
  );
}
