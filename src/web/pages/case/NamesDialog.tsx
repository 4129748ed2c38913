// Opening names: the reader says what for, and knows that it goes on the record.
import { type FormEvent, useState } from "react";
import { CaseFile } from "#src/schema/case.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Button } from "../../components/controls.tsx";
import { Dialog, FailureNotice } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

export interface NamesDialogProps {
  open: boolean;
  /** Opens them for this purpose (a code) and shows them; what it throws is told in the dialog. */
  ask: (purpose: string) => Promise<void>;
  onClose: () => void;
}

/** The case file with the names this reader may see; the purpose (a code) goes on the record each time. */
export const openNames = (caseId: string, purpose: string): Promise<CaseFile> =>
  request("POST", `/api/cases/${caseId}/names`, CaseFile, { body: { purpose } });

export function NamesDialog({ open, ask, onClose }: NamesDialogProps) {
  const { say } = useCaseWords();
  const { language, pick, say: sayShared } = useWords();
  const { catalogues, manifest } = usePack();
  const catalogue = catalogues["purpose-of-access"];
  const [purpose, setPurpose] = useState("");
  const [missing, setMissing] = useState(false);
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(purpose === "");
    if (purpose === "") return;
    run(() => ask(purpose));
  };
  return (
    <Dialog open={open} title={say("openNames")} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        {failure && <FailureNotice kept={false} failure={failure} />}
        {failure?.freeAt && (
          <p>
            {say("namesLimit", {
              n: manifest.casesOpenedADay,
              time: formatTime(failure.freeAt, language, manifest.timeZone),
            })}
          </p>
        )}
        <p>{say("openNamesWhy")}</p>
        <RadioList
          id="names-purpose"
          legend={catalogue?.question ? pick(catalogue.question) : say("openNames")}
          fault={missing ? say("required") : undefined}
          columns={1}
          value={purpose}
          onChange={setPurpose}
          choices={(catalogue?.items ?? []).map(({ code, label }) => ({ code, label: pick(label) }))}
        />
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("openNamesGo")}
          </Button>
          <Button onClick={onClose}>{sayShared("app.cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
