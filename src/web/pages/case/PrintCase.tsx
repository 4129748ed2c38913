// Prints the case file. Paper leaves the register, so that it does is on the trail before the printer is asked.
import * as z from "zod/mini";
import { Button } from "../../components/controls.tsx";
import { FailureNotice } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { request } from "../../request.ts";
import { useOfficer } from "../../session.tsx";
import { useChange } from "../../use-change.ts";

export function PrintCase({ caseId }: { caseId: string }) {
  const { say } = useCaseWords();
  const { delegation } = useOfficer();
  const { busy, failure, run } = useChange();
  // Who stands in for another takes no paper along.
  if (delegation !== null) return null;
  const print = () =>
    run(async () => {
      await request("POST", `/api/cases/${caseId}/prints`, z.unknown(), { body: { printed: "case" } });
      window.print();
    });
  return (
    <>
      <Button busy={busy} onClick={print}>
        {say("print")}
      </Button>
      {failure && <FailureNotice kept={false} failure={failure} retry={print} />}
    </>
  );
}
