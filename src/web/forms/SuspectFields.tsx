// A suspect in a case: the person, what they are to the victims, and office or organisation, which aggravate.
import { readPointer } from "#src/domain/case/pointer.ts";
import { Select } from "../components/controls.tsx";
import { Field } from "../components/Field.tsx";
import { Fold } from "../components/layout.tsx";
import { useWords } from "../messages/words.tsx";
import { ChoicesAt, SelectAt, YesNoAt } from "./fields.tsx";
import { idOf, useFormState, useShown, useText } from "./form-context.tsx";
import { listAt } from "./form-store.ts";
import { ListOf } from "./ListOf.tsx";
import { PersonFields } from "./PersonFields.tsx";

export function SuspectFields({ at }: { at: string }) {
  const { say } = useWords();
  return (
    <>
      <PersonFields at={at} />
      <ListOf
        at={`${at}/relationships`}
        name={(n) => say("relationship.one", { n })}
        add={say("relationship.add")}
        newItem={() => ({})}
        most={500}
      >
        {(relationship) => (
          <>
            <div className="fields">
              <SelectAt at={`${relationship}/kind`} label={say("relationship.title")} />
              <WhichVictim at={`${relationship}/victim`} />
            </div>
            <YesNoAt at={`${relationship}/cohabits`} label={say("relationship.cohabits")} />
            <YesNoAt at={`${relationship}/inCare`} label={say("relationship.inCare")} />
            <YesNoAt at={`${relationship}/authority`} label={say("relationship.authority")} />
          </>
        )}
      </ListOf>
      <YesNoAt at={`${at}/isPublicOfficial`} label={say("suspect.isPublicOfficial")} />
      <Fold title={say("suspect.more")}>
        <div className="fields">
          <SelectAt at={`${at}/officialBody`} />
          <SelectAt at={`${at}/organisation`} />
          <SelectAt at={`${at}/legalStage`} />
        </div>
        <ChoicesAt at={`${at}/roles`} />
      </Fold>
    </>
  );
}

/** Which victim the relationship is with, by number: names are not repeated across the page. */
export function WhichVictim({ at }: { at: string }) {
  const { say } = useWords();
  const [value, write] = useText(at);
  const ids = useFormState((form) =>
    listAt(form.state().document, "/victims")
      .map((victim) => String(readPointer(victim, "/personId")))
      .join(" "),
  );
  const options = ids
    .split(" ")
    .filter(Boolean)
    .map((id, index) => ({ value: id, label: say("complaint.victim", { n: index + 1 }) }));
  return (
    <Field id={idOf(at)} label={say("relationship.victim")} width="half" {...useShown(at)}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onChange={write}
          options={options}
          empty={say("relationship.all")}
        />
      )}
    </Field>
  );
}
