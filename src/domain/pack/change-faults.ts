// Can this change be made? Against everything that stands already, on its day and on every later one. Nothing is re-mapped.

import type { Pack } from "#src/schema/pack.ts";
import type { PackChange, StoredChange } from "#src/schema/pack-change.ts";
import { alertFaults } from "#src/schema/pack-law.ts";
import type { FieldFault } from "#src/schema/problem.ts";
import { applyChanges } from "./apply-changes.ts";
import { faultsOfCatalogue, faultsOfList } from "./catalogue-faults.ts";
import { type ChangeFault, type ChangeQuestion, fault } from "./change-question.ts";
import { firstDayUnheard, hearsUnder } from "./receivers.ts";
import { unitFaults } from "./unit-faults.ts";
import { applyTo, unitOn } from "./unit-periods.ts";
import { variableFaults } from "./variable-faults.ts";

/** How far back an order about a unit may reach, in days: papers arrive late, but not by years. */
export const UNIT_DAYS_BACK = 366;

/** What keeps the change from being made; empty when nothing does. */
export function changeFaults(question: ChangeQuestion): FieldFault[] {
  const { change, effectiveOn, today } = question;
  const isUnit = change.kind.startsWith("unit-");
  const earliest = isUnit
    ? new Date(Date.parse(`${today}T00:00:00Z`) - UNIT_DAYS_BACK * 86_400_000).toISOString().slice(0, 10)
    : today;
  if (effectiveOn < earliest)
    return [{ pointer: "/effectiveOn", code: "too-early", found: effectiveOn, expected: earliest }];
  if (isUnit) return faultsOfUnits(question);
  // Everything made so far counts, also what begins later: a code planned for next month is taken.
  return faultsInPack(applyChanges(question.pack, question.changes, "9999-12-31"), question);
}

function faultsOfUnits(question: ChangeQuestion): FieldFault[] {
  const { pack, changes, change, effectiveOn: day } = question;
  const { units } = applyChanges(pack, changes, day);
  const about = unitFaultsOf(change, units, day);
  if (about.length > 0) return about;
  const places = new Set(pack.places.map(({ code }) => code));
  const named =
    change.kind === "unit-open"
      ? [...change.unit.competence, ...(change.unit.place === null ? [] : [change.unit.place])]
      : change.kind === "unit-competence"
        ? change.competence
        : [];
  const unknown = named.filter((code) => !places.has(code));
  if (unknown.length > 0) return unknown.map((code) => fault("place-unknown", code));
  // What the tree had wrong before is not this change's doing.
  const before = new Set(unitFaults(units).map((each) => JSON.stringify(each)));
  const wrong = unitFaults(applyTo([...units], change, day)).filter(
    (each) => !before.has(JSON.stringify(each)),
  );
  return wrong.length > 0 ? wrong : unheardFaults(question, "unit-nobody-hears");
}

// Whatever happens to the tree, somebody of the keeper's hears on every day on which somebody did before.
function unheardFaults(
  { pack, changes, change, effectiveOn }: ChangeQuestion,
  code: ChangeFault,
): FieldFault[] {
  const made: StoredChange = {
    ...{ changeId: "", seq: Number.MAX_SAFE_INTEGER, madeAt: "", officerId: null, orderNumber: null },
    ...{ effectiveOn, change, revoked: false, confirmed: true, confirmedAt: null },
  };
  const unheard = firstDayUnheard(pack, changes, [...changes, made], effectiveOn);
  return unheard === undefined ? [] : [{ ...fault(code), expected: unheard }];
}

