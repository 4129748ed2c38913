// A session at its own place, in another browser, on another network: nothing is ever worth more elsewhere.
import { expect, test } from "vitest";
import { atPlace, type Placed } from "./session-place.ts";

const AT = "2026-12-01T10:00:00.000Z";
const session: Placed = {
  authenticatedAt: AT,
  provedFrom: "private-0a1",
  device: "Chrome · Windows",
  locked: false,
};
const place = { device: "Chrome · Windows", network: "private-0a1" };

test.each<[string, Partial<Placed>, Partial<typeof place> | { device: null }, object]>([
  ["its own place", {}, {}, { locked: false, elsewhere: false, authenticatedAt: AT }],
  ["another network", {}, { network: "public-0a1" }, { locked: false, elsewhere: false, fresh: false }],
  ["another system", {}, { device: "Chrome · Linux" }, { locked: true, elsewhere: true, fresh: false }],
  ["another browser", {}, { device: "Firefox · Windows" }, { locked: true, elsewhere: true, fresh: false }],
  ["what says nothing of itself", {}, { device: null }, { locked: true, elsewhere: true, fresh: false }],
  ["a browser nobody knew", { device: null }, {}, { locked: true, elsewhere: true, fresh: false }],
  ["no network told when it was opened", { provedFrom: null }, {}, { locked: false, authenticatedAt: AT }],
  ["locked, at its own place", { locked: true }, {}, { locked: true, elsewhere: false, authenticatedAt: AT }],
])("%s", (_, of, at, expected) => {
  const { fresh, ...rest } = expected as { fresh?: boolean };
  const found = atPlace({ ...session, ...of }, { ...place, ...at });
  expect(found).toMatchObject(rest);
  if (fresh === false) expect(Date.parse(found.authenticatedAt)).toBe(0);
});
