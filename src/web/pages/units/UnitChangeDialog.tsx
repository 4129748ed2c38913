// One change of a unit: its fields, what follows from it in words, and the preview of the register before it is made.
import { useState } from "react";
import type { Unit } from "#src/schema/unit.ts";
import { UnitKind } from "#src/schema/unit.ts";
import { RadioList } from "../../components/ChoiceList.tsx";
import { Select, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { PlaceBox } from "../../components/PlaceBox.tsx";
import { UnitBox } from "../../components/UnitBox.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { useUnitWords } from "../../messages/units.ts";
import { useLabels, usePack } from "../../pack.tsx";
import { useToday } from "../../use-today.ts";
import { ChangeDialog } from "../administration/ChangeDialog.tsx";
import type { DoneChange } from "../administration/ChangeDone.tsx";
import { CodesField } from "./CodesField.tsx";
import {
  faultsOfUnit,
  newUnitForm,
  type UnitChangeKind,
  type UnitFormFault,
  unitChange,
} from "./unit-change.ts";
import { keyOf } from "./unit-tree.ts";

export interface UnitChangeDialogProps {
  asked: UnitChangeKind;
  unit: Unit;
  onDone: (done: DoneChange) => void;
  onClose: () => void;
}

export function UnitChangeDialog({ asked, unit, onDone, onClose }: UnitChangeDialogProps) {
  const { say } = useUnitWords();
  const { say: sayChange } = useChangeWords();
  const labels = useLabels();
  const { manifest, units, placeNames } = usePack();
  const today = useToday();
  const [form, setForm] = useState(() => newUnitForm(asked, unit));
  const [faults, setFaults] = useState<readonly UnitFormFault[]>([]);
  const set = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const fault = (name: UnitFormFault) => ({
    fault: faults.includes(name)
      ? name === "postings"
        ? say("postingsNeedSuccessor")
        : sayChange("required")
      : undefined,
  });
  const above = unit.parent === null ? "" : labels.unit(unit.parent);
  const build = () => {
    const wrong = faultsOfUnit(asked, form);
    setFaults(wrong);
    const [first] = wrong;
    if (first) document.getElementById(`unit-${first}`)?.focus();
    const id = keyOf(manifest.country, form.name, new Set(units.map((each) => each.id)));
    return first ? undefined : unitChange(asked, unit, form, id);
  };
  const target = (label: string, help?: string) => (
    <Field id="unit-target" label={label} {...(help && { help })} {...fault("target")}>
      {(control) => (
        <UnitBox {...control} value={form.target} onChange={(next) => set({ target: next })} day={today} />
      )}
    </Field>
  );
  return (
    <ChangeDialog
      title={titleOf()}
      build={build}
      consequence={<Consequence asked={asked} unit={unit} form={form} />}
      onDone={onDone}
      onClose={onClose}
    >
      {(asked === "open" || asked === "rename") && (
        <Field id="unit-name" label={say(asked === "open" ? "name" : "newName")} {...fault("name")}>
          {(control) => (
            <TextInput {...control} value={form.name} onChange={(name) => set({ name })} maxLength={200} />
          )}
        </Field>
      )}
      {asked === "open" && unit.parent === null && (
        <RadioList
          id="unit-top"
          legend={say("above")}
          columns={1}
          value={form.top ? "top" : "below"}
          onChange={(next) =>
            set(next === "top" ? { top: true, kind: "national", place: "" } : { top: false, kind: "station" })
          }
          choices={[
            { code: "below", label: unit.name },
            { code: "top", label: say("newTop") },
          ]}
        />
      )}
      {asked === "open" && (
        <div className="fields">
          <Field id="unit-kind" label={say("kind")} width="half">
            {(control) => (
              <Select
                {...control}
                value={form.kind}
                onChange={(kind) => set({ kind: UnitKind.parse(kind) })}
                options={UnitKind.options.map((kind) => ({ value: kind, label: say(`kind.${kind}`) }))}
              />
            )}
          </Field>
          <Field id="unit-place" label={say("place")} width="half">
            {(control) => (
              <PlaceBox
                {...control}
                names={placeNames}
                value={form.place}
                onChange={(place) => set({ place })}
              />
            )}
          </Field>
        </div>
      )}
      {asked === "move" && target(say("newAbove"))}
      {asked === "close" && target(say("closeSuccessor"), say("closeSuccessorHelp", { above }))}
      {asked === "merge" && (
        <>
          <CodesField
            id="unit-others"
            label={say("mergeWith")}
            codes={form.others}
            onChange={(others) => set({ others })}
            write={labels.unit}
          >
            {(control) => <UnitBox {...control} day={today} />}
          </CodesField>
          {target(say("mergeInto"))}
        </>
      )}
      {(asked === "close" || asked === "merge") && (
        <RadioList
          id="unit-postings"
          legend={say("postings")}
          {...fault("postings")}
          columns={1}
          value={form.postings}
          onChange={(next) => set({ postings: next === "end" ? "end" : "move" })}
          choices={(["move", "end"] as const).map((code) => ({ code, label: say(`postings.${code}`) }))}
        />
      )}
      {(asked === "competence" ||
        (asked === "open" && !form.top && form.kind === "specialised-regional")) && (
        <CodesField
          id="unit-competence"
          label={say("competenceAdd")}
          help={say("competenceHelp")}
          codes={form.competence}
          onChange={(competence) => set({ competence })}
          write={(code) => labels.label("place", code)}
        >
          {(control) => <PlaceBox {...control} names={placeNames} />}
        </CodesField>
      )}
    </ChangeDialog>
  );

  function titleOf(): string {
    const named = { unit: unit.name };
    return say(`${asked}Title`, named);
  }
}

/** What follows for cases, command and alerts; the register's preview adds whom it touches. */
function Consequence({
  asked,
  unit,
  form,
}: {
  asked: UnitChangeKind;
  unit: Unit;
  form: ReturnType<typeof newUnitForm>;
}) {
  const { say } = useUnitWords();
  const labels = useLabels();
  const before = unit.parent === null ? "" : labels.unit(unit.parent);
  const successor = form.target === "" ? before : labels.unit(form.target);
  const ended = [unit.id, ...form.others].map(labels.unit).join(", ");
  const lines: Record<UnitChangeKind, readonly string[]> = {
    open: [
      say("opens"),
      ...(form.competence.length > 0 ? [say("alertsFollow", { unit: form.name.trim() })] : []),
    ],
    rename: [say("nameOnly")],
    move: [say("commandFollows", { unit: successor, before })],
    competence: [say("alertsFollow", { unit: unit.name })],
    close: [say("casesTo", { units: unit.name, successor })],
    merge: [say("casesTo", { units: ended, successor }), say("childrenMove", { unit: successor })],
  };
  return lines[asked].map((line) => <p key={line}>{line}</p>);
}
