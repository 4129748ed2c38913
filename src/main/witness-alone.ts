// The witness as a program of its own: one file without packages or database, for a machine that is not the register's.
import { readFile } from "node:fs/promises";
import { EXIT, helpOf, type Io, readArguments, UsageError } from "#src/cli/command.ts";
import { witnessCommand } from "#src/cli/witness.ts";
import { runWitness } from "./witness.ts";

const io: Io = {
  read: (file) => readFile(file, "utf8"),
  out: (words) => void process.stdout.write(words),
  err: (words) => void process.stderr.write(words),
};
const command = witnessCommand(runWitness);
const argv = process.argv.slice(2);
try {
  if (argv.includes("--help") || argv.includes("-h")) io.out(helpOf(command));
  else process.exitCode = await command.run(readArguments(command, argv), io);
} catch (error) {
  process.exitCode = EXIT.usage;
  io.err(
    `witness: ${error instanceof UsageError ? error.message : ((error as Error).stack ?? String(error))}\n`,
  );
}
