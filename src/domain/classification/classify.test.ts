// Properties that hold for any facts, and the rules no example of a real law can reach.
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ACTS,
  type Facts,
  HARMS,
  MEANS,
  OCCURRED,
  ORGANISATIONS,
  PARTICIPATION,
  PURPOSES,
  parseFacts,
  RELATIONS_TO_SUSPECT,
  UNSPECIFIED,
} from "#src/schema/facts.ts";
import { Finding, VERDICTS, type Verdict } from "#src/schema/finding.ts";
import { parseLaw } from "#src/schema/law.ts";
import { classify } from "./classify.ts";
import { prepareLaw } from "./prepared-law.ts";

const read = (id: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../packs/${id}/law.json`, import.meta.url), "utf8"));
const peru = prepareLaw(parseLaw(read("pe")));
const palermo = prepareLaw(parseLaw(read("palermo")));
const judge = (facts: Facts) => classify(facts, peru, palermo);

const some = <Code extends string>(codes: readonly Code[]) =>
  fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 3 });
const maybe = fc.constantFrom(true, false, null);
const age = fc.oneof(
  fc.record({ ageAtFacts: fc.integer({ min: 0, max: 60 }) }),
  fc
    .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
    .map(([ageMin, span]) => ({ ageMin, ageMax: ageMin + span })),
  fc.constant({}),
);
const victim = fc
  .tuple(
    age,
    fc.record({
      pregnant: maybe,
      disability: maybe,
      incapable: maybe,
      relationToSuspect: fc.constantFrom(...RELATIONS_TO_SUSPECT),
    }),
  )
  .map(([known, traits]) => ({ ...known, ...traits }));
const day = fc
  .tuple(
    fc.integer({ min: 1988, max: 2026 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join("-"));

const anyFacts = fc
  .record({
    country: fc.constant("pe"),
    factsTo: day,
    acts: some([...ACTS, UNSPECIFIED]),
    participation: some(PARTICIPATION),
    means: some([...MEANS, UNSPECIFIED]),
    purposes: some([...PURPOSES, UNSPECIFIED]),
    victims: fc.array(victim, { maxLength: 4 }),
    suspects: fc.array(
      fc.record({ isPublicOfficial: maybe, organisation: fc.constantFrom(...ORGANISATIONS) }),
      { maxLength: 3 },
    ),
    harm: some(HARMS),
    exploitationOccurred: fc.constantFrom(...OCCURRED),
    borderCrossed: maybe,
    gain: maybe,
  })
  .map((given): Facts => {
    const parsed = parseFacts(given);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.facts;
  });

const rank = (verdict: Verdict) => VERDICTS.indexOf(verdict);
const RUNS = { numRuns: 1000 };

describe("whatever the facts", () => {
  test("a finding has exactly the documented shape", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => void Finding.parse(judge(facts))),
      RUNS,
    );
  });

  test("the same facts give the same bytes, and are left as they were", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const before = JSON.stringify(facts);
        expect(JSON.stringify(judge(facts))).toBe(JSON.stringify(judge(structuredClone(facts))));
        expect(JSON.stringify(facts)).toBe(before);
      }),
      RUNS,
    );
  });

  test("the order of codes and suspects changes nothing, that of victims only their order", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const turned: Facts = {
          ...facts,
          acts: facts.acts.toReversed(),
          means: facts.means.toReversed(),
          purposes: facts.purposes.toReversed(),
          suspects: (facts.suspects ?? []).toReversed(),
        };
        expect(judge(turned)).toEqual(judge(facts));
        const { victims, reasons, questions, ...rest } = judge({
          ...facts,
          victims: facts.victims.toReversed(),
        });
        const straight = judge(facts);
        expect(rest).toEqual({ ...straight, victims: undefined, reasons: undefined, questions: undefined });
        expect(victims.toReversed()).toEqual(straight.victims);
        expect(questions.length).toBe(straight.questions.length);
        expect(new Set(reasons.map(({ code }) => code))).toEqual(
          new Set(straight.reasons.map(({ code }) => code)),
        );
      }),
      RUNS,
    );
  });

  test("one more victim never weakens the case's verdict nor silences the alert", () => {
    fc.assert(
      fc.property(anyFacts, victim, (facts, another) => {
        fc.pre(facts.victims.length > 0);
        const before = judge(facts);
        const after = judge({ ...facts, victims: [...facts.victims, { id: "another", ...another }] });
        expect(rank(after.verdict)).toBeGreaterThanOrEqual(rank(before.verdict));
        expect(rank(after.palermo.verdict)).toBeGreaterThanOrEqual(rank(before.palermo.verdict));
        expect(after.alert || !before.alert).toBe(true);
      }),
      RUNS,
    );
  });

  test("a minor's verdict is never weaker than an adult's, and an unknown age lies between", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const as = (given: object) => rank(judge({ ...facts, victims: [{ id: "v1", ...given }] }).verdict);
        const [minor, unknown, adult] = [as({ ageAtFacts: 10 }), as({}), as({ ageAtFacts: 40 })];
        expect(minor).toBeGreaterThanOrEqual(unknown);
        expect(unknown).toBeGreaterThanOrEqual(adult);
        expect(as({ ageMin: 17, ageMax: 18 })).toBe(unknown);
      }),
      RUNS,
    );
  });

  test("ticking one more valid code never takes away an element", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...MEANS), (facts, means) => {
        const before = judge(facts);
        const after = judge({ ...facts, means: [...facts.means, means] });
        expect(rank(after.verdict)).toBeGreaterThanOrEqual(rank(before.verdict));
      }),
      RUNS,
    );
  });

  test("incomplete names one missing element; consistent names none; the case repeats its strongest victim", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const finding = judge(facts);
        if (finding.verdict === "incomplete") expect(finding.missing).toHaveLength(1);
        if (finding.verdict === "consistent") expect(finding.missing).toEqual([]);
        if (finding.victims.length > 0) {
          expect(rank(finding.verdict)).toBe(
            Math.max(...finding.victims.map(({ verdict }) => rank(verdict))),
          );
        }
      }),
      RUNS,
    );
  });

  test("every statement has its reason, and every missing element its question", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { reasons, questions, ...finding } = judge(facts);
        const has = (code: string) => reasons.some((reason) => reason.code === code);
        for (const { code, article } of finding.aggravating) {
          expect(reasons).toContainEqual({ code: "aggravating-circumstance", article, circumstance: code });
        }
        for (const offence of [...finding.offences, ...finding.relatedOffences]) {
          const { code, article } = offence;
          expect(
            reasons.some((reason) =>
              code === "trafficking"
                ? reason.code.startsWith("offence-trafficking")
                : reason.offence === code && reason.article === article,
            ),
          ).toBe(true);
        }
        expect(has(`palermo-${finding.palermo.verdict}`)).toBe(true);
        expect(has("no-alert")).toBe(!finding.alert);
        expect(has("no-law-yet")).toBe(finding.lawVersion === null);
        for (const element of finding.victims.flatMap(({ missing }) => missing)) {
          expect(questions).toContainEqual({ code: `ask-${element}` });
          expect(has(`${element}-missing`)).toBe(true);
        }
        for (const { id, minor } of finding.victims) {
          expect(questions.some((question) => question.code === "ask-age" && question.victim === id)).toBe(
            minor === "unknown",
          );
        }
      }),
      RUNS,
    );
  });
});

test("a means no version knows is outside the law for an adult, and not needed for a minor", () => {
  const given = read("palermo") as {
    versions: [{ means: { code: string }[] }];
    gists: { means: Record<string, unknown> };
  };
  given.versions[0].means = given.versions[0].means.filter(({ code }) => code !== "fraud");
  delete given.gists.means.fraud;
  const narrow = prepareLaw(parseLaw(given));
  const facts = (ageAtFacts: number): Facts => ({
    country: "palermo",
    factsTo: "2010",
    acts: ["receipt"],
    means: ["fraud"],
    purposes: ["begging"],
    victims: [{ id: "v1", ageAtFacts }],
  });
  const adult = classify(facts(30), narrow, narrow);
  expect(adult.verdict).toBe("not-consistent");
  expect(adult.victims[0]?.elements.means).toBe("outside");
  expect(adult.reasons).toContainEqual({ code: "means-outside-law", victim: "v1" });
  const minor = classify(facts(12), narrow, narrow);
  expect(minor.verdict).toBe("consistent");
  expect(minor.victims[0]?.elements.means).toBe("not-needed");
});

test("the documented example of the command line", () => {
  const finding = judge({
    country: "pe",
    factsFrom: "2010-03-01",
    factsTo: "2010-03-20",
    acts: ["recruitment", "transport"],
    participation: [],
    means: ["deception"],
    purposes: ["prostitution-of-others"],
    victims: [
      { id: "v1", ageAtFacts: 17 },
      { id: "v2", ageAtFacts: null },
    ],
    suspects: [{ id: "s1", isPublicOfficial: false }],
    exploitationOccurred: "yes",
  });
  const keys =
    "verdict lawVersion otherLawVersions missing alert palermo victims exploitation offences aggravating relatedOffences reasons questions";
  expect(Object.keys(finding)).toEqual(keys.split(" "));
  expect(finding).toMatchObject({
    verdict: "consistent",
    lawVersion: "pe-2007",
    otherLawVersions: [],
    missing: [],
    alert: true,
    palermo: { verdict: "consistent" },
    victims: [
      { id: "v1", minor: "yes", verdict: "consistent", missing: [] },
      { id: "v2", minor: "unknown", verdict: "consistent", missing: [] },
    ],
    exploitation: ["sexual"],
    offences: [{ article: "153", verified: true }],
    aggravating: [
      { code: "several-victims", article: "153-A" },
      { code: "minor-14-to-17", article: "153-A" },
    ],
    relatedOffences: [{ article: "179", verified: true }],
    questions: [{ code: "ask-age", victim: "v2" }],
  });
  expect(finding.reasons).toContainEqual({ code: "minor-needs-no-means", victim: "v1" });
});

test("two hundred victims are judged", () => {
  const victims = Array.from({ length: 200 }, (_, index) => ({
    id: `v${index}`,
    ageAtFacts: 10 + (index % 20),
  }));
  const finding = judge({
    country: "pe",
    factsTo: "2024",
    acts: ["receipt"],
    means: [],
    purposes: ["begging"],
    victims,
  });
  expect(finding.victims).toHaveLength(200);
  expect(finding.victims.filter(({ verdict }) => verdict === "consistent")).toHaveLength(80);
  expect(finding.verdict).toBe("consistent");
});
