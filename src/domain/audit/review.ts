// What an auditor should look at: rules over one officer's events, each a pattern of use that deserves a question.
import type { AuditReviewRules, ReviewRule } from "#src/schema/audit-review.ts";

/** Of an event, what the rules need. Events of one officer, oldest first. */
export interface ReviewedEvent {
  at: string;
  postingId: string | null;
  unitId: string | null;
  action: string;
  outcome: string;
  caseId: string | null;
  origin: string | null;
  /** For a search: by how many questions. Turning a page or one's own cases is none. */
  questions: number;
}

export interface ReviewSubject {
  /** The week itself and as many days before it as `openingsWithoutWork` looks back. */
  events: readonly ReviewedEvent[];
  /** When each of the officer's postings ended; absent or null: it has not. */
  endedAt: ReadonlyMap<string, string | null>;
  /** When somebody, anybody, worked on a case: each time. */
  workedAt: ReadonlyMap<string, readonly string[]>;
}

export interface Found {
  rule: ReviewRule;
  events: number;
  firstAt: string;
  lastAt: string;
  unitId: string | null;
}

/** The week, and how its hours and days are told on the country's clock. */
export interface Week {
  from: string;
  to: string;
  timeZone: string;
  /** Days before a posting ends in which its officer's work is named; absent where the pack knows no term. */
  warnDays?: number | undefined;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const LOOKS = new Set(["case.read", "case.names.open", "case.print", "case.list", "search.person"]);
const OPENS = new Set(["case.names.open", "case.print"]);

/** Every rule that the officer's week meets. Pure: the same events give the same list. */
export function reviewOfficer(subject: ReviewSubject, rules: AuditReviewRules, week: Week): Found[] {
  const ofWeek = subject.events.filter(({ at }) => at >= week.from && at < week.to);
  const clock = clockOf(week.timeZone);
  return [
    found("night-work", nightWork(ofWeek, rules.nightWork, clock), rules.nightWork.atLeast),
    found("many-searches", manySearches(ofWeek, clock), rules.manySearches.aDay + 1),
    found("many-openings", manyOpenings(ofWeek, clock), rules.manyOpenings.aDay + 1),
    found("openings-without-work", withoutWork(subject, rules, week), rules.openingsWithoutWork.atLeast),
    found("use-after-transfer", afterTransfer(subject, rules, week), rules.useAfterTransfer.atLeast),
    found("two-places", twoPlaces(ofWeek, rules.twoPlaces), rules.twoPlaces.atLeast),
    found("refusal-burst", burst(ofWeek, rules.refusalBurst), rules.refusalBurst.atLeast),
    found("posting-ends", underEnding(ofWeek, subject, week), 1),
  ].flatMap((one) => one ?? []);
}

function found(rule: ReviewRule, events: readonly ReviewedEvent[], atLeast: number): Found | undefined {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined || events.length < atLeast) return undefined;
  return { rule, events: events.length, firstAt: first.at, lastAt: last.at, unitId: last.unitId };
}

type Clock = (at: string) => { day: string; hour: number };

function clockOf(timeZone: string): Clock {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  });
  return (at) => {
    const [, day = "", hour = "0"] = /^(\d{4}-\d\d-\d\d), (\d\d)/.exec(parts.format(new Date(at))) ?? [];
    return { day, hour: Number(hour) };
  };
}

// Registering at night is a night shift's work; looking at what others registered may not be.
function nightWork(
  events: readonly ReviewedEvent[],
  { fromHour, toHour }: AuditReviewRules["nightWork"],
  clock: Clock,
): ReviewedEvent[] {
  return events.filter(({ at, action, outcome }) => {
    if (!LOOKS.has(action) || outcome !== "done") return false;
    const { hour } = clock(at);
    return fromHour > toHour ? hour >= fromHour || hour < toHour : hour >= fromHour && hour < toHour;
  });
}

/** The searches of the day with the most. */
const manySearches = (events: readonly ReviewedEvent[], clock: Clock): ReviewedEvent[] =>
  busiestDay(
    events.filter(({ questions }) => questions > 0),
    clock,
  );

