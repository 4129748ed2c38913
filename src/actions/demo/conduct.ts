// What was done in an invented case: how victims were won, moved, kept and exploited, and what the officer ticked of it.

import { drawControl, MEANS_OF_CONTROL } from "./control.ts";
import type { Circle } from "./lists.ts";
import type { Random } from "./random.ts";
import { recruitmentWay, type Way } from "./recruitment.ts";
import type { Reporting } from "./reporting.ts";
import type { Scene } from "./scene.ts";
import type { PeopledCase } from "./share-people.ts";

export interface Conduct {
  way: Way;
  /** What happened, told in the narrative. */
  acts: string[];
  means: string[];
  control: string[];
  purposes: string[];
  situation: "rescued" | "escaped" | "released" | "still-held" | "missing";
  occurred: "yes" | "no" | "attempt" | "unknown";
  vulnerable: boolean;
  authority: boolean;
  unpaid: boolean;
  /** Hours a day, when the day was far too long. */
  hours: number | undefined;
  /** Code of catalogue `case-harm`. */
  harm: string | undefined;
  /** Somebody helped without doing an act: catalogue `participation`. */
  participation: string | undefined;
  moved: boolean;
  /** What the officer ticked of it; a careless one ticks less than was told. */
  ticked: { acts: string[]; means: string[] };
}

const ACT_ORDER = ["recruitment", "transport", "transfer", "harbouring", "receipt", "retention"];
const MEANS_ORDER = [
  "violence",
  "threat",
  "other-coercion",
  "deprivation-of-liberty",
  "abduction",
  "fraud",
  "deception",
  "abuse-of-power",
  "abuse-of-vulnerability",
  "payment-or-benefit",
];

/** A case in twenty was filled in carelessly; of cases with adults alone one in fourteen does not know the means yet. */
const CARELESS = 0.05;
const MEANS_NOT_KNOWN = 0.07;

export function conductOf(
  one: PeopledCase,
  scene: Scene,
  circle: Circle | undefined,
  reporting: Reporting,
  random: Random,
): Conduct {
  const { fresh } = reporting;
  const hasMinor = one.victims.some((kind) => kind.startsWith("minor"));
  const blank = random.chance(hasMinor ? 0.12 : MEANS_NOT_KNOWN);
  const way = recruitmentWay(one, scene, circle, blank, random);
  const main = one.groups[0] ?? "unassigned";
  // Cases of a circle reached its premises: that is where they meet.
  const interrupted =
    scene.abroad !== undefined || (!circle && fresh && scene.origin !== undefined && random.chance(0.12));
  const occurred =
    main === "unassigned" ? "unknown" : interrupted ? random.pick(["no", "attempt"] as const) : "yes";
  const unpaid = occurred === "yes" && one.groups.includes("labour") && random.chance(0.6);
  const control = blank ? [] : drawControl(one, occurred === "yes", unpaid, random);
  const vulnerable = !blank && (way.means.includes("abuse-of-vulnerability") || random.chance(0.3));
  const authority = !blank && !way.means.includes("abuse-of-power") && random.chance(0.06);
  const moved =
    scene.origin !== undefined &&
    (scene.abroad !== undefined || way.codes.includes("travel-offer") || random.chance(0.85));
  const situation = situationOf(one, reporting, interrupted, moved, random);
  const acts = actsOf(one, way, { moved, control, occurred, situation }, random);
  const means = MEANS_ORDER.filter(
    (code) =>
      way.means.includes(code) ||
      control.some((kind) => MEANS_OF_CONTROL[kind] === code) ||
      (code === "abuse-of-vulnerability" && vulnerable) ||
      (code === "abuse-of-power" && authority),
  );
  return {
    way,
    acts,
    means,
    control,
    purposes: purposesOf(one, scene, random),
    situation,
    occurred,
    vulnerable,
    authority,
    unpaid,
    hours: control.includes("excessive-hours") ? random.int(11, 17) : undefined,
    harm: harmOf(control, situation, random),
    participation:
      one.suspects.length > 2 && random.chance(0.12) ? random.pick(["facilitates", "finances"]) : undefined,
    moved,
    ticked: random.chance(CARELESS) ? carelessly(acts, means, random) : { acts, means },
  };
}

function actsOf(
  one: PeopledCase,
  way: Way,
  { moved, control, occurred, situation }: Pick<Conduct, "moved" | "control" | "occurred" | "situation">,
  random: Random,
): string[] {
  const acts = new Set<string>();
  if (way.known) acts.add("recruitment");
  if (moved) acts.add("transport");
  if (occurred === "yes") {
    if (random.chance(0.18)) acts.add("transfer");
    if (random.chance(0.45)) acts.add("harbouring");
    if (random.chance(0.25)) acts.add("receipt");
  }
  // Who escapes or is let go had been kept.
  if (
    control.includes("confinement") ||
    situation === "escaped" ||
    situation === "released" ||
    (occurred === "yes" && !one.groups.includes("saleOfChildren") && random.chance(0.25))
  )
    acts.add("retention");
  // Before 2007 the law knew no other acts (art. 182), and nobody is in a case for nothing.
  if (!["recruitment", "transport", "transfer"].some((act) => acts.has(act)) && one.year < 2007)
    acts.add("transfer");
  if (acts.size === 0) acts.add(occurred === "yes" ? "harbouring" : "recruitment");
  return ACT_ORDER.filter((act) => acts.has(act));
}

/** Codes of the classes the case was given: one or two sexual ones, one of each other class. */
function purposesOf(one: PeopledCase, { setting }: Scene, random: Random): string[] {
  return one.groups.flatMap((group) => {
    if (group === "sexual") {
      const codes = setting.sexual ?? ["prostitution-of-others"];
      return [...new Set([random.pick(codes), ...(random.chance(0.15) ? [random.pick(codes)] : [])])];
    }
    if (group === "labour") return [random.pick(setting.labour ?? ["other-labour-exploitation"])];
    if (group === "saleOfChildren") return ["sale-of-children"];
    if (group === "begging") return ["begging"];
    return [group === "other" ? "forced-criminality" : "unspecified"];
  });
}

function situationOf(
  one: PeopledCase,
  { channel, fresh }: Reporting,
  interrupted: boolean,
  moved: boolean,
  random: Random,
): Conduct["situation"] {
  if (fresh || interrupted) return "rescued";
  if (channel === "missing-person-report") return "missing";
  const children = one.groups.includes("saleOfChildren");
  const calls = channel === "hotline-0800";
  const weights: [Conduct["situation"], number][] = [
    ["escaped", children ? 0 : calls ? 5 : 38],
    ["released", children || calls ? 0 : 12],
    ["still-held", calls ? 80 : 28],
    ["missing", moved ? 12 : 2],
    ["rescued", calls ? 0 : 14],
  ];
  return weights[random.weighted(weights.map(([, weight]) => weight))]?.[0] ?? "still-held";
}

/** Rare, and only where the story says so: it weighs heavily in law. */
function harmOf(control: string[], situation: Conduct["situation"], random: Random): string | undefined {
  if (control.includes("physical-abuse") && random.chance(0.12)) return "serious-injury";
  const threatened = control.includes("confinement") && control.includes("physical-threats");
  return situation === "still-held" && threatened && random.chance(0.5) ? "imminent-danger" : undefined;
}

/** Leaves out the means, or all acts: what the narrative still tells is what the register should notice. */
function carelessly(acts: string[], means: string[], random: Random): { acts: string[]; means: string[] } {
  return random.chance(0.7) ? { acts, means: [] } : { acts: [], means };
}
