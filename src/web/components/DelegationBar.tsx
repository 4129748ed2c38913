// On every screen of both: who stands in for whom, and the way into it, back and out.
import * as z from "zod/mini";
import { useDelegationWords } from "../messages/delegation.ts";
import { formatTime } from "../messages/times.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { request } from "../request.ts";
import { useOfficer, useSession } from "../session.tsx";
import { useChange } from "../use-change.ts";
import { Button } from "./controls.tsx";
import { FailureNotice, Notice } from "./layout.tsx";

export function DelegationBar() {
  const { say } = useDelegationWords();
  const { language } = useWords();
  const { timeZone } = usePack().manifest;
  const { delegation, delegations } = useOfficer();
  const { ask, standIn } = useSession();
  const { busy, failure, run } = useChange();
  const time = (at: string) => formatTime(at, language, timeZone);
  const end = (delegationId: string) =>
    run(async () => {
      await request("DELETE", `/api/delegations/${delegationId}`, z.unknown());
      ask();
    });
  return (
    <section aria-label={say("label")} className="delegations">
      {failure && <FailureNotice failure={failure} kept={false} />}
      {delegation !== null && (
        <Notice kind="warning">
          <p>
            <strong>{say("standsIn", { giver: delegation.giver, until: time(delegation.until) })}</strong>{" "}
            {delegation.rights.map((right) => say(`right.${right}`)).join(" · ")}. {say("standsInWhat")}
          </p>
          <Button kind="primary" busy={busy} onClick={() => run(() => standIn(null))}>
            {say("back")}
          </Button>
        </Notice>
      )}
      {delegations
        .filter(({ given }) => given || delegation === null)
        .map(({ delegationId, given, officer, until }) => (
          <Notice key={delegationId}>
            <p>{say(given ? "given" : "held", { officer, until: time(until) })}</p>
            <div className="row">
              {!given && (
                <Button busy={busy} onClick={() => run(() => standIn(delegationId))}>
                  {say("begin", { officer })}
                </Button>
              )}
              <Button
                kind="quiet"
                busy={busy}
                aria-label={say("endOf", { officer })}
                onClick={() => end(delegationId)}
              >
                {say("end")}
              </Button>
            </div>
          </Notice>
        ))}
    </section>
  );
}
