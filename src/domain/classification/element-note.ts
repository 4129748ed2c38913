// What the law in force says of one code: its article and its sense in plain words, for help beside a tick.
import type { LegalElement } from "#src/schema/finding.ts";
import type { Law } from "#src/schema/law.ts";

export interface ElementNote {
  article: string;
  es: string;
  en: string;
}

const LISTS = { act: "acts", means: "means", purpose: "purposes" } as const;

/** Undefined when that version does not know the code, so that the screen can say so. */
export function findElementNote(
  law: Law,
  versionId: string,
  element: LegalElement,
  code: string,
): ElementNote | undefined {
  const list = LISTS[element];
  const known = law.versions.find(({ id }) => id === versionId)?.[list].find((entry) => entry.code === code);
  const gists: Partial<Record<string, { versions: string[]; es: string; en: string }[]>> = law.gists[list];
  const gist = gists[code]?.find(({ versions }) => versions.includes(versionId));
  return known && gist ? { article: known.article, es: gist.es, en: gist.en } : undefined;
}
