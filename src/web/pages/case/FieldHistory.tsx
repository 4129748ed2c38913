// What a field said before: a small button beside it, the earlier values with who, when and why; on paper always there.
import { useId, useState } from "react";
import { isBlind } from "#src/domain/case/blind-correction.ts";
import type { CaseFile, FieldChange } from "#src/schema/case.ts";
import { Button } from "../../components/controls.tsx";
import { useCaseWords } from "../../messages/case.ts";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useFieldWords } from "./use-field-words.ts";

export interface FieldHistoryProps {
  file: CaseFile;
  pointer: string;
  /** Only what was done to the whole, as with a person: not what was done to its fields. */
  whole?: boolean;
}

/** Changes of this field, of the whole it belongs to, and of its parts. */
function changesAt(file: CaseFile, pointer: string, whole: boolean): FieldChange[] {
  if (whole) return file.changes.filter((change) => change.pointer === pointer);
  return file.changes.filter(
    (change) =>
      !isItemChange(change) &&
      (change.pointer === pointer ||
        change.pointer.startsWith(`${pointer}/`) ||
        pointer.startsWith(`${change.pointer}/`)),
  );
}

// A person struck out and put back has a history of its own, which is not that of each of its fields.
const isItemChange = ({ change }: FieldChange) => change === "strike" || change === "restore";

export function FieldHistory({ file, pointer, whole = false }: FieldHistoryProps) {
  const { say } = useCaseWords();
  const { fullName } = useFieldWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  const changes = changesAt(file, pointer, whole);
  if (changes.length === 0) return null;
  return (
    <>
      <Button
        kind="quiet"
        className="no-print correct"
        aria-expanded={open}
        aria-controls={id}
        aria-label={say("fieldHistoryOf", { n: changes.length, field: fullName(pointer) })}
        onClick={() => setOpen(!open)}
      >
        {say("fieldHistory", { n: changes.length })}
      </Button>
      <ol id={id} className={open ? "field-history" : "field-history only-print"}>
        {changes.map((change) => (
          <li key={change.decidedIn ?? change.entryId}>
            <Change change={change} file={file} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Change({ change, file }: { change: FieldChange; file: CaseFile }) {
  const { say, sayCode } = useCaseWords();
  const { language } = useWords();
  const { manifest } = usePack();
  const { label } = useLabels();
  const { text } = useFieldWords();
  const entry = (id: string | null) => file.entries.find(({ entryId }) => entryId === id);
  const [made, decided] = [entry(change.entryId), entry(change.decidedIn)];
  const time = (iso: string | undefined) => (iso ? formatTime(iso, language, manifest.timeZone) : "");
  const what = isItemChange(change)
    ? sayCode("changed", change.change)
    : change.closed
      ? say(isBlind(change.pointer) ? "blindClosed" : "changedClosed")
      : say("changedFrom", { before: text(file.complaint, change.pointer, change.oldValue) });
  const who = [
    say("changedBy", { who: made?.officer ?? "", time: time(made?.receivedAt) }),
    change.reason && label("amendment-reason", change.reason),
    decided && say("changedApproved", { who: decided.officer, time: time(decided.receivedAt) }),
  ];
  return (
    <>
      {what} <span className="quiet">{who.filter(Boolean).join(" · ")}</span>
    </>
  );
}
