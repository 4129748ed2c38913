// A message that waits at a receipt: it opens when asked, with the code and the words just typed, and is answered once.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { RELAY_MAX, WaitingMessage } from "#src/schema/relay.ts";
import { Button, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Notice } from "../../components/layout.tsx";
import { useReceiptWords } from "../../messages/receipt.ts";
import { formatPartialDate } from "../../messages/times.ts";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import "../unlocks/unlocks.css";

const Messages = z.object({ messages: z.array(WaitingMessage) });

export interface Typed {
  code: string;
  phrase: string;
}

export function ReceiptMessages({ typed }: { typed: Typed }) {
  const { say } = useReceiptWords();
  const [messages, setMessages] = useState<WaitingMessage[]>();
  const { busy, failure, run } = useChange();
  const open = () =>
    run(async () => {
      setMessages((await request("POST", "/api/receipts/messages", Messages, { body: typed })).messages);
    });
  return (
    <section className="no-print" aria-live="polite">
      <Notice kind="warning">
        <p>
          <strong>{say("message")}</strong>
        </p>
        {messages === undefined && (
          <Button kind="primary" busy={busy} onClick={open}>
            {say("messageOpen")}
          </Button>
        )}
      </Notice>
      {failure && <FailureNotice failure={failure} kept={false} />}
      {messages?.map((message) => (
        <Message key={message.messageId} message={message} typed={typed} />
      ))}
    </section>
  );
}

function Message({ message, typed }: { message: WaitingMessage; typed: Typed }) {
  const { say } = useReceiptWords();
  const { messageId, sentOn, text, answered } = message;
  const [answerId] = useState(() => crypto.randomUUID());
  const [answer, setAnswer] = useState("");
  const [done, setDone] = useState(answered);
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (answer.trim() === "") return;
    run(async () => {
      const body = { ...typed, messageId, answerId, text: answer };
      await request("POST", "/api/receipts/answers", z.unknown(), { body });
      setAnswer("");
      setDone(true);
    });
  };
  return (
    <form className="form" onSubmit={submit}>
      <p className="small quiet">{formatPartialDate(sentOn)}</p>
      <blockquote className="said">{text}</blockquote>
      {done ? (
        <p>{say("messageAnswered")}</p>
      ) : (
        <>
          <Field id={`answer-${messageId}`} label={say("messageAnswer")} help={say("messageOnce")}>
            {(control) => (
              <TextArea {...control} value={answer} onChange={setAnswer} maxLength={RELAY_MAX} rows={3} />
            )}
          </Field>
          {failure && <FailureNotice failure={failure} kept={false} />}
          <div className="row">
            <Button type="submit" busy={busy}>
              {say("messageSend")}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
