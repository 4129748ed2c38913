// Who has a case after each step of an assignment; an offer ends with what it offers.
import { expect, test } from "vitest";
import type { AssignmentContent } from "#src/schema/assignment.ts";
import { type Holding, NOBODY_YET, withAssignment } from "./assignments.ts";

const AT = { at: "2026-01-05T10:00:00.000Z", by: "somebody" };
type Step = readonly [act: AssignmentContent["act"], postingId: string, more?: Partial<AssignmentContent>];
const after = (...steps: readonly Step[]): Holding =>
  steps.reduce(
    (holding, [act, postingId, more]) =>
      withAssignment(
        holding,
        {
          ...{ act, postingId, officerId: `officer of ${postingId}`, unitId: "unit", from: null },
          ...{ fromRegistrar: false, list: null, listSize: null, ...more },
        },
        AT,
      ),
    NOBODY_YET,
  );
const standing = ({ assignments }: Holding) =>
  assignments.map(({ postingId, status }) => `${postingId} ${status}`).sort();
const offer = (to: string, list: string, from: string | null = "giver"): Step => [
  "offer",
  to,
  { list, listSize: 1, from, fromRegistrar: from === null },
];

test.each<[string, readonly Step[], readonly string[]]>([
  ["laid down", [["release", "giver"]], []],
  ["accepted by one of two", [["accept", "one", { list: "a", from: "giver" }]], ["one assigned"]],
  ["refused by one", [["refuse", "one", { list: "a" }]], ["giver assigned", "two offered"]],
  ["approved", [["approve", "one", { list: "a" }]], ["giver assigned", "one approved", "two offered"]],
  [
    "laid down and taken again",
    [
      ["release", "giver"],
      ["take", "giver"],
      ["accept", "one", { list: "a", from: "giver" }],
    ],
    ["giver assigned"],
  ],
])("what was offered to two and then %s", (_, steps, expected) => {
  expect(standing(after(["take", "giver"], offer("one", "a"), offer("two", "b"), ...steps))).toEqual(
    expected,
  );
});

test("what whoever registered it still has goes over once", () => {
  const twice = [offer("one", "a", null), offer("two", "b", null)];
  const accepted = after(...twice, ["accept", "one", { list: "a", fromRegistrar: true }]);
  expect(standing(accepted)).toEqual(["one assigned"]);
  expect(accepted.handedOver).toBe(true);
  // Another's offer of the own part is none of that.
  const beside = after(["take", "giver"], offer("one", "a", null), offer("two", "b"), [
    "accept",
    "one",
    { list: "a", fromRegistrar: true },
  ]);
  expect(standing(beside)).toEqual(["giver assigned", "one assigned", "two offered"]);
});
