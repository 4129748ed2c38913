// Which catalogue a field is answered from, by its place in the complaint, and its items as choices to tick.
import { useMemo } from "react";
import { findElementNote } from "#src/domain/classification/element-note.ts";
import { type Catalogue, type CatalogueItem, FIELD_CATALOGUES } from "#src/schema/catalogue.ts";
import type { LegalElement } from "#src/schema/finding.ts";
import { firstDay, lastDay } from "#src/schema/partial-date.ts";
import type { Choice } from "../components/ChoiceList.tsx";
import { useWords } from "../messages/words.tsx";
import { usePack } from "../pack.tsx";
import { useFactsDate } from "./facts-date.tsx";

const PERSON = /^\/(?:victims\/\*|suspects\/\*|complainant\/person)\//;

/** The catalogue of a field such as `/victims/3/sex`; undefined for one that is no code. */
export function findCatalogueOf(at: string): string | undefined {
  const general = at.replace(/\/\d+(?=\/|$)/g, "/*");
  return FIELD_CATALOGUES[general] ?? FIELD_CATALOGUES[general.replace(PERSON, "PERSON/")];
}

/** The same where there must be one. Throws otherwise: a mistake in the form. */
export function catalogueOf(at: string): string {
  const id = findCatalogueOf(at);
  if (!id) throw new Error(`no catalogue for ${at}`);
  return id;
}

const ELEMENTS: Readonly<Record<string, LegalElement>> = { act: "act", means: "means", purpose: "purpose" };

/** Answered as of the complaint or at any time up to it: the channel, numbers of other registers, a person's own data. */
const NOT_OF_THE_FACTS = /^\/(?:channel|externalNumbers)|^PERSON/;
const OF_ANY_TIME = new Set(
  Object.entries(FIELD_CATALOGUES)
    .filter(([at]) => NOT_OF_THE_FACTS.test(at))
    .map(([, catalogue]) => catalogue),
);

const isValidOn = (item: CatalogueItem, day: string) =>
  (!item.validFrom || firstDay(item.validFrom) <= day) && (!item.validTo || day <= lastDay(item.validTo));

/** The catalogue's items valid at the facts, with their help and what the law in force then says of them. */
export function useChoices(id: string): { catalogue: Catalogue | undefined; choices: readonly Choice[] } {
  const { catalogues, law } = usePack();
  const { pick, language, say } = useWords();
  const { day, complaintDay, lawVersion } = useFactsDate();
  const catalogue = catalogues[id];
  const choices = useMemo(() => {
    const element = ELEMENTS[id];
    const lawOf = (code: string) => {
      if (!element || !lawVersion || code === "unspecified") return undefined;
      const note = findElementNote(law, lawVersion, element, code);
      return note ? `${note.article}: ${note[language]}` : say("choice.outsideLaw");
    };
    return (catalogue?.items ?? [])
      .filter((item) => isValidOn(item, day) || (OF_ANY_TIME.has(id) && isValidOn(item, complaintDay)))
      .map((item) => ({
        code: item.code,
        label: pick(item.label),
        help: item.help && pick(item.help),
        law: lawOf(item.code),
        exclusive: item.exclusive,
      }));
  }, [catalogue, law, id, day, complaintDay, lawVersion, language, pick, say]);
  return { catalogue, choices };
}
