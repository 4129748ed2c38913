// The answer to a receipt: registered on, sealed, being attended to; the seal to compare, the proof to keep.
import type { ReceiptAnswer } from "#src/schema/receipt.ts";
import { Button } from "../../components/controls.tsx";
import { Notice } from "../../components/layout.tsx";
import { useReceiptWords } from "../../messages/receipt.ts";
import { formatPartialDate } from "../../messages/times.ts";
import { useFirstFocus } from "../../use-first-focus.ts";
import { inGroups } from "./carried.ts";

export function ReceiptAnswerView({
  answer,
  printedSeal,
}: {
  answer: ReceiptAnswer;
  /** The seal that came with the square code; without it the eye compares. */
  printedSeal: string | undefined;
}) {
  const { say } = useReceiptWords();
  const head = useFirstFocus<HTMLParagraphElement>();
  const differs = printedSeal !== undefined && printedSeal !== answer.seal;
  return (
    <section className="check-answer" aria-live="polite">
      <p className="check-head" tabIndex={-1} ref={head}>
        <strong>{say("registered", { day: formatPartialDate(answer.registeredOn) })}</strong>
      </p>
      <p>{say(answer.sealed ? "sealed" : "notSealed")}</p>
      {answer.witnessed && <p>{say("witnessed")}</p>}
      <p>{say("attended")}</p>
      <p>
        {say("seal")}: <code>{inGroups(answer.seal)}</code>
      </p>
      {differs ? (
        <Notice kind="fault" live>
          {say("sealOther")}
        </Notice>
      ) : (
        <p className="small">{say(printedSeal === undefined ? "sealCompare" : "sealSame")}</p>
      )}
      {answer.proof !== null && <p className="small no-print">{say("proofHelp")}</p>}
      <div className="row no-print">
        {answer.proof !== null && <Button onClick={() => save(answer.proof ?? "")}>{say("proof")}</Button>}
        <Button onClick={() => print()}>{say("print")}</Button>
        <Button onClick={() => location.replace("/check")}>{say("another")}</Button>
      </div>
    </section>
  );
}

function save(proof: string): void {
  const address = URL.createObjectURL(new Blob([proof], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "constancia.tlog-proof";
  link.click();
  URL.revokeObjectURL(address);
}
