// A wall folded from entries: raised, widened, lifted by two who agree, raised again.
import { expect, test } from "vitest";
import type { SealedWall } from "#src/schema/wall.ts";
import { barredBy, type Wall, wallAfter } from "./wall.ts";

const SEALED: SealedWall = {
  side: "owners",
  causes: ["narrative"],
  words: ["official-is"],
  namedOfficers: [],
  hiddenUnits: ["station"],
};
const entry = (
  kind: string,
  officerId: string,
  content: Record<string, unknown> = {},
  wall?: SealedWall,
) => ({
  kind,
  officerId,
  postingId: `${officerId}-posting`,
  content,
  receivedAt: `2026-11-30T10:00:0${officerId.length}.000Z`,
  wall,
});
const consent = (officerId: string, as: string) => entry("wall", officerId, { step: "consent", as });
const after = (...entries: ReturnType<typeof entry>[]) => entries.reduce<Wall | null>(wallAfter, null);
const raised = entry("complaint", "r", {}, SEALED);

test("what an entry brings stands, and later entries that bring nothing leave it", () => {
  expect(after(entry("complaint", "r"))).toBeNull();
  const wall = { ...SEALED, raisedAt: raised.receivedAt, consents: [] };
  expect(after(raised)).toEqual(wall);
  expect(after(raised, entry("supplement", "s"), entry("amendment", "s"))).toEqual(wall);
});

test("what is said later widens it and never narrows it", () => {
  const more: SealedWall = {
    ...SEALED,
    side: "prosecutor",
    causes: ["staff-number"],
    namedOfficers: ["o"],
    hiddenUnits: ["region"],
  };
  const wall = after(raised, entry("supplement", "s", {}, more));
  expect(wall).toMatchObject({
    side: "prosecutor",
    causes: ["narrative", "staff-number"],
    namedOfficers: ["o"],
    hiddenUnits: ["region", "station"],
    raisedAt: raised.receivedAt,
  });
  expect(after(entry("complaint", "r", {}, more), entry("supplement", "s", {}, SEALED))?.side).toBe(
    "prosecutor",
  );
});

test.each([
  [
    [
      ["a", "internal-affairs"],
      ["p", "prosecutor"],
    ],
    true,
  ],
  [
    [
      ["p", "prosecutor"],
      ["a", "internal-affairs"],
    ],
    true,
  ],
  [[["a", "internal-affairs"]], false],
  [[["p", "prosecutor"]], false],
  [
    [
      ["p", "prosecutor"],
      ["q", "prosecutor"],
    ],
    false,
  ],
  [
    [
      ["a", "internal-affairs"],
      ["b", "internal-affairs"],
    ],
    false,
  ],
  // One person with two posts is one person.
  [
    [
      ["a", "internal-affairs"],
      ["a", "prosecutor"],
    ],
    false,
  ],
])("internal affairs and a prosecutor, two persons, lift it: %j", (given, lifted) => {
  expect(after(raised, ...given.map(([who = "", as = ""]) => consent(who, as))) === null).toBe(lifted);
});

test("where it hides from internal affairs too, two prosecutors lift it", () => {
  const theirs = entry("complaint", "r", {}, { ...SEALED, side: "prosecutor" });
  expect(after(theirs, consent("a", "internal-affairs"), consent("p", "prosecutor"))).not.toBeNull();
  expect(after(theirs, consent("p", "prosecutor"), consent("p", "prosecutor"))).not.toBeNull();
  expect(after(theirs, consent("p", "prosecutor"), consent("q", "prosecutor"))).toBeNull();
});

test("what is said after the first consent asks for both anew, and what is said after it was lifted raises it again", () => {
  const again = entry("supplement", "s", {}, SEALED);
  expect(after(raised, consent("a", "internal-affairs"), again, consent("p", "prosecutor"))).not.toBeNull();
  const lifted = [raised, consent("a", "internal-affairs"), consent("p", "prosecutor")];
  expect(after(...lifted, entry("supplement", "s"))).toBeNull();
  expect(after(...lifted, again)).toEqual({ ...SEALED, raisedAt: again.receivedAt, consents: [] });
});

test("a consent that says it has become the prosecutor's takes two prosecutors, whoever agreed before", () => {
  const asProsecutors = (officerId: string) =>
    entry("wall", officerId, { step: "consent", as: "prosecutor", side: "prosecutor" });
  const one = after(raised, consent("a", "internal-affairs"), asProsecutors("p"));
  expect(one?.side).toBe("prosecutor");
  expect(after(raised, consent("a", "internal-affairs"), asProsecutors("p"), asProsecutors("q"))).toBeNull();
  // Once it was, a consent that does not say so takes nothing back.
  expect(after(raised, asProsecutors("p"), consent("a", "internal-affairs"))).not.toBeNull();
});

test("whom a wall named sees nothing when it is lifted, unless all who lifted it said that this was false", () => {
  const named = (...namedOfficers: string[]) => entry("supplement", "s", {}, { ...SEALED, namedOfficers });
  const says = (officerId: string, as: string, unfounded?: boolean) =>
    entry("wall", officerId, { step: "consent", as, ...(unfounded !== undefined && { unfounded }) });
  const lifted = (one?: boolean, other?: boolean) => [
    says("a", "internal-affairs", one),
    says("p", "prosecutor", other),
  ];
  expect(barredBy([named("x"), ...lifted()])).toEqual(["x"]);
  expect(barredBy([named("x"), ...lifted(true)])).toEqual(["x"]);
  expect(barredBy([named("x"), ...lifted(true, true)])).toEqual([]);
  // One word of two lifts nothing and clears nobody.
  expect(barredBy([named("x"), says("a", "internal-affairs", true)])).toEqual(["x"]);
  // A later wall of which the same is said clears whom it names, and nobody else.
  expect(barredBy([named("x"), ...lifted(), named("y"), ...lifted(true, true)])).toEqual(["x"]);
  expect(barredBy([named("x"), ...lifted(true, true), named("x"), ...lifted()])).toEqual(["x"]);
});
