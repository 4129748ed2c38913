// The search among cases: by number, place, days of the complaint and finding.
import { type FormEvent, useState } from "react";
import { partKindOf } from "#src/domain/case/part.ts";
import { VERDICTS } from "#src/schema/finding.ts";
import { Button, Select, TextInput } from "../../components/controls.tsx";
import { DateInput } from "../../components/DateInput.tsx";
import { Field } from "../../components/Field.tsx";
import { PlaceBox } from "../../components/PlaceBox.tsx";
import { useCaseListWords } from "../../messages/cases.ts";
import { useWords } from "../../messages/words.tsx";
import { usePack } from "../../pack.tsx";
import { useOfficer } from "../../session.tsx";
import { AnswerFields } from "./AnswerFields.tsx";
import { type CaseSearch, EVERYTHING, faultsOfSearch, type SearchFaults } from "./case-search.ts";

export interface SearchFormProps {
  search: CaseSearch;
  onSearch: (search: CaseSearch) => void;
}

export function SearchForm({ search, onSearch }: SearchFormProps) {
  const { say } = useCaseListWords();
  const words = useWords();
  const { placeNames } = usePack();
  const { role } = useOfficer();
  // Who has a part of a case has no finding on its line, and nothing to decide.
  const outlined = partKindOf(role) !== undefined;
  const [typed, setTyped] = useState(search);
  const [faults, setFaults] = useState<SearchFaults>({});
  const set = (part: Partial<CaseSearch>) => setTyped((before) => ({ ...before, ...part }));
  const fault = (name: keyof CaseSearch) => ({ fault: faults[name] && say(faults[name]) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = faultsOfSearch(typed);
    setFaults(wrong);
    const [first] = Object.keys(wrong);
    if (first) document.getElementById(`search-${first}`)?.focus();
    else onSearch(typed);
  };
  const clear = () => {
    setTyped(EVERYTHING);
    setFaults({});
    onSearch(EVERYTHING);
  };
  return (
    <search className="no-print">
      <form className="search" onSubmit={submit}>
        <Field id="search-number" label={say("number")} help={say("numberHelp")} {...fault("number")}>
          {(control) => (
            <TextInput
              {...control}
              value={typed.number}
              onChange={(number) => set({ number })}
              autoCapitalize="characters"
              maxLength={40}
            />
          )}
        </Field>
        <Field id="search-place" label={say("place")}>
          {(control) => (
            <PlaceBox
              {...control}
              value={typed.place}
              onChange={(place) => set({ place })}
              names={placeNames}
            />
          )}
        </Field>
        <Field id="search-from" label={say("from")} {...fault("from")}>
          {(control) => <DateInput {...control} value={typed.from} onChange={(from) => set({ from })} />}
        </Field>
        <Field id="search-to" label={say("to")} {...fault("to")}>
          {(control) => <DateInput {...control} value={typed.to} onChange={(to) => set({ to })} />}
        </Field>
        {!outlined && (
          <Field id="search-verdict" label={say("verdict")}>
            {(control) => (
              <Select
                {...control}
                value={typed.verdict}
                onChange={(verdict) => set({ verdict })}
                empty={say("anyVerdict")}
                options={VERDICTS.toReversed().map((verdict) => ({
                  value: verdict,
                  label: words.say(`verdict.${verdict}`),
                }))}
              />
            )}
          </Field>
        )}
        <AnswerFields typed={typed} faults={faults} set={set} />
        <div className="search-actions">
          {role !== "registrar" && !outlined && (
            <>
              <Tick label={say("mine")} value={typed.mine} onChange={(mine) => set({ mine })} />
              <Tick
                label={say("onlyPending")}
                value={typed.pending}
                onChange={(pending) => set({ pending })}
              />
            </>
          )}
          <Button type="submit" kind="primary">
            {say("search")}
          </Button>
          <Button onClick={clear}>{say("clear")}</Button>
        </div>
      </form>
    </search>
  );
}

interface TickProps {
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

function Tick({ label, value, onChange }: TickProps) {
  return (
    <label className="tick">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}
