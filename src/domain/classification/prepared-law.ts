// A law made ready for many findings: bit sets for its lists, compiled conditions, offences by date.
import { ACTS, MEANS, PURPOSES } from "#src/schema/facts.ts";
import { AGGRAVATING, type Aggravating, type Offence, type Reason } from "#src/schema/finding.ts";
import type { Law, LawOffence, LawVersion, OffencePeriod } from "#src/schema/law.ts";
import { ACT_BITS, MEANS_BITS, mask, PURPOSE_BITS } from "./coded-facts.ts";
import { compileCondition, purposesNeeded, type Test } from "./condition.ts";

/** A statement a version or an offence makes when its test holds; shared between findings, hence frozen. */
export interface Proposal<Statement> {
  statement: Statement;
  reason: Reason;
  test: Test;
}

export interface PreparedVersion {
  version: LawVersion;
  acts: number;
  means: number;
  purposes: number;
  trafficking: Offence;
  /** Means that count as another: their bit and the reason that says so. */
  countedAs: readonly { bit: number; reason: Reason }[];
  aggravating: readonly Proposal<Aggravating>[];
  /** Reasons that never vary under this version. */
  reasons: {
    inForce: Reason;
    needsNoMeans: Reason;
    consent: Reason | undefined;
    trafficking: Reason;
    traffickingIfMinor: Reason;
  };
}

export interface PreparedOffence extends Proposal<Offence> {
  kind: "exploitation" | "related";
  purposesNeeded: number;
  from: string;
  to: string | null;
}

/** From `from` on (until the next one) these offences are in force. */
interface OffencesInForce {
  from: string;
  offences: readonly PreparedOffence[];
}

export interface PreparedLaw {
  law: Law;
  versions: readonly PreparedVersion[];
  offencesInForce: readonly OffencesInForce[];
}

/** To be done once per law; the result is immutable and can be shared. */
export function prepareLaw(law: Law): PreparedLaw {
  const offences = law.offences.flatMap((offence) =>
    offence.periods.map((period) => prepareOffence(offence, period)),
  );
  return {
    law,
    versions: law.versions.map((version) => prepareVersion(law, version)),
    offencesInForce: byDate(offences),
  };
}

/** The version in force on a day (`YYYY-MM-DD`); undefined before the first. */
export function findVersionOn(law: PreparedLaw, day: string): PreparedVersion | undefined {
  return law.versions.find(({ version }) => isWithin(version, day));
}

/** The offences in force on a day, in the order of the law. */
export function offencesOn(law: PreparedLaw, day: string): readonly PreparedOffence[] {
  for (let index = law.offencesInForce.length - 1; index >= 0; index--) {
    const span = law.offencesInForce[index];
    if (span && span.from <= day) return span.offences;
  }
  return [];
}

function isWithin({ from, to }: { from: string | null; to: string | null }, day: string): boolean {
  return (from === null || from <= day) && (to === null || day <= to);
}

function prepareVersion(law: Law, version: LawVersion): PreparedVersion {
  const codes = (elements: readonly { code: string }[]) => elements.map(({ code }) => code);
  return {
    version,
    acts: mask(codes(version.acts), ACT_BITS),
    means: mask(codes(version.means), MEANS_BITS),
    purposes: mask(codes(version.purposes), PURPOSE_BITS),
    trafficking: Object.freeze({
      article: version.article,
      title: version.title.es,
      verified: version.verified,
      code: "trafficking",
    }),
    countedAs: version.means.flatMap(({ code, countsAs }) =>
      countsAs ? [{ bit: MEANS_BITS.get(code) ?? 0, reason: countedAs(code, countsAs) }] : [],
    ),
    aggravating: prepareCircumstances(law, version),
    reasons: constantReasons(version),
  };
}

function constantReasons({ id, article, consent }: LawVersion): PreparedVersion["reasons"] {
  const saying = (code: Reason["code"]): Reason => Object.freeze({ code, law: id, article });
  return {
    inForce: saying("law-in-force"),
    needsNoMeans: saying("law-needs-no-means"),
    consent: consent ? Object.freeze({ code: "consent-irrelevant", article: consent.article }) : undefined,
    trafficking: saying("offence-trafficking"),
    traffickingIfMinor: saying("offence-trafficking-if-minor"),
  };
}

function countedAs(code: string, as: string): Reason {
  return Object.freeze({ code: "counted-as", element: "means", codes: Object.freeze([code, as]) });
}

function prepareCircumstances(law: Law, version: LawVersion): Proposal<Aggravating>[] {
  return AGGRAVATING.flatMap((code) => {
    const form = version.aggravated.find(({ circumstances }) => circumstances.includes(code));
    const circumstance = law.circumstances.find((candidate) => candidate.code === code);
    if (!form || !circumstance) return [];
    const { article } = form;
    return [
      {
        statement: Object.freeze({ code, article }),
        reason: Object.freeze({ code: "aggravating-circumstance" as const, article, circumstance: code }),
        test: compileCondition(circumstance.condition),
      },
    ];
  });
}

function prepareOffence(offence: LawOffence, period: OffencePeriod): PreparedOffence {
  const { code } = offence;
  const { article, verified, from, to } = period;
  const kind = period.kind ?? offence.kind;
  const title = (period.title ?? offence.title).es;
  const condition = period.condition ?? offence.condition;
  const reasonCode = kind === "related" ? "offence-related" : "offence-exploitation";
  return {
    kind,
    from,
    to,
    statement: Object.freeze({ article, title, verified, code }),
    reason: Object.freeze({ code: reasonCode, article, offence: code }),
    test: compileCondition(condition),
    purposesNeeded: purposesNeeded(condition),
  };
}

// A day on which nothing starts is governed by the last start before it, unless a period ended in between:
// therefore the day after an end is a start of its own.
function byDate(offences: readonly PreparedOffence[]): OffencesInForce[] {
  const starts = offences.flatMap(({ from, to }) => (to === null ? [from] : [from, dayAfter(to)]));
  return [...new Set(starts)]
    .sort()
    .map((from) => ({ from, offences: offences.filter((offence) => isWithin(offence, from)) }));
}

/** Calendar arithmetic only: the day comes in as an argument, no clock is read. */
function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/** The lists by element, in the order findings use. */
export const CODES_BY_ELEMENT = { act: ACTS, means: MEANS, purpose: PURPOSES } as const;
