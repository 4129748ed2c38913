// Answers to added questions: of the right subject, day and type, said once, each kept by itself.
import { describe, expect, test } from "vitest";
import type { Complaint } from "#src/schema/complaint.ts";
import type { DatedVariable, VariableAnswers } from "#src/schema/variable.ts";
import { Collector } from "./complaint-faults.ts";
import { withSupplement } from "./join-complaint.ts";
import { changesOfKnown } from "./supplement.ts";
import { prepareVariables, validateVariables } from "./validate-variables.ts";

const variable = (code: string, more: Partial<DatedVariable>): DatedVariable => ({
  code,
  label: { es: code, en: code },
  type: "yes-no",
  subject: "victim",
  personal: false,
  validFrom: "2026-02-01",
  ...more,
});
const list = { id: "boat", label: { es: "b", en: "b" }, source: "test" };
const prepared = prepareVariables({
  variables: [
    variable("tattoo", {}),
    variable("tattoo-words", { type: "text", personal: true }),
    variable("boat-seen", { type: "code", catalogue: "boat", subject: "case" }),
    variable("boats", { type: "number", subject: "place" }),
    variable("seen-on", { type: "date", subject: "suspect" }),
    variable("sum", { type: "number" }),
    variable("sealed-sum", { type: "number", personal: true }),
    variable("born", { type: "date", personal: true }),
    variable("offers", { type: "codes", catalogue: "offer" }),
    variable("old", { validTo: "2026-03-31" }),
  ],
  catalogues: {
    boat: { ...list, items: [{ code: "canoe", label: list.label }] },
    offer: {
      ...list,
      items: [
        { code: "none", label: list.label, exclusive: true },
        { code: "cook", label: list.label },
        { code: "waitress", label: list.label },
      ],
    },
  },
});

function faults(said: Partial<Complaint>, days = ["2026-05-01"]): string[] {
  const found = new Collector();
  validateVariables({ victims: [], suspects: [], ...said }, prepared, days, found);
  return found.faults.map(({ pointer, code }) => `${pointer} ${code}`);
}
const victim = (variables: VariableAnswers) => ({ victims: [{ personId: "p", variables }] });
const suspect = (variables: VariableAnswers) => ({ suspects: [{ personId: "p", variables }] });

