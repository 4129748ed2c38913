// Who stands above whom, and when: the closure of the dated tree, by which rights and questions "as of" a day are decided.
import type { Unit } from "#src/schema/unit.ts";

/** `descendant` answers to `ancestor` from a day until another (the first day no longer; null: without end). */
export interface ClosureSpan {
  ancestor: string;
  descendant: string;
  depth: number;
  /** False once the unit has ended and only its cases are left, in the care of its successor. */
  standing: boolean;
  from: string;
  to: string | null;
}

interface Link {
  parent: string | null;
  standing: boolean;
  from: string;
  to: string | null;
}

/**
 * Every unit with itself and all above it, by spans of time. A unit that has ended stays below its successor, or below
 * the unit that last stood above it: somebody answers for its cases. Expects a tree without cycles.
 */
export function closureOf(units: readonly Unit[]): ClosureSpan[] {
  const periods = new Map<string, Unit[]>();
  for (const unit of units) periods.set(unit.id, [...(periods.get(unit.id) ?? []), unit]);
  const links = new Map([...periods].map(([id, own]) => [id, linksOf(own)]));
  return [...links.keys()].flatMap((id) => joinSpans(climb(links, id, { from: "", to: null }, [])));
}

/**
 * All that stands above a unit within a span, by climbing each link for as long as it holds. The way up is followed by
 * unit and time together: a unit may stand below another in one year and above it in the next.
 */
function climb(
  links: ReadonlyMap<string, readonly Link[]>,
  id: string,
  within: { from: string; to: string | null; standing?: boolean },
  path: readonly string[],
): ClosureSpan[] {
  // A cycle, which no checked tree has, ends here instead of never.
  if (path.includes(id)) return [];
  const descendant = path[0] ?? id;
  return (links.get(id) ?? []).flatMap((link): ClosureSpan[] => {
    const from = link.from > within.from ? link.from : within.from;
    const to = earlier(link.to, within.to);
    if (to !== null && to <= from) return [];
    // Whether the one below stands, whoever is above.
    const standing = within.standing ?? link.standing;
    const here = { ancestor: id, descendant, depth: path.length, standing, from, to };
    const above =
      link.parent === null ? [] : climb(links, link.parent, { from, to, standing }, [...path, id]);
    return [here, ...above];
  });
}

// One link upwards for each period, and one for the time after the last.
function linksOf(periods: readonly Unit[]): Link[] {
  const sorted = [...periods].sort((one, other) => one.validFrom.localeCompare(other.validFrom));
  const links: Link[] = sorted.map(({ parent, validFrom, validTo }) => ({
    parent,
    standing: true,
    from: validFrom,
    to: validTo,
  }));
  const last = sorted.at(-1);
  if (last !== undefined && last.validTo !== null)
    links.push({ parent: last.successor ?? last.parent, standing: false, from: last.validTo, to: null });
  return links;
}

const earlier = (one: string | null, other: string | null) =>
  one === null ? other : other === null ? one : one < other ? one : other;

// A rename changes nothing here: what only continues is one span.
function joinSpans(spans: readonly ClosureSpan[]): ClosureSpan[] {
  const key = (span: ClosureSpan) => `${span.ancestor} ${span.depth} ${span.standing} ${span.from}`;
  const joined: ClosureSpan[] = [];
  for (const span of [...spans].sort((one, other) => (key(one) < key(other) ? -1 : 1))) {
    const before = joined.at(-1);
    const same =
      before?.ancestor === span.ancestor && before.depth === span.depth && before.standing === span.standing;
    if (before !== undefined && same && before.to === span.from) before.to = span.to;
    else joined.push({ ...span });
  }
  return joined;
}
