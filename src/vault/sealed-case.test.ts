// Who has a case, as the vault reads it: a part that is handed over entrusts nobody with more than its giver had.
import { expect, test } from "vitest";
import type { Entry } from "#src/schema/entry.ts";
import { holdersOf } from "./sealed-case.ts";

const step = (act: string, postingId: string, more: object = {}) =>
  ({
    ...{ kind: "assignment", seq: 2 },
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
