// Quantiles of measured times.

/** Median, 95th and 99th percentile (nearest rank) and largest of the values, to a tenth; `undefined` without values. */
export function quantiles(values: readonly number[]) {
  const sorted = Float64Array.from(values).sort();
  const last = sorted.length - 1;
  if (last < 0) return undefined;
  const at = (share: number) =>
    Number((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0).toFixed(1));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
