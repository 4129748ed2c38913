// A department, province or district by typing any part of its way.
import { useCallback } from "react";
import { useWords } from "../messages/words.tsx";
import type { ControlProps } from "./Field.tsx";
import { searchPlaces, wayTo } from "./place-search.ts";
import { SearchBox } from "./SearchBox.tsx";

export interface PlaceBoxProps extends ControlProps {
  /** UBIGEO code, empty when none is chosen. */
  value: string;
  onChange: (code: string) => void;
  names: ReadonlyMap<string, string>;
}

const LEVELS = { 2: "place.department", 4: "place.province", 6: "place.district" } as const;

export function PlaceBox({ names, ...rest }: PlaceBoxProps) {
  const { say } = useWords();
  const search = useCallback(
    (typed: string) =>
      searchPlaces(names, typed).map(({ code, name, path }) => {
        const level = say(LEVELS[code.length as 2 | 4 | 6] ?? "place.district");
        return { code, name, detail: [...path.slice(0, -1).reverse(), level].join(" · ") };
      }),
    [names, say],
  );
  const write = useCallback((code: string) => wayTo(code, names).reverse().join(", "), [names]);
  return <SearchBox {...rest} search={search} write={write} placeholder={say("place.where")} />;
}
