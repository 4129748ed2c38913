// reta witness: watches a register from outside, cosigns what continues, and calls for help when something does not.
import type { Seen, WitnessSettings } from "#src/actions/witness-log.ts";
import { type Command, EXIT, UsageError } from "./command.ts";

/** Runs rounds until told to stop, or one with `once`; `seen` is told of each. Resolves when it has ended. */
export type RunWitness = (settings: WitnessSettings, seen: (seen: Seen) => void) => Promise<void>;

const OPTIONS = {
  register: { type: "string", summary: "address of the register" },
  state: { type: "string", summary: "folder of this witness alone: what it saw last, and evidence" },
  key: { type: "string", summary: "file of this witness's key; made at the first start" },
  name: { type: "string", summary: "name of the key when it is made, e.g. ombudsman.example/witness" },
  "log-key": {
    type: "string",
    summary: "file with the keys of the register's logs, one a line, to pin from the start",
  },
  once: { type: "boolean", summary: "one round, for cron: exits 1 on an alarm" },
  every: { type: "string", summary: "seconds between two rounds (default 5)" },
  silence: { type: "string", summary: "seconds without an answer that are an alarm (default 300)" },
  stillness: { type: "string", summary: "seconds without anything new that are an alarm (default 86400)" },
  again: { type: "string", summary: "seconds after which an unchanged log is cosigned again (default 300)" },
  "alarm-command": {
    type: "string",
    summary: "program to run at an alarm; the alarm is a line of JSON on its input",
  },
  "alarm-url": { type: "string", summary: "address the alarm is posted to as JSON" },
  resume: { type: "boolean", summary: "go on after an alarm that somebody has looked into" },
} as const;

export function witnessCommand(run: RunWitness): Command {
  return {
    name: "witness",
    summary:
      "Watches a register's logs from outside: keeps the last checkpoint, checks that each continues it, cosigns, and raises an alarm on a fork, a rollback, a wrong key or silence. Needs no database.",
    usage: "reta witness --register URL --state DIR --key FILE [--once] [options]",
    example:
      "npx reta witness --register https://reta.example --state ./witness --key ./witness/key --name ombudsman.example/witness",
    options: OPTIONS,
    positionals: 0,
    async run(args, io) {
      const demand = (name: "register" | "state" | "key", expected: string) => {
        const value = args.text(name);
        if (value === undefined || value === "")
          throw new UsageError(`--${name}: found nothing, expected ${expected}`);
        return value;
      };
      const logKeys = args.text("log-key");
      const settings: WitnessSettings = {
        register: addressOf("register", demand("register", "the address of the register")),
        directory: demand("state", "a folder"),
        keyFile: demand("key", "a file"),
        name: args.text("name"),
        logKeys:
          logKeys === undefined ? [] : (await io.read(logKeys)).split(/\s+/).filter((line) => line !== ""),
        once: args.flag("once"),
        resume: args.flag("resume"),
        every: secondsOf("every", args.text("every"), 5),
        silence: secondsOf("silence", args.text("silence"), 300),
        stillness: secondsOf("stillness", args.text("stillness"), 86_400),
        again: secondsOf("again", args.text("again"), 300),
        alarmCommand: args.text("alarm-command"),
        alarmUrl: args.text("alarm-url") && addressOf("alarm-url", args.text("alarm-url") ?? ""),
        say: (text) => io.err(`${text}\n`),
      };
      let standing = new Map<string, boolean>();
      await run(settings, (seen) => {
        standing = new Map(standing).set(seen.log, seen.event === "alarm");
        io.out(`${JSON.stringify(seen)}\n`);
        if (seen.event === "alarm") io.err(`ALARM ${seen.alarm} · ${seen.log} · ${seen.detail}\n`);
      });
      return [...standing.values()].includes(true) ? EXIT.no : EXIT.ok;
    },
  };
}

function secondsOf(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds <= 0 || seconds > 31_536_000)
    throw new UsageError(`--${name}: found ${JSON.stringify(text)}, expected seconds above 0`);
  return seconds;
}

function addressOf(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "")
    throw new UsageError(
      `--${name}: found ${JSON.stringify(text)}, expected an address such as https://reta.example`,
    );
  return url.href.replace(/\/$/, "");
}
