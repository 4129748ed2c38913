// Which cases belong to a circle: the same plate, phone, alias or premises turns up in several of them.
import type { Circle, Setting } from "./lists.ts";
import type { Random } from "./random.ts";
import type { PeopledCase } from "./share-people.ts";

/** For each case the circle it belongs to, if any; a case belongs to one at most. Throws when a circle finds too few. */
export function circlesOf(
  cases: PeopledCase[],
  circles: Circle[],
  settings: Setting[],
  random: Random,
): Map<PeopledCase, Circle> {
  const taken = new Map<PeopledCase, Circle>();
  for (const circle of circles) {
    const setting = settings.find(({ id }) => id === circle.setting);
    const fitting = cases.filter((one) => {
      const groups = one.groups.join("+");
      return (
        !taken.has(one) &&
        circle.entities.includes(one.entity ?? "") &&
        one.year >= circle.from &&
        one.year <= circle.to &&
        // An alias or a phone needs somebody to belong to.
        one.suspects.length > 0 &&
        !one.groups.includes("unassigned") &&
        (setting ? setting.groups.includes(groups) : !one.groups.includes("saleOfChildren")) &&
        (circle.group === undefined || groups.includes(circle.group))
      );
    });
    if (fitting.length < circle.cases)
      throw new Error(`circle ${circle.id}: only ${fitting.length} cases fit`);
    for (const one of random.shuffled(fitting).slice(0, circle.cases)) taken.set(one, circle);
  }
  return taken;
}
