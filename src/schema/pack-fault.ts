// What can be wrong with a country pack, and the one error that lists all of it.
import type * as z from "zod/mini";

/** One fault of a pack: where (file, line of a table or JSON path), what was found, what was expected. */
export interface PackFault {
  file: string;
  row: number | null;
  field: string;
  found: string;
  expected: string;
}

/** Stops the start: a register must not run on a pack that contradicts itself. */
export class PackError extends Error {
  readonly faults: readonly PackFault[];
  constructor(faults: readonly PackFault[]) {
    super(`the pack has ${faults.length} fault(s)\n${faults.map(inOneLine).join("\n")}`);
    this.name = "PackError";
    this.faults = faults;
  }
}

function inOneLine({ file, row, field, found, expected }: PackFault): string {
  const where = [file, row === null ? "" : `line ${row}`, field].filter((part) => part !== "").join(", ");
  return `${where}: found ${found === "" ? "nothing" : found}; expected ${expected}`;
}

/** The faults of one file that does not have its shape. */
export function faultsOfShape(
  file: string,
  row: number | null,
  input: unknown,
  issues: readonly z.core.$ZodIssue[],
): PackFault[] {
  return issues.map((issue) => ({
    file,
    row,
    field: issue.path.map(String).join("."),
    found: shown(valueAt(input, issue.path)),
    expected: expectedBy(issue),
  }));
}

// zod/mini carries no sentences of its own, so the issue's facts are said here.
function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "invalid_type":
      return issue.expected;
    case "unrecognized_keys":
      return `no key ${issue.keys.join(", ")}`;
    case "too_small":
      return `at least ${issue.minimum}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    case "invalid_format":
      return issue.pattern ?? issue.format;
    default:
      return issue.message;
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