function unitFaultsOf(change: PackChange, units: Pack["units"], day: string): FieldFault[] {
  const stands = (id: string) => unitOn(units, id, day) !== undefined;
  const below = (id: string, except: readonly string[] = []) =>
    units.filter(
      ({ parent, validTo, id: own }) =>
        parent === id && (validTo === null || validTo > day) && !except.includes(own),
    );
  // A later period would be overwritten without anybody having decided so.
  const later = (id: string) => units.some((unit) => unit.id === id && unit.validFrom > day);
  const mustStand = (ids: readonly string[]) => [
    ...ids.filter((id) => !stands(id)).map((id) => fault("unit-unknown", id)),
    ...ids.filter(later).map((id) => fault("unit-changes-later", id)),
  ];
  const young = (ids: readonly string[]) =>
    ids
      .filter((id) => stands(id) && !units.some((unit) => unit.id === id && unit.validFrom < day))
      .map((id) => fault("unit-opens-that-day", id));
  const isTop = (id: string) => unitOn(units, id, day)?.parent === null;
  switch (change.kind) {
    case "unit-open":
      return [
        ...(units.some(({ id }) => id === change.unit.id) ? [fault("unit-id-taken", change.unit.id)] : []),
        ...(change.unit.parent === null || stands(change.unit.parent)
          ? []
          : [fault("unit-unknown", change.unit.parent)]),
      ];
    case "unit-close": {
      const { unitId, successor } = change;
      return [
        ...mustStand([unitId]),
        ...young([unitId]),
        ...(successor !== null && !stands(successor) ? [fault("unit-unknown", successor)] : []),
        ...(successor === unitId ? [fault("unit-same", unitId)] : []),
        ...(isTop(unitId) ? [fault("unit-top", unitId)] : []),
        ...below(unitId).map(({ id }) => fault("unit-has-units", id)),
      ];
    }
    case "unit-move":
      return [
        ...mustStand([change.unitId]),
        ...(stands(change.parent) ? [] : [fault("unit-unknown", change.parent)]),
        ...(isTop(change.unitId) ? [fault("unit-top", change.unitId)] : []),
      ];
    case "unit-merge":
      return [
        ...mustStand([...change.unitIds, change.into]),
        ...young(change.unitIds),
        ...(change.unitIds.includes(change.into) ? [fault("unit-same", change.into)] : []),
        ...change.unitIds.filter(isTop).map((id) => fault("unit-top", id)),
      ];
    case "unit-rename":
    case "unit-competence":
      return mustStand([change.unitId]);
    default:
      return [];
  }
}

function faultsInPack(pack: Pack, question: ChangeQuestion): FieldFault[] {
  const { change, effectiveOn } = question;
  switch (change.kind) {
    case "list-add":
      // Nothing asks with it yet, and one that is to come would be on no page: what asks with it may begin later.
      return effectiveOn > question.today
        ? [
            {
              pointer: "/effectiveOn",
              code: "list-begins-today",
              found: effectiveOn,
              expected: question.today,
            },
          ]
        : faultsOfList(pack, change.list);
    case "item-add":
    case "item-retire":
    case "item-relabel":
    case "items-order":
      return faultsOfCatalogue(pack, change, effectiveOn);
    case "variable-define":
    case "variable-retire":
    case "variable-relabel":
    case "variable-place": {
      // A list that is made for later has no options yet on the day the question begins.
      const { catalogues } = applyChanges(question.pack, question.changes, effectiveOn);
      return variableFaults({ ...pack, catalogues }, change, effectiveOn).map(([code, found]) =>
        fault(code, found),
      );
    }
    case "alert-rules":
      return alertFaults({ ...pack.alertRules, ...change }).map(({ field }) =>
        fault("alert-rules-wrong", field),
      );
    case "review-rules": {
      // From an hour to the same is no hour: the rule would be switched off while it seems to stand.
      const { fromHour, toHour } = change.rules.nightWork;
      return fromHour === toHour ? [fault("review-never-night")] : [];
    }
    case "institution": {
      const top = unitOn(pack.units, change.root, effectiveOn);
      if (top === undefined) return [fault("unit-unknown", change.root)];
      if (top.parent !== null) return [fault("unit-not-top", change.root)];
      // Whoever keeps the register is alerted: without a unit that always hears, a girl is registered and nobody told.
      return hearsUnder(pack.units, change.root, effectiveOn)
        ? unheardFaults(question, "institution-without-national")
        : [fault("institution-without-national", change.root)];
    }
    case "law-mark": {
      const [what, code, from] = change.place.split("/");
      const known =
        what === "version"
          ? pack.law.versions.some(({ id }) => id === code)
          : pack.law.offences.some(
              (offence) => offence.code === code && offence.periods.some((period) => period.from === from),
            );
      return known ? [] : [fault("law-unknown", change.place)];
    }
    default:
      return [];
  }
}
