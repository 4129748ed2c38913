// Proposing that a text of the law was compared with its source, or that it must be compared again.
import { useState } from "react";
import { TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { useLawWords } from "../../messages/law.ts";
import { ChangeDialog } from "../administration/ChangeDialog.tsx";
import type { DoneChange } from "../administration/ChangeDone.tsx";
import { useLawName } from "./LawTable.tsx";
import type { LawPlace } from "./law-places.ts";

export interface MarkDialogProps {
  place: LawPlace;
  onDone: (done: DoneChange) => void;
  onClose: () => void;
}

export function MarkDialog({ place, onDone, onClose }: MarkDialogProps) {
  const { say } = useLawWords();
  const { say: sayChange } = useChangeWords();
  const nameOf = useLawName();
  const [source, setSource] = useState("");
  const [missing, setMissing] = useState(false);
  const verified = !place.verified;
  const text = nameOf(place);
  const build = () => {
    const empty = source.trim() === "";
    setMissing(empty);
    if (empty) document.getElementById("law-source")?.focus();
    return empty
      ? undefined
      : { kind: "law-mark" as const, place: place.place, verified, source: source.trim() };
  };
  return (
    <ChangeDialog
      title={say(verified ? "verifyOf" : "unverifyOf", { text })}
      build={build}
      consequence={<p>{say(verified ? "willVerify" : "willUnverify", { text })}</p>}
      onDone={onDone}
      onClose={onClose}
    >
      <Field
        id="law-source"
        label={say(verified ? "source" : "sourceWhy")}
        help={say("sourceHelp")}
        fault={missing ? sayChange("required") : undefined}
      >
        {(control) => <TextInput {...control} value={source} onChange={setSource} maxLength={300} />}
      </Field>
    </ChangeDialog>
  );
}
