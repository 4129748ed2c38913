// reta start: everything a register needs, until it is told to stop.
import { type Command, EXIT, UsageError } from "./command.ts";

export interface StartSettings {
  demo: boolean;
  port: number | undefined;
  dataDir: string | undefined;
}

/** A started register; `demo` are the logins to print when demo data were asked for. */
export interface Started {
  url: string;
  demo?: { password: string; logins: readonly { login: string; role: string; unit: string }[] } | undefined;
  /** Resolves when the process was asked to end and everything is closed. */
  ended: Promise<void>;
}

export function startCommand(
  start: (settings: StartSettings, say: (text: string) => void) => Promise<Started>,
): Command {
  return {
    name: "start",
    summary: "Starts everything: the database unless DATABASE_URL is set, migrations, API, jobs, web.",
    usage: "reta start [--demo] [--port N] [--data DIR]",
    example: "npx reta start --demo --port 8080",
    options: {
      demo: {
        type: "boolean",
        summary: "fill an empty register with the demo data and print the demo logins",
      },
      port: { type: "string", summary: "port to listen on; 0 takes any free one" },
      data: { type: "string", summary: "data directory (default ./.reta)" },
    },
    positionals: 0,
    async run(args, io) {
      const settings = {
        demo: args.flag("demo"),
        port: portOf(args.text("port")),
        dataDir: args.text("data"),
      };
      const started = await start(settings, (text) => io.err(`${text}\n`));
      io.out(`${started.url}\n`);
      if (started.demo !== undefined) {
        const { password, logins } = started.demo;
        const width = Math.max(...logins.map(({ login }) => login.length));
        const lines = logins.map(
          ({ login, role, unit }) => `  ${login.padEnd(width)}  ${role.padEnd(13)}  ${unit}`,
        );
        io.err(
          `\nDemo logins, password ${password}\n${lines.join("\n")}\n\nOpen ${started.url} · Ctrl+C stops\n`,
        );
      }
      await started.ended;
      return EXIT.ok;
    },
  };
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`--port: found ${JSON.stringify(text)}, expected a number from 0 to 65535`);
  }
  return Number(text);
}
