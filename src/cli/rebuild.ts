// reta rebuild: the tables for reading made anew from the entries; with --check only compared with the live ones.
import { type Command, EXIT, UsageError } from "./command.ts";

export interface RebuildReport {
  ok: boolean;
  cases: number;
  differing: readonly { caseNumber: string; fields: readonly string[] }[];
}

export function rebuildCommand(check: (dataDir: string | undefined) => Promise<RebuildReport>): Command {
  return {
    name: "rebuild",
    summary:
      "Makes the projections anew from the entries and compares them with the live ones; exits 1 when they differ.",
    usage: "reta rebuild --check [--data DIR]",
    example: "npx reta rebuild --check",
    options: {
      check: { type: "boolean", summary: "compare only, change nothing" },
      data: { type: "string", summary: "data directory (default ./.reta)" },
    },
    positionals: 0,
    async run(args, io) {
      if (!args.flag("check")) throw new UsageError("found nothing, expected --check");
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
