// reta rebuild: the tables for reading made anew from the entries; with --check only compared with the live ones.
import { type Command, EXIT, UsageError } from "./command.ts";

export interface RebuildReport {
  ok: boolean;
  cases: number;
  differing: readonly { caseNumber: string; fields: readonly string[] }[];
}

/** Entries put into the blind index anew, and how many could not be opened and wait. */
export interface IndexReport {
  entries: number;
  waiting: number;
}

export function rebuildCommand(
  check: (dataDir: string | undefined) => Promise<RebuildReport>,
  indexes: (
    dataDir: string | undefined,
    progress: (done: number, all: number) => void,
  ) => Promise<IndexReport>,
): Command {
  return {
    name: "rebuild",
    summary:
      "Makes the projections anew from the entries and compares them with the live ones, or makes the vault's blind indexes anew; exits 1 when they differ or something stays closed.",
    usage: "reta rebuild --check [--data DIR]\n         reta rebuild --indexes [--data DIR]",
    example: "npx reta rebuild --check",
    options: {
      check: { type: "boolean", summary: "compare only, change nothing" },
      indexes: { type: "boolean", summary: "make the blind indexes anew from the sealed values" },
      data: { type: "string", summary: "data directory (default ./.reta)" },
    },
    positionals: 0,
    async run(args, io) {
      if (args.flag("check") === args.flag("indexes"))
        throw new UsageError(
          `found ${args.flag("check") ? "both" : "nothing"}, expected --check or --indexes`,
        );
      if (args.flag("indexes")) {
        const told = await indexes(args.text("data"), (done, all) => io.err(`${done} of ${all}\n`));
        io.out(`${JSON.stringify(told, null, 2)}\n`);
        return told.waiting === 0 ? EXIT.ok : EXIT.no;
      }
      const report = await check(args.text("data"));
      io.out(`${JSON.stringify(report, null, 2)}\n`);
      io.err(
        report.ok
          ? `${report.cases} cases: rebuilt equals live\n`
          : `${report.differing.length} of ${report.cases} cases differ\n`,
      );
      return report.ok ? EXIT.ok : EXIT.no;
    },
  };
}
