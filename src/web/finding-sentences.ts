// A finding's codes as sentences of the pack's law, with the placeholders filled by labels people know.
import { useMemo } from "react";
import type { Offence, Question, Reason } from "#src/schema/finding.ts";
import type { Law } from "#src/schema/law.ts";
import type { MessageKey } from "./messages/es.ts";
import { fill, useWords } from "./messages/words.tsx";
import { useLabels, usePack } from "./pack.tsx";

/** Which catalogue the codes of a reason belong to, by the beginning of its code. */
const CATALOGUES: readonly [beginning: string, catalogue: string][] = [
  ["act-", "act"],
  ["means-", "means"],
  ["counted-as", "means"],
  ["purpose-", "purpose"],
  ["participation-", "participation"],
];

export interface Sentences {
  reason: (reason: Reason, victims: readonly string[]) => string;
  question: (question: Question, victims: readonly string[]) => string;
  offence: (offence: Offence) => string;
  circumstance: (code: string) => string;
  law: (version: string) => string;
}

export function useSentences(): Sentences {
  const { law } = usePack();
  const { language, say } = useWords();
  const { label } = useLabels();
  return useMemo(() => {
    const norm = (version: string) =>
      law.versions.find(({ id }) => id === version)?.norm[language] ?? version;
    const offence = (code: string, otherwise: string) => titleOf(law.offences, code)?.[language] ?? otherwise;
    const circumstance = (code: string) => titleOf(law.circumstances, code)?.[language] ?? code;
    const codes = (reason: Reason): string => {
      const catalogue = CATALOGUES.find(([beginning]) => reason.code.startsWith(beginning))?.[1];
      const name = (code: string) => {
        if (reason.code === "law-changed-during-facts") return norm(code);
        if (reason.code === "exploitation-follows-purposes") return say(`exploitation.${code}` as MessageKey);
        return catalogue ? label(catalogue, code) : code;
      };
      return (reason.codes ?? []).map(name).join(", ");
    };
    const numberOf = (victim: string | undefined, victims: readonly string[]) =>
      String(victim === undefined ? 1 : victims.indexOf(victim) + 1);
    return {
      law: norm,
      circumstance,
      offence: ({ code, title }) => offence(code, title),
      reason: (reason, victims) =>
        fill(law.reasons[reason.code][language], {
          victim: numberOf(reason.victim, victims),
          law: reason.law ? norm(reason.law) : "",
          article: reason.article ?? "",
          codes: codes(reason),
          offence: reason.offence ? offence(reason.offence, reason.offence) : "",
          circumstance: reason.circumstance ? circumstance(reason.circumstance) : "",
        }),
      question: (question, victims) =>
        fill(law.questions[question.code][language], {
          victim: say("finding.victim", { n: numberOf(question.victim, victims) }).toLowerCase(),
        }),
    };
  }, [law, language, say, label]);
}

function titleOf(list: Law["offences"] | Law["circumstances"], code: string) {
  return list.find((each) => each.code === code)?.title;
}
