// What the shape of a law cannot say by itself: dates that follow each other, codes that exist, sentences that fit.
import type { Law } from "./law.ts";

/** Names that may stand in braces in a reason or a question; the keys of a `Reason`. */
export const PLACEHOLDERS = [
  "victim",
  "element",
  "law",
  "article",
  "codes",
  "offence",
  "circumstance",
] as const;

export interface LawContradiction {
  path: (string | number)[];
  message: string;
}

/** Every contradiction found; an empty list means the law can be used. */
export function contradictionsOfLaw(law: Law): LawContradiction[] {
  return [
    ...repeated(law.versions, (version) => version.id, ["versions"]),
    ...datesOf(law.versions, ["versions"]),
    ...law.versions.flatMap((version, index) => elementsOf(law, version, ["versions", index])),
    ...law.versions.flatMap((version, index) => circumstancesOf(law, version, ["versions", index])),
    ...gistsWithoutUse(law),
    ...repeated(law.circumstances, (circumstance) => circumstance.code, ["circumstances"]),
    ...repeated(law.offences, (offence) => offence.code, ["offences"]),
    ...law.offences.flatMap((offence, index) => datesOf(offence.periods, ["offences", index, "periods"])),
    ...sentencesOf(law.reasons, ["reasons"]),
    ...sentencesOf(law.questions, ["questions"]),
  ];
}

type Path = (string | number)[];
type Version = Law["versions"][number];

function repeated<Item>(
  items: readonly Item[],
  codeOf: (item: Item) => string,
  path: Path,
): LawContradiction[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const code = codeOf(item);
    if (!seen.has(code)) {
      seen.add(code);
      return [];
    }
    return [{ path: [...path, index], message: `"${code}" is there twice` }];
  });
}

// Spans must come in order and must not meet; gaps are allowed (an offence may be repealed and return).
function datesOf(
  spans: readonly { from: string | null; to: string | null }[],
  path: Path,
): LawContradiction[] {
  return spans.flatMap(({ from, to }, index) => {
    const before = spans[index - 1];
    const problems: LawContradiction[] = [];
    if (from !== null && to !== null && from > to) {
      problems.push({ path: [...path, index], message: `ends (${to}) before it starts (${from})` });
    }
    if (before && (before.to === null || from === null || from <= before.to)) {
      problems.push({
        path: [...path, index],
        message: `starts (${from}) before the one above ends (${before.to})`,
      });
    }
    return problems;
  });
}

function elementsOf(law: Law, version: Version, path: Path): LawContradiction[] {
  const problems: LawContradiction[] = [];
  for (const kind of ["acts", "means", "purposes"] as const) {
    const codes: string[] = version[kind].map((element) => element.code);
    problems.push(...repeated(codes, (code) => code, [...path, kind]));
    const gists: Partial<Record<string, { versions: string[] }[]>> = law.gists[kind];
    for (const code of codes) {
      const fitting = gists[code]?.filter((gist) => gist.versions.includes(version.id)) ?? [];
      if (fitting.length !== 1) {
        problems.push({ path: [...path, kind], message: `"${code}" needs one gist, has ${fitting.length}` });
      }
    }
  }
  for (const { code, countsAs } of version.means) {
    if (countsAs && !version.means.some((means) => means.code === countsAs && !means.countsAs)) {
      problems.push({
        path: [...path, "means"],
        message: `"${code}" counts as "${countsAs}", which is not there`,
      });
    }
  }
  if (version.acts.length === 0) problems.push({ path: [...path, "acts"], message: "a law without acts" });
  if (version.purposes.length === 0)
    problems.push({ path: [...path, "purposes"], message: "a law without purposes" });
  if (version.meansNeededForAdults && version.means.length === 0) {
    problems.push({ path: [...path, "means"], message: "needs a means for adults but names none" });
  }
  return problems;
}

function circumstancesOf(law: Law, version: Version, path: Path): LawContradiction[] {
  const known = new Set<string>(law.circumstances.map((circumstance) => circumstance.code));
  const named = version.aggravated.flatMap((form) => form.circumstances);
  const unknown = named.filter((code) => !known.has(code));
  return [
    ...unknown.map((code) => ({
      path: [...path, "aggravated"],
      message: `circumstance "${code}" is not described`,
    })),
    ...repeated(named, (code) => code, [...path, "aggravated"]),
  ];
}

function gistsWithoutUse(law: Law): LawContradiction[] {
  const problems: LawContradiction[] = [];
  for (const kind of ["acts", "means", "purposes"] as const) {
    for (const [code, gists] of Object.entries(law.gists[kind])) {
      for (const id of (gists ?? []).flatMap((gist) => gist.versions)) {
        const version = law.versions.find((candidate) => candidate.id === id);
        if (!version)
          problems.push({ path: ["gists", kind, code], message: `version "${id}" does not exist` });
        else if (!version[kind].some((element) => element.code === code)) {
          problems.push({ path: ["gists", kind, code], message: `version "${id}" does not know this code` });
        }
      }
    }
  }
  return problems;
}

function sentencesOf(sentences: Record<string, { es: string; en: string }>, path: Path): LawContradiction[] {
  return Object.entries(sentences).flatMap(([code, { es, en }]) => {
    const [spanish, english] = [placeholders(es), placeholders(en)];
    const problems = spanish
      .filter((name) => !PLACEHOLDERS.some((known) => known === name))
      .map((name) => ({ path: [...path, code], message: `unknown placeholder {${name}}` }));
    if (spanish.join() !== english.join()) {
      problems.push({ path: [...path, code], message: "the two languages use different placeholders" });
    }
    return problems;
  });
}

function placeholders(sentence: string): string[] {
  return [...new Set([...sentence.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? ""))].sort();
}
