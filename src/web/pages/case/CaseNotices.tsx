// What the case file says of what was just done: sealed, or names in sight.
import type { Acknowledgement } from "#src/schema/case.ts";
import { Notice } from "../../components/layout.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { shortHash } from "./case-file.ts";

/** What was last sealed from the page, with its answer. */
export type Done = {
  what: "added" | "proposed" | "decided" | "taken" | "assigned";
  acknowledgement: Acknowledgement;
};

export function DoneNotice({ done }: { done: Done }) {
  const { say } = useCaseWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { receivedAt, promise } = done.acknowledgement;
  return (
    <Notice kind="done" live>
      <p>{say(done.what, { time: formatTime(receivedAt, language, manifest.timeZone) })}</p>
      {promise && <p className="small">{say("addedCheck", { hash: shortHash(promise.entryHash) })}</p>}
    </Notice>
  );
}

export function NamesNotice({ purpose, again }: { purpose: string; again: boolean }) {
  const { say } = useCaseWords();
  const { label } = useLabels();
  return (
    <Notice kind="warning" live>
      {say(again ? "namesReopened" : "namesOpened", { purpose: label("purpose-of-access", purpose) })}
    </Notice>
  );
}
