// JSON from a file or standard input; a fault names the line and column.
import { UsageError } from "./command.ts";

/** Parses, or throws a `UsageError` that says where the text stops being JSON. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const name = file === "-" ? "standard input" : file;
    if (text.trim() === "") throw new UsageError(`${name}: found nothing, expected JSON`);
    const position = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? text.length);
    const before = text.slice(0, position).split("\n");
    const found = position >= text.length ? "the end" : JSON.stringify(text[position]);
    throw new UsageError(
      `${name}: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: found ${found}, expected JSON`,
    );
  }
}
