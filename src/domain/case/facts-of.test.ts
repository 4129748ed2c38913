// From complaint to facts: each field that decides something, with yes, no, unknown and not asked.
import { describe, expect, test } from "vitest";
import type { Complaint, Relationship, Suspect, Victim } from "#src/schema/complaint.ts";
import { Facts } from "#src/schema/facts.ts";
import type { Pack } from "#src/schema/pack.ts";
import { factsOf } from "./facts-of.ts";

const label = { es: "x", en: "x" };
const item = (code: string, group: string) => ({ code, label, group });
const pack = {
  manifest: { country: "pe" },
  catalogues: {
    relationship: {
      id: "relationship",
      label,
      source: "test",
      items: [
        item("parent", "relative"),
        item("spouse", "spouse"),
        item("guardian", "guardian"),
        item("caregiver", "in-care"),
        item("employer", "none"),
      ],
    },
  },
} as unknown as Pack;

const V = "00000000-0000-4000-8000-000000000001";
const W = "00000000-0000-4000-8000-000000000002";
const S = "00000000-0000-4000-8000-000000000011";
const base: Complaint = {
  reported: "trafficking",
  factsTo: "2024-03",
  place: {},
  channel: "police-station",
  complainant: { kind: "anonymous" },
  victims: [],
  suspects: [],
  acts: [],
  means: [],
  purposes: [],
};
const facts = (change: Partial<Complaint>) => factsOf({ ...base, ...change }, pack);
const victim = (change: Partial<Victim>) => facts({ victims: [{ personId: V, ...change }] }).victims[0];
const suspect = (change: Partial<Suspect>) => facts({ suspects: [{ personId: S, ...change }] }).suspects?.[0];
const relation = (...relationships: Relationship[]) =>
  facts({ victims: [{ personId: V }], suspects: [{ personId: S, relationships }] }).victims[0]
    ?.relationToSuspect;

describe("codes", () => {
  test("ticked codes are taken over in the law's order, unspecified included", () => {
    const ticked = facts({
      acts: ["retention", "recruitment"],
      means: ["deception"],
      purposes: ["unspecified"],
      participation: ["finances"],
    });
    expect(ticked.acts).toEqual(["recruitment", "retention"]);
    expect(ticked.means).toEqual(["deception"]);
    expect(ticked.purposes).toEqual(["unspecified"]);
    expect(ticked.participation).toEqual(["finances"]);
  });
  test("asked and not known counts as nothing ticked", () => {
    const asked = facts({ acts: ["unknown"], means: ["unknown"], purposes: ["unknown"], harm: ["unknown"] });
    expect([asked.acts, asked.means, asked.purposes, asked.harm]).toEqual([[], [], [], []]);
  });
  test("dates pass as they are, partial ones too, and an absent beginning stays absent", () => {
    expect(facts({})).toMatchObject({ country: "pe", factsTo: "2024-03" });
    expect(facts({})).not.toHaveProperty("factsFrom");
    expect(facts({ factsFrom: "2023" }).factsFrom).toBe("2023");
  });
});

describe("yes, no, unknown and not asked", () => {
  test.each([
    ["yes", true],
    ["no", false],
    ["unknown", null],
    ["not-asked", null],
    [undefined, null],
  ] as const)("%s becomes %s", (answer, truth) => {
    const given = answer === undefined ? {} : { pregnant: answer, incapable: answer };
    expect(victim(given)).toMatchObject({ pregnant: truth, incapable: truth });
    const border = answer === undefined ? {} : { borderCrossed: answer, gain: answer };
    expect(facts(border)).toMatchObject({ borderCrossed: truth, gain: truth });
    expect(suspect(answer === undefined ? {} : { isPublicOfficial: answer })?.isPublicOfficial).toBe(truth);
  });
  test.each([
    [undefined, null],
    [[], null],
    [["unknown"], null],
    [["none"], false],
    [["visual", "mental"], true],
  ])("disability %j becomes %s", (codes, truth) => {
    expect(victim(codes === undefined ? {} : { disability: codes })?.disability).toBe(truth);
  });
  test.each([
    ["yes", "yes"],
    ["attempt", "attempt"],
    ["no", "no"],
    ["unknown", "unknown"],
    ["not-asked", "unknown"],
  ] as const)("exploitation %s becomes %s", (given, expected) => {
    expect(facts({ exploitationOccurred: given }).exploitationOccurred).toBe(expected);
  });
  test.each([
    ["gang", "gang"],
    ["legal-entity", "legal-entity"],
    ["unknown", null],
    [undefined, null],
  ])("organisation %s becomes %s", (given, expected) => {
    expect(suspect(given === undefined ? {} : { organisation: given })?.organisation).toBe(expected);
  });
});

describe("age", () => {
  test.each([
    [{ ageAtFacts: 17 }, { ageAtFacts: 17 }],
    [
      { ageMin: 15, ageMax: 20 },
      { ageMin: 15, ageMax: 20 },
    ],
    [{ ageMax: 17 }, { ageMax: 17 }],
    [{ ageMin: 18 }, { ageMin: 18 }],
    [{}, {}],
    [{ ageMin: 20, ageMax: 15 }, {}],
    [{ ageAtFacts: 16, ageMin: 20 }, { ageAtFacts: 16 }],
  ])("%j becomes %j", (given, expected) => {
    const { ageAtFacts, ageMin, ageMax } = victim(given) ?? {};
    expect(JSON.parse(JSON.stringify({ ageAtFacts, ageMin, ageMax }))).toEqual(expected);
  });
});

describe("what the suspects are to the victim", () => {
  test.each([
    [[{ kind: "parent" }], "relative"],
    [[{ kind: "employer" }], "none"],
    [[{ kind: "unknown" }], "unknown"],
    [[{ kind: "caregiver" }], "in-care"],
    [[{ kind: "employer", cohabits: "yes" }], "cohabits"],
    [[{ kind: "employer", inCare: "yes" }], "in-care"],
    [[{ kind: "employer", cohabits: "no", inCare: "unknown" }], "none"],
    [[{ kind: "employer" }, { kind: "spouse" }], "spouse"],
    [[{ kind: "unknown" }, { kind: "employer" }], "unknown"],
  ] as [Relationship[], string][])("%j is %s", (relationships, expected) => {
    expect(relation(...relationships)).toBe(expected);
  });
  test("nobody asked is null", () => expect(relation()).toBeNull());
  test("a tie to one victim is no tie to another", () => {
    const found = facts({
      victims: [{ personId: V }, { personId: W }],
      suspects: [{ personId: S, relationships: [{ victim: W, kind: "guardian" }] }],
    });
    expect(found.victims.map((each) => each.relationToSuspect)).toEqual([null, "guardian"]);
  });
});

test("the facts are what the classifier's own schema accepts", () => {
  const all = facts({
    victims: [{ personId: V, ageAtFacts: 17, disability: ["none"] }],
    suspects: [{ personId: S, organisation: "gang", relationships: [{ kind: "parent" }] }],
    acts: ["recruitment"],
    harm: ["death"],
  });
  expect(Facts.safeParse(all).success).toBe(true);
});

test("nothing personal passes", () => {
  const secret = "Zoraida Quispe";
  const named = facts({
    victims: [{ personId: V, personal: { name: { givenNames: secret } } }],
    personal: { narrative: secret },
  });
  expect(JSON.stringify(named)).not.toContain(secret);
});