/** Of the day with the most: the first opening of names of each case. Whoever opens one case often works on it. */
function manyOpenings(events: readonly ReviewedEvent[], clock: Clock): ReviewedEvent[] {
  const seen = new Set<string>();
  const firsts = events.filter(({ at, action, outcome, caseId }) => {
    const opening = `${clock(at).day} ${caseId}`;
    if (caseId === null || !OPENS.has(action) || outcome !== "done" || seen.has(opening)) return false;
    seen.add(opening);
    return true;
  });
  return busiestDay(firsts, clock);
}

function busiestDay(events: readonly ReviewedEvent[], clock: Clock): ReviewedEvent[] {
  const days = new Map<string, ReviewedEvent[]>();
  for (const event of events) {
    const { day } = clock(event.at);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days.values()].reduce((most, one) => (one.length > most.length ? one : most), []);
}

/** What was done under a posting that was still valid when the week ended and ends soon after. */
function underEnding(
  events: readonly ReviewedEvent[],
  { endedAt }: ReviewSubject,
  { to, warnDays = 0 }: Week,
): ReviewedEvent[] {
  const latest = Date.parse(to) + warnDays * DAY;
  return events.filter(({ postingId }) => {
    const end = postingId === null ? null : (endedAt.get(postingId) ?? null);
    return end !== null && Date.parse(end) > Date.parse(to) && Date.parse(end) <= latest;
  });
}

/** Names opened in the seven days that ended `withinDays` ago, in cases on which nobody has worked since. */
function withoutWork(
  { events, workedAt }: ReviewSubject,
  { openingsWithoutWork: { withinDays } }: AuditReviewRules,
  week: Week,
): ReviewedEvent[] {
  const back = (time: string) => new Date(Date.parse(time) - withinDays * DAY).toISOString();
  return events.filter(({ at, action, outcome, caseId }) => {
    if (caseId === null || !OPENS.has(action) || outcome !== "done") return false;
    if (at < back(week.from) || at >= back(week.to)) return false;
    const until = new Date(Date.parse(at) + withinDays * DAY).toISOString();
    return !(workedAt.get(caseId) ?? []).some((worked) => worked >= at && worked <= until);
  });
}

/** Under a posting that had ended; or, under another, in a case that was opened under one that has ended since. */
function afterTransfer(
  { events, endedAt }: ReviewSubject,
  { useAfterTransfer: { graceMinutes } }: AuditReviewRules,
  week: Week,
): ReviewedEvent[] {
  const former = new Map<string, Set<string>>();
  return events.filter(({ at, postingId, caseId, outcome }) => {
    if (postingId === null) return false;
    const ended = endedAt.get(postingId);
    const late = typeof ended === "string" && Date.parse(at) > Date.parse(ended) + graceMinutes * MINUTE;
    const before = caseId === null ? undefined : former.get(caseId);
    const again = [...(before ?? [])].some((posting) => {
      const end = endedAt.get(posting);
      return posting !== postingId && typeof end === "string" && end <= at;
    });
    if (caseId !== null && outcome === "done") former.set(caseId, (before ?? new Set()).add(postingId));
    return (late || again) && at >= week.from && at < week.to;
  });
}

/** Events that came from another address than the one before them, too soon for anybody to have moved. */
function twoPlaces(
  events: readonly ReviewedEvent[],
  { withinMinutes }: AuditReviewRules["twoPlaces"],
): ReviewedEvent[] {
  const placed = events.filter(({ origin }) => origin !== null && origin !== "local");
  return placed.filter(({ at, origin }, i) => {
    const before = placed[i - 1];
    if (before === undefined || before.origin === origin) return false;
    return Date.parse(at) - Date.parse(before.at) <= withinMinutes * MINUTE;
  });
}

/** The most refusals within so many minutes. */
function burst(
  events: readonly ReviewedEvent[],
  { withinMinutes }: AuditReviewRules["refusalBurst"],
): ReviewedEvent[] {
  const refused = events.filter(({ outcome }) => outcome === "refused");
  let most: ReviewedEvent[] = [];
  for (let from = 0, to = 0; to < refused.length; to += 1) {
    const end = Date.parse(refused[to]?.at ?? "");
    while (end - Date.parse(refused[from]?.at ?? "") > withinMinutes * MINUTE) from += 1;
    if (to - from + 1 > most.length) most = refused.slice(from, to + 1);
  }
  return most;
}
