// The institution's account: whether one is linked, linking it, and taking it away.

import { useState } from "react";
import * as z from "zod/mini";
import { type Account, type SignInWays, SingleSignOnQuestion } from "#src/schema/account.ts";
import { Button } from "../../components/controls.tsx";
import { FailureNotice, Notice, Panel } from "../../components/layout.tsx";
import { useSingleSignOnWords } from "../../messages/single-sign-on.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";

export interface SingleSignOnPanelProps {
  account: Account;
  ways: SignInWays | undefined;
  /** Absent while the account is only being set up. */
  onChanged?: () => void;
}

export function SingleSignOnPanel({ account, ways, onChanged }: SingleSignOnPanelProps) {
  const { say } = useSingleSignOnWords();
  const { language } = useWords();
  const { busy, failure, run } = useChange();
  const [removed, setRemoved] = useState(false);
  const { singleSignOn: link } = account;
  const offered = ways?.singleSignOn;
  if (!offered && link === null) return null;
  const begin = () =>
    run(async () => {
      const asked = await request("POST", "/api/account/single-sign-on/question", SingleSignOnQuestion, {
        body: {},
      });
      location.assign(asked.address);
    });
  const remove = () =>
    run(async () => {
      await request("DELETE", "/api/account/single-sign-on", z.unknown());
      setRemoved(true);
      onChanged?.();
    });
  return (
    <Panel id="single-sign-on" title={offered?.[language] ?? say("panel")}>
      <p>{say("what")}</p>
      {failure && <FailureNotice kept={false} failure={failure} />}
      {removed && link === null && (
        <Notice kind="done" live>
          {say("removed")}
        </Notice>
      )}
      {link === null ? (
        <div className="row">
          <Button busy={busy} onClick={begin}>
            {say("link")}
          </Button>
        </div>
      ) : (
        <>
          <Linked link={link} />
          <div className="row">
            <Button busy={busy} onClick={remove}>
              {say("unlink")}
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
}

function Linked({ link }: { link: NonNullable<Account["singleSignOn"]> }) {
  const { say } = useSingleSignOnWords();
  const { language } = useWords();
  const { timeZone } = usePack().manifest;
  const time = (at: string) => formatTime(at, language, timeZone);
  return (
    <p>
      <strong>{say(link.inUse ? "linked" : "linkedNotInUse", { since: time(link.createdAt) })}</strong>{" "}
      {link.lastUsedAt !== null && say("used", { at: time(link.lastUsedAt) })}
    </p>
  );
}
