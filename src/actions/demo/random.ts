// Seeded chance for invented cases: the same seed gives the same register, byte for byte, on every machine.

/** What the generator draws from; every method advances one shared state, so the order of calls matters. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** An index into `weights`, drawn in proportion to them; at least one must be above zero. */
  weighted(weights: readonly number[]): number;
  /** A new, shuffled list. */
  shuffled<T>(items: readonly T[]): T[];
  /** A UUID of version 4 (RFC 9562) drawn from this state: not secret, fit for invented people only. */
  uuid(): string;
}

/** sfc32 (Chris Doty-Humphrey's PractRand), seeded through splitmix32 so that neighbouring seeds differ at once. */
export function seededRandom(seed: number): Random {
  let mix = seed >>> 0;
  const splitmix = () => {
    mix = (mix + 0x9e3779b9) | 0;
    let t = mix ^ (mix >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let d = 1;
  const word = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  const next = () => word() / 2 ** 32;
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
    weighted: (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      if (!(total > 0)) throw new Error("no weight above zero");
      let left = next() * total;
      let last = 0;
      for (const [index, weight] of weights.entries()) {
        if (weight <= 0) continue;
        last = index;
        left -= weight;
        if (left < 0) return index;
      }
      return last;
    },
    shuffled: (items) => {
      const list = [...items];
      for (let i = list.length - 1; i > 0; i--) {
        const j = int(0, i);
        [list[i], list[j]] = [list[j] as (typeof list)[number], list[i] as (typeof list)[number]];
      }
      return list;
    },
    uuid: () => {
      const hex = Array.from({ length: 4 }, () => word().toString(16).padStart(8, "0")).join("");
      const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4] as string;
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        variant + hex.slice(17, 20),
        hex.slice(20),
      ].join("-");
    },
  };
}
