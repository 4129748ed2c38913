// Which institution keeps the register from a day on: its name and the unit at its top, proposed by one, confirmed by another.
import { useState } from "react";
import { Select, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { useChangeWords } from "../../messages/changes.ts";
import { useInstitutionWords } from "../../messages/institution.ts";
import { usePack } from "../../pack.tsx";
import { useToday } from "../../use-today.ts";
import { ChangeDialog } from "../administration/ChangeDialog.tsx";
import type { DoneChange } from "../administration/ChangeDone.tsx";

export interface InstitutionDialogProps {
  /** The top of the institution that keeps it now. */
  keeper: string;
  onDone: (done: DoneChange) => void;
  onClose: () => void;
}

export function InstitutionDialog({ keeper, onDone, onClose }: InstitutionDialogProps) {
  const { say } = useInstitutionWords();
  const { say: sayChange } = useChangeWords();
  const { manifest, units } = usePack();
  const today = useToday();
  const [name, setName] = useState(manifest.institution);
  const [root, setRoot] = useState(keeper);
  const [tried, setTried] = useState(false);
  const missing = (language: "es" | "en") => name[language].trim() === "";
  // Those to come can be chosen as well: the day says whether they stand.
  const tops = units.filter(
    ({ parent, validTo }) => parent === null && (validTo === null || validTo > today),
  );
  const build = () => {
    setTried(true);
    const [first] = (["es", "en"] as const).filter(missing);
    if (first) document.getElementById(`institution-${first}`)?.focus();
    if (first) return undefined;
    const institution = { es: name.es.trim(), en: name.en.trim() };
    return { kind: "institution" as const, institution, root };
  };
  const moves = root !== keeper;
  return (
    <ChangeDialog
      title={say("change")}
      build={build}
      consequence={
        <>
          <p>{say("willKeep", { institution: name.es.trim() })}</p>
          {moves && <p>{say("willAlert")}</p>}
        </>
      }
      onDone={onDone}
      onClose={onClose}
    >
      <div className="fields">
        {(["es", "en"] as const).map((language) => (
          <Field
            key={language}
            id={`institution-${language}`}
            label={say(`name.${language}`)}
            width="half"
            fault={tried && missing(language) ? sayChange("required") : undefined}
          >
            {(control) => (
              <TextInput
                {...control}
                value={name[language]}
                onChange={(text) => setName({ ...name, [language]: text })}
                maxLength={300}
              />
            )}
          </Field>
        ))}
        <Field id="institution-root" label={say("top")} help={say("topHelp")} width="half">
          {(control) => (
            <Select
              {...control}
              value={root}
              onChange={setRoot}
              options={[...new Map(tops.map((unit) => [unit.id, unit])).values()].map((unit) => ({
                value: unit.id,
                label: unit.name,
              }))}
            />
          )}
        </Field>
      </div>
    </ChangeDialog>
  );
}
