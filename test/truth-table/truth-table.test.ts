// The classifier against tables written by hand from the law: every code, every class of answer, dates, several victims.
import { describe, expect, test } from "vitest";
import { classify } from "#src/domain/classification/classify.ts";
import { ACTS, MEANS, PURPOSES, UNSPECIFIED } from "#src/schema/facts.ts";
import { DAY_WITHIN, facts, lawOf, PALERMO, PERU, type Row, readTable, VERSIONS, words } from "./support.ts";

const LISTS: Record<string, "acts" | "means" | "purposes"> = {
  act: "acts",
  means: "means",
  purpose: "purposes",
};
const AGES = {
  minor: { ageAtFacts: 15 },
  adult: { ageAtFacts: 30 },
  unknown: {},
  range: { ageMin: 16, ageMax: 20 },
} as const;

describe("one code alone", () => {
  const rows = readTable("codes.csv");

  test("the table has a row for every code there is", () => {
    const expected = [
      ...[...ACTS, UNSPECIFIED].map((code) => `act ${code}`),
      ...[...MEANS, UNSPECIFIED].map((code) => `means ${code}`),
      ...[...PURPOSES, UNSPECIFIED].map((code) => `purpose ${code}`),
    ];
    expect(rows.map(({ element, code }) => `${element} ${code}`)).toEqual(expected);
  });

  test.each(
    rows.flatMap((row) => VERSIONS.map((version) => ({ version, row }))),
  )("$row.element $row.code under $version", ({ version, row }) => {
    const list = LISTS[row.element ?? ""] ?? "acts";
    const given = { [list]: [row.code], victims: [{ ageAtFacts: 24 }], factsTo: DAY_WITHIN[version] };
    const finding = classify(facts(given), lawOf(version), PALERMO);
    expect(finding.lawVersion).toBe(version);
    expect(finding.victims[0]?.elements).toHaveProperty(row.element ?? "", row[version]);
  });
});

describe("every class of answer", () => {
  const classes = readTable("classes.csv");
  const rows = readTable("verdicts.csv");
  const needsNoMeans = (version: string) => version === "pe-1991" || version === "pe-2004";
  const tried = new Set<string>();

  function ticks(version: string, element: string, kind: string): string[] | undefined {
    const row = classes.find((candidate) => candidate.version === version && candidate.element === element);
    if (row?.[kind] === undefined) throw new Error(`classes.csv lacks ${version} ${element} ${kind}`);
    return row[kind] === "-" ? undefined : words(row[kind]);
  }

  function each(
    row: Row,
    version: string,
    check: (act: string, means: string, purpose: string) => void,
  ): void {
    for (const act of (row.act ?? "").split("|")) {
      for (const means of (row.means ?? "").split("|")) {
        for (const purpose of (row.purpose ?? "").split("|")) {
          tried.add(`${version} ${act} ${means} ${purpose}`);
          check(act, means, purpose);
        }
      }
    }
  }

  for (const version of VERSIONS) {
    const law = needsNoMeans(version) ? "no-means" : "means";
    for (const row of rows.filter((candidate) => candidate.law === law)) {
      test(`${version}: act ${row.act}, means ${row.means}, purpose ${row.purpose}`, () => {
        each(row, version, (act, means, purpose) => {
          const acts = ticks(version, "act", act);
          const meansTicked = ticks(version, "means", means);
          const purposes = ticks(version, "purpose", purpose);
          if (!acts || !meansTicked || !purposes) return;
          for (const [name, age] of Object.entries(AGES)) {
            const given = {
              acts,
              means: meansTicked,
              purposes,
              victims: [age],
              factsTo: DAY_WITHIN[version],
            };
            const finding = classify(facts(given), lawOf(version), PALERMO);
            const [verdict, missing] = expectedOf(row[name]);
            const where = `${name}: ${act}, ${means}, ${purpose}`;
            expect([where, finding.verdict, [...finding.missing]]).toEqual([where, verdict, missing]);
            expect(finding.victims[0]?.verdict).toBe(verdict);
          }
        });
      });
    }
  }

  test("no combination of classes that exists is left out", () => {
    const kinds = ["nothing", "unspecified", "valid", "outside", "mixed"];
    const missing = VERSIONS.flatMap((version) =>
      kinds.flatMap((act) =>
        kinds.flatMap((means) =>
          kinds
            .filter(
              (purpose) =>
                ticks(version, "act", act) &&
                ticks(version, "means", means) &&
                ticks(version, "purpose", purpose),
            )
            .map((purpose) => `${version} ${act} ${means} ${purpose}`),
        ),
      ),
    ).filter((combination) => !tried.has(combination));
    expect(missing).toEqual([]);
  });
});

function expectedOf(cell = ""): [string, string[]] {
  const match = /^([a-z-]+)(?: \(([a-z ]+)\))?$/.exec(cell);
  if (!match?.[1]) throw new Error(`a cell that cannot be read: "${cell}"`);
  return [match[1], words(match[2])];
}

describe("dates choose the law", () => {
  test.each(readTable("dates.csv"))("$factsFrom to $factsTo: $lawVersion", (row) => {
    const dates = { factsFrom: row.factsFrom || null, factsTo: row.factsTo };
    const finding = classify(facts({ ...dates, victims: [{}] }), PERU, PALERMO);
    expect(finding.lawVersion).toBe(row.lawVersion === "none" ? null : row.lawVersion);
    expect(finding.otherLawVersions).toEqual(words(row.otherLawVersions));
  });
});

describe("several victims, or none", () => {
  const TICKS: Record<string, object> = {
    a: { acts: ["harbouring"] },
    m: { means: ["threat"] },
    b: { purposes: ["begging"] },
    s: { purposes: ["prostitution-of-others"] },
  };

  function victimOf(age: string): object {
    const [from, to] = age.split("-").map(Number);
    if (age === "?") return {};
    return to === undefined ? { ageAtFacts: from } : { ageMin: from, ageMax: to };
  }

  test.each(readTable("cases.csv"))("$lawVersion, $elements, ages $ages: $verdict", (row) => {
    const ticked = Object.assign({}, ...words(row.elements).map((element) => TICKS[element]));
    const victims = row.ages === "none" ? [] : words(row.ages).map(victimOf);
    const given = { ...ticked, victims, factsTo: DAY_WITHIN[row.lawVersion ?? ""] };
    const finding = classify(facts(given), PERU, PALERMO);
    expect({
      verdict: finding.verdict,
      missing: finding.missing,
      victims: finding.victims.map(({ verdict }) => verdict),
      alert: finding.alert,
    }).toEqual({
      verdict: row.verdict,
      missing: words(row.missing),
      victims: words(row.victims),
      alert: row.alert === "yes",
    });
  });
});
