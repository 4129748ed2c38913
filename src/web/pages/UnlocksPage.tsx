// Emergency openings: what waits for a second person, the own ones, what must be known, and what is to be reviewed.
import { Link } from "wouter";
import * as z from "zod/mini";
import { oversees } from "#src/domain/access/audit-reach.ts";
import { mayBeSecond } from "#src/domain/access/duties.ts";
import { type UnlockLine, UnlockList } from "#src/schema/unlock.ts";
import { Button } from "../components/controls.tsx";
import { EmptyState, FailureNotice, Loading, Page, Panel } from "../components/layout.tsx";
import { formatTime } from "../messages/times.ts";
import { useUnlockWords } from "../messages/unlocks.ts";
import { useWords } from "../messages/words.tsx";
import { useLabels, usePack } from "../pack.tsx";
import { request } from "../request.ts";
import { useOfficer } from "../session.tsx";
import { useChange } from "../use-change.ts";
import { ReviewUnlocks } from "./unlocks/ReviewUnlocks.tsx";
import { EndUnlock, UnlockStanding } from "./unlocks/UnlockStanding.tsx";
import { useRegisterTime } from "./unlocks/use-countdown.ts";
import { usePolledResource } from "./unlocks/use-polled-resource.ts";
import { WaitingUnlock } from "./unlocks/WaitingUnlock.tsx";
import "./records.css";
import "./unlocks/unlocks.css";

export default function UnlocksPage() {
  const { say } = useUnlockWords();
  const { role } = useOfficer();
  const { value, failure, reload } = usePolledResource("/api/unlocks", UnlockList);
  const time = useRegisterTime(value?.now);
  const all = value?.unlocks ?? [];
  const waiting = all.filter(({ answer }) => answer === true);
  const own = all.filter((line) => line.own);
  const told = all.filter(({ notice }) => notice !== "none");
  return (
    <Page title={say("title")}>
      <p className="quiet">{say("intro")}</p>
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {value && mayBeSecond(role) && role !== "auditor" && (
        <Panel id="unlocks-waiting" title={say("waitingTitle")}>
          {waiting.length === 0 && <EmptyState>{say("none")}</EmptyState>}
          {waiting.map((line) => (
            <WaitingUnlock key={line.unlockId} line={line} time={time} onAnswered={reload} />
          ))}
        </Panel>
      )}
      {oversees(role) && <ReviewUnlocks />}
      {value && (
        <Panel id="unlocks-told" title={say("noticeTitle")}>
          {told.length === 0 && <EmptyState>{say("noticeNone")}</EmptyState>}
          {told.map((line) => (
            <Told key={line.unlockId} line={line} onRead={reload} />
          ))}
        </Panel>
      )}
      {own.length > 0 && (
        <Panel id="unlocks-own" title={say("ownTitle")}>
          {own.map((line) => (
            <section key={line.unlockId} className="form unlock">
              <p>
                <Link href={`/cases/${line.caseId}`} className="number">
                  {line.caseNumber}
                </Link>
              </p>
              <UnlockStanding line={line} time={time} />
              <div className="row">
                <EndUnlock line={line} onEnded={reload} />
              </div>
            </section>
          ))}
        </Panel>
      )}
    </Page>
  );
}

function Told({ line, onRead }: { line: UnlockLine; onRead: () => void }) {
  const { say, sayCode } = useUnlockWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { unit, label } = useLabels();
  const { busy, failure, run } = useChange();
  const read = () =>
    run(async () => {
      await request("POST", `/api/unlocks/${line.unlockId}/notice`, z.unknown());
      onRead();
    });
  return (
    <section className="form unlock" aria-label={say("case", { number: line.caseNumber })}>
      <p>
        <Link href={`/cases/${line.caseId}`} className="number">
          {line.caseNumber}
        </Link>
      </p>
      <p>
        {say("notice", {
          who: line.askedBy,
          unit: unit(line.askedUnitId),
          what: sayCode("class", line.dataClass),
          second: line.answeredBy ?? "",
          time: formatTime(line.answeredAt ?? line.askedAt, language, manifest.timeZone),
        })}{" "}
        {say("reason", { reason: label("unlock-reason", line.reason) })}
      </p>
      {failure && <FailureNotice kept={false} failure={failure} />}
      {line.notice === "unread" ? (
        <div className="row">
          <Button busy={busy} onClick={read}>
            {say("noticeRead")}
          </Button>
        </div>
      ) : (
        <p className="quiet small">{say("noticeWasRead")}</p>
      )}
    </section>
  );
}
