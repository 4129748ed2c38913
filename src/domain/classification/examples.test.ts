// The examples of every pack, as a lawyer reads them, and that none is lacking for a rule, offence or boundary.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseFacts } from "#src/schema/facts.ts";
import type { Finding } from "#src/schema/finding.ts";
import { type Law, parseLaw } from "#src/schema/law.ts";
import { lastDay } from "#src/schema/partial-date.ts";
import { classify } from "./classify.ts";
import { prepareLaw } from "./prepared-law.ts";

interface Example {
  title: string;
  for: string[];
  against: string[];
  facts: Record<string, unknown>;
  expected: Record<string, unknown>;
}

const PACKS = new URL("../../../packs/", import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, PACKS), "utf8"));
const packs = readdirSync(PACKS).filter((id) => existsSync(new URL(`${id}/law.json`, PACKS)));
const palermo = prepareLaw(parseLaw(read("palermo/law.json")));

/** The finding in the words of an example: offences by article, circumstances and questions by code. */
function summary(finding: Finding): Record<string, unknown> {
  return {
    verdict: finding.verdict,
    lawVersion: finding.lawVersion,
    otherLawVersions: finding.otherLawVersions,
    alert: finding.alert,
    palermo: finding.palermo.verdict,
    missing: finding.missing,
    exploitation: finding.exploitation,
    offences: finding.offences.map(({ article }) => article),
    aggravating: finding.aggravating.map(({ code }) => code),
    relatedOffences: finding.relatedOffences.map(({ article }) => article),
  };
}

/** What a finding states, in the words of `for` and `against`. */
function statements(finding: Finding): Set<string> {
  return new Set([
    ...[...finding.reasons, ...finding.questions].map(({ code }) => `rule:${code}`),
    ...[...finding.offences, ...finding.relatedOffences].map(({ code }) => `offence:${code}`),
    ...finding.aggravating.map(({ code }) => `circumstance:${code}`),
  ]);
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

describe.each(packs)("examples of the pack %s", (id) => {
  const law: Law = parseLaw(read(`${id}/law.json`));
  const prepared = prepareLaw(law);
  const examples = read(`${id}/examples.json`) as Example[];
  const judged = examples.map((example) => {
    const parsed = parseFacts(example.facts, packs);
    if (!parsed.ok) throw new Error(`${example.title} ${JSON.stringify(parsed.problems)}`);
    return { example, facts: parsed.facts, finding: classify(parsed.facts, prepared, palermo) };
  });

  test.each(judged)("$example.title", ({ example, facts, finding }) => {
    expect(facts.country).toBe(id);
    for (const key of ["verdict", "lawVersion", "alert", "offences", "aggravating", "relatedOffences"]) {
      expect(example.expected).toHaveProperty(key);
    }
    expect(summary(finding)).toMatchObject(example.expected);
    const stated = statements(finding);
    for (const tag of example.for.filter((tag) => !tag.startsWith("boundary:")))
      expect([...stated]).toContain(tag);
    for (const tag of example.against.filter((tag) => !tag.startsWith("boundary:"))) {
      expect([...stated]).not.toContain(tag);
    }
  });

  test.each(
    law.versions.filter(({ from }) => from !== null),
  )("$id has its first day and the day before", (version) => {
    const tag = `boundary:${version.id}`;
    const onFirstDay = judged.filter(({ example }) => example.for.includes(tag));
    const onDayBefore = judged.filter(({ example }) => example.against.includes(tag));
    expect(onFirstDay.map(({ facts }) => facts.factsTo)).toContain(version.from);
    expect(onDayBefore.map(({ facts }) => facts.factsTo)).toContain(dayBefore(version.from ?? ""));
    for (const { finding } of onFirstDay) expect(finding.lawVersion).toBe(version.id);
    for (const { finding } of onDayBefore) expect(finding.lawVersion).not.toBe(version.id);
  });

  const firstDays = law.offences.flatMap(({ code, periods }) =>
    periods.map((period, index) => ({ code, ...period, before: periods[index - 1] })),
  );
  test.runIf(firstDays.length > 0).each(firstDays)(
    "$code from $from: one example on the day, and the same facts on the day before",
    ({ code, from, article, before }) => {
      const tag = `boundary:${code}@${from}`;
      const [onDay, ...moreOnDay] = judged.filter(({ example }) => example.for.includes(tag));
      const [onEve, ...moreOnEve] = judged.filter(({ example }) => example.against.includes(tag));
      if (!onDay || !onEve) throw new Error(`no pair of examples tagged ${tag}`);
      expect([...moreOnDay, ...moreOnEve]).toEqual([]);
      expect(onDay.facts.factsTo).toBe(from);
      expect(onEve.facts).toEqual({ ...onDay.facts, factsTo: dayBefore(from) });
      const articleIn = ({ finding }: typeof onDay) =>
        [...finding.offences, ...finding.relatedOffences].find((offence) => offence.code === code)?.article;
      expect(articleIn(onDay)).toBe(article);
      // The day before it was no offence, or stood elsewhere, or had an older text.
      expect(articleIn(onEve)).toBe(before?.to === dayBefore(from) ? before.article : undefined);
    },
  );

  test("every offence, circumstance and period has an example for and one against", () => {
    const tagged = (side: "for" | "against") => new Set(examples.flatMap((example) => example[side]));
    const codes = [
      "offence:trafficking",
      ...law.offences.map(({ code }) => `offence:${code}`),
      ...law.circumstances.map(({ code }) => `circumstance:${code}`),
    ];
    for (const side of ["for", "against"] as const) {
      expect(codes.filter((code) => !tagged(side).has(code)).map((code) => `${side} ${code}`)).toEqual([]);
    }
    const unseen = law.offences.flatMap(({ code, periods }) =>
      periods
        .filter(({ from, to, article }) =>
          judged.every(({ facts, finding }) => {
            const day = lastDay(facts.factsTo);
            const found = [...finding.offences, ...finding.relatedOffences].find(
              (offence) => offence.code === code,
            );
            return found?.article !== article || day < from || (to !== null && day > to);
          }),
        )
        .map(({ from }) => `${code} from ${from}`),
    );
    expect(unseen).toEqual([]);
  });

  test("every rule has an example for and one against, save what this pack's tables cannot give", () => {
    const rules = [...Object.keys(law.reasons), ...Object.keys(law.questions)];
    for (const side of ["for", "against"] as const) {
      const shown = new Set(examples.flatMap((example) => example[side]));
      const lacking = rules.filter((rule) => !shown.has(`rule:${rule}`));
      expect(lacking.map((rule) => `${side} ${rule}`).sort()).toEqual(IMPOSSIBLE[id]?.[side] ?? []);
    }
  });
});

// Peru's texts that need a means know all of them, so none is ever outside. The protocol knows every purpose, and has
// no dates, no offences of its own and no national law beside it.
const ONLY_NATIONAL = [
  "aggravating-circumstance",
  "law-changed-during-facts",
  "law-needs-no-means",
  "means-outside-law",
  "no-law-yet",
  "offence-exploitation",
  "offence-related",
  "offences-concur",
  "palermo-reaches-further",
  "participation-counts-as-author",
  "purpose-outside-law",
];
const IMPOSSIBLE: Record<string, { for: string[]; against: string[] }> = {
  pe: { for: ["for means-outside-law"], against: ["against means-outside-law"] },
  palermo: {
    for: ONLY_NATIONAL.map((rule) => `for ${rule}`),
    against: [...ONLY_NATIONAL, "law-in-force"].sort().map((rule) => `against ${rule}`),
  },
};
