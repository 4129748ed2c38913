// One officer: postings with their dates, a further posting, the end of one.
import { type FormEvent, useState } from "react";
import { Link } from "wouter";
import * as z from "zod/mini";
import { Button } from "../../components/controls.tsx";
import { Dialog, FailureNotice, Notice, Panel } from "../../components/layout.tsx";
import { useAdministrationWords } from "../../messages/administration.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { request } from "../../request.ts";
import { useChange } from "../../use-change.ts";
import { useFirstFocus } from "../../use-first-focus.ts";
import { IdentityCard } from "./IdentityCard.tsx";
import type { Officer, Posting } from "./officer.ts";
import { PostingFields } from "./PostingFields.tsx";
import { PostingTable } from "./PostingTable.tsx";
import {
  faultsOfPosting,
  newPostingForm,
  type PostingFaults,
  postingBody,
  waitsForSecond,
} from "./posting-form.ts";

type Done = "ended" | "given" | "givenWaits" | "cardDone" | "renewed";

export interface OfficerPanelProps {
  officer: Officer;
  today: string;
  onChanged: () => void;
  onBack: () => void;
}

export function OfficerPanel({ officer, today, onChanged, onBack }: OfficerPanelProps) {
  const { say } = useAdministrationWords();
  const words = useWords();
  const { timeZone } = usePack().manifest;
  const { unit } = useLabels();
  const [ending, setEnding] = useState<Posting>();
  const [done, setDone] = useState<Done>();
  const end = useChange();
  const head = useFirstFocus<HTMLDivElement>();
  const finished = (what: Done) => {
    setDone(what);
    onChanged();
  };
  return (
    <div className="stack" ref={head} tabIndex={-1}>
      <p>
        <Button onClick={onBack}>{say("back")}</Button>
      </p>
      {done && (
        <Notice kind="done" live>
          {say(done)}
        </Notice>
      )}
      <Panel
        id="officer"
        title={`${officer.name} (${officer.login})`}
        actions={
          <span className="row">
            <Link href={`/audit?officer=${officer.officerId}`}>{say("audit")}</Link>
            <Link href="/enrolments">{say("wayIn")}</Link>
            {/* Not in the address, which is kept in histories and logs. */}
            <Link href="/suspensions" state={{ login: officer.login }}>
              {say("suspensions")}
            </Link>
          </span>
        }
      >
        {officer.suspendedAt && (
          <p>
            <strong>
              {say("suspended", { day: formatTime(officer.suspendedAt, words.language, timeZone) })}
            </strong>
          </p>
        )}
        <PostingTable
          postings={officer.postings}
          name={officer.name}
          onEnd={setEnding}
          onRenewed={() => finished("renewed")}
        />
      </Panel>
      <IdentityCard officer={officer} onKnown={() => finished("cardDone")} />
      <FurtherPosting
        officer={officer}
        today={today}
        onGiven={(waits) => finished(waits ? "givenWaits" : "given")}
      />
      <Confirm
        open={ending !== undefined}
        title={say("endTitle")}
        sure={say("endSure", { name: officer.name, unit: ending ? unit(ending.unitId) : "" })}
        go={say("endGo")}
        changing={end}
        onClose={() => setEnding(undefined)}
        onGo={async () => {
          await request("POST", `/api/postings/${ending?.postingId}/end`, z.unknown(), { body: {} });
          setEnding(undefined);
          finished("ended");
        }}
      />
    </div>
  );
}

interface ConfirmProps {
  open: boolean;
  title: string;
  sure: string;
  go: string;
  changing: ReturnType<typeof useChange>;
  onGo: () => Promise<void>;
  onClose: () => void;
}

function Confirm({ open, title, sure, go, changing, onGo, onClose }: ConfirmProps) {
  const words = useWords();
  return (
    <Dialog open={open} title={title} onClose={onClose}>
      {changing.failure && <FailureNotice kept={false} failure={changing.failure} />}
      <p>{sure}</p>
      <div className="row">
        <Button kind="danger" busy={changing.busy} onClick={() => changing.run(onGo)}>
          {go}
        </Button>
        <Button onClick={onClose}>{words.say("app.cancel")}</Button>
      </div>
    </Dialog>
  );
}

interface FurtherPostingProps {
  officer: Officer;
  today: string;
  onGiven: (waits: boolean) => void;
}

function FurtherPosting({ officer, today, onGiven }: FurtherPostingProps) {
  const { say } = useAdministrationWords();
  const { manifest } = usePack();
  const [form, setForm] = useState(newPostingForm);
  const [faults, setFaults] = useState<PostingFaults>({});
  const { busy, failure, run } = useChange();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = faultsOfPosting(form, manifest);
    setFaults(wrong);
    const [first] = Object.keys(wrong);
    if (first) return document.getElementById(`posting-${first}`)?.focus();
    run(async () => {
      const body = postingBody(form, manifest.timeZone);
      await request("POST", `/api/officers/${officer.officerId}/postings`, z.unknown(), { body });
      const waits = await waitsForSecond(form);
      setForm(newPostingForm());
      onGiven(waits);
    });
  };
  return (
    <Panel id="further-posting" title={say("newPosting")}>
      <form className="form" onSubmit={submit}>
        {failure && <FailureNotice kept={false} failure={failure} />}
        <PostingFields
          form={form}
          faults={faults}
          today={today}
          onChange={(part) => setForm((before) => ({ ...before, ...part }))}
        />
        <div className="row">
          <Button type="submit" kind="primary" busy={busy}>
            {say("newPostingGo")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
