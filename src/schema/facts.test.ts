// What parseFacts accepts, and how it names what it refuses.
import { describe, expect, test } from "vitest";
import { ACTS, type FactsProblem, parseFacts, UNSPECIFIED } from "./facts.ts";

const REQUIRED = { country: "pe", factsTo: "2010-03-20", acts: [], means: [], purposes: [], victims: [] };

function problems(given: object): FactsProblem[] {
  const parsed = parseFacts({ ...REQUIRED, ...given }, ["pe", "palermo"]);
  return parsed.ok ? [] : parsed.problems;
}

describe("accepted", () => {
  test("only the required keys", () => {
    expect(problems({})).toEqual([]);
  });

  test("partial dates that overlap, unknown ages, an age within its range, null answers", () => {
    expect(problems({ factsFrom: "2010-03-30", factsTo: "2010" })).toEqual([]);
    expect(problems({ factsFrom: "2010", factsTo: "2010-01" })).toEqual([]);
    const victims = [
      {},
      { ageAtFacts: null },
      { ageAtFacts: 17, ageMin: 17, ageMax: 17 },
      { ageMin: 0, ageMax: 122 },
    ];
    expect(problems({ victims, gain: null, borderCrossed: false, exploitationOccurred: null })).toEqual([]);
  });

  test("people without an id get one that is free, and a single harm becomes a list", () => {
    const parsed = parseFacts({
      ...REQUIRED,
      victims: [{ id: "v2" }, {}, {}],
      suspects: [{}],
      harm: "death",
    });
    if (!parsed.ok) throw new Error("refused");
    const ids = parsed.facts.victims.map(({ id }) => id);
    expect(ids[0]).toBe("v2");
    expect(new Set(ids).size).toBe(3);
    expect(parsed.facts.suspects?.[0]?.id).toBe("s1");
    expect(parsed.facts.harm).toEqual(["death"]);
  });

  test("unspecified in acts, means and purposes", () => {
    expect(problems({ acts: [UNSPECIFIED], means: [UNSPECIFIED], purposes: [UNSPECIFIED] })).toEqual([]);
  });
});

describe("refused, with path, code, what was found and what is valid", () => {
  test.each(["country", "factsTo", "acts", "means", "purposes", "victims"])("without %s", (key) => {
    const parsed = parseFacts(Object.fromEntries(Object.entries(REQUIRED).filter(([name]) => name !== key)));
    expect(parsed.ok ? [] : parsed.problems).toMatchObject([{ path: key, code: "missing-key", found: null }]);
  });

  test("an unknown code lists the valid ones", () => {
    expect(problems({ acts: ["recruitment", "selling"] })).toEqual([
      { path: "acts[1]", code: "unknown-code", found: "selling", expected: [...ACTS, UNSPECIFIED] },
    ]);
    expect(problems({ country: "xx" })).toEqual([
      { path: "country", code: "unknown-code", found: "xx", expected: ["pe", "palermo"] },
    ]);
    expect(problems({ harm: "headache" })).toMatchObject([{ path: "harm[0]", code: "unknown-code" }]);
    expect(problems({ participation: [UNSPECIFIED] })).toMatchObject([{ path: "participation[0]" }]);
  });

  test("an unknown key lists the valid ones, at the level it is on", () => {
    expect(problems({ act: [] })).toMatchObject([{ path: "act", code: "unknown-key", found: "act" }]);
    const [problem] = problems({ victims: [{ age: 3 }] });
    expect(problem).toMatchObject({ path: "victims[0].age", code: "unknown-key", found: "age" });
    expect(problem?.expected).toContain("ageAtFacts");
    expect(problem?.expected).not.toContain("factsTo");
    expect(problems({ suspects: [{ name: "x" }] })[0]?.expected).toContain("isPublicOfficial");
  });

  test.each([
    [{ ageAtFacts: -1 }, "impossible-age"],
    [{ ageAtFacts: 123 }, "impossible-age"],
    [{ ageMin: -3 }, "impossible-age"],
    [{ ageAtFacts: 17.5 }, "wrong-type"],
    [{ ageAtFacts: "17" }, "wrong-type"],
    [{ ageMin: 20, ageMax: 17 }, "contradictory-ages"],
    [{ ageAtFacts: 17, ageMin: 18 }, "contradictory-ages"],
    [{ ageAtFacts: 17, ageMax: 16 }, "contradictory-ages"],
    [{ id: "" }, "wrong-length"],
    [{ id: "\ud800" }, "unstorable-text"],
    [{ pregnant: "yes" }, "wrong-type"],
    [{ relationToSuspect: "boss" }, "unknown-code"],
    [7, "wrong-type"],
  ])("a victim %j", (victim, code) => {
    const found = problems({ victims: [victim] });
    expect(found).toHaveLength(1);
    expect(found[0]?.code).toBe(code);
    expect(found[0]?.path).toMatch(/^victims\[0\]/);
  });

  test.each([
    [{ factsTo: "2009-02-30" }, "factsTo", "impossible-date"],
    [{ factsTo: "20-3-2009" }, "factsTo", "impossible-date"],
    [{ factsTo: "2009-13" }, "factsTo", "impossible-date"],
    [{ factsTo: 2009 }, "factsTo", "wrong-type"],
    [{ factsTo: null }, "factsTo", "wrong-type"],
    [{ factsFrom: "2011", factsTo: "2010" }, "factsFrom", "dates-out-of-order"],
    [{ factsFrom: "2010-03-21", factsTo: "2010-03-20" }, "factsFrom", "dates-out-of-order"],
  ])("dates %j", (dates, path, code) => {
    expect(problems(dates)).toMatchObject([{ path, code }]);
  });

  test("an id used twice", () => {
    expect(problems({ victims: [{ id: "a" }, { id: "b" }, { id: "a" }] })).toMatchObject([
      { path: "victims[2].id", code: "duplicate-id", found: "a" },
    ]);
    expect(problems({ suspects: [{ id: "a" }, { id: "a" }] })).toMatchObject([{ code: "duplicate-id" }]);
  });

  test.each([null, [], "facts", 3, undefined])("%j instead of an object", (json) => {
    const parsed = parseFacts(json);
    expect(parsed.ok ? [] : parsed.problems).toHaveLength(1);
  });

  test("every problem at once, and never a whole object repeated back", () => {
    const found = problems({
      acts: "none",
      means: [{ secret: "x" }],
      victims: [{ ageAtFacts: -1 }, { ageMax: 999 }],
    });
    expect(found.map(({ path }) => path)).toEqual([
      "acts",
      "means[0]",
      "victims[0].ageAtFacts",
      "victims[1].ageMax",
    ]);
    expect(JSON.stringify(found)).not.toContain("secret");
    expect(problems({ acts: ["x".repeat(5000)] })[0]?.found).toHaveLength(80);
  });

  test("names that JavaScript objects carry by birth are unknown like any other", () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"acts": []}, "constructor": 1}');
    const codes = problems({ ...REQUIRED, ...(hostile as object), acts: ["toString"] }).map(
      ({ code }) => code,
    );
    expect(codes).toContain("unknown-code");
    expect(codes).toContain("unknown-key");
  });
});
