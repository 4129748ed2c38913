// The age at the facts: a number, a range, or asked and not known; worked out from the birth date where there is one.
import { Button } from "../components/controls.tsx";
import { Group } from "../components/Field.tsx";
import { useWords } from "../messages/words.tsx";
import { ageByBirth } from "./age-by-birth.ts";
import { DateAt, NumberAt, SelectAt } from "./fields.tsx";
import { idOf, useForm, useShown, useText } from "./form-context.tsx";

export function AgeFields({ at }: { at: string }) {
  const { say } = useWords();
  const form = useForm();
  const [method, setMethod] = useText(`${at}/ageMethod`);
  const [age] = useText(`${at}/ageAtFacts`);
  const [min] = useText(`${at}/ageMin`);
  const [max] = useText(`${at}/ageMax`);
  const [birthDate] = useText(`${at}/personal/birthDate`);
  const [factsTo] = useText("/factsTo");
  const byBirth = ageByBirth(birthDate, factsTo);
  const said =
    byBirth && (byBirth.min === byBirth.max ? String(byBirth.min) : `${byBirth.min} – ${byBirth.max}`);
  const agrees =
    byBirth &&
    (byBirth.min === byBirth.max
      ? age === String(byBirth.min)
      : min === String(byBirth.min) && max === String(byBirth.max));
  const set = (exact: number | undefined, from: number | undefined, to: number | undefined) => {
    form.dispatch({ kind: "write", at: `${at}/ageAtFacts`, value: exact });
    form.dispatch({ kind: "write", at: `${at}/ageMin`, value: from });
    form.dispatch({ kind: "write", at: `${at}/ageMax`, value: to });
  };
  const isUnknown = method === "unknown";
  return (
    <Group id={idOf(`${at}/age`)} legend={say("person.age")} {...useShown(`${at}/age`)}>
      <div className="age">
        {!isUnknown && (
          <>
            <NumberAt at={`${at}/ageAtFacts`} label={say("person.ageExact")} />
            <NumberAt at={`${at}/ageMin`} label={say("person.ageMin")} />
            <NumberAt at={`${at}/ageMax`} label={say("person.ageMax")} />
            <SelectAt at={`${at}/ageMethod`} width="short" unknown={false} />
          </>
        )}
        <label className={isUnknown ? "tick tick-on" : "tick"}>
          <input
            type="checkbox"
            checked={isUnknown}
            onChange={() => {
              if (!isUnknown) set(undefined, undefined, undefined);
              setMethod(isUnknown ? "" : "unknown");
            }}
          />
          <span>{say("person.ageUnknown")}</span>
        </label>
      </div>
      <div className="fields">
        <DateAt at={`${at}/personal/birthDate`} label={say("person.birthDate")} />
        {byBirth && !agrees && (
          <p className="field field-half" aria-live="polite">
            <span>{say("person.ageByBirth", { age: said ?? "" })}</span>
            <Button
              onClick={() => {
                if (byBirth.min === byBirth.max) set(byBirth.min, undefined, undefined);
                else set(undefined, byBirth.min, byBirth.max);
                setMethod("declared");
              }}
            >
              {say("person.ageUse")}
            </Button>
          </p>
        )}
      </div>
    </Group>
  );
}
