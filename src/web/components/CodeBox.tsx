// One or several codes of a long list (countries, languages) by typing part of the label.
import { useCallback, useMemo } from "react";
import { useWords } from "../messages/words.tsx";
import { Button } from "./controls.tsx";
import type { ControlProps } from "./Field.tsx";
import { fold } from "./place-search.ts";
import { SearchBox } from "./SearchBox.tsx";

export interface Labelled {
  code: string;
  label: string;
}

function useSearch(choices: readonly Labelled[]) {
  const folded = useMemo(() => choices.map((choice) => ({ choice, key: fold(choice.label) })), [choices]);
  const search = useCallback(
    (typed: string) => {
      const query = fold(typed);
      return folded
        .filter(({ key }) => key.includes(query))
        .sort((a, b) => Number(b.key.startsWith(query)) - Number(a.key.startsWith(query)))
        .slice(0, 12)
        .map(({ choice }) => ({ code: choice.code, name: choice.label }));
    },
    [folded],
  );
  const write = useCallback(
    (code: string) => choices.find((choice) => choice.code === code)?.label ?? code,
    [choices],
  );
  return { search, write };
}

export interface CodeBoxProps extends ControlProps {
  value: string;
  onChange: (code: string) => void;
  choices: readonly Labelled[];
}

export function CodeBox({ choices, ...rest }: CodeBoxProps) {
  return <SearchBox {...rest} {...useSearch(choices)} />;
}

export interface CodesBoxProps extends ControlProps {
  values: readonly string[];
  onChange: (codes: string[]) => void;
  choices: readonly Labelled[];
}

export function CodesBox({ choices, values, onChange, ...control }: CodesBoxProps) {
  const { say } = useWords();
  const { search, write } = useSearch(choices);
  return (
    <div className="codes-box">
      {values.length > 0 && (
        <ul className="row">
          {values.map((code) => (
            <li key={code}>
              <Button onClick={() => onChange(values.filter((value) => value !== code))}>
                {write(code)} <span aria-hidden="true">×</span>
                <span className="hidden">{say("search.takeOut")}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <SearchBox
        {...control}
        value=""
        onChange={(code) => {
          if (code && !values.includes(code)) onChange([...values, code]);
        }}
        search={(typed) => search(typed).filter(({ code }) => !values.includes(code))}
        write={write}
      />
    </div>
  );
}
