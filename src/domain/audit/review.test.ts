// The rules of the weekly review, each by a table of weeks that meet it and weeks that just do not.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AuditReviewRules, ReviewRule } from "#src/schema/audit-review.ts";
import { type ReviewedEvent, type ReviewSubject, reviewOfficer } from "./review.ts";

const RULES: AuditReviewRules = {
  nightWork: { fromHour: 23, toHour: 5, atLeast: 3 },
  manySearches: { aDay: 4 },
  manyOpenings: { aDay: 3 },
  openingsWithoutWork: { withinDays: 14, atLeast: 2 },
  useAfterTransfer: { graceMinutes: 2, atLeast: 1 },
  twoPlaces: { withinMinutes: 10, atLeast: 1 },
  refusalBurst: { withinMinutes: 10, atLeast: 4 },
  sample: { percent: 5, atLeast: 5 },
};
/** Lima is five hours behind UTC all year. */
const WEEK = { from: "2026-11-16T05:00:00.000Z", to: "2026-11-23T05:00:00.000Z", timeZone: "America/Lima" };

const event = (at: string, change: Partial<ReviewedEvent> = {}): ReviewedEvent => ({
  at: `${at}.000Z`.replace(/^(\d\d)T/, "2026-11-$1T"),
  postingId: "p1",
  unitId: "u1",
  action: "case.read",
  outcome: "done",
  caseId: "c1",
  origin: "private-aaa",
  questions: 0,
  ...change,
});
const times = (n: number, of: (i: number) => ReviewedEvent) => Array.from({ length: n }, (_, i) => of(i));
const two = (n: number) => String(n).padStart(2, "0");
const rulesOf = (events: readonly ReviewedEvent[], more: Partial<ReviewSubject> = {}): ReviewRule[] =>
  reviewOfficer(
    { events, endedAt: new Map(), workedAt: new Map([["c1", ["2026-11-22T12:00:00.000Z"]]]), ...more },
    RULES,
    WEEK,
  ).map(({ rule }) => rule);

describe("night work", () => {
  test.each<[string, ReviewedEvent[], boolean]>([
    ["three looks after 23 in Lima", times(3, (i) => event(`18T04:0${i}:00`)), true],
    ["two", times(2, (i) => event(`18T04:0${i}:00`)), false],
    ["three at 22:59", times(3, () => event("18T03:59:00")), false],
    ["three at 04:59", times(3, () => event("18T09:59:00")), true],
    ["three at 05:00", times(3, () => event("18T10:00:00")), false],
    [
      "three complaints registered",
      times(3, () => event("18T05:30:00", { action: "complaint.register" })),
      false,
    ],
    ["three that were refused", times(3, () => event("18T05:30:00", { outcome: "refused" })), false],
    ["three of the week before", times(3, () => event("12T05:30:00")), false],
  ])("%s", (_, events, on) => expect(rulesOf(events).includes("night-work")).toBe(on));
});

test("work under a posting that ends within the days the pack warns is named, and no other", () => {
  const named = (end: string | null, warnDays?: number) =>
    reviewOfficer(
      { events: [event("18T15:00:00")], endedAt: new Map([["p1", end]]), workedAt: new Map() },
      RULES,
      { ...WEEK, warnDays },
    ).map(({ rule }) => rule);
  expect(named("2026-12-20T05:00:00.000Z", 30)).toEqual(["posting-ends"]);
  expect(named("2026-12-24T05:00:00.000Z", 30)).toEqual([]);
  expect(named(null, 30)).toEqual([]);
  expect(named("2026-12-20T05:00:00.000Z")).toEqual([]);
  // Ended already: what is done after it has a rule of its own.
  expect(named("2026-11-22T05:00:00.000Z", 30)).toEqual([]);
});

