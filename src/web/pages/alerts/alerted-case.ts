// Alerts of one case as one thing to answer: whoever commands several units sees the case once.
import type { AlertLine } from "#src/schema/case.ts";
import type { Unit } from "#src/schema/unit.ts";

export interface AlertedCase {
  /** What the row tells: the first of the case's alerts, in the order they came. */
  first: AlertLine;
  alerts: readonly AlertLine[];
  /** Open alerts of the unit nearest to the reader's; answered together. Empty when all are answered. */
  toAnswer: readonly AlertLine[];
  /** Units that have not answered, nearest first. */
  unanswered: readonly string[];
}

/** Cases in the order of their first alert. `unitId` is the reader's unit; its own alerts are nearest, then those below. */
export function groupByCase(
  alerts: readonly AlertLine[],
  unitId: string,
  units: readonly Pick<Unit, "id" | "parent">[],
): AlertedCase[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const groups = new Map<string, AlertLine[]>();
  for (const alert of alerts) {
    const known = groups.get(alert.caseId);
    if (known) known.push(alert);
    else groups.set(alert.caseId, [alert]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const open = group.filter(({ acknowledgedAt }) => acknowledgedAt === null);
    const unanswered = [...new Set(open.map((alert) => alert.unitId))].sort(
      (a, b) => stepsUp(a, unitId, parents) - stepsUp(b, unitId, parents),
    );
    return [
      { first, alerts: group, unanswered, toAnswer: open.filter((alert) => alert.unitId === unanswered[0]) },
    ];
  });
}

/** How many levels a unit is below another; more than any tree has when it is not below it. */
function stepsUp(from: string, to: string, parents: ReadonlyMap<string, string | null>): number {
  let at: string | null | undefined = from;
  for (let steps = 0; steps <= parents.size && at; steps++) {
    if (at === to) return steps;
    at = parents.get(at);
  }
  return parents.size + 1;
}
