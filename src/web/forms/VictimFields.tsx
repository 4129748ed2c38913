// A victim in a case: the person, and what decides or protects (pregnancy, disability, situation, what was suffered).
import { Fold } from "../components/layout.tsx";
import { useWords } from "../messages/words.tsx";
import { ChoicesAt, DateAt, NumberAt, SelectAt, TextAt, YesNoAt } from "./fields.tsx";
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
          <NumberAt at={`${at}/ageWhenFirstTrafficked`} label={say("victim.ageWhenFirstTrafficked")} />
          <NumberAt at={`${at}/hoursPerDay`} label={say("victim.hoursPerDay")} />
          <NumberAt at={`${at}/daysPerWeek`} label={say("victim.daysPerWeek")} />
        </div>
        <YesNoAt at={`${at}/paymentPromised`} label={say("victim.paymentPromised")} />
        <YesNoAt at={`${at}/paymentReceived`} label={say("victim.paymentReceived")} />
        <TextAt
          at={`${at}/personal/payment`}
          label={say("victim.payment")}
          help={say("victim.paymentHelp")}
        />
        <ChoicesAt at={`${at}/documentsRetained`} />
        <ChoicesAt at={`${at}/debtOrigins`} />
        <TextAt at={`${at}/personal/debt`} label={say("victim.debt")} />
        <YesNoAt at={`${at}/debtGrowing`} label={say("victim.debtGrowing")} />
        <ChoicesAt at={`${at}/harms`} />
      </Fold>
    </>
  );
}
