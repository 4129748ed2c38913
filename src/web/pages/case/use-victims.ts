// The victims of a case as its file numbers them, to choose from and to say whom something is for.
import type { CaseFile } from "#src/schema/case.ts";
import { useWords } from "../../messages/words.tsx";
import { useLabels } from "../../pack.tsx";
import { isMoved, isStruck } from "./case-file.ts";

interface Victims {
  /** Those in force; with sex and age, which tell them apart. */
  choices: { code: string; label: string }[];
  /** Some of them in words; whoever is not of the case is left out. */
  name: (ids: readonly string[]) => string;
}

export function useVictims(file: CaseFile): Victims {
  const { say } = useWords();
  const { label } = useLabels();
  const all = file.complaint.victims.map(({ personId, sex, ageAtFacts }, index) => {
    const said = [
      sex === undefined ? "" : label("sex", sex),
      ageAtFacts === undefined ? "" : String(ageAtFacts),
    ].filter(Boolean);
    const called = say("complaint.victim", { n: index + 1 });
    const gone = [isStruck, isMoved].some((is) => is(file, `/victims/${index}`));
    return {
      code: personId,
      called,
      gone,
      label: `${called}${said.length > 0 ? ` (${said.join(", ")})` : ""}`,
    };
  });
  return {
    choices: all.filter(({ gone }) => !gone).map(({ code, label: words }) => ({ code, label: words })),
    name: (ids) =>
      all
        .filter(({ code }) => ids.includes(code))
        .map(({ called }) => called)
        .join(", "),
  };
}