describe("an answer", () => {
  test.each<[string, Partial<Complaint>]>([
    ["yes", victim({ answers: { tattoo: "yes" } })],
    ["not known", victim({ answers: { tattoo: "unknown" } })],
    ["own words, sealed", victim({ personal: { "tattoo-words": "una rosa" } })],
    ["an option of the list", { variables: { answers: { "boat-seen": "canoe" } } }],
    ["a number, of the place", { variables: { answers: { boats: 3 } } }],
    ["a large number, of the place", { variables: { answers: { boats: 40000 } } }],
    ["four digits, of a victim", victim({ answers: { sum: 9999 } })],
    ["less than nothing", victim({ answers: { sum: -9999 } })],
    ["a document, sealed", victim({ personal: { "sealed-sum": 40123456 } })],
    ["a day, sealed", victim({ personal: { born: "2009-10-03" } })],
    ["several options", victim({ answers: { offers: ["waitress", "cook"] } })],
    ["the option that stands alone", victim({ answers: { offers: ["none"] } })],
    ["none of them known", victim({ answers: { offers: ["unknown"] } })],
    ["a date in part", suspect({ answers: { "seen-on": "2025-11" } })],
  ])("may be %s", (_, said) => expect(faults(said)).toEqual([]));

  test.each<[string, Partial<Complaint>, string]>([
    [
      "of another type",
      victim({ answers: { tattoo: "perhaps" } }),
      "/victims/0/variables/answers/tattoo wrong-answer",
    ],
    [
      "outside the list",
      { variables: { answers: { "boat-seen": "ark" } } },
      "/variables/answers/boat-seen wrong-answer",
    ],
    [
      "one of several outside the list",
      victim({ answers: { offers: ["cook", "ark"] } }),
      "/victims/0/variables/answers/offers wrong-answer",
    ],
    [
      "none and something",
      victim({ answers: { offers: ["none", "cook"] } }),
      "/victims/0/variables/answers/offers wrong-answer",
    ],
    [
      "something and not known",
      victim({ answers: { offers: ["cook", "unknown"] } }),
      "/victims/0/variables/answers/offers wrong-answer",
    ],
    [
      "one where several are said",
      victim({ answers: { offers: "cook" } }),
      "/victims/0/variables/answers/offers wrong-answer",
    ],
    [
      "several where one is said",
      { variables: { answers: { "boat-seen": ["canoe"] } } },
      "/variables/answers/boat-seen wrong-answer",
    ],
    [
      "a number in words",
      { variables: { answers: { boats: "tres" } } },
      "/variables/answers/boats wrong-answer",
    ],
    [
      "a document in the open",
      victim({ answers: { sum: 40123456 } }),
      "/victims/0/variables/answers/sum answer-too-exact",
    ],
    [
      "five digits less than nothing",
      victim({ answers: { sum: -10000 } }),
      "/victims/0/variables/answers/sum answer-too-exact",
    ],
    [
      "a whole day of a person in the open",
      suspect({ answers: { "seen-on": "2025-11-03" } }),
      "/suspects/0/variables/answers/seen-on answer-too-exact",
    ],
    [
      "an impossible date",
      suspect({ answers: { "seen-on": "2025-13" } }),
      "/suspects/0/variables/answers/seen-on wrong-answer",
    ],
    [
      "of somebody else",
      suspect({ answers: { tattoo: "yes" } }),
      "/suspects/0/variables/answers/tattoo unknown-variable",
    ],
    [
      "of no variable",
      victim({ answers: { constructor: "yes" } }),
      "/victims/0/variables/answers/constructor unknown-variable",
    ],
    [
      "in the open where it is sealed",
      victim({ answers: { "tattoo-words": "una rosa" } }),
      "/victims/0/variables/answers/tattoo-words unknown-variable",
    ],
    [
      "of what is asked no longer",
      victim({ answers: { old: "yes" } }),
      "/victims/0/variables/answers/old variable-not-then",
    ],
  ])("is not %s", (_, said, fault) => expect(faults(said)).toEqual([fault]));

  test("counts when it was entered on the last day and received on the next", () => {
    const said = victim({ answers: { old: "no" } });
    expect(faults(said, ["2026-03-31", "2026-04-01"])).toEqual([]);
    expect(faults(said, ["2026-04-01", "2026-04-01"])).toHaveLength(1);
    expect(faults(said, ["2026-01-31", "2026-01-31"])).toHaveLength(1);
  });

  test("is told what it should be", () => {
    const found = new Collector();
    const wrong = { "boat-seen": "ark", boats: "tres" };
    validateVariables(
      { variables: { answers: wrong }, victims: [], suspects: [] },
      prepared,
      ["2026-05-01"],
      found,
    );
    expect(found.faults.map(({ expected }) => expected)).toEqual([["canoe"], "a whole number"]);
  });

  test("is never repeated in a fault", () => {
    const found = new Collector();
    const said = { suspects: [], ...victim({ personal: { "tattoo-words": 12345 } }) };
    validateVariables(said, prepared, ["2026-05-01"], found);
    expect(JSON.stringify(found.faults)).toContain("wrong-answer");
    expect(JSON.stringify(found.faults)).not.toContain("12345");
  });
});

describe("in a supplement", () => {
  const known = {
    victims: [
      { personId: "p", variables: { answers: { tattoo: "unknown" }, personal: { "tattoo-words": "ab12" } } },
    ],
    suspects: [],
    variables: { answers: { boats: 3 } },
  } as unknown as Complaint;

  test("what was open may be settled; what was said is corrected by a proposal", () => {
    const pointers = (added: object) => changesOfKnown(known, added).map(({ pointer }) => pointer);
    expect(pointers(victim({ answers: { tattoo: "yes", old: "no" } }))).toEqual([]);
    expect(pointers({ variables: { answers: { boats: 3 } } })).toEqual([]);
    expect(pointers({ variables: { answers: { boats: 4 } } })).toEqual(["/variables/answers/boats"]);
    expect(pointers(victim({ personal: { "tattoo-words": "otra" } }))).toEqual([
      "/victims/0/variables/personal/tattoo-words",
    ]);
  });

  test("each answer joins those there are", () => {
    const next = withSupplement(known, {
      ...victim({ answers: { tattoo: "yes" } }),
      variables: { answers: { "boat-seen": "canoe" } },
    });
    expect(next.variables).toEqual({ answers: { boats: 3, "boat-seen": "canoe" } });
    expect(next.victims[0]?.variables).toEqual({
      answers: { tattoo: "yes" },
      personal: { "tattoo-words": "ab12" },
    });
  });
});
