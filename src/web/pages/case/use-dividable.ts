// What a case consists of that can go with a part of it: persons and codes in force, each with its name.
import { useMemo } from "react";
import type { CaseFile } from "#src/schema/case.ts";
import type { Part } from "#src/schema/proposal.ts";
import { useLabels } from "../../pack.tsx";
import { isMoved, isStruck } from "./case-file.ts";
import { useFieldWords } from "./use-field-words.ts";

export const PART_LISTS = ["victims", "suspects", "acts", "means", "purposes"] as const;
const CATALOGUES = { acts: "act", means: "means", purposes: "purpose" } as const;

export interface Dividable {
  list: keyof Part;
  /** A person's id, or a code. */
  key: string;
  name: string;
}

export function useDividable(file: CaseFile) {
  const { label } = useLabels();
  const { fullName } = useFieldWords();
  return useMemo(() => {
    const { complaint } = file;
    /** As the file calls it; a person who is not in it by the id. */
    const nameOf = (list: keyof Part, key: string): string => {
      if (list !== "victims" && list !== "suspects") return label(CATALOGUES[list], key);
      const at = complaint[list].findIndex(({ personId }) => personId === key);
      return at < 0 ? key : fullName(`/${list}/${at}`);
    };
    const keysOf = (list: keyof Part): string[] =>
      list === "victims" || list === "suspects"
        ? complaint[list].flatMap(({ personId }, i) =>
            isStruck(file, `/${list}/${i}`) || isMoved(file, `/${list}/${i}`) ? [] : [personId],
          )
        : [...complaint[list]];
    const all: Dividable[] = PART_LISTS.flatMap((list) =>
      keysOf(list).map((key) => ({ list, key, name: nameOf(list, key) })),
    );
    return { all, nameOf };
  }, [file, label, fullName]);
}
