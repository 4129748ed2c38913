// Proposing that a case is two: for each person and each thing ticked, whether it stays, goes, or is in both.
import { type FormEvent, useRef, useState } from "react";
import { Acknowledgement, type CaseFile } from "#src/schema/case.ts";
import type { Part } from "#src/schema/proposal.ts";
import { Button, Select, TextArea } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Notice } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { useWords } from "../../messages/words.tsx";
import { useItems } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useEnvelope } from "./envelope.ts";
import { type Dividable, PART_LISTS, useDividable } from "./use-dividable.ts";

export interface DivideDialogProps {
  file: CaseFile;
  onProposed: (acknowledgement: Acknowledgement) => void;
  onClose: () => void;
}

type Where = "stays" | "goes" | "both";

export function DivideDialog({ file, onProposed, onClose }: DivideDialogProps) {
  const { say } = useCaseWords();
  const words = useWords();
  const { all } = useDividable(file);
  const reasons = useItems("merge-reason");
  const [where, setWhere] = useState<Readonly<Record<string, Where>>>({});
  const [reason, setReason] = useState("");
  const [why, setWhy] = useState("");
  const [asked, setAsked] = useState(false);
  const { busy, failure, unanswered, run } = useChange();
  const envelope = useEnvelope(file.line.caseId);
  const into = useRef(crypto.randomUUID());

  // A victim is in one case only; what was ticked is in both until somebody says otherwise.
  const whereOf = ({ list, key }: Dividable): Where =>
    where[key] ?? (list === "victims" || list === "suspects" ? "stays" : "both");
  const partOf = (side: "stays" | "goes"): Part => {
    const of = (list: keyof Part) =>
      all
        .filter((each) => each.list === list && [side, "both"].includes(whereOf(each)))
        .map(({ key }) => key);
    return {
      victims: of("victims"),
      suspects: of("suspects"),
      acts: of("acts"),
      means: of("means"),
      purposes: of("purposes"),
    };
  };
  const [stays, goes] = [partOf("stays"), partOf("goes")];
  const isEmpty = ({ victims, suspects }: Part) => victims.length + suspects.length === 0;
  const lacking = isEmpty(goes) ? "divideNobodyGoes" : isEmpty(stays) ? "divideNobodyStays" : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (lacking !== undefined || reason === "" || why.trim() === "") return;
    run(async () => {
      const division = { into: into.current, goes, stays, reason, personal: { explanation: why.trim() } };
      const address = `/api/cases/${file.line.caseId}/divisions`;
      onProposed(await request("POST", address, Acknowledgement, { body: { ...envelope(), division } }));
    });
  };
  const required = (missing: boolean) => (asked && missing ? say("required") : undefined);
  return (
    <Dialog open title={say("divide")} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        {unanswered && <Notice kind="warning">{say("unanswered")}</Notice>}
        <p>{say("divideHelp")}</p>
        <fieldset className="form" disabled={unanswered || busy}>
          {PART_LISTS.map((list) => {
            const items = all.filter((each) => each.list === list);
            if (items.length === 0) return null;
            return (
              <fieldset key={list} className="form">
                <legend className="field-label">{say(`divide.${list}`)}</legend>
                {items.map((item) => (
                  <Field key={item.key} id={`divide-${item.key}`} label={item.name}>
                    {(control) => (
                      <Select
                        {...control}
                        value={whereOf(item)}
                        onChange={(value) => setWhere({ ...where, [item.key]: value as Where })}
                        options={(list === "victims"
                          ? (["stays", "goes"] as const)
                          : (["stays", "goes", "both"] as const)
                        ).map((value) => ({ value, label: say(`divideTo.${value}`) }))}
                      />
                    )}
                  </Field>
                ))}
              </fieldset>
            );
          })}
          <Field id="divide-reason" label={say("correctReason")} fault={required(reason === "")}>
            {(control) => (
              <Select
                {...control}
                value={reason}
                onChange={setReason}
                empty={words.say("choice.pick")}
                options={reasons.map((item) => ({ value: item.code, label: words.pick(item.label) }))}
              />
            )}
          </Field>
          <Field
            id="divide-why"
            label={say("correctWhy")}
            help={say("correctWhyHelp")}
            fault={required(why.trim() === "")}
          >
            {(control) => <TextArea {...control} value={why} onChange={setWhy} rows={3} maxLength={2000} />}
          </Field>
        </fieldset>
        {asked && lacking !== undefined && <Notice kind="warning">{say(lacking)}</Notice>}
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("correctGo")}
          </Button>
          <Button onClick={onClose} disabled={busy}>
            {words.say("app.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
