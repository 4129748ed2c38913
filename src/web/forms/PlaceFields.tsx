// A place: its code by typing, its kind, and below the district words that are sealed.
import { useWords } from "../messages/words.tsx";
import { CodeAt, PlaceAt, SelectAt, TextAt, YesNoAt } from "./fields.tsx";

/** The usual: where, and what kind of place. */
export function PlaceFields({ at, label }: { at: string; label?: string }) {
  const { say } = useWords();
  return (
    <div className="fields">
      <PlaceAt at={`${at}/code`} label={label ?? say("place.where")} />
      <SelectAt at={`${at}/kind`} width="half" />
    </div>
  );
}

/** What is known below the district, and places abroad. */
export function PlaceDetailFields({ at }: { at: string }) {
  const { say } = useWords();
  return (
    <div className="fields">
      <TextAt at={`${at}/personal/name`} label={say("place.name")} width="half" />
      <TextAt at={`${at}/personal/signName`} label={say("place.signName")} width="half" />
      <TextAt at={`${at}/personal/owner`} label={say("place.owner")} width="half" />
      <TextAt at={`${at}/personal/openingHours`} label={say("place.openingHours")} width="half" />
      <TextAt at={`${at}/personal/address`} label={say("place.address")} width="half" />
      <TextAt
        at={`${at}/personal/coordinates`}
        label={say("place.coordinates")}
        help={say("place.coordinatesHelp")}
        width="half"
      />
      <CodeAt at={`${at}/country`} width="half" />
      <YesNoAt at={`${at}/licensed`} label={say("place.licensed")} />
    </div>
  );
}
