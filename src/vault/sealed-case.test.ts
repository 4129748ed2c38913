// Who has a case, as the vault reads it: a part that is handed over entrusts nobody with more than its giver had.
import { expect, test } from "vitest";
import type { Entry } from "#src/schema/entry.ts";
import { holdersOf } from "./sealed-case.ts";

const step = (act: string, postingId: string, more: object = {}) =>
  ({
    ...{ kind: "assignment", seq: 2, postingId },
    content: { act, postingId, list: "list", from: null, fromRegistrar: false, ...more },
  }) as unknown as Entry;
const part = (...victims: string[]) => ({ part: { kind: "protection", victims } });

test.each<[string, Entry[], Record<string, string[]>]>([
  ["as it was", [step("accept", "to", { from: "giver", ...part("v1") })], { to: ["v1"] }],
  ["with more than it was", [step("accept", "to", { from: "giver", ...part("v1", "v2") })], { to: ["v1"] }],
  ["from who has none", [step("accept", "to", { from: "other", ...part("v1") })], { giver: ["v1"] }],
  ["from nobody", [step("accept", "to", part("v1"))], { giver: ["v1"] }],
  ["that was never offered", [step("accept", "else", { from: "giver", ...part("v1") })], { giver: ["v1"] }],
  [
    "after it was taken away",
    [step("release", "giver"), step("accept", "to", { from: "giver", ...part("v1") })],
    {},
  ],
])("a part goes over %s", (_, after, entrusted) => {
  const before = [
    step("assign", "giver", { list: null, ...part("v1") }),
    step("offer", "to", { from: "giver" }),
  ];
  expect(holdersOf([...before, ...after]).entrusted).toEqual(entrusted);
});

test.each<[string, Entry[], string[]]>([
  ["offered and accepted", [step("accept", "to", { from: "giver" })], ["to"]],
  ["of who has lost it", [step("release", "giver"), step("accept", "to", { from: "giver" })], []],
  [
    "offered before it was lost and given again",
    [
      step("release", "giver"),
      step("assign", "giver", { list: null }),
      step("accept", "to", { from: "giver" }),
    ],
    ["giver"],
  ],
  ["otherwise than it was offered", [step("accept", "to", { from: null, fromRegistrar: true })], ["giver"]],
  [
    "in the name of another posting",
    [{ ...step("accept", "to", { from: "giver" }), postingId: "chief" } as Entry],
    ["giver"],
  ],
  [
    "to two, of whom the first accepts",
    [
      step("offer", "late", { from: "giver", list: "other" }),
      step("accept", "to", { from: "giver" }),
      step("accept", "late", { from: "giver", list: "other" }),
    ],
    ["to"],
  ],
])("a case is had by whom it was given to, %s", (_, after, holders) => {
  const before = [step("take", "giver", { list: null }), step("offer", "to", { from: "giver" })];
  expect(holdersOf([...before, ...after]).holders).toEqual(holders);
});
