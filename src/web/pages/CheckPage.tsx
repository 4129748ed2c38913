// Where a complainant looks up a receipt: no session, no name, neutral words; works on a telephone, prints.
import { useEffect, useState } from "react";
import { readCode } from "#src/domain/case/receipt.ts";
import { ReceiptAnswer } from "#src/schema/receipt.ts";
import { Button, TextInput } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { FailureNotice } from "../components/layout.tsx";
import { LanguageSwitch } from "../components/Shell.tsx";
import { useReceiptWords } from "../messages/receipt.ts";
import { useWords } from "../messages/words.tsx";
import { request } from "../request.ts";
import { useChange } from "../use-change.ts";
import { readCarried } from "./receipt/carried.ts";
import { ReceiptAnswerView } from "./receipt/ReceiptAnswer.tsx";
import { ReceiptMessages } from "./receipt/ReceiptMessages.tsx";
import "./receipt/receipt.css";

export default function CheckPage() {
  const { language, setLanguage } = useWords();
  const { say } = useReceiptWords();
  const [carried] = useState(() => readCarried(location.hash));
  const [code, setCode] = useState(carried?.code ?? "");
  const [phrase, setPhrase] = useState(carried?.phrase ?? "");
  const [answer, setAnswer] = useState<ReceiptAnswer>();
  const { busy, failure, run } = useChange();
  useEffect(() => {
    // What a square code brought along leaves the address at once, so that the telephone's history forgets it. Not while
    // rendering: a rendering may be thrown away and begun again, and would then find nothing.
    if (location.hash !== "") history.replaceState(null, "", location.pathname);
  }, []);
  useEffect(() => {
    // Not the name of the system: the title stays in the history of the telephone.
    document.title = say("title");
  }, [say]);

  const mistyped = code.replace(/\D/g, "").length >= 16 && readCode(code) === undefined;
  const ask = () =>
    run(async () => {
      setAnswer(undefined);
      setAnswer(await request("POST", "/api/receipts/check", ReceiptAnswer, { body: { code, phrase } }));
    });

  return (
    <div className="check">
      <main id="content" className="page" tabIndex={-1}>
        <div className="page-head">
          <h1>{say("title")}</h1>
        </div>
        {answer === undefined ? (
          <form
            className="no-print"
            onSubmit={(event) => {
              event.preventDefault();
              ask();
            }}
          >
            <p>{say("intro")}</p>
            <Field id="code" label={say("code")} fault={mistyped ? say("codeWrong") : undefined}>
              {(control) => (
                <TextInput {...control} value={code} onChange={setCode} inputMode="numeric" required />
              )}
            </Field>
            <Field id="phrase" label={say("phrase")}>
              {(control) => (
                <TextInput {...control} value={phrase} onChange={setPhrase} autoCapitalize="none" required />
              )}
            </Field>
            <Button kind="primary" type="submit" busy={busy}>
              {busy ? say("asking") : say("ask")}
            </Button>
          </form>
        ) : (
          <>
            {answer.message && <ReceiptMessages typed={{ code, phrase }} />}
            <ReceiptAnswerView answer={answer} printedSeal={carried?.seal} />
          </>
        )}
        {failure && !busy && <FailureNotice failure={failure} kept={false} />}
        <p className="small quiet no-print">{say("leave")}</p>
        <LanguageSwitch language={language} setLanguage={setLanguage} />
      </main>
    </div>
  );
}
