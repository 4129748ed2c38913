// Prints the case file.
import { Button } from "../../components/controls.tsx";
import { FailureNotice } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { useOfficer } from "../../session.tsx";
import { usePrint } from "../../use-print.ts";

export function PrintCase({ caseId }: { caseId: string }) {
  const { say } = useCaseWords();
  const { delegation } = useOfficer();
  const { print, busy, failure } = usePrint(`/api/cases/${caseId}/prints`, "case");
  // Who stands in for another takes no paper along: the register refuses it, and the refusal is on the trail.
  if (delegation !== null) return null;
  return (
    <>
      <Button busy={busy} onClick={print}>
        {say("print")}
      </Button>
      {failure && <FailureNotice kept={false} failure={failure} retry={print} />}
    </>
  );
}
