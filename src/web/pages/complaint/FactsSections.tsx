// The left side of the page: what, where, when, by whom, whose, and in whose words.
import { useState } from "react";
import { Button, TextInput } from "../../components/controls.tsx";
import { Field } from "../../components/Field.tsx";
import { Fold, Panel } from "../../components/layout.tsx";
import { AskedHere } from "../../forms/AskedHere.tsx";
import { useFactsDate } from "../../forms/facts-date.tsx";
import { ChoicesAt, DateAt, PlaceAt, RadioAt, SelectAt, YesNoAt } from "../../forms/fields.tsx";
import { idOf, useForm, useShown, useText } from "../../forms/form-context.tsx";
import { newPerson, PersonFields } from "../../forms/PersonFields.tsx";
import { PlaceDetailFields } from "../../forms/PlaceFields.tsx";
import { ExternalNumberFields } from "../../forms/RouteFields.tsx";
import { formatTime } from "../../messages/times.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels, usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";

export function FactsSection({ startedAt }: { startedAt: string }) {
  const { say } = useWords();
  const [reported] = useText("/reported");
  return (
    <Panel id="section-1" title={say("complaint.facts")}>
      <RadioAt
        at="/reported"
        label={say("complaint.reported")}
        required
        choices={[
          { code: "trafficking", label: say("complaint.trafficking") },
          { code: "related-offence", label: say("complaint.related") },
        ]}
      />
      {reported === "related-offence" && (
        <ChoicesAt at="/relatedOffences" label={say("complaint.relatedWhich")} unknown={false} columns={1} />
      )}
      <div className="fields">
        <PlaceAt at="/place/code" label={say("complaint.factsPlace")} />
        <DateAt at="/factsFrom" label={say("complaint.factsFrom")} />
        <DateAt at="/factsTo" label={say("complaint.factsTo")} required />
      </div>
      <p className="field-help">{say("complaint.factsHelp")}</p>
      <Ongoing />
      <div className="fields">
        <SelectAt at="/place/kind" />
        <SelectAt at="/channel" unknown={false} required />
        <MadeAt startedAt={startedAt} />
      </div>
      <Station />
      <Fold title={say("complaint.morePlace")}>
        <PlaceDetailFields at="/place" />
      </Fold>
      <AskedHere section="place" />
      <Fold title={say("external.title")}>
        <ExternalNumberFields at="/externalNumbers" />
      </Fold>
      <AskedHere section="facts" />
    </Panel>
  );
}

/** What still goes on lasts until the complaint at least: an empty end is filled in, and the page says so. */
function Ongoing() {
  const { say } = useWords();
  const { complaintDay } = useFactsDate();
  const [ongoing] = useText("/ongoing");
  const [until, writeUntil] = useText("/factsTo");
  const fillEnd = (answer: string) => {
    if (answer === "yes" && until === "") writeUntil(complaintDay);
  };
  const isFilled = ongoing === "yes" && until === complaintDay;
  return (
    <YesNoAt
      at="/ongoing"
      label={say("complaint.ongoing")}
      help={isFilled ? say("complaint.ongoingFilled") : undefined}
      onAnswer={fillEnd}
    />
  );
}

/** Now, unless somebody says it was made before: the delay is measured, so it must be sayable. */
function MadeAt({ startedAt }: { startedAt: string }) {
  const { say, language } = useWords();
  const { manifest } = usePack();
  const [value, write] = useText("/complaintMadeAt");
  const shown = useShown("/complaintMadeAt");
  const [changing, setChanging] = useState(false);
  const id = idOf("/complaintMadeAt");
  if (!changing && !value && !shown.fault) {
    return (
      <div className="field field-half">
        <span className="field-label">{say("complaint.madeAt")}</span>
        <p className="row">
          {formatTime(startedAt, language, manifest.timeZone)}
          <Button kind="quiet" onClick={() => setChanging(true)}>
            {say("complaint.change")}
          </Button>
        </p>
      </div>
    );
  }
  return (
    <Field id={id} label={say("complaint.madeAt")} help={say("complaint.madeAtHelp")} width="half" {...shown}>
      {(control) => <TextInput {...control} type="datetime-local" value={value} onChange={write} />}
    </Field>
  );
}

function Station() {
  const { say } = useWords();
  const { label } = useLabels();
  const officer = useOfficer();
  return (
    <p>
      <strong>{say("complaint.station")}:</strong> {officer.unitName} ·{" "}
      {officer.rank && label("rank", officer.rank)} {officer.name}
    </p>
  );
}

export function ComplainantSection() {
  const { say } = useWords();
  const form = useForm();
  const [kind, write] = useText("/complainant/kind");
  const choose = (next: string) => {
    write(next);
    const person = readPerson(form.state().document);
    // An anonymous complainant leaves no person behind; the undo of a slip is choosing again and typing again.
    if (next === "anonymous") form.dispatch({ kind: "write", at: "/complainant/person", value: undefined });
    else if (!person) form.dispatch({ kind: "write", at: "/complainant/person", value: newPerson() });
  };
  return (
    <Panel id="section-2" title={say("complaint.complainant")}>
      <KindOfComplainant onChange={choose} />
      <div className="fields">
        <SelectAt at="/complainant/relationToVictim" />
      </div>
      {(kind === "named" || kind === "identity-reserved") && (
        <>
          <PersonFields at="/complainant/person" withAge={false} />
          <YesNoAt at="/complainant/protectionRequested" label={say("complaint.protectionRequested")} />
        </>
      )}
    </Panel>
  );
}

function readPerson(document: unknown): unknown {
  return (document as { complainant?: { person?: unknown } }).complainant?.person;
}

function KindOfComplainant({ onChange }: { onChange: (kind: string) => void }) {
  const { say } = useWords();
  return (
    <RadioAt
      at="/complainant/kind"
      label={say("complaint.complainantKind")}
      required
      onChange={onChange}
      choices={[
        { code: "named", label: say("complaint.named") },
        {
          code: "identity-reserved",
          label: say("complaint.identityReserved"),
          help: say("complaint.identityReservedHelp"),
        },
        { code: "anonymous", label: say("complaint.anonymous") },
      ]}
    />
  );
}
