// Directions folded from their entries: ordered, replaced, withdrawn, answered; what does not fit changes nothing.
import { expect, test } from "vitest";
import type { DirectionMove } from "#src/schema/direction.ts";
import { type Direction, isProtective, takes, withDirection } from "./directions.ts";

const order = (replaces: string | null = null): DirectionMove => ({
  ...{
    move: "order",
    measure: "forensic-exam",
    unitId: "unit",
    postingId: null,
    dueOn: "2026-12-01",
    replaces,
  },
  personal: { explanation: "" },
});
const fold = (...moves: readonly (readonly [string, DirectionMove])[]) =>
  moves.reduce<readonly Direction[]>(
    (all, [entryId, move], i) =>
      withDirection(all, move, { entryId, at: `2026-11-30T10:00:0${i}.000Z`, by: "officer", posting: "p" }),
    [],
  );
const statuses = (directions: readonly Direction[]) =>
  directions.map(({ directionId, status }) => `${directionId} ${status}`);

test("a direction is open until it is done, said not to be done, withdrawn, or another takes its place", () => {
  const open = fold(["a", order()]);
  expect(open).toEqual([
    {
      ...{ directionId: "a", measure: "forensic-exam", unitId: "unit", postingId: null, dueOn: "2026-12-01" },
      victims: [],
      ...{ givenBy: "officer", givenPosting: "p", givenAt: "2026-11-30T10:00:00.000Z", status: "open" },
      ...{ endedAt: null, endedBy: null },
    },
  ]);
  for (const [move, status] of [
    ["done", "done"],
    ["not-done", "not-done"],
    ["withdraw", "withdrawn"],
  ] as const) {
    const ended = fold(["a", order()], ["b", { move, direction: "a", personal: { explanation: "" } }]);
    expect(ended).toMatchObject([{ status, endedAt: "2026-11-30T10:00:01.000Z", endedBy: "officer" }]);
  }
  expect(statuses(fold(["a", order()], ["b", order("a")]))).toEqual(["a replaced", "b open"]);
});

test("what is done stays done; what was not done is replaced or withdrawn, and answered no more", () => {
  const done = fold(
    ["a", order()],
    ["b", { move: "done", direction: "a" }],
    ["c", { move: "withdraw", direction: "a" }],
  );
  expect(statuses(done)).toEqual(["a done"]);
  const not = ["b", { move: "not-done", direction: "a", personal: { explanation: "" } }] as const;
  expect(statuses(fold(["a", order()], not, ["c", { move: "done", direction: "a" }]))).toEqual([
    "a not-done",
  ]);
  expect(statuses(fold(["a", order()], not, ["c", order("a")]))).toEqual(["a replaced", "c open"]);
  expect(takes("replaced", "done") || takes("withdrawn", "replace") || takes("done", "not-done")).toBe(false);
});

test("an answer to what is not there changes nothing", () => {
  expect(statuses(fold(["a", order()], ["b", { move: "done", direction: "x" }]))).toEqual(["a open"]);
});

test("a measure that protects somebody says whom; what takes its place says so anew", () => {
  const shelter = { ...order(), victims: ["v1", "v2"] } as DirectionMove;
  const moved = { ...order("a"), victims: ["v2"] } as DirectionMove;
  const [first, second, third] = fold(["a", shelter], ["b", moved], ["c", order("b")]);
  expect([first?.victims, second?.victims, third?.victims]).toEqual([["v1", "v2"], ["v2"], []]);
  expect([first?.status, second?.status, third?.status]).toEqual(["replaced", "replaced", "open"]);
});

test("only what stands in the group of protection protects", () => {
  for (const [measure, protects] of [
    [{ group: "protection" }, true],
    [{ group: "other" }, false],
    [{}, false],
    [undefined, false],
  ] as const)
    expect(isProtective(measure)).toBe(protects);
});
