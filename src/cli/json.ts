// JSON from a file or standard input: what it holds, on which line each field stands, and faults that name the line.
import { UsageError } from "./command.ts";
import { type PathForm, readPlaces } from "./json-places.ts";

export interface JsonInput {
  value: unknown;
  /** `FILE: line N`, of the field at a path; of the nearest thing around it for a field that is not there. */
  where(path: string): string;
}

/**
 * Parses, or throws a `UsageError` that says where the text stops being JSON, or which key an object has twice: JSON
 * would keep the last silently (RFC 8259 section 4). `form`: how paths are written, in and out.
 */
export function parseJson(text: string, file: string, form: PathForm): JsonInput {
  const name = file === "-" ? "standard input" : file;
  const value = parse(text, name);
  const { lines, repeated } = readPlaces(text, form);
  if (repeated.length > 0) {
    const told = repeated.map(
      ({ path, line, first }) =>
        `${name}: line ${line}: ${path}: duplicate-key: found it a second time, expected it once (first on line ${first})`,
    );
    throw new UsageError(told.join("\n"));
  }
  return { value, where: (path) => `${name}: line ${lineOf(lines, path, form)}` };
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (text.trim() === "") throw new UsageError(`${name}: line 1: found nothing, expected JSON`);
    const position = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? text.length);
    const before = text.slice(0, position).split("\n");
    const found = position >= text.length ? "the end" : JSON.stringify(text[position]);
    throw new UsageError(
      `${name}: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: found ${found}, expected JSON`,
    );
  }
}

function lineOf(lines: ReadonlyMap<string, number>, path: string, form: PathForm): number {
  for (let at = path; at !== ""; at = form.parent(at)) {
    const line = lines.get(at);
    if (line !== undefined) return line;
  }
  return lines.get("") ?? 1;
}
