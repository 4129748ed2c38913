// Which units must hear of a finding: the pack's rules over the finding, and the units competent for the places.

import type { Verdict } from "#src/schema/finding.ts";
import type { AlertRule, AlertRules, WallRules } from "#src/schema/pack.ts";
import type { Unit } from "#src/schema/unit.ts";
import type { SealedWall } from "#src/schema/wall.ts";
import { keeperTop, topsOn, treeUnder } from "../pack/keeper.ts";
import { unitAsKnown, unitsAsKnown } from "../pack/unit-periods.ts";

/** What the rules look at. */
export interface AlertQuestion {
  verdict: Verdict;
  palermo: Verdict;
  /** A victim who is or may be a minor. */
  mayBeMinor: boolean;
  /** A victim who is a minor. */
  minor: boolean;
  sexualPurpose: boolean;
  /** UBIGEO code of the facts, of the registering station. */
  factsPlace: string | null;
  stationPlace: string | null;
  /** `YYYY-MM-DD`: units are those that stand on this day. */
  day: string;
}

export interface RoutedAlert {
  unitId: string;
  rule: string;
  urgency: AlertRule["urgency"];
}

/** The units as the router needs them, prepared once. */
export interface UnitDirectory {
  /** Each unit as it is known on the day the directory is for. */
  units: ReadonlyMap<string, Unit>;
  /** All periods of all units: whoever asks for a day gets that day. */
  periods: readonly Unit[];
  /** Specialised units of the institution that keeps the register: those of another are not alerted. */
  regional: readonly Unit[];
  national: readonly Unit[];
}

/**
 * `periods` may hold a unit several times, once for each time between two changes. `root`: the top of the institution
 * that keeps the register; without it the first top there is.
 */
export function prepareUnits(periods: readonly Unit[], day: string, root?: string): UnitDirectory {
  const units = new Map(unitsAsKnown(periods, day).map((unit) => [unit.id, unit]));
  const others = new Set(
    topsOn(periods, day)
      .filter(({ id }) => id !== keeperTop(periods, root, day)?.id)
      .flatMap(({ id }) => [...treeUnder(periods, id, day)]),
  );
  const kept = periods.filter(({ id }) => !others.has(id));
  return {
    units,
    periods,
    regional: kept.filter(({ kind }) => kind === "specialised-regional"),
    national: kept.filter(({ kind }) => kind === "specialised-national"),
  };
}

/** True when the unit stands on that day. */
export function standsOn(unit: Unit, day: string): boolean {
  return unit.validFrom <= day && (unit.validTo === null || day < unit.validTo);
}

/** The regional specialised unit competent for a place: the longest matching UBIGEO prefix wins. */
export function competentUnit(directory: UnitDirectory, place: string | null, day: string): Unit | undefined {
  if (place === null) return undefined;
  let best: Unit | undefined;
  let length = 0;
  for (const unit of directory.regional) {
    if (!standsOn(unit, day)) continue;
    for (const prefix of unit.competence) {
      if (prefix.length > length && place.startsWith(prefix)) {
        best = unit;
        length = prefix.length;
      }
    }
  }
  return best;
}

/** Whether a rule fires for a finding. The database counts by the same rule (cases_a_rule_fires_for); a test compares. */
export function fires(
  rule: AlertRule,
  question: Omit<AlertQuestion, "factsPlace" | "stationPlace" | "day">,
): boolean {
  if (!rule.verdicts.includes(question.verdict) && !rule.verdicts.includes(question.palermo)) return false;
  if (rule.sexualPurpose === true) return question.sexualPurpose && question.minor;
  return rule.minor !== true || question.mayBeMinor;
}

