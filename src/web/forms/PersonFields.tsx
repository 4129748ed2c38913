// The common block of a person: who it is as far as anybody knows, the usual in sight, the rest folded away.
import { Fold } from "../components/layout.tsx";
import { useWords } from "../messages/words.tsx";
import { AgeFields } from "./AgeFields.tsx";
import { AreaAt, CodeAt, CodesAt, LinesAt, NumberAt, PlaceAt, SelectAt, TextAt, YesNoAt } from "./fields.tsx";
import { ListOf } from "./ListOf.tsx";

/** A new person of the form: a random id that says nothing, and one empty document to write into. */
export const newPerson = () => ({ personId: crypto.randomUUID(), personal: { documents: [{}] } });

export function NameFields({ at }: { at: string }) {
  const { say } = useWords();
  return (
    <div className="fields">
      <TextAt at={`${at}/personal/name/givenNames`} label={say("person.given")} width="short" />
      <TextAt at={`${at}/personal/name/paternalSurname`} label={say("person.paternal")} width="short" />
      <TextAt at={`${at}/personal/name/maternalSurname`} label={say("person.maternal")} width="short" />
    </div>
  );
}

export function DocumentFields({ at }: { at: string }) {
  const { say } = useWords();
  return (
    <ListOf
      at={`${at}/personal/documents`}
      name={(n) => say("person.document", { n })}
      add={say("person.addDocument")}
      newItem={() => ({})}
      most={10}
    >
      {(document) => (
        <div className="fields">
          <SelectAt at={`${document}/type`} label={say("person.documentType")} width="short" />
          <TextAt at={`${document}/number`} label={say("person.documentNumber")} width="short" />
          <CodeAt at={`${document}/country`} label={say("person.documentCountry")} width="short" />
        </div>
      )}
    </ListOf>
  );
}

export function ContactFields({ at }: { at: string }) {
  const { say } = useWords();
  return (
    <div className="fields">
      <LinesAt
        at={`${at}/personal/phones`}
        label={say("person.phones")}
        help={say("person.onePerLine")}
        width="half"
      />
      <LinesAt
        at={`${at}/personal/emails`}
        label={say("person.emails")}
        help={say("person.onePerLine")}
        width="half"
      />
      <LinesAt at={`${at}/personal/socialAccounts`} label={say("person.social")} width="half" />
      <TextAt at={`${at}/personal/address`} label={say("person.address")} width="half" />
      <PlaceAt at={`${at}/residence`} label={say("person.residence")} width="half" />
    </div>
  );
}

/** `withAge`: for victims and suspects the age at the facts is in sight, because it decides. */
export function PersonFields({ at, withAge = true }: { at: string; withAge?: boolean }) {
  const { say } = useWords();
  return (
    <>
      <NameFields at={at} />
      <div className="fields">
        {withAge && <SelectAt at={`${at}/identityStatus`} width="short" unknown={false} />}
        <SelectAt at={`${at}/sex`} width="short" />
        <LinesAt at={`${at}/personal/aliases`} label={say("person.aliases")} width="short" />
      </div>
      {withAge && <AgeFields at={at} />}
      <DocumentFields at={at} />
      <Fold title={say("person.contact")}>
        <ContactFields at={at} />
      </Fold>
      <Fold title={say("person.more")}>
        <div className="fields">
          <CodesAt at={`${at}/citizenships`} width="half" />
          <PlaceAt at={`${at}/birthPlace`} label={say("person.birthPlace")} width="half" />
          <SelectAt at={`${at}/gender`} />
          <SelectAt at={`${at}/ethnicity`} />
          <CodesAt at={`${at}/languages`} width="half" />
          <SelectAt at={`${at}/education`} />
          <SelectAt at={`${at}/maritalStatus`} />
          <TextAt at={`${at}/personal/occupation`} label={say("person.occupation")} width="half" />
          <NumberAt at={`${at}/children`} label={say("person.children")} />
        </div>
        <YesNoAt at={`${at}/illness`} label={say("person.illness")} />
        <YesNoAt at={`${at}/needsInterpreter`} label={say("person.needsInterpreter")} />
        <AreaAt
          at={`${at}/personal/description`}
          label={say("person.description")}
          help={say("person.descriptionHelp")}
        />
      </Fold>
    </>
  );
}
