// Asks whoever opened what for, and shows what they answered, on the record.
import { useState } from "react";
import * as z from "zod/mini";
import type { DrawnOpening } from "#src/schema/opening-sample.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice } from "../../components/layout.tsx";
import { useSampleWords } from "../../messages/samples.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

const Answer = z.object({ text: z.string() });

export function AnswerAsked({ opening, onAsked }: { opening: DrawnOpening; onAsked: () => void }) {
  const { say } = useSampleWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const [answer, setAnswer] = useState<string>();
  const { busy, failure, run } = useChange();
  const { openingId, officer, caseNumber, askedAt, answeredAt, walled } = opening;
  const of = { who: officer, number: caseNumber ?? "" };
  const time = (iso: string) => formatTime(iso, language, manifest.timeZone);
  const ask = () =>
    run(async () => {
      await request("POST", `/api/audit/sample/${openingId}/question`, z.unknown(), { body: {} });
      onAsked();
    });
  const read = () =>
    run(async () => {
      setAnswer((await request("POST", `/api/audit/sample/${openingId}/answer`, Answer, { body: {} })).text);
    });
  return (
    <>
      {failure && <FailureNotice kept={false} failure={failure} />}
      {askedAt === null && (
        <Button busy={busy} aria-label={say("askOf", of)} onClick={ask}>
          {say("ask")}
        </Button>
      )}
      {walled && answeredAt === null && <span className="quiet small">{say("walledHelp")}</span>}
      {askedAt !== null && <span className="quiet">{say("askedAt", { time: time(askedAt) })}</span>}
      {askedAt !== null && answeredAt === null && <span>{say("waiting")}</span>}
      {answeredAt !== null && <span>{say("answeredAt", { time: time(answeredAt) })}</span>}
      {answeredAt !== null && answer === undefined && (
        <>
          <Button busy={busy} aria-label={say("readOf", of)} onClick={read}>
            {say("readAnswer")}
          </Button>
          <span className="quiet small">{say("onRecord")}</span>
        </>
      )}
      {answer !== undefined && <p className="words">{answer}</p>}
    </>
  );
}
