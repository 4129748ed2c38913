// From half-filled form to complaint: nothing typed is taken for something else, every fault names its field.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Complaint } from "#src/schema/complaint.ts";
import { prune, readDraft } from "./read-draft.ts";

const DAY = "2026-11-22";
const V = "00000000-0000-4000-8000-000000000001";
const S = "00000000-0000-4000-8000-000000000011";
const whole = {
  reported: "trafficking",
  factsTo: "2026-10",
  place: { code: "170102" },
  channel: "police-station",
  complainant: { kind: "anonymous" },
  victims: [{ personId: V, personal: { documents: [{}] } }],
  acts: ["recruitment"],
};
const faults = (document: unknown) =>
  readDraft(document, DAY).faults.map(({ pointer, code }) => [pointer, code]);

test("a filled form is a complaint without faults, its empty parts left out", () => {
  const { complaint, faults } = readDraft(whole, DAY);
  expect(faults).toEqual([]);
  expect(complaint).toEqual({
    ...whole,
    victims: [{ personId: V }],
    suspects: [],
    means: [],
    purposes: [],
  });
});

test("an empty form names what is missing and is still judged", () => {
  const { complaint } = readDraft({}, DAY);
  expect(complaint.factsTo).toBe(DAY);
  expect(faults({})).toEqual(
    expect.arrayContaining([
      ["/reported", "required"],
      ["/factsTo", "required"],
      ["/channel", "required"],
      ["/complainant/kind", "required"],
    ]),
  );
});

describe("a fault is at its field", () => {
  test.each([
    [{ factsTo: "2026-02-30" }, "/factsTo", "not-a-date"],
    [{ factsFrom: "2026--07" }, "/factsFrom", "not-a-date"],
    [{ factsFrom: "20" }, "/factsFrom", "not-a-date"],
    [{ victims: [{ personId: V, ageAtFacts: "diez" }] }, "/victims/0/ageAtFacts", "not-a-number"],
    [{ victims: [{ personId: V, ageAtFacts: 400 }] }, "/victims/0/ageAtFacts", "not-a-number"],
    [{ victims: [{ personId: V, hoursPerDay: 25 }] }, "/victims/0/hoursPerDay", "not-a-number"],
    [{ personal: { narrative: "x".repeat(100_001) } }, "/personal/narrative", "too-long"],
    [{ externalNumbers: [{ number: "77" }] }, "/externalNumbers/0/register", "required"],
    [
      { victims: [{ personId: V, personal: { documents: [{ number: "12345678" }] } }] },
      "/victims/0/personal/documents/0/type",
      "required",
    ],
  ])("%j", (change, pointer, code) => {
    expect(faults({ ...whole, ...change })).toEqual([[pointer, code]]);
  });
});

test("what has no shape is left out of the finding and nothing else is", () => {
  const { complaint } = readDraft(
    { ...whole, victims: [{ personId: V, ageAtFacts: "x", sex: "female" }] },
    DAY,
  );
  expect(complaint.victims).toEqual([{ personId: V, sex: "female" }]);
  expect(complaint.acts).toEqual(["recruitment"]);
});

test("a key of an older draft that the register no longer knows is dropped without a fault", () => {
  const { complaint, faults } = readDraft({ ...whole, formerly: 1 }, DAY);
  expect(faults).toEqual([]);
  expect(complaint).not.toHaveProperty("formerly");
});

test("a tie to a victim who was taken out falls away, a tie to one who is there stays", () => {
  const tie = (victim: string) => ({ kind: "employer", victim });
  const suspects = [{ personId: S, relationships: [tie(V), tie(S)] }];
  expect(readDraft({ ...whole, suspects }, DAY).complaint.suspects[0]?.relationships).toEqual([tie(V)]);
});

describe("prune", () => {
  test.each([
    [{ a: "", b: "  ", c: { d: {} } }, undefined],
    [["", "x", " "], ["x"]],
    [
      [{ a: "" }, { a: "x" }, {}],
      [{}, { a: "x" }],
    ],
    [
      { a: 0, b: false },
      { a: 0, b: false },
    ],
  ])("%j becomes %j", (value, expected) => {
    expect(prune(value)).toEqual(expected);
  });
});

test("whatever is in the form, it is read without throwing and gives a complaint that has its shape", () => {
  const keys = fc.constantFrom(
    "victims",
    "suspects",
    "acts",
    "place",
    "factsTo",
    "route",
    "personal",
    "kind",
    "code",
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(keys, tie("value"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, value), (document) => {
      expect(Complaint.safeParse(readDraft({ ...document }, DAY).complaint).success).toBe(true);
    }),
    { numRuns: 500 },
  );
});
