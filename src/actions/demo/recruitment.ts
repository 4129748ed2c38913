// How the victims of an invented case were won: the way, what was offered, and the means that shows.
import type { Circle } from "./lists.ts";
import type { Random } from "./random.ts";
import type { Scene } from "./scene.ts";
import type { PeopledCase } from "./share-people.ts";

export interface Way {
  /** False when nobody knows how the victims came there. */
  known: boolean;
  /** Codes of catalogue `recruitment`, the telling one first. */
  codes: string[];
  /** Codes of catalogue `recruitment-offer`. */
  offers: string[];
  means: string[];
}

/** Who or what brought a false job offer to the victims, with weights (after prosecutors' analyses of recruitment). */
const JOB_BROUGHT_BY: [string | undefined, number][] = [
  [undefined, 40],
  ["friend-or-acquaintance", 18],
  ["relative", 9],
  ["newspaper-ad", 9],
  ["employment-agency", 8],
  ["street-or-terminal", 9],
  ["tv-radio-ad", 2],
  ["workplace", 2],
];

const NOT_A_JOB = new Set(["study", "travel", "romance", "adoption"]);

export function recruitmentWay(
  one: PeopledCase,
  { setting, origin }: Scene,
  circle: Circle | undefined,
  blank: boolean,
  random: Random,
): Way {
  if (circle?.agency) return job("employment-agency", random.pick(setting.offers));
  if (blank) return { known: false, codes: [], offers: [], means: [] };
  const onlyMinors = one.victims.every((kind) => kind.startsWith("minor"));
  if (
    one.groups.includes("saleOfChildren") ||
    (one.groups.includes("begging") && onlyMinors && random.chance(0.5))
  ) {
    return handedOver();
  }
  if (one.groups[0] === "labour" && random.chance(0.2)) {
    return {
      known: true,
      codes: ["advance-payment"],
      offers: ["mining-work"].filter((o) => setting.offers.includes(o)),
      means: ["abuse-of-vulnerability"],
    };
  }
  if (origin && one.victims.length <= 2 && random.chance(0.03)) {
    return { known: true, codes: ["abduction"], offers: [], means: ["violence", "abduction"] };
  }
  if (onlyMinors && random.chance(0.08)) {
    return { known: true, codes: ["godparent"], offers: ["study"], means: ["abuse-of-power"] };
  }
  const offer = random.pick(setting.offers);
  if (offer === "study" && onlyMinors) {
    return { known: true, codes: ["study-offer"], offers: ["study"], means: ["deception"] };
  }
  if (offer === "romance" && one.victims.length === 1) {
    return { known: true, codes: ["romance"], offers: ["romance"], means: ["deception"] };
  }
  if (offer === "travel" || offer === "romance") {
    return { known: true, codes: ["travel-offer"], offers: ["travel"], means: ["deception"] };
  }
  return job(broughtBy(one, onlyMinors, random), NOT_A_JOB.has(offer) ? "other" : offer);
}

function handedOver(): Way {
  return {
    known: true,
    codes: ["handed-over-by-family"],
    offers: [],
    means: ["payment-or-benefit"],
  };
}

function broughtBy(one: PeopledCase, onlyMinors: boolean, random: Random): string | undefined {
  const ways: [string | undefined, number][] = [...JOB_BROUGHT_BY];
  if (onlyMinors) ways.push(["school", 6]);
  // Internet cabins reached the provinces in these years; networks came after.
  if (one.year >= 2007) ways.push(["online-ad", 4]);
  if (one.year >= 2009) ways.push(["social-network", 7]);
  return ways[random.weighted(ways.map(([, weight]) => weight))]?.[0];
}

function job(by: string | undefined, offer: string): Way {
  return {
    known: true,
    codes: by === undefined ? ["false-job-offer"] : ["false-job-offer", by],
    offers: [offer],
    means: by === "employment-agency" ? ["fraud", "deception"] : ["deception"],
  };
}
