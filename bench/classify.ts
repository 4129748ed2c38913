// How many findings a second one core makes, over a realistic mix of facts of every period.
import { readFileSync } from "node:fs";
import { CLASSIFIER_VERSION, classify } from "#src/domain/classification/classify.ts";
import { type PreparedLaw, prepareLaw } from "#src/domain/classification/prepared-law.ts";
import type { Facts } from "#src/schema/facts.ts";
import { parseFacts } from "#src/schema/facts.ts";
import { VERDICTS } from "#src/schema/finding.ts";
import { parseLaw } from "#src/schema/law.ts";

const TARGET_PER_SECOND = 200_000;
const MIX_SIZE = 5_000;
const MEASURED_MS = 2_000;

/**
 * `args`: the folder of the packs, `packs` by default. Returns findings per second of a single thread (the best and
 * the median of five runs of two seconds; also per second of processor time, which other programs do not disturb), the share of each verdict in the mix, and the bytes of a typical finding.
 */
export async function bench(args: string[]): Promise<unknown> {
  const folder = args[0] ?? "packs";
  const [law, palermo] = [loadLaw(folder, "pe"), loadLaw(folder, "palermo")];
  const mix = mixOfFacts();
  const verdicts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
  let bytes = 0;
  for (const facts of mix) {
    const finding = classify(facts, law, palermo);
    verdicts[finding.verdict] = (verdicts[finding.verdict] ?? 0) + 1;
    bytes += JSON.stringify(finding).length;
  }
  const runs = Array.from({ length: 5 }, () => measure(mix, law, palermo));
  const perSecond = runs.map(({ wall }) => wall).sort((one, other) => one - other);
  const perProcessorSecond = runs.map(({ processor }) => processor).sort((one, other) => one - other);
  const median = perSecond[2] ?? 0;
  return {
    bench: "classify",
    classifier: CLASSIFIER_VERSION,
    findingsPerSecond: median,
    best: perSecond[4] ?? 0,
    findingsPerProcessorSecond: perProcessorSecond[2] ?? 0,
    target: TARGET_PER_SECOND,
    reached: median >= TARGET_PER_SECOND,
    factsInMix: mix.length,
    verdicts,
    meanFindingBytes: Math.round(bytes / mix.length),
    node: process.version,
  };
}

function loadLaw(folder: string, id: string): PreparedLaw {
  return prepareLaw(parseLaw(JSON.parse(readFileSync(`${folder}/${id}/law.json`, "utf8"))));
}

interface Speed {
  wall: number;
  processor: number;
}

function measure(mix: readonly Facts[], law: PreparedLaw, palermo: PreparedLaw): Speed {
  const before = process.cpuUsage();
  const start = performance.now();
  let findings = 0;
  let alerts = 0;
  let elapsed = 0;
  do {
    for (const facts of mix) if (classify(facts, law, palermo).alert) alerts++;
    findings += mix.length;
    elapsed = performance.now() - start;
  } while (elapsed < MEASURED_MS);
  if (alerts === 0) throw new Error("the mix raises no alert: it is not realistic");
  const { user, system } = process.cpuUsage(before);
  const perSecond = (seconds: number) => Math.round(findings / seconds);
  return { wall: perSecond(elapsed / 1e3), processor: perSecond((user + system) / 1e6) };
}

// A fixed linear congruential sequence (Numerical Recipes' constants): the same mix on every machine.
function mixOfFacts(): Facts[] {
  let state = 20261121;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  };
  return Array.from({ length: MIX_SIZE }, () => {
    const parsed = parseFacts({
      country: "pe",
      factsTo: `${pick([1995, 2005, 2009, 2012, 2015, 2018, 2020, 2022, 2024, 2026])}${pick(["", "-05", "-05-17"])}`,
      acts: pick([
        ["recruitment"],
        ["recruitment", "transport"],
        ["harbouring", "retention"],
        ["unspecified"],
        [],
      ]),
      participation: pick([[], [], ["facilitates"]]),
      means: pick([["deception"], ["threat", "abuse-of-vulnerability"], ["payment-or-benefit"], [], []]),
      purposes: pick([
        ["prostitution-of-others"],
        ["other-sexual-exploitation", "other-labour-exploitation"],
        ["forced-labour"],
        ["begging"],
        [],
      ]),
      victims: Array.from({ length: pick([1, 1, 1, 2, 3]) }, (_, index) => ({
        id: `v${index + 1}`,
        ...pick([{ ageAtFacts: 16 }, { ageAtFacts: 13 }, { ageMin: 16, ageMax: 20 }, { ageAtFacts: 24 }, {}]),
        ...pick([{}, {}, { pregnant: true }, { relationToSuspect: "relative" }]),
      })),
      suspects: pick([[], [{ id: "s1" }], [{ id: "s1", organisation: "gang" }, { id: "s2" }]]),
      exploitationOccurred: pick(["yes", "no", "attempt", "unknown"]),
      gain: pick([true, false, null]),
      borderCrossed: pick([true, false, false, null]),
    });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.facts;
  });
}
