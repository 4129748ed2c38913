// Where an officer holds several postings: under which one works now, and going on under another.
import { OwnPostings } from "#src/schema/own-posting.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice, Panel } from "../../components/layout.tsx";
import { useAccountWords } from "../../messages/account.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { useOfficer, useSession } from "../../session.tsx";
import { useChange } from "../../use-change.ts";
import { useResource } from "../../use-resource.ts";
import "./own-postings.css";

/** Nothing for whoever has one. */
export function PostingsPanel() {
  const { say } = useAccountWords();
  const words = useWords();
  const { timeZone } = usePack().manifest;
  const { postingId: current } = useOfficer();
  const { workAs } = useSession();
  const { value, failure, reload } = useResource("/api/session/postings", OwnPostings);
  const { busy, failure: refused, run } = useChange();
  if (failure) return <FailureNotice kept={false} failure={failure} retry={reload} />;
  if (!value || value.postings.length < 2) return null;
  return (
    <Panel id="postings" title={say("postings")}>
      <p>{say("postingsWhat")}</p>
      {refused && <FailureNotice kept={false} failure={refused} />}
      <ul className="own-postings">
        {value.postings.map(({ postingId, unitName, role, until }) => {
          const name = `${words.say(`role.${role}`)}, ${unitName}`;
          return (
            <li key={postingId} className="row">
              <span>
                <strong>{words.say(`role.${role}`)}</strong> · {unitName}
                {until && ` · ${say("postingUntil", { until: formatTime(until, words.language, timeZone) })}`}
              </span>
              {postingId === current ? (
                <span>{say("postingNow")}</span>
              ) : (
                <Button
                  busy={busy}
                  aria-label={say("postingGoTo", { posting: name })}
                  onClick={() => run(() => workAs(postingId))}
                >
                  {say("postingGo")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