describe("many searches", () => {
  const search = (at: string, questions = 1) => event(at, { action: "case.list", caseId: null, questions });
  test.each<[string, ReviewedEvent[], boolean]>([
    ["five on one day", times(5, (i) => search(`18T15:0${i}:00`)), true],
    ["four on one day", times(4, (i) => search(`18T15:0${i}:00`)), false],
    [
      "five over midnight in Lima",
      [...times(3, () => search("19T04:59:00")), ...times(2, () => search("19T05:01:00"))],
      false,
    ],
    ["five pages turned", times(5, (i) => search(`18T15:0${i}:00`, 0)), false],
  ])("%s", (_, events, on) => expect(rulesOf(events).includes("many-searches")).toBe(on));
});

describe("names of many cases", () => {
  const open = (at: string, n: number, change: Partial<ReviewedEvent> = {}) =>
    event(at, { action: "case.names.open", caseId: `case ${n}`, ...change });
  test.each<[string, ReviewedEvent[], boolean]>([
    ["four cases on one day", times(4, (i) => open(`18T15:0${i}:00`, i)), true],
    ["three", times(3, (i) => open(`18T15:0${i}:00`, i)), false],
    ["one case nine times", times(9, (i) => open(`18T15:0${i}:00`, 1)), false],
    ["four over midnight in Lima", times(4, (i) => open(i < 2 ? "19T04:59:00" : "19T05:01:00", i)), false],
    ["four printed", times(4, (i) => open("18T15:00:00", i, { action: "case.print" })), true],
    ["four read without names", times(4, (i) => open("18T15:00:00", i, { action: "case.read" })), false],
    ["four that were refused", times(4, (i) => open("18T15:00:00", i, { outcome: "refused" })), false],
    ["four of the week before", times(4, (i) => open("12T15:00:00", i)), false],
  ])("%s", (_, events, on) => expect(rulesOf(events).includes("many-openings")).toBe(on));

  test("are counted by cases, of the day with the most", () => {
    const events = [
      ...times(5, (i) => open("17T15:00:00", i % 4)),
      ...times(5, (i) => open(`18T15:0${i}:00`, i)),
    ];
    expect(
      reviewOfficer({ events, endedAt: new Map(), workedAt: new Map() }, RULES, WEEK).find(
        ({ rule }) => rule === "many-openings",
      ),
    ).toMatchObject({ events: 5, firstAt: "2026-11-18T15:00:00.000Z", lastAt: "2026-11-18T15:04:00.000Z" });
  });
});

describe("openings without work", () => {
  const open = (day: number, caseId = "c2") =>
    event(`${two(day)}T15:00:00`, { action: "case.names.open", caseId });
  const worked = (...at: string[]) => ({ workedAt: new Map([["c2", at]]) });
  test.each<[string, ReviewedEvent[], Partial<ReviewSubject>, boolean]>([
    ["two openings a fortnight before the week, nothing since", [open(3), open(4)], worked(), true],
    [
      "somebody worked on the case ten days later",
      [open(3), open(4)],
      worked("2026-11-14T10:00:00.000Z"),
      false,
    ],
    ["somebody had worked on it before", [open(3), open(4)], worked("2026-11-01T10:00:00.000Z"), true],
    [
      "somebody worked on it sixteen days later",
      [open(3), open(4)],
      worked("2026-11-20T16:00:00.000Z"),
      true,
    ],
    ["one opening", [open(3)], worked(), false],
    ["openings of this week: there is time left", [open(17), open(18)], worked(), false],
    ["openings judged the week before", [open(1), open(1)], worked(), false],
  ])("%s", (_, events, more, on) => expect(rulesOf(events, more).includes("openings-without-work")).toBe(on));
});

