// Messages to who complained: left at the receipt, read and answered there; nobody here learns who it is.
import { type FormEvent, useState } from "react";
import * as z from "zod/mini";
import { RELAY_MAX, RelayList, RelayText } from "#src/schema/relay.ts";
import { Button, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { FailureNotice, Loading, Notice, Panel } from "../../components/layout.tsx";
import { formatTime } from "../../messages/times.ts";
import { useUnlockWords } from "../../messages/unlocks.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useResource } from "../../use-resource.ts";
import "../unlocks/unlocks.css";

const Texts = z.object({ texts: z.array(RelayText) });

export function RelayPanel({ caseId, may }: { caseId: string; may: boolean }) {
  const { say } = useUnlockWords();
  const { value, failure, reload } = useResource(may ? `/api/cases/${caseId}/relays` : undefined, RelayList);
  const [texts, setTexts] = useState<ReadonlyMap<string, RelayText>>();
  const opening = useChange();
  if (!may) return null;
  const open = () =>
    opening.run(async () => {
      const answer = await request("POST", `/api/cases/${caseId}/relays/texts`, Texts);
      setTexts(new Map(answer.texts.map((text) => [text.messageId, text])));
    });
  return (
    <Panel id="relay" title={say("relay")}>
      <p>{say("relayHelp")}</p>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value?.messages.length === 0 && <p className="quiet">{say("relayNone")}</p>}
      {value && value.messages.length > 0 && (
        <Messages lines={value.messages} texts={texts} open={open} busy={opening.busy} />
      )}
      {opening.failure && <FailureNotice kept={false} failure={opening.failure} />}
      <NewMessage
        caseId={caseId}
        onSent={() => {
          setTexts(undefined);
          reload();
        }}
      />
    </Panel>
  );
}

interface MessagesProps {
  lines: RelayList["messages"];
  texts: ReadonlyMap<string, RelayText> | undefined;
  open: () => void;
  busy: boolean;
}

function Messages({ lines, texts, open, busy }: MessagesProps) {
  const { say } = useUnlockWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  return (
    <>
      <ul className="plain-list">
        {lines.map(({ messageId, sentBy, sentAt, readAt, answeredAt }) => (
          <li key={messageId} className="unlock">
            <p>{say("relaySentBy", { who: sentBy, time: time(sentAt) })}</p>
            <p className="small">
              <strong>
                {answeredAt
                  ? say("relayAnswered", { time: time(answeredAt) })
                  : readAt
                    ? say("relayRead", { time: time(readAt) })
                    : say("relayUnread")}
              </strong>
            </p>
            {texts?.get(messageId) && <blockquote className="said">{texts.get(messageId)?.text}</blockquote>}
            {texts?.get(messageId)?.answer && (
              <>
                <p className="small">{say("relayAnswer")}</p>
                <blockquote className="said">{texts.get(messageId)?.answer}</blockquote>
              </>
            )}
          </li>
        ))}
      </ul>
      {texts === undefined && (
        <div className="row no-print">
          <Button busy={busy} onClick={open}>
            {say("relayOpen")}
          </Button>
          <span className="quiet small">{say("relayOpenHelp")}</span>
        </div>
      )}
    </>
  );
}

function NewMessage({ caseId, onSent }: { caseId: string; onSent: () => void }) {
  const { say } = useUnlockWords();
  const [messageId, setMessageId] = useState(() => crypto.randomUUID());
  const [text, setText] = useState("");
  const [sent, setSent] = useState(false);
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(false);
    if (text.trim() === "") return;
    run(async () => {
      await request("POST", `/api/cases/${caseId}/relays`, z.unknown(), { body: { messageId, text } });
      setText("");
      setMessageId(crypto.randomUUID());
      setSent(true);
      onSent();
    });
  };
  return (
    <form className="form no-print" onSubmit={submit}>
      <Field id="relay-text" label={say("relayText")} help={say("relayNeutral")}>
        {(control) => (
          <TextArea {...control} value={text} onChange={setText} maxLength={RELAY_MAX} rows={3} />
        )}
      </Field>
      {failure && <FailureNotice kept={false} failure={failure} />}
      {sent && (
        <Notice kind="done" live>
          {say("relaySent")}
        </Notice>
      )}
      <div className="row">
        <Button type="submit" busy={busy}>
          {say("relaySend")}
        </Button>
      </div>
    </form>
  );
}
