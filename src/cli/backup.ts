// reta backup: a consistent copy of the register in one file, with its own proof, encrypted when a recipient is given.
import { BackupDamaged } from "#src/actions/backup-frames.ts";
import type { BackupReport } from "#src/schema/backup.ts";
import { type Command, EXIT, UsageError } from "./command.ts";

export interface BackupSettings {
  out: string;
  to: string | undefined;
  keysOut: string | undefined;
  dataDir: string | undefined;
}

/** Newest class keys that are in no file here, and so not in the copy of the keys: "victim 2". */
export interface KeysElsewhere {
  keysElsewhere: readonly string[];
}

export function backupCommand(
  backup: (settings: BackupSettings) => Promise<BackupReport & KeysElsewhere>,
  newIdentity: (file: string) => Promise<string>,
): Command {
  return {
    name: "backup",
    summary:
      "Writes a consistent copy of the register to a file while it works, signed, compressed, and encrypted to a public key. Keys are not in it.",
    usage:
      "reta backup --out FILE [--to age1...] [--with-keys FILE] [--data DIR]\n         reta backup --new-identity FILE",
    example:
      "npx reta backup --out 2026-11-24.reta --to age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
    options: {
      out: { type: "string", summary: "the file to write; one that is there is never overwritten" },
      to: { type: "string", summary: "public key (age1...) of whoever may open it" },
      "with-keys": {
        type: "string",
        summary: "the keys in a file of their own, to be kept elsewhere; needs --to",
      },
      "new-identity": {
        type: "string",
        summary: "make a pair: the secret into this file, the public key is printed",
      },
      data: { type: "string", summary: "data directory (default ./.reta)" },
    },
    positionals: 0,
    async run(args, io) {
      const identity = args.text("new-identity");
      if (identity !== undefined) {
        io.out(`${await newIdentity(identity)}\n`);
        io.err(`the secret is in ${identity}: keep it offline, away from the register\n`);
        return EXIT.ok;
      }
      const out = args.text("out");
      if (out === undefined || out === "") throw new UsageError("--out: found nothing, expected a file");
      const [to, keysOut] = [args.text("to"), args.text("with-keys")];
      if (keysOut !== undefined && to === undefined)
        throw new UsageError("--to: found nothing, expected a public key: keys are never written in clear");
      const report = await backup({ out, to, keysOut, dataDir: args.text("data") });
      io.out(`${JSON.stringify(report, null, 2)}\n`);
      io.err(`${report.rows} rows of ${report.tables} tables, ${report.entries} entries\n`);
      if (keysOut !== undefined && report.keysElsewhere.length > 0)
        io.err(
          `not in ${keysOut}: ${report.keysElsewhere.join(", ")}. They are in a token, or with a vault that runs apart: without a copy made there no name of this backup opens\n`,
        );
      return EXIT.ok;
    },
  };
}

export interface RestoreSettings {
  file: string;
  identity: string | undefined;
  keys: string | undefined;
  /** The pinned key of the log of entries, as text. */
  vkey: string | undefined;
  dataDir: string | undefined;
}

export function restoreCommand(
  restore: (settings: RestoreSettings) => Promise<BackupReport & { keysRestored: number }>,
): Command {
  return {
    name: "restore",
    summary:
      "Restores a backup into an empty register: everything of it or nothing. Exits 1 when the file is not whole or was altered.",
    usage: "reta restore FILE [--identity FILE] [--keys FILE] [--key FILE] [--data DIR]",
    example: "npx reta restore 2026-11-24.reta --identity offline.key --keys keys.age --data ./restored",
    options: {
      identity: { type: "string", summary: "file with the secret the backup is encrypted to" },
      keys: {
        type: "string",
        summary: "the file that --with-keys made; without it put keys/ in place yourself",
      },
      key: { type: "string", summary: "the pinned public key: the backup must be signed by it" },
      data: { type: "string", summary: "empty data directory (default ./.reta)" },
    },
    positionals: 1,
    async run(args, io) {
      const [file] = args.positionals;
      if (file === undefined) throw new UsageError("FILE: found nothing, expected a backup");
      const [identity, key] = [args.text("identity"), args.text("key")];
      let report: Awaited<ReturnType<typeof restore>>;
      try {
        report = await restore({
          file,
          identity: identity === undefined ? undefined : await io.read(identity),
          keys: args.text("keys"),
          vkey: key === undefined ? undefined : await io.read(key),
          dataDir: args.text("data"),
        });
      } catch (error) {
        if (!(error instanceof BackupDamaged)) throw error;
        io.err(`nothing was restored: ${error.message}\n`);
        return EXIT.no;
      }
      io.out(`${JSON.stringify(report, null, 2)}\n`);
      io.err(
        `restored as of ${report.madeAt}: ${report.rows} rows, ${report.entries} entries. ${
          report.keysRestored > 0
            ? "Now: reta verify --checkpoint FILE, with a checkpoint kept outside."
            : "Put the folder keys/ in place before starting; then reta verify."
        }\n`,
      );
      return EXIT.ok;
    },
  };
}
