// What a schema found wrong, as faults by JSON pointer with what was expected; personal values are never echoed.
import type * as z from "zod/mini";
import type { FieldFault } from "#src/schema/problem.ts";

type Issue = z.core.$ZodIssue;

/** Longest value echoed back; what is longer is not a code anybody mistyped. */
const ECHO_MAX = 60;

/** Faults of a failed parse. `root` is put before each pointer (`/query`, `/path`, empty for the body). */
export function faultsOf(issues: readonly Issue[], value: unknown, root: string): FieldFault[] {
  return issues.slice(0, 200).flatMap((issue) => faultOf(issue, value, root));
}

function faultOf(issue: Issue, value: unknown, root: string): FieldFault[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ pointer: pointerOf(root, [...path, key]), code: "unknown-field" }));
  }
  const pointer = pointerOf(root, path);
  const found = foundAt(value, path);
  const fault: FieldFault = { pointer, ...meaningOf(issue, found) };
  return [isEchoable(issue, path, root, found) ? { ...fault, found } : fault];
}

const pointerOf = (root: string, path: readonly string[]) => root + path.map((part) => `/${part}`).join("");

function foundAt(value: unknown, path: readonly string[]): unknown {
  let node = value;
  for (const part of path) {
    if (node === null || typeof node !== "object") return undefined;
    node = (node as Record<string, unknown>)[part];
  }
  return node;
}

// Where people write in their own words, or what only they know.
const UNSAID = new Set(
  "personal password current next login number name text explanation note reason sought seen phrase courtOrder".split(
    " ",
  ),
);
const CODE_ALONE = "code";

/**
 * Passwords and what may be about a person stay unsaid; so does anything long or structured, and words that came where
 * something else was expected: nobody knows whose they are.
 */
function isEchoable(issue: Issue, path: readonly string[], root: string, found: unknown): boolean {
  if (path.some((part) => UNSAID.has(part))) return false;
  if (typeof found === "number" || typeof found === "boolean") return true;
  if (typeof found !== "string" || found.length > ECHO_MAX || issue.code === "invalid_type") return false;
  // A receipt's code and that of an enrolment stand alone in a body; a part of the address is known to who wrote it.
  return root !== "/path" && path.join("/") !== CODE_ALONE;
}

function meaningOf(issue: Issue, found: unknown): Pick<FieldFault, "code" | "expected"> {
  switch (issue.code) {
    case "invalid_type":
      return found === undefined
        ? { code: "missing", expected: issue.expected }
        : { code: "wrong-type", expected: issue.expected };
    case "invalid_value":
      return { code: "unknown-code", expected: issue.values.map(String) };
    case "too_big":
      return { code: issue.origin === "string" ? "too-long" : "too-big", expected: Number(issue.maximum) };
    case "too_small":
      return found === ""
        ? { code: "missing" }
        : { code: issue.origin === "string" ? "too-short" : "too-small", expected: Number(issue.minimum) };
    case "invalid_format":
      return { code: "wrong-format", expected: issue.format };
    default:
      return { code: "invalid" };
  }
}
