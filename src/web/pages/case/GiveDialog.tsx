// Giving a case to an officer of the command, or opening it to a prosecutor, a court, a service: whom, what follows, agreed.
import { type FormEvent, useState } from "react";
import { OUTSIDE_POLICE, RECEIVES } from "#src/domain/access/duties.ts";
import { partKindOf } from "#src/domain/case/part.ts";
import type { ReceiverLine } from "#src/schema/assignment.ts";
import { Acknowledgement, type CaseFile } from "#src/schema/case.ts";
import { ChoiceList } from "../../components/ChoiceList.tsx";
import { Button, Select } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Dialog, FailureNotice, Notice } from "../../components/layout.tsx";
import { useAssignmentWords } from "../../messages/assignments.ts";
import { useCaseWords } from "../../messages/case.ts";
import { useWords } from "../../messages/words.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { ReceiverSearch } from "../hand-over/ReceiverSearch.tsx";
import { useEnvelope } from "./envelope.ts";
import { useVictims } from "./use-victims.ts";

interface GiveDialogProps {
  file: CaseFile;
  onGiven: (acknowledgement: Acknowledgement) => void;
  onClose: () => void;
}

export function GiveDialog({ file, onGiven, onClose }: GiveDialogProps) {
  const { say, sayCode } = useAssignmentWords();
  const words = useWords();
  const { say: sayOfCase } = useCaseWords();
  const [role, setRole] = useState("");
  const [receiver, setReceiver] = useState<ReceiverLine>();
  const { choices: known } = useVictims(file);
  const [entrusted, setEntrusted] = useState<string[]>(
    known.length === 1 ? known.map(({ code }) => code) : [],
  );
  const [tried, setTried] = useState(false);
  const toService = receiver !== undefined && partKindOf(receiver.role) === "protection";
  const nobodyEntrusted = toService && entrusted.length === 0;
  const { busy, failure, unanswered, run } = useChange();
  const { caseId } = file.line;
  const envelope = useEnvelope(caseId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (receiver === undefined || nobodyEntrusted) return;
    run(async () => {
      const body = {
        ...envelope(),
        assignment: {
          act: "assign",
          postingId: receiver.postingId,
          ...(toService && { victims: entrusted }),
        },
      };
      onGiven(await request("POST", `/api/cases/${caseId}/assignments`, Acknowledgement, { body }));
    });
  };
  const have = file.assignments.map(({ postingId }) => postingId);
  return (
    <Dialog open title={say("giveTitle")} onClose={onClose}>
      <form className="form" onSubmit={submit} noValidate>
        {failure && <FailureNotice kept={false} failure={failure} />}
        {unanswered && <Notice kind="warning">{sayOfCase("unanswered")}</Notice>}
        <p>{say("giveHelp")}</p>
        <fieldset className="form" disabled={unanswered || busy}>
          <Field id="give-role" label={say("giveRole")}>
            {(control) => (
              <Select
                {...control}
                value={role}
                onChange={(chosen) => {
                  setRole(chosen);
                  setReceiver(undefined);
                }}
                empty={say("giveAnyRole")}
                options={RECEIVES.map((code) => ({ value: code, label: words.say(`role.${code}`) }))}
              />
            )}
          </Field>
          <ReceiverSearch
            id="give"
            query={{ for: "assign", ...(role !== "" && { role }) }}
            none={say("receiverNone")}
            without={have}
            value={receiver}
            onChange={setReceiver}
          />
          {tried && receiver === undefined && (
            <Notice kind="fault" live>
              {say("giveNobody")}
            </Notice>
          )}
          {toService && (
            <ChoiceList
              id="give-victims"
              legend={say("giveVictims")}
              help={say("giveVictimsHelp")}
              fault={tried && nobodyEntrusted ? say("giveVictimsNone") : undefined}
              choices={known}
              values={entrusted}
              onChange={setEntrusted}
              unknown={false}
              columns={1}
            />
          )}
          {receiver && (
            <Notice
              kind={(OUTSIDE_POLICE as readonly string[]).includes(receiver.role) ? "warning" : "plain"}
            >
              {say("giveMeans", { officer: receiver.officer })} {sayCode("relation", receiver.role)}
            </Notice>
          )}
        </fieldset>
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {receiver ? say("giveGo", { officer: receiver.officer }) : say("give")}
          </Button>
          <Button onClick={onClose} disabled={busy}>
            {words.say("app.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
