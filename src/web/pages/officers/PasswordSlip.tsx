// A one-time password, shown once and printed as a slip to hand over; it cannot be closed by accident.
import { Button } from "../../components/controls.tsx";
import { Dialog, Notice } from "../../components/layout.tsx";
import { useAdministrationWords } from "../../messages/administration.ts";

export interface SlipContent {
  name: string;
  login: string;
  unit: string;
  oneTimePassword: string;
}

export function PasswordSlip({ slip, onDone }: { slip: SlipContent | undefined; onDone: () => void }) {
  const { say } = useAdministrationWords();
  return (
    <Dialog open={slip !== undefined} title={say("slipTitle")}>
      {slip && (
        <div className="slip">
          <dl className="pairs">
            <dt>{say("name")}</dt>
            <dd>{slip.name}</dd>
            {slip.unit && (
              <>
                <dt>{say("unit")}</dt>
                <dd>{slip.unit}</dd>
              </>
            )}
            <dt>{say("login")}</dt>
            <dd className="slip-secret">{slip.login}</dd>
            <dt>{say("slipPassword")}</dt>
            <dd className="slip-secret slip-password">{slip.oneTimePassword}</dd>
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
