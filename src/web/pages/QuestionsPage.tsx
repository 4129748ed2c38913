// What the ombudsman asks this officer about names they opened, and the one answer to each.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { ANSWER_MAX, OpeningQuestion } from "#src/schema/opening-sample.ts";
import { Button, TextArea } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { EmptyState, FailureNotice, Loading, Notice, Page, Panel } from "../components/layout.tsx";
import { useSampleWords } from "../messages/samples.ts";
import { formatTime } from "../messages/times.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { request } from "../request.ts";
import { useChange } from "../use-change.ts";
import { useResource } from "../use-resource.ts";
import { usePurpose } from "./sample/use-purpose.ts";
import "./records.css";

const Questions = z.object({ questions: z.array(OpeningQuestion) });

export default function QuestionsPage() {
  const { say } = useSampleWords();
  const { value, failure, loading, reload } = useResource("/api/opening-questions", Questions);
  const [done, setDone] = useState(false);
  return (
    <Page title={say("questionsTitle")}>
      <p className="quiet">{say("questionsExplain")}</p>
      {done && (
        <Notice kind="done" live>
          {say("answered")}
        </Notice>
      )}
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && loading && <Loading />}
      {value?.questions.length === 0 && <EmptyState>{say("questionsNone")}</EmptyState>}
      {value?.questions.map((question) => (
        <Question
          key={question.openingId}
          question={question}
          onAnswered={() => {
            setDone(true);
            reload();
          }}
        />
      ))}
    </Page>
  );
}

function Question({ question, onAnswered }: { question: OpeningQuestion; onAnswered: () => void }) {
  const { say } = useSampleWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const purposeOf = usePurpose();
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const [answerId] = useState(() => crypto.randomUUID());
  const { busy, failure, run } = useChange();
  const { openingId, caseNumber, at, purpose, answeredAt } = question;
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  const field = `answer-${openingId}`;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim() === "") return document.getElementById(field)?.focus();
    run(async () => {
      const body = { answerId, text: text.trim() };
      await request("POST", `/api/opening-questions/${openingId}/answer`, z.unknown(), { body });
      onAnswered();
    });
  };
  return (
    <Panel id={`question-${openingId}`} title={say("question", { time: time(at), number: caseNumber })}>
      {purpose !== null && <p>{say("questionFor", { purpose: purposeOf(purpose) })}</p>}
      {answeredAt !== null && <p className="quiet">{say("answeredOn", { time: time(answeredAt) })}</p>}
      {answeredAt === null && (
        <form className="form" onSubmit={send} noValidate>
          {failure && <FailureNotice failure={failure} />}
          <Field
            id={field}
            label={say("yourAnswer")}
            help={say("answerHelp")}
            fault={tried && text.trim() === "" ? say("missing") : undefined}
          >
            {(control) => (
              <TextArea {...control} rows={3} value={text} onChange={setText} maxLength={ANSWER_MAX} />
            )}
          </Field>
          <div className="row">
            <Button type="submit" kind="primary" busy={busy}>
              {say("answer")}
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}
