// What the register's verification of itself has found, by what was looked at, each with its beginning.
import type { Verification } from "#src/schema/system.ts";
import type { Finding } from "./verification-state.ts";

/** So much is kept and looked at again until it is right. */
const KEPT = 200;
/** So much of it in one turn. */
const AGAIN = 20;
const LOGS = ["entries", "audit"] as const;

export type Findings = Record<string, Finding[]>;

/**
 * Says what a part (`row entries <id>`, `leaf audit 7`, `head entries`, `guards`) is found to be; nothing wrong takes it
 * out. A finding that was there keeps its beginning; the part goes to the end of those to be looked at again.
 */
export function putFindings(
  findings: Findings,
  part: string,
  problems: readonly { kind: string; leafIndex?: number | undefined }[],
  now: number,
): void {
  const before = findings[part] ?? [];
  delete findings[part];
  if (problems.length === 0 || Object.keys(findings).length >= KEPT) return;
  const kinds = new Map(problems.map((problem) => [problem.kind, problem]));
  findings[part] = [...kinds.values()].map(({ kind, leafIndex }) => ({
    ...{ kind, ...(leafIndex !== undefined && { leafIndex }) },
    since: before.find((finding) => finding.kind === kind)?.since ?? new Date(now).toISOString(),
  }));
}

/** What is to be looked at again next, of the parts that begin so; without that beginning. */
export function partsAgain(findings: Findings, beginning: string): string[] {
  return Object.keys(findings)
    .filter((part) => part.startsWith(beginning))
    .map((part) => part.slice(beginning.length))
    .slice(0, AGAIN);
}

/** Guards of the database, and not what they guard. */
export const isGuard = (kind: string) => kind.startsWith("guard-");

export function kindsOf(findings: Findings): string[] {
  return [...new Set(Object.values(findings).flatMap((list) => list.map(({ kind }) => kind)))];
}

/** By log and kind: how many, the first leaf, since when. */
export function summed(findings: Findings): Verification["findings"] {
  const sums = new Map<string, Verification["findings"][number]>();
  for (const [part, list] of Object.entries(findings)) {
    const log = LOGS.find((name) => part.split(" ")[1] === name) ?? null;
    for (const { kind, leafIndex, since } of list) {
      const key = `${log} ${kind}`;
      const sum = sums.get(key) ?? { log, kind, found: 0, leafIndex: null, since };
      const leaves = [sum.leafIndex, leafIndex].filter((index) => typeof index === "number");
      sums.set(key, {
        ...{ log, kind, found: sum.found + 1 },
        leafIndex: leaves.length > 0 ? Math.min(...leaves) : null,
        since: since < sum.since ? since : sum.since,
      });
    }
  }
  return [...sums.values()];
}