describe("use after transfer", () => {
  const ended = {
    endedAt: new Map([
      ["p1", "2026-11-18T12:00:00.000Z"],
      ["p2", null],
    ]),
  };
  test.each<[string, ReviewedEvent[], boolean]>([
    ["three minutes after the posting ended", [event("18T12:03:00")], true],
    ["in the minute in which sessions end", [event("18T12:01:30")], false],
    ["before it ended", [event("18T11:59:00")], false],
    [
      "the same case under the next posting",
      [event("17T12:00:00"), event("19T12:00:00", { postingId: "p2" })],
      true,
    ],
    [
      "another case under the next posting",
      [event("17T12:00:00"), event("19T12:00:00", { postingId: "p2", caseId: "c9" })],
      false,
    ],
    [
      "the same case while both postings last",
      [event("17T12:00:00"), event("17T13:00:00", { postingId: "p2" })],
      false,
    ],
    ["a refusal is enough", [event("20T12:00:00", { outcome: "refused" })], true],
  ])("%s", (_, events, on) => expect(rulesOf(events, ended).includes("use-after-transfer")).toBe(on));
});

describe("two places at once", () => {
  const at = (time: string, origin: string | null) => event(time, { origin });
  test.each<[string, ReviewedEvent[], boolean]>([
    [
      "nine minutes between two addresses",
      [at("18T15:00:00", "private-aaa"), at("18T15:09:00", "public-bbb")],
      true,
    ],
    ["eleven minutes", [at("18T15:00:00", "private-aaa"), at("18T15:11:00", "public-bbb")], false],
    ["the same address", [at("18T15:00:00", "private-aaa"), at("18T15:01:00", "private-aaa")], false],
    [
      "an event of the register in between",
      [at("18T15:00:00", "private-aaa"), at("18T15:01:00", null), at("18T15:02:00", "private-aaa")],
      false,
    ],
    ["the server itself", [at("18T15:00:00", "private-aaa"), at("18T15:01:00", "local")], false],
  ])("%s", (_, events, on) => expect(rulesOf(events).includes("two-places")).toBe(on));
});

describe("a burst of refusals", () => {
  const refused = (minute: number) => event(`18T15:${two(minute)}:00`, { outcome: "refused" });
  test.each<[string, ReviewedEvent[], boolean]>([
    ["four in ten minutes", [0, 3, 6, 10].map(refused), true],
    ["four in eleven", [0, 3, 6, 11].map(refused), false],
    ["three at once", [0, 0, 0].map(refused), false],
    ["a burst between others", [0, 20, 21, 22, 23, 50].map(refused), true],
  ])("%s", (_, events, on) => expect(rulesOf(events).includes("refusal-burst")).toBe(on));
});

test("an item says how many, from when to when, and the unit of the last", () => {
  const events = times(4, (i) => event(`18T05:0${i}:00`, { unitId: `u${i}` }));
  expect(reviewOfficer({ events, endedAt: new Map(), workedAt: new Map() }, RULES, WEEK)).toEqual([
    {
      rule: "night-work",
      events: 4,
      firstAt: "2026-11-18T05:00:00.000Z",
      lastAt: "2026-11-18T05:03:00.000Z",
      unitId: "u3",
    },
  ]);
});

test("a week without events is on no list, and more events never take a rule off it", () => {
  expect(rulesOf([])).toEqual([]);
  const made = fc.record({
    minute: fc.nat(7 * 24 * 60 - 1),
    action: fc.constantFrom("case.read", "case.list", "case.names.open", "session.sign-in"),
    outcome: fc.constantFrom("done", "refused"),
    questions: fc.nat(1),
  });
  const real = (list: { minute: number; action: string; outcome: string; questions: number }[]) =>
    list
      .map(({ minute, ...more }) => ({
        ...event("18T00:00:00", more),
        at: new Date(Date.parse(WEEK.from) + minute * 60_000).toISOString(),
      }))
      .sort((a, b) => a.at.localeCompare(b.at));
  fc.assert(
    fc.property(fc.array(made, { maxLength: 60 }), fc.array(made, { maxLength: 10 }), (some, more) => {
      const few = rulesOf(real(some));
      expect(rulesOf(real([...some, ...more]))).toEqual(expect.arrayContaining(few));
    }),
    { numRuns: 300 },
  );
});
