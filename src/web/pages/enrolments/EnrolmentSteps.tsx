// What can be done for one officer: a code, asking for a recovery, confirming one that somebody else asked for.
import { useState } from "react";
import * as z from "zod/mini";
import { type Enrolment, EnrolmentCode } from "#src/schema/account.ts";
import { Button } from "../../components/controls.tsx";
import { Dialog, FailureNotice } from "../../components/layout.tsx";
import { useAccountWords } from "../../messages/account.ts";
import { useWords } from "../../messages/words.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

type Step = "giveCode" | "askFirstCode" | "askRecovery" | "confirmRecovery" | "takeBack";

function stepsFor({ enrolled, byTwo, recovery }: Enrolment): Step[] {
  if (recovery) return recovery.own ? ["takeBack"] : ["confirmRecovery", "takeBack"];
  if (!enrolled) return [byTwo ? "askFirstCode" : "giveCode"];
  return ["askRecovery"];
}

export interface EnrolmentStepsProps {
  officer: Enrolment;
  onCode: (code: EnrolmentCode) => void;
  onDone: (what: "recoveryAsked" | "recoveryTakenBack") => void;
}

export function EnrolmentSteps({ officer, onCode, onDone }: EnrolmentStepsProps) {
  const { say } = useAccountWords();
  const words = useWords();
  const [step, setStep] = useState<Step>();
  const { busy, failure, run } = useChange();
  const { officerId, name, recovery } = officer;
  const post = { body: {} };
  const askForTwo = async () => {
    await request("POST", `/api/officers/${officerId}/recovery`, z.unknown(), post);
    onDone("recoveryAsked");
  };
  const take: Record<Step, () => Promise<void>> = {
    giveCode: async () =>
      onCode(await request("POST", `/api/officers/${officerId}/enrolment-code`, EnrolmentCode, post)),
    askFirstCode: askForTwo,
    askRecovery: askForTwo,
    confirmRecovery: async () =>
      onCode(await request("POST", `/api/recoveries/${recovery?.recoveryId}/confirm`, EnrolmentCode, post)),
    takeBack: async () => {
      await request("DELETE", `/api/recoveries/${recovery?.recoveryId}`, z.unknown());
      onDone("recoveryTakenBack");
    },
  };
  return (
    <div className="row">
      {stepsFor(officer).map((each) => (
        <Button key={each} aria-label={`${say(each)}: ${name}`} onClick={() => setStep(each)}>
          {say(each)}
        </Button>
      ))}
      <Dialog open={step !== undefined} title={step ? say(step) : ""} onClose={() => setStep(undefined)}>
        {failure && <FailureNotice kept={false} failure={failure} />}
        <p>{step && say(`${step}Sure`, { name })}</p>
        <div className="row">
          <Button
            kind={step === "confirmRecovery" ? "danger" : "primary"}
            busy={busy}
            onClick={() =>
              run(async () => {
                if (step) await take[step]();
                setStep(undefined);
              })
            }
          >
            {step && say(step)}
          </Button>
          <Button onClick={() => setStep(undefined)}>{words.say("app.cancel")}</Button>
        </div>
      </Dialog>
    </div>
  );
}
