// An enrolment code, shown once and printed as a slip to hand over; it cannot be closed by accident.
import type { EnrolmentCode } from "#src/schema/account.ts";
import { Button } from "../../components/controls.tsx";
import { Dialog, Notice } from "../../components/layout.tsx";
import { useAccountWords } from "../../messages/account.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";

export interface SlipContent extends EnrolmentCode {
  name: string;
  login: string;
  unit: string;
}

export function CodeSlip({ slip, onDone }: { slip: SlipContent | undefined; onDone: () => void }) {
  const { say } = useAccountWords();
  const { language } = useWords();
  const { timeZone } = usePack().manifest;
  return (
    <Dialog open={slip !== undefined} title={say("slipTitle")}>
      {slip && (
        <div className="slip">
          <dl className="pairs">
            <dt>{say("officer")}</dt>
            <dd>{slip.name}</dd>
            {slip.unit && (
              <>
                <dt>{say("unit")}</dt>
                <dd>{slip.unit}</dd>
              </>
            )}
            <dt>{say("slipLogin")}</dt>
            <dd className="slip-secret">{slip.login}</dd>
            <dt>{say("slipAddress")}</dt>
            <dd>{`${location.origin}/enrol`}</dd>
            <dt>{say("enrolCode")}</dt>
            <dd className="slip-secret slip-password">{slip.code}</dd>
            <dt>{say("slipUntil")}</dt>
            <dd>{formatTime(slip.expiresAt, language, timeZone)}</dd>
          </dl>
          <p>{say("slipUse")}</p>
          <div className="no-print">
            <Notice kind="warning">{say("slipOnce")}</Notice>
            <div className="row">
              <Button kind="primary" onClick={() => window.print()}>
                {say("slipPrint")}
              </Button>
              <Button onClick={onDone}>{say("slipDone")}</Button>
            </div>
          </div>
        </div>
      )}
    </Dialog>
  );
}
