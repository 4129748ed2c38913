// The route as far as it is known, and the vehicles: lists of legs and of plates.
import { Fold } from "../components/layout.tsx";
import { useWords } from "../messages/words.tsx";
import { AreaAt, DateAt, SelectAt, TextAt } from "./fields.tsx";
import { ListOf } from "./ListOf.tsx";
import { PlaceDetailFields, PlaceFields } from "./PlaceFields.tsx";

export function RouteFields({ at }: { at: string }) {
  const { say } = useWords();
  return (
    <ListOf at={at} name={(n) => say("route.leg", { n })} add={say("route.add")} newItem={() => ({})}>
      {(leg) => (
        <>
          <PlaceFields at={`${leg}/from`} label={say("route.from")} />
          <PlaceFields at={`${leg}/to`} label={say("route.to")} />
          <div className="fields">
            <SelectAt at={`${leg}/transport`} />
            <DateAt at={`${leg}/on`} label={say("route.on")} />
          </div>
          <Fold title={say("app.more")}>
            <div className="fields">
              <SelectAt at={`${leg}/border`} />
              <SelectAt at={`${leg}/documentUsed`} />
              <SelectAt at={`${leg}/paidBy`} />
              <TextAt at={`${leg}/personal/company`} label={say("route.company")} width="half" />
              <TextAt at={`${leg}/personal/plate`} label={say("route.plate")} width="half" />
              <TextAt at={`${leg}/personal/escort`} label={say("route.escort")} width="half" />
            </div>
            <AreaAt at={`${leg}/personal/notes`} label={say("route.notes")} rows={2} />
            <h3>{say("route.from")}</h3>
            <PlaceDetailFields at={`${leg}/from`} />
            <h3>{say("route.to")}</h3>
            <PlaceDetailFields at={`${leg}/to`} />
          </Fold>
        </>
      )}
    </ListOf>
  );
}

export function VehicleFields({ at }: { at: string }) {
  const { say } = useWords();
  return (
    <ListOf at={at} name={(n) => say("vehicle.one", { n })} add={say("vehicle.add")} newItem={() => ({})}>
      {(vehicle) => (
        <div className="fields">
          <SelectAt at={`${vehicle}/kind`} width="short" />
          <TextAt at={`${vehicle}/personal/plate`} label={say("route.plate")} width="short" />
          <TextAt at={`${vehicle}/personal/description`} label={say("vehicle.description")} width="short" />
        </div>
      )}
    </ListOf>
  );
}

export function ExternalNumberFields({ at }: { at: string }) {
  const { say } = useWords();
  return (
    <ListOf
      at={at}
      name={(n) => say("external.one", { n })}
      add={say("external.add")}
      newItem={() => ({})}
      most={20}
    >
      {(number) => (
        <div className="fields">
          <SelectAt at={`${number}/register`} unknown={false} />
          <TextAt at={`${number}/number`} label={say("external.number")} width="half" />
        </div>
      )}
    </ListOf>
  );
}
