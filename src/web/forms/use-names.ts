// What the pack calls its lists and the questions its administrator added, in the language in use.
import { useMemo } from "react";
import type { DatedVariable } from "#src/schema/variable.ts";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";

/** An unknown id or code stays readable as it is. */
export interface Names {
  catalogue: (id: string) => string;
  variable: (code: string) => string;
  findVariable: (code: string) => DatedVariable | undefined;
}

export function useNames(): Names {
  const { pick } = useWords();
  const { catalogues, variables } = usePack();
  return useMemo(() => {
    const findVariable = (code: string) => variables?.find((known) => known.code === code);
    const picked = (found: { label: { es: string; en: string } } | undefined, otherwise: string) =>
      found ? pick(found.label) : otherwise;
    return {
      catalogue: (id) => picked(catalogues[id], id),
      variable: (code) => picked(findVariable(code), code),
      findVariable,
    };
  }, [pick, catalogues, variables]);
}
