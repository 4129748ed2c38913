// The right side of the page: acts, means, purposes, how the person was recruited, held and exploited, and the route.
import { useState } from "react";
import { Select } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Fold, Panel } from "../../components/layout.tsx";
import { AskedHere } from "../../forms/AskedHere.tsx";
import { AreaAt, ChoicesAt, RadioAt, SelectAt, TextAt, YesNoAt } from "../../forms/fields.tsx";
import { useCodes, useLength } from "../../forms/form-context.tsx";
import { PlaceDetailFields, PlaceFields } from "../../forms/PlaceFields.tsx";
import { RouteFields, VehicleFields } from "../../forms/RouteFields.tsx";
import { useWords } from "../../messages/words.tsx";

export function ElementsSection() {
  const { say } = useWords();
  const [purposes] = useCodes("/purposes");
  return (
    <Panel id="section-6" title={say("complaint.what")}>
      <ChoicesAt at="/acts" />
      <ChoicesAt at="/means" />
      <ChoicesAt at="/purposes" />
      {purposes.includes("other") && (
        <TextAt at="/personal/otherPurpose" label={say("complaint.otherPurpose")} />
      )}
      <Fold title={say("complaint.participation")}>
        <ChoicesAt at="/participation" />
      </Fold>
    </Panel>
  );
}

export function RecruitmentSection() {
  const { say } = useWords();
  return (
    <Panel id="section-7" title={say("complaint.how")}>
      <ChoicesAt at="/recruitment" />
      <Fold title={say("complaint.recruitmentMore")}>
        <ChoicesAt at="/recruitmentOffers" />
        <PlaceFields at="/recruitmentPlace" label={say("complaint.recruitmentPlace")} />
        <PlaceDetailFields at="/recruitmentPlace" />
        <ChoicesAt at="/platforms" />
      </Fold>
      <ChoicesAt at="/control" />
      <Vulnerability />
      <AskedHere section="recruitment" />
    </Panel>
  );
}

/** Of one victim at a time: two hundred lists would hide the page. */
function Vulnerability() {
  const { say } = useWords();
  const victims = useLength("/victims");
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, victims - 1);
  if (victims === 0) return null;
  const name = (n: number) => say("complaint.victim", { n: n + 1 });
  return (
    <Fold
      title={
        victims === 1 ? say("complaint.vulnerability") : `${say("complaint.vulnerability")}: ${name(index)}`
      }
    >
      {victims > 1 && (
        <Field id="vulnerability-of" label={say("relationship.victim")} width="half">
          {(control) => (
            <Select
              {...control}
              value={String(index)}
              onChange={(value) => setChosen(Number(value))}
              options={Array.from({ length: victims }, (_, n) => ({ value: String(n), label: name(n) }))}
            />
          )}
        </Field>
      )}
      <ChoicesAt at={`/victims/${index}/vulnerabilities`} />
    </Fold>
  );
}

export function ExploitationSection() {
  const { say } = useWords();
  return (
    <Panel id="section-8" title={say("complaint.exploitation")}>
      <RadioAt
        at="/exploitationOccurred"
        label={say("complaint.exploitationOccurred")}
        choices={[
          { code: "yes", label: say("yesno.yes") },
          { code: "attempt", label: say("complaint.attempt") },
          { code: "no", label: say("yesno.no") },
          { code: "unknown", label: say("yesno.unknown") },
          { code: "not-asked", label: say("yesno.not-asked"), resting: true },
        ]}
        empty="not-asked"
      />
      <ChoicesAt at="/harm" />
      <YesNoAt at="/borderCrossed" label={say("complaint.borderCrossed")} />
      <YesNoAt at="/gain" label={say("complaint.gain")} />
      <Fold title={say("complaint.exploitationMore")}>
        <div className="fields">
          <SelectAt at="/sector" />
        </div>
        <ChoicesAt at="/sexForms" />
        <AreaAt at="/personal/clients" label={say("complaint.clients")} rows={2} />
      </Fold>
      <AskedHere section="exploitation" />
    </Panel>
  );
}

export function RouteSection() {
  const { say } = useWords();
  return (
    <Panel id="section-9" title={say("complaint.routeAndVehicles")}>
      <p className="quiet">{say("route.help")}</p>
      <RouteFields at="/route" />
      <VehicleFields at="/vehicles" />
      <AskedHere section="route" />
    </Panel>
  );
}
