// After sending: the number, the time, the finding for the officer, and the receipt for the complainant to take home.
import { useEffect, useState } from "react";
import { Button } from "../../components/controls.tsx";
import { FailureNotice, Notice, Page, VerdictTag } from "../../components/layout.tsx";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { useFirstFocus } from "../../use-first-focus.ts";
import { usePrint } from "../../use-print.ts";
import { carriedBy, inGroups, sealOf } from "../receipt/carried.ts";
import type { QrCode as QrCodeType } from "../receipt/QrCode.tsx";
import type { Registered } from "./acknowledged.ts";

export function RegisteredView({ registered, onAnother }: { registered: Registered; onAnother: () => void }) {
  const { say, language } = useWords();
  const { manifest } = usePack();
  const { caseId, acknowledgement, verdict, earlierVersion } = registered;
  const { print, busy, failure } = usePrint(`/api/cases/${caseId}/prints`, "receipt");
  const heading = useFirstFocus<HTMLParagraphElement>();
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
        <PromiseLine registered={registered} />
        <p className="small quiet">{say("done.promiseHelp")}</p>
        {acknowledgement.promise && !acknowledgement.receipt && (
          <Notice kind="warning">{say("done.noReceipt")}</Notice>
        )}
        {failure && <FailureNotice kept={false} failure={failure} retry={print} />}
        <div className="row">
          <Button kind="primary" busy={busy} onClick={print}>
            {say("done.print")}
          </Button>
          <Button onClick={onAnother}>{say("done.another")}</Button>
        </div>
      </div>
      <Receipt registered={registered} receivedAt={receivedAt} />
      <Slip registered={registered} />
    </Page>
  );
}

/** Enough of the hash to compare by eye. */
function PromiseLine({ registered }: { registered: Registered }) {
  const { say } = useWords();
  const { promise } = registered.acknowledgement;
  return (
    <p className="promise">
      {say("done.promise")}:{" "}
      {promise ? (
        <code>{promise.entryHash.slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ")}</code>
      ) : (
        say("done.noPromise")
      )}
    </p>
  );
}

/** The whole promise, once and small: with it the register can be held to its word. */
function WholePromise({ registered }: { registered: Registered }) {
  const { say } = useWords();
  const { promise } = registered.acknowledgement;
  if (!promise) return null;
  return (
    <p className="receipt-whole">
      {say("receipt.whole")} <code>{`${promise.entryHash} · ${promise.signature} · ${promise.origin}`}</code>
    </p>
  );
}

/**
 * What the complainant takes home. Registered, when, number and promise; never unit, finding or names: the paper may
 * be found by the person it speaks of.
 */
function Receipt({ registered, receivedAt }: { registered: Registered; receivedAt: string }) {
  const { say, pick } = useWords();
  const { manifest } = usePack();
  return (
    <section className="receipt" aria-label={say("receipt.title")}>
      <p className="receipt-head">
        {pick(manifest.institution)} · {say("app.name")}
      </p>
      <h2>{say("receipt.title")}</h2>
      {registered.acknowledgement.training && (
        <p className="receipt-training">
          {say("mode.training")} · {say("mode.trainingExplained")}
        </p>
      )}
      <p>{say("receipt.text", { time: receivedAt })}</p>
      <p>{say("receipt.number")}</p>
      <p className="receipt-number">{registered.acknowledgement.caseNumber}</p>
      <p>{say("receipt.keep")}</p>
      <p>{say("receipt.free")}</p>
      <PromiseLine registered={registered} />
      <WholePromise registered={registered} />
    </section>
  );
}

/**
 * What the complainant asks by, to be torn off: it looks like nothing, and names no institution, number or offence,
 * because it may be found by the person it is about.
 */
function Slip({ registered }: { registered: Registered }) {
  const { say, language } = useWords();
  const { manifest } = usePack();
  const { receipt, promise, receivedAt } = registered.acknowledgement;
  const [QrCode, setQrCode] = useState<typeof QrCodeType>();
  useEffect(() => {
    // Comes when it is needed; on a bad line the slip is printed without it.
    import("../receipt/QrCode.tsx").then((loaded) => setQrCode(() => loaded.QrCode)).catch(() => undefined);
  }, []);
  if (!receipt || !promise) return null;
  const address = `${location.origin}/check`;
  return (
    <section className="slip" aria-label={say("slip.title")}>
      <p className="slip-cut">{say("slip.cut")}</p>
      <div className="slip-body">
        <dl>
          <dt>{say("slip.day")}</dt>
          <dd>{formatTime(receivedAt, language, manifest.timeZone).slice(0, 10)}</dd>
          <dt>{say("slip.code")}</dt>
          <dd className="slip-code">{receipt.code}</dd>
          <dt>{say("slip.words")}</dt>
          <dd className="slip-code">{receipt.phrase}</dd>
          <dt>{say("slip.seal")}</dt>
          <dd>
            <code>{inGroups(sealOf(promise.entryHash))}</code>
          </dd>
          <dt>{say("slip.ask")}</dt>
          <dd>{address}</dd>
        </dl>
        {QrCode && (
          <QrCode text={`${address}#${carriedBy(receipt, promise.entryHash)}`} label={say("slip.title")} />
        )}
      </div>
    </section>
  );
}
