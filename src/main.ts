// The only file, with its folder, that joins rooms: configuration, database, pack, then a door or the clock.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { type Command, EXIT, helpOf, type Io, readArguments, UsageError } from "./cli/command.ts";
import { commands } from "./main/commands.ts";
import { outliveStream } from "./main/log-lines.ts";

outliveStream(process.stderr);

const io: Io = {
  read: (file) =>
    file === "-"
      ? text(process.stdin)
      : text(createReadStream(file)).catch((error: NodeJS.ErrnoException) => {
          throw new UsageError(
            `${file}: ${error.code === "ENOENT" ? "there is no such file" : (error.code ?? "cannot be read")}`,
          );
        }),
  out: (words) => void process.stdout.write(words),
  err: (words) => void process.stderr.write(words),
};

async function overview(all: readonly Command[]): Promise<string> {
  const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const lines = all.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`);
  return `reta ${manifest.version}\n\nUsage: reta COMMAND [--help]\n\n${lines.join("\n")}\n`;
}

async function main([name, ...argv]: readonly string[]): Promise<number> {
  const all = commands();
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    io.out(await overview(all));
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = all.find((one) => one.name === name);
  if (command === undefined) {
    throw new UsageError(
      `COMMAND: found ${JSON.stringify(name)}, expected one of ${all.map((one) => one.name).join(" ")}`,
    );
  }
  if (argv.includes("--help") || argv.includes("-h")) {
    io.out(helpOf(command));
    return EXIT.ok;
  }
  return command.run(readArguments(command, argv), io);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = EXIT.usage;
  // A stack is for a bug; whoever mistyped something gets a sentence.
  io.err(
    `reta: ${error instanceof UsageError ? error.message : ((error as Error).stack ?? String(error))}\n`,
  );
}
