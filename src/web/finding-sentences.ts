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
    const offence = (code: string) => titleOf(law.offences, code)?.[language] ?? code;
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
    const ofVictim = (template: string, victim: string | undefined, victims: readonly string[]) => {
      const position = victim === undefined ? -1 : victims.indexOf(victim);
      return withVictim(
        template,
        position < 0 ? say("finding.theVictim") : say("finding.victimNumber", { n: position + 1 }),
      );
    };
    return {
      law: norm,
      circumstance,
      offence: ({ title }) => titleIn(law, title)[language],
      reason: (reason, victims) =>
        fill(ofVictim(law.reasons[reason.code][language], reason.victim, victims), {
          law: reason.law ? norm(reason.law) : "",
          article: reason.article ?? "",
          codes: codes(reason),
          offence: reason.offence ? offence(reason.offence) : "",
          circumstance: reason.circumstance ? circumstance(reason.circumstance) : "",
        }),
      question: (question, victims) =>
        ofVictim(law.questions[question.code][language], question.victim, victims),
    };
  }, [law, language, say, label]);
}

function titleOf(list: Law["offences"] | Law["circumstances"], code: string) {
  return list.find((each) => each.code === code)?.title;
}

/** The title a finding carries (Spanish, of the law of its day) in both languages. */
export function titleIn(law: Pick<Law, "versions" | "offences">, title: string): { es: string; en: string } {
  const titles = [
    ...law.versions.map((version) => version.title),
    ...law.offences.flatMap((offence) => offence.periods.flatMap((period) => period.title ?? [])),
    ...law.offences.map((offence) => offence.title),
  ];
  return titles.find(({ es }) => es === title) ?? { es: title, en: title };
}

const WITH_WORD = /(?:la )?v[ií]ctima? \{victim\}/i;

/** Fills `{victim}`, with the word victim before it or without, by `name`: "la víctima 2", or "la víctima" when nobody is named. */
export function withVictim(template: string, name: string): string {
  const capital = name.slice(0, 1).toUpperCase() + name.slice(1);
  const sentence = template.replace(WITH_WORD, (found) => (/^\p{Lu}/u.test(found) ? capital : name));
  return fill(sentence, { victim: name });
}