/** The alerts of a finding: at most one a unit, by the first rule of the pack that fires for it. */
export function routeAlerts(
  rules: Pick<AlertRules, "rules">,
  directory: UnitDirectory,
  question: AlertQuestion,
): RoutedAlert[] {
  const alerts = new Map<string, RoutedAlert>();
  for (const rule of rules.rules) {
    if (!fires(rule, question)) continue;
    for (const unit of receiversOf(rule, directory, question)) {
      if (!alerts.has(unit.id))
        alerts.set(unit.id, { unitId: unit.id, rule: rule.code, urgency: rule.urgency });
    }
  }
  return [...alerts.values()];
}

/**
 * The alerts of a case behind a wall: everybody on the side that deals with it hears at once, by one rule, and nobody of a
 * unit it is hidden from. All at once, because nobody further up may be told when they do not answer. Where that side is
 * the prosecutor's, or every other unit of it is hidden, its prosecutors hear, in the offices the pack names (those for the
 * place, and those for the whole country), and nobody else there: an alert there is shown to prosecutors only, so a hidden
 * one among them is told as well.
 */
export function routeWallAlerts(
  {
    alert: rule,
    prosecutorUnits,
  }: Pick<WallRules, "prosecutorUnits"> & { alert: Pick<AlertRule, "code" | "urgency"> },
  directory: UnitDirectory,
  wall: Pick<SealedWall, "side"> & { hiddenUnits: readonly string[] },
  places: readonly (string | null)[],
  day: string,
): RoutedAlert[] {
  const all = [...directory.units.values()];
  const owners = [
    ...places.map((place) => competentUnit(directory, place, day)),
    ...directory.national,
    ...all.filter(({ kind }) => kind === "internal-affairs"),
  ].filter((unit) => unit !== undefined && standsOn(unit, day) && !wall.hiddenUnits.includes(unit.id));
  const offices = all.filter((unit) => prosecutorUnits.includes(unit.id) && standsOn(unit, day));
  const near = offices.filter(
    ({ competence }) =>
      competence.length === 0 ||
      competence.some((prefix) => places.some((place) => place?.startsWith(prefix) === true)),
  );
  // Where none is for the whole country and none for the place, all of them are better than nobody.
  const prosecutors = near.length > 0 ? near : offices;
  const receivers = wall.side === "prosecutor" || owners.length === 0 ? prosecutors : owners;
  const ids = new Set(receivers.map((unit) => unit?.id ?? ""));
  return [...ids].map((unitId) => ({ unitId, rule: rule.code, urgency: rule.urgency }));
}

function receiversOf(rule: AlertRule, directory: UnitDirectory, question: AlertQuestion): Unit[] {
  return rule.receivers.flatMap((receiver): Unit[] => {
    switch (receiver) {
      case "regional-of-facts":
        return [competentUnit(directory, question.factsPlace, question.day)].filter(
          (unit) => unit !== undefined,
        );
      case "regional-of-station":
        return [competentUnit(directory, question.stationPlace, question.day)].filter(
          (unit) => unit !== undefined,
        );
      case "national":
        return directory.national.filter((unit) => standsOn(unit, question.day));
      default: {
        const never: never = receiver;
        throw new Error(`unknown receiver: ${never}`);
      }
    }
  });
}

/**
 * The next unit up the tree of command to alert when nobody answered, and after how many minutes from the first alert;
 * `undefined` when there is nobody further up or no further step in the pack.
 */
export function escalation(
  rules: Pick<AlertRules, "escalateAfterMinutes">,
  directory: UnitDirectory,
  alert: { unitId: string; level: number },
  day: string,
): { unitId: string; level: number; afterMinutes: number } | undefined {
  const afterMinutes = rules.escalateAfterMinutes[alert.level];
  const unit = unitAsKnown(directory.periods, alert.unitId, day);
  // A unit that has ended left its alerts to its successor.
  const ended = unit !== undefined && !standsOn(unit, day) && unit.validFrom <= day;
  const parent = (ended ? unit.successor : undefined) ?? unit?.parent ?? undefined;
  if (afterMinutes === undefined || parent === undefined) return undefined;
  return { unitId: parent, level: alert.level + 1, afterMinutes };
}
