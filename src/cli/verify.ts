// reta verify: recomputes the ledger and says whether anything is not as it was sealed.
import { type Command, EXIT } from "./command.ts";

export interface VerifySettings {
  from: string | undefined;
  key: string | undefined;
  checkpoint: string | undefined;
  dataDir: string | undefined;
}

/** A proof as somebody kept it: the file's text, the beginning of the hash printed on the receipt, and who to trust. */
export interface ProofSettings extends Pick<VerifySettings, "key" | "dataDir"> {
  text: string;
  seal: string | undefined;
  witnesses: string | undefined;
}

/** What a proof is worth. */
export interface ProofReport {
  ok: boolean;
  entryHash: string;
  index: number;
  size: number;
  root: string;
  witnesses: readonly { name: string; at: string }[];
  quorum: number | null;
  faults: readonly string[];
}

/** What was found in one log. */
export interface LogReport {
  log: string;
  ok: boolean;
  size: number;
  root: string;
  pending: number;
  entries: number;
  found: number;
  /** What witnesses outside have cosigned; absent where only files were verified. */
  witnesses?: {
    quorum: number;
    of: number;
    newest: { size: number; at: string; ageSeconds: number } | null;
  };
  problems: readonly {
    kind: string;
    entryId?: string;
    caseNumber?: string;
    leafIndex?: number;
    detail: string;
  }[];
}

export function verifyCommand(
  verify: (settings: VerifySettings) => Promise<LogReport[]>,
  verifyProof: (settings: ProofSettings) => Promise<ProofReport>,
): Command {
  return {
    name: "verify",
    summary:
      "Recomputes the ledger from the entries, or from exported tiles, with the pinned key; exits 1 when anything differs.",
    usage:
      "reta verify [--from DIR] [--key FILE] [--checkpoint FILE] [--data DIR]\n         reta verify --proof FILE [--key FILE] [--witnesses FILE] [--seal HEX]",
    example: "npx reta verify --checkpoint kept-since-january.txt",
    options: {
      from: { type: "string", summary: "directory of exported tiles instead of the database" },
      key: { type: "string", summary: "the pinned public key (default: the one in the data directory)" },
      checkpoint: { type: "string", summary: "a checkpoint kept from earlier, which this log must continue" },
      data: { type: "string", summary: "data directory (default ./.reta)" },
      proof: {
        type: "string",
        summary: "a complainant's proof instead (C2SP tlog-proof); needs no register",
      },
      witnesses: {
        type: "string",
        summary: "with --proof: who the witnesses are (default: as in the data directory)",
      },
      seal: {
        type: "string",
        summary: "with --proof: the seal printed on the receipt, which the proof must be about",
      },
    },
    positionals: 0,
    async run(args, io) {
      const proof = args.text("proof");
      if (proof !== undefined) {
        const report = await verifyProof({
          text: await io.read(proof),
          key: args.text("key"),
          seal: args.text("seal"),
          witnesses: args.text("witnesses"),
          dataDir: args.text("data"),
        });
        io.out(`${JSON.stringify(report, null, 2)}\n`);
        io.err(report.ok ? "the proof holds\n" : `THE PROOF DOES NOT HOLD: ${report.faults.join(", ")}\n`);
        return report.ok ? EXIT.ok : EXIT.no;
      }
      const reports = await verify({
        from: args.text("from"),
        key: args.text("key"),
        checkpoint: args.text("checkpoint"),
        dataDir: args.text("data"),
      });
      io.out(
        `${JSON.stringify(reports.length === 1 ? reports[0] : { ok: reports.every(({ ok }) => ok), logs: reports }, null, 2)}\n`,
      );
      for (const { log, ok, size, pending, found, problems, witnesses } of reports) {
        io.err(
          `${log}: ${ok ? "verifies" : `DOES NOT VERIFY, ${found} found`}, ${size} sealed, ${pending} promised and not yet sealed\n`,
        );
        if (witnesses !== undefined) io.err(`${witnessLine(witnesses)}\n`);
        for (const { kind, entryId, caseNumber, leafIndex, detail } of problems.slice(0, 50)) {
          const where = [
            caseNumber && `case ${caseNumber}`,
            entryId && `entry ${entryId}`,
            leafIndex !== undefined && `leaf ${leafIndex}`,
          ];
          io.err(
            `  ${[kind, ...where.filter((part) => part !== undefined && part !== false), detail].join(" · ")}\n`,
          );
        }
      }
      return reports.every(({ ok }) => ok) ? EXIT.ok : EXIT.no;
    },
  };
}

function witnessLine({ quorum, of, newest }: NonNullable<LogReport["witnesses"]>): string {
  if (of === 0) return "  no witnesses are named: nobody outside could contradict this register";
  if (newest === null) return `  not witnessed: nothing is cosigned by ${quorum} of ${of} witnesses`;
  return `  witnessed by ${quorum} of ${of} up to size ${newest.size}, ${newest.ageSeconds} seconds ago`;
}
