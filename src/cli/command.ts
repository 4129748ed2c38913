// What a command is: its words, its options, and how bad usage is told: which field, what was found, what was expected.
import { parseArgs } from "node:util";

/** Exit statuses of every command. */
export const EXIT = { ok: 0, no: 1, usage: 2 } as const;

/** Bad usage or bad input: told on standard error, exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Io {
  /** A file, or standard input for `-`. */
  read(file: string): Promise<string>;
  /** Machine-readable output. */
  out(text: string): void;
  /** Words for people. */
  err(text: string): void;
}

export interface Command {
  name: string;
  summary: string;
  /** Lines under "Usage:" and "Example:". */
  usage: string;
  example: string;
  options: Readonly<Record<string, { type: "string" | "boolean"; summary: string; short?: string }>>;
  /** Most positional arguments. */
  positionals: number;
  run(args: Arguments, io: Io): Promise<number>;
}

export interface Arguments {
  positionals: readonly string[];
  text(name: string): string | undefined;
  flag(name: string): boolean;
}

/** Reads the arguments of a command. Throws `UsageError` naming the option. */
export function readArguments(command: Command, argv: readonly string[]): Arguments {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type }]) => [name, { type }]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: true,
      strict: true,
    });
    if (positionals.length > command.positionals) {
      throw new UsageError(
        `unexpected argument: ${positionals[command.positionals]}\nexpected: ${command.usage}`,
      );
    }
    return {
      positionals,
      text: (name) => values[name] as string | undefined,
      flag: (name) => values[name] === true,
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}\nexpected: ${command.usage}`);
  }
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const options = Object.entries(command.options).map(([name, { type, summary }]) => {
    const left = type === "string" ? `--${name} VALUE` : `--${name}`;
    return `  ${left.padEnd(22)} ${summary}`;
  });
  return [
    command.summary,
    "",
    `Usage:   ${command.usage}`,
    ...(options.length > 0 ? ["", ...options] : []),
    "",
    "Example:",
    ...command.example.split("\n").map((line) => `  ${line}`),
    "",
  ].join("\n");
}
