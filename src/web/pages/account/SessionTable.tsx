// Open sessions of one officer: since when, last used, on what; each can be ended, and all (others) at once.
import { useState } from "react";
import * as z from "zod/mini";
import { type OpenSession, OpenSessions } from "#src/schema/session.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice, Loading, Notice, Table } from "../../components/layout.tsx";
import { useAccountWords } from "../../messages/account.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useResource } from "../../use-resource.ts";

/** `path`: where the sessions are, the own ones or those of another officer. */
export function SessionTable({ path }: { path: string }) {
  const { say } = useAccountWords();
  const { value, failure, reload } = useResource(path, OpenSessions);
  const [done, setDone] = useState(false);
  const change = useChange();
  const end = (at: string) =>
    change.run(async () => {
      await request("DELETE", at, z.unknown());
      setDone(true);
      reload();
    });
  const others = value?.sessions.filter(({ own }) => !own) ?? [];
  return (
    <>
      {change.failure && <FailureNotice kept={false} failure={change.failure} />}
      {failure && <FailureNotice kept={false} failure={failure} retry={reload} />}
      {!value && !failure && <Loading />}
      {done && (
        <Notice kind="done" live>
          {say("sessionEnded")}
        </Notice>
      )}
      {value && value.sessions.length === 0 && <p>{say("sessionsNone")}</p>}
      {value && value.sessions.length > 0 && (
        <Sessions
          sessions={value.sessions}
          busy={change.busy}
          onEnd={({ sessionId }) => end(`${path}/${sessionId}`)}
        />
      )}
      {others.length > 1 && (
        <div className="row">
          <Button busy={change.busy} onClick={() => end(path)}>
            {say(value?.sessions.length === others.length ? "sessionsEndAll" : "sessionsEndOthers")}
          </Button>
        </div>
      )}
    </>
  );
}

interface SessionsProps {
  sessions: readonly OpenSession[];
  busy: boolean;
  onEnd: (session: OpenSession) => void;
}

function Sessions({ sessions, busy, onEnd }: SessionsProps) {
  const { say } = useAccountWords();
  const { language } = useWords();
  const { timeZone } = usePack().manifest;
  const time = (at: string) => formatTime(at, language, timeZone);
  return (
    <Table
      caption={say("sessionsCaption")}
      rows={sessions}
      rowKey={({ sessionId }) => sessionId}
      columns={[
        {
          key: "device",
          title: say("sessionDevice"),
          cell: ({ device, own, training }) => (
            <div className="cell">
              <span>{device ?? say("sessionDeviceUnknown")}</span>
              {own && <strong>{say("sessionThis")}</strong>}
              {training && <span className="quiet">{say("sessionTraining")}</span>}
            </div>
          ),
        },
        { key: "since", title: say("sessionSince"), cell: ({ startedAt }) => time(startedAt) },
        { key: "used", title: say("sessionUsed"), cell: ({ lastUsedAt }) => time(lastUsedAt) },
        {
          key: "end",
          title: say("sessionEnd"),
          cell: (session) =>
            // Leaving this one is signing out, which is in the header.
            session.own ? (
              "—"
            ) : (
              <Button
                busy={busy}
                aria-label={say("sessionEndOf", {
                  device: session.device ?? say("sessionDeviceUnknown"),
                  since: time(session.startedAt),
                })}
                onClick={() => onEnd(session)}
              >
                {say("sessionEnd")}
              </Button>
            ),
        },
      ]}
    />
  );
}
