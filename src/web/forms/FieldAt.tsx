// The control that fits a field of a complaint, chosen by its pointer: for corrections, where any field may come.
import { variableAt } from "#src/schema/variable.ts";
import { useWords } from "../messages/words.tsx";
import { findCatalogueOf, useChoices } from "./catalogue-at.ts";
import {
  AreaAt,
  ChoicesAt,
  CodeAt,
  CodesAt,
  DateAt,
  LinesAt,
  NumberAt,
  PlaceAt,
  RadioAt,
  SelectAt,
  TextAt,
  YesNoAt,
} from "./fields.tsx";
import { DocumentFields, NameFields } from "./PersonFields.tsx";
import { WhichVictim } from "./SuspectFields.tsx";
import { AnswerAt, READABLE } from "./VariableFields.tsx";

/** Fields that hold several answers. */
const SEVERAL = new Set([
  "relatedOffences",
  "officers",
  "participation",
  "acts",
  "means",
  "purposes",
  "harm",
  "recruitment",
  "recruitmentOffers",
  "platforms",
  "control",
  "sexForms",
  "roles",
  "disability",
  "vulnerabilities",
  "documentsRetained",
  "debtOrigins",
  "harms",
  "citizenships",
  "languages",
]);
const DATES = /\/(factsFrom|factsTo|on|birthDate|exploitationFrom|exploitationTo)$/;
const NUMBERS = /\/(ageAtFacts|ageMin|ageMax|ageWhenFirstTrafficked|children|hoursPerDay|daysPerWeek)$/;
const LINES = /\/personal\/(aliases|phones|emails|socialAccounts)$/;
const AREAS = /\/personal\/(narrative|description|notes|clients)$/;
const YES_NO =
  /\/(ongoing|borderCrossed|gain|needsInterpreter|pregnant|incapable|priorVictimisation|paymentPromised|paymentReceived|debtGrowing|illness|isPublicOfficial|cohabits|inCare|authority|licensed)$/;

/** True for a field that holds a list of codes. */
export const holdsSeveral = (at: string) => SEVERAL.has(at.slice(at.lastIndexOf("/") + 1));

/** The field a correction has to name: a list of documents is corrected as a whole, because it is one sealed value. */
export const correctedField = (at: string) =>
  at.replace(/(\/personal\/(?:documents|aliases|phones|emails|socialAccounts))\/.*$/, "$1");

export function FieldAt({ at, label }: { at: string; label: string }) {
  const { say } = useWords();
  if (variableAt(at) !== undefined) return <AnswerAt at={at} />;
  if (at.endsWith("/personal/documents")) return <DocumentFields at={at.slice(0, at.indexOf("/personal"))} />;
  if (at.endsWith("/personal/name")) return <NameFields at={at.slice(0, at.indexOf("/personal"))} />;
  if (DATES.test(at)) return <DateAt at={at} label={label} help={say("date.partial")} />;
  if (NUMBERS.test(at)) return <NumberAt at={at} label={label} />;
  if (LINES.test(at)) return <LinesAt at={at} label={label} help={say("person.onePerLine")} />;
  if (AREAS.test(at)) return <AreaAt at={at} label={label} rows={10} />;
  if (YES_NO.test(at)) return <YesNoAt at={at} label={label} />;
  if (/\/relationships\/\d+\/victim$/.test(at)) return <WhichVictim at={at} />;
  if (at === "/reported") {
    const choices = [
      { code: "trafficking", label: say("complaint.trafficking") },
      { code: "related-offence", label: say("complaint.related") },
    ];
    return <RadioAt at={at} label={label} choices={choices} />;
  }
  if (at === "/exploitationOccurred") {
    const choices = [
      { code: "yes", label: say("yesno.yes") },
      { code: "no", label: say("yesno.no") },
      { code: "attempt", label: say("complaint.attempt") },
      { code: "unknown", label: say("yesno.unknown") },
      { code: "not-asked", label: say("yesno.not-asked") },
    ];
    return <RadioAt at={at} label={label} choices={choices} />;
  }
  const catalogue = findCatalogueOf(at);
  if (catalogue === "place") return <PlaceAt at={at} label={label} />;
  return catalogue ? (
    <CodedAt at={at} label={label} catalogue={catalogue} />
  ) : (
    <TextAt at={at} label={label} />
  );
}

function CodedAt({ at, label, catalogue }: { at: string; label: string; catalogue: string }) {
  const { choices } = useChoices(catalogue);
  const long = choices.length > READABLE;
  if (holdsSeveral(at)) return long ? <CodesAt at={at} label={label} /> : <ChoicesAt at={at} label={label} />;
  return long ? (
    <CodeAt at={at} label={label} width="full" />
  ) : (
    <SelectAt at={at} label={label} width="full" />
  );
}
