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
  const links = new Map<string, Link[]>();
  for (const id of new Set(units.map((unit) => unit.id)))
    links.set(id, linksOf(units.filter((unit) => unit.id === id)));
  const known = new Map<string, ClosureSpan[]>();
  const spansOf = (id: string): ClosureSpan[] => {
    const done = known.get(id);
    if (done !== undefined) return done;
    // A cycle, which no checked tree has, ends here instead of never.
    known.set(id, []);
    const spans = (links.get(id) ?? []).flatMap(({ parent, standing, from, to }) => [
      { ancestor: id, descendant: id, depth: 0, standing, from, to },
      ...(parent === null ? [] : spansOf(parent)).flatMap((above): ClosureSpan[] => {
        const since = above.from > from ? above.from : from;
        const until = earlier(above.to, to);
        if (until !== null && until <= since) return [];
        return [
          {
            ancestor: above.ancestor,
            descendant: id,
            depth: above.depth + 1,
            standing,
            from: since,
            to: until,
          },
        ];
      }),
    ]);
    const joined = joinSpans(spans);
    known.set(id, joined);
    return joined;
  };
  return [...links.keys()].flatMap(spansOf);
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
