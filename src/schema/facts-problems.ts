// What is wrong with facts that came from outside: stable codes, the field's path, what was found, what is valid.
import type * as z from "zod/mini";

/** `code` is one of `missing-key unknown-key unknown-code wrong-type impossible-date impossible-age wrong-length
 * unstorable-text contradictory-ages dates-out-of-order duplicate-id`; `expected` is a list of valid values or a description. */
export interface FactsProblem {
  path: string;
  code: string;
  found: unknown;
  expected: string | string[];
}

type Issue = z.core.$ZodIssue;

/** What a problem's text needs to know of its surroundings. */
export interface Surroundings {
  /** The value that was parsed, to tell what was found. */
  json: unknown;
  /** The keys valid in the object at a path. */
  keysAt: (path: readonly PropertyKey[]) => string[];
  countries?: readonly string[] | undefined;
}

/** Turns the schema's issues into problems. */
export function problemsFromIssues(issues: readonly Issue[], around: Surroundings): FactsProblem[] {
  return issues.flatMap((issue) => problemsOf(issue, around));
}

function problemsOf(issue: Issue, { json, keysAt, countries }: Surroundings): FactsProblem[] {
  const path = pathText(issue.path);
  const value = valueAt(json, issue.path);
  const found = shown(value);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: pathText([...issue.path, key]),
        code: "unknown-key",
        found: key.slice(0, SHOWN_LENGTH),
        expected: keysAt(issue.path),
      }));
    case "invalid_value":
      if (value === undefined)
        return [{ path, code: "missing-key", found: null, expected: texts(issue.values) }];
      return [{ path, code: "unknown-code", found, expected: texts(issue.values) }];
    case "invalid_type":
      if (value === undefined)
        return [{ path, code: "missing-key", found: null, expected: typeName(issue.expected) }];
      return [{ path, code: "wrong-type", found, expected: typeName(issue.expected) }];
    case "too_small":
    case "too_big": {
      const limit = issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
      const code = typeof value === "number" ? "impossible-age" : "wrong-length";
      return [{ path, code, found, expected: code === "impossible-age" ? limit : `${limit} characters` }];
    }
    case "custom":
      return [
        {
          path,
          code: issue.message,
          found: issue.message === "unstorable-text" ? null : found,
          expected: EXPECTED[issue.message] ?? "",
        },
      ];
    default:
      return [
        { path, code: "unknown-code", found, expected: countries ? [...countries] : "a country pack's code" },
      ];
  }
}

/** By the message a refinement of the schema gives, which is the problem's code. */
const EXPECTED: Record<string, string> = {
  "impossible-date": "a date YYYY, YYYY-MM or YYYY-MM-DD",
  "unstorable-text": "text without NUL or broken characters",
};

function typeName(expected: string): string {
  return expected === "array" ? "list" : expected === "int" ? "whole number" : expected;
}

function texts(values: readonly unknown[]): string[] {
  return values.map(String);
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<PropertyKey, unknown>)[key];
  }, json);
}

const SHOWN_LENGTH = 80;

// Whole objects are never repeated back: they may hold what somebody pasted by mistake.
function shown(value: unknown): unknown {
  if (typeof value === "string") return value.slice(0, SHOWN_LENGTH);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : (value ?? null);
}
