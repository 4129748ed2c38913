// A victim in a case: the person, and what decides or protects (pregnancy, disability, situation, what was suffered).
import { Fold } from "../components/layout.tsx";
import { useWords } from "../messages/words.tsx";
import { ChoicesAt, DateAt, NumberAt, SelectAt, YesNoAt } from "./fields.tsx";
import { PersonFields } from "./PersonFields.tsx";

export function VictimFields({ at }: { at: string }) {
  const { say } = useWords();
  return (
    <>
      <PersonFields at={at} />
      <Fold title={say("victim.conditions")}>
        <div className="fields">
          <SelectAt at={`${at}/situation`} />
          <SelectAt at={`${at}/migrationStatus`} />
        </div>
        <YesNoAt at={`${at}/pregnant`} label={say("victim.pregnant")} />
        <YesNoAt at={`${at}/incapable`} label={say("victim.incapable")} />
        <ChoicesAt at={`${at}/disability`} />
        <YesNoAt at={`${at}/priorVictimisation`} label={say("victim.priorVictimisation")} />
        <div className="fields">
          <DateAt at={`${at}/exploitationFrom`} label={say("victim.exploitationFrom")} />
          <DateAt at={`${at}/exploitationTo`} label={say("victim.exploitationTo")} />
          <NumberAt at={`${at}/hoursPerDay`} label={say("victim.hoursPerDay")} />
          <NumberAt at={`${at}/daysPerWeek`} label={say("victim.daysPerWeek")} />
        </div>
        <YesNoAt at={`${at}/paymentReceived`} label={say("victim.paymentReceived")} />
        <ChoicesAt at={`${at}/documentsRetained`} />
        <ChoicesAt at={`${at}/debtOrigins`} />
        <ChoicesAt at={`${at}/harms`} />
      </Fold>
    </>
  );
}
