// How many access decisions a second one core makes, over every role, action and class, in random relations.
import {
  ACTIONS,
  type AccessQuestion,
  DATA_CLASSES,
  NO_RELATION,
  OPEN_CASE,
  type Relation,
} from "#src/domain/access/access-question.ts";
import { decideAccess, POLICY } from "#src/domain/access/decide-access.ts";
import { Role } from "#src/schema/case.ts";

const TARGET_PER_SECOND = 500_000;
const MIX_SIZE = 50_000;
const MEASURED_MS = 2_000;

/** Decisions per second of a single thread (median and best of five runs of two seconds), and the share allowed. */
export async function bench(): Promise<unknown> {
  const mix = mixOfQuestions();
  const allowed = mix.filter((question) => decideAccess(question).effect === "allow").length;
  if (allowed < MIX_SIZE / 100) throw new Error("the mix allows next to nothing: it is not realistic");
  const runs = Array.from({ length: 5 }, () => measure(mix)).sort((one, other) => one - other);
  const median = runs[2] ?? 0;
  return {
    bench: "access",
    policy: POLICY,
    decisionsPerSecond: median,
    best: runs[4] ?? 0,
    target: TARGET_PER_SECOND,
    reached: median >= TARGET_PER_SECOND,
    questionsInMix: mix.length,
    allowedShare: Math.round((allowed / mix.length) * 1000) / 1000,
    node: process.version,
  };
}

function measure(mix: readonly AccessQuestion[]): number {
  const start = performance.now();
  let decisions = 0;
  let allowed = 0;
  let elapsed = 0;
  do {
    for (const question of mix) if (decideAccess(question).effect === "allow") allowed++;
    decisions += mix.length;
    elapsed = performance.now() - start;
  } while (elapsed < MEASURED_MS);
  if (allowed === 0) throw new Error("nothing was decided");
  return Math.round(decisions / (elapsed / 1e3));
}

// A fixed linear congruential sequence (Numerical Recipes' constants): the same mix on every machine. Half of the
// questions are the frequent ones, to read or to add to a case one has.
function mixOfQuestions(): AccessQuestion[] {
  let state = 20261124;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  return Array.from({ length: MIX_SIZE }, (_, at) => {
    const usual = at % 2 === 0;
    const relation = Object.fromEntries(
      Object.keys(NO_RELATION).map((name) => [name, name !== "named" && below(3) === 0]),
    ) as unknown as Relation;
    return {
      role: usual ? pick(["registrar", "investigator", "chief"] as const) : pick(Role.options),
      action: usual ? pick(["read", "add"] as const) : pick(ACTIONS),
      dataClass: usual ? pick(["metadata", "facts", "victim-identity"] as const) : pick(DATA_CLASSES),
      relation,
      standing: { ...OPEN_CASE, walled: below(20) === 0 },
    };
  });
}
