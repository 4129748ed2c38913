// After sending: the number, the time, the finding for the officer, and the receipt for the complainant to take home.
import { useEffect, useRef } from "react";
import { Button } from "../../components/controls.tsx";
import { Notice, Page, VerdictTag } from "../../components/layout.tsx";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import type { Registered } from "./acknowledged.ts";

export function RegisteredView({ registered, onAnother }: { registered: Registered; onAnother: () => void }) {
  const { say, language } = useWords();
  const { manifest } = usePack();
  const { acknowledgement, verdict, earlierVersion } = registered;
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const receivedAt = formatTime(acknowledgement.receivedAt, language, manifest.timeZone);
  return (
    <Page title={say("done.title")}>
      <div className="registered no-print">
        {earlierVersion && <Notice kind="warning">{say("send.earlierVersion")}</Notice>}
        <p className="registered-number" tabIndex={-1} ref={heading}>
          <span className="quiet">{say("done.number")}</span>
          <strong>{acknowledgement.caseNumber}</strong>
        </p>
        <p>
          {say("done.received")}: <strong>{receivedAt}</strong>
        </p>
        <p className="row">
          {say("done.finding")}: <VerdictTag verdict={verdict} />
        </p>
        <PromiseLine registered={registered} short />
        <p className="small quiet">{say("done.promiseHelp")}</p>
        <div className="row">
          <Button kind="primary" onClick={() => print()}>
            {say("done.print")}
          </Button>
          <Button onClick={onAnother}>{say("done.another")}</Button>
        </div>
      </div>
      <Receipt registered={registered} receivedAt={receivedAt} />
    </Page>
  );
}

/** The whole promise for the paper, which may have to prove it; on the screen enough of the hash to compare. */
function PromiseLine({ registered, short = false }: { registered: Registered; short?: boolean }) {
  const { say } = useWords();
  const { promise } = registered.acknowledgement;
  return (
    <p className="promise">
      {say("done.promise")}:{" "}
      {promise ? (
        <code>
          {short
            ? promise.entryHash.slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ")
            : `${promise.origin} · ${promise.entryHash} · ${promise.signature}`}
        </code>
      ) : (
        say("done.noPromise")
      )}
    </p>
  );
}

/**
 * What the complainant takes home. Registered, when, number and promise; never unit, finding or names: the paper may
 * be found by the person it speaks of.
 */
function Receipt({ registered, receivedAt }: { registered: Registered; receivedAt: string }) {
  const { say } = useWords();
  return (
    <section className="receipt" aria-label={say("receipt.title")}>
      <h2>{say("receipt.title")}</h2>
      {registered.acknowledgement.training && (
        <p className="receipt-training">
          {say("mode.training")} · {say("mode.trainingExplained")}
        </p>
      )}
      <p>{say("receipt.text")}</p>
      <p className="receipt-number">{registered.acknowledgement.caseNumber}</p>
      <p>
        {say("done.received")}: {receivedAt}
      </p>
      <PromiseLine registered={registered} />
      <p>{say("receipt.keep")}</p>
    </section>
  );
}
