// reta keys: which versions of the class keys there are; a new one for everything sealed; an old one destroyed.
import { KEY_CLASSES, KeyClass } from "#src/schema/key-class.ts";
import { type Command, EXIT, type Io, UsageError } from "./command.ts";

export interface KeyVersionReport {
  keyClass: KeyClass;
  version: number;
  /** Keys of persons and cases wrapped for it. */
  keys: number;
  state: "newest" | "older" | "closed";
}

export interface RotationReport {
  keyClass: KeyClass;
  version: number;
  /** It had been begun before, and was finished now. */
  resumed: boolean;
  rewrapped: number;
  failed: { entryId: string; version: number }[];
  seconds: number;
  rowsPerSecond: number;
}

export interface RetirementReport {
  keyClass: KeyClass;
  version: number;
  destroyed: boolean;
  /** Keys that still need it, and keep it. */
  needed: number;
}

/** Told after each batch: how many of how many. */
export type Progress = (keyClass: KeyClass, done: number, all: number) => void;

export interface KeyRing {
  list(): Promise<KeyVersionReport[]>;
  rotate(keyClass: KeyClass, progress: Progress): Promise<RotationReport>;
  /** Throws `KeysRefused`. */
  retire(keyClass: KeyClass, version: number, progress: Progress): Promise<RetirementReport>;
  close(): Promise<void>;
}

/** The vault will not: `code` says why. */
export class KeysRefused extends Error {
  override readonly name = "KeysRefused";
}

const REASONS: Readonly<Record<string, string>> = {
  "keys.newest": "it is the newest version: rotate first",
  "keys.unknown": "there is no such version",
  "keys.unfinished": "a rotation of this class is not finished: run reta keys rotate again",
  "keys.too-soon":
    "its rotation ended less than ten minutes ago (for intake: 400 days): something may still be sealed for it",
  "keys.not-agreed":
    "two key custodians have not agreed to it (in the last seven days): one asks and another agrees, on the page Administration, Keys",
  "keys.busy": "another rotation of this class has just begun",
};

export function keysCommand(open: (dataDir: string | undefined) => Promise<KeyRing>): Command {
  return {
    name: "keys",
    summary:
      "Lists the versions of the class keys, replaces them (rotate), or destroys an old one (retire), as two key custodians agreed. The register may run.",
    usage:
      "reta keys [list] [--data DIR]\n         reta keys rotate [CLASS] [--data DIR]\n         reta keys retire CLASS VERSION [--data DIR]",
    example: "npx reta keys rotate victim",
    options: { data: { type: "string", summary: "data directory (default ./.reta)" } },
    positionals: 3,
    async run(args, io) {
      const [verb = "list", name, number, ...more] = args.positionals;
      const count = { list: 0, rotate: 1, retire: 2 }[verb];
      if (count === undefined) throw new UsageError(`found ${verb}, expected list, rotate or retire`);
      if (args.positionals.length - 1 > count || more.length > 0)
        throw new UsageError(`${verb}: found ${args.positionals.at(-1)}, expected nothing more`);
      const keyClass = name === undefined ? undefined : classOf(name);
      if (verb === "retire" && keyClass === undefined)
        throw new UsageError(`CLASS: found nothing, expected one of ${KEY_CLASSES.join(" ")}`);
      const version = Number(number);
      if (verb === "retire" && !(Number.isSafeInteger(version) && version > 0))
        throw new UsageError(`VERSION: found ${number ?? "nothing"}, expected a number from 1`);
      const ring = await open(args.text("data"));
      try {
        if (verb === "list") return answer(io, await ring.list(), true);
        if (verb === "rotate") return await rotate(ring, keyClass, io);
        return await retire(ring, keyClass as KeyClass, version, io);
      } finally {
        await ring.close();
      }
    },
  };
}

function classOf(name: string): KeyClass {
  const found = KeyClass.safeParse(name);
  if (!found.success) throw new UsageError(`CLASS: found ${name}, expected one of ${KEY_CLASSES.join(" ")}`);
  return found.data;
}

function answer(io: Io, value: unknown, good: boolean): number {
  io.out(`${JSON.stringify(value, null, 2)}\n`);
  return good ? EXIT.ok : EXIT.no;
}

const toldTo =
  (io: Io): Progress =>
  (keyClass, done, all) =>
    io.err(`${keyClass}: ${done} of ${all}\n`);

async function rotate(ring: KeyRing, keyClass: KeyClass | undefined, io: Io): Promise<number> {
  const reports: RotationReport[] = [];
  let refused = false;
  for (const one of keyClass === undefined ? KEY_CLASSES : [keyClass]) {
    try {
      reports.push(await ring.rotate(one, toldTo(io)));
    } catch (error) {
      if (!(error instanceof KeysRefused)) throw error;
      io.err(`${one}: ${REASONS[error.message] ?? error.message}\n`);
      // Of all classes those are done that two agreed to; anything else that refuses ends it.
      refused = true;
      if (error.message !== "keys.not-agreed") break;
    }
  }
  for (const { keyClass: of, version, resumed, rewrapped, failed, rowsPerSecond } of reports)
    io.err(
      `${of}: version ${version}${resumed ? ", begun before," : ""} ${rewrapped} keys wrapped anew (${rowsPerSecond} a second), ${failed.length} failed\n`,
    );
  return answer(io, reports, !refused && reports.every(({ failed }) => failed.length === 0));
}

async function retire(ring: KeyRing, keyClass: KeyClass, version: number, io: Io): Promise<number> {
  try {
    const report = await ring.retire(keyClass, version, toldTo(io));
    io.err(
      report.destroyed
        ? `${keyClass} ${version}: destroyed; backups made before it was replaced open no more with what is left\n`
        : `${keyClass} ${version}: kept, ${report.needed} keys need it and could not be wrapped anew; nothing more is sealed for it\n`,
    );
    return answer(io, report, report.destroyed);
  } catch (error) {
    if (!(error instanceof KeysRefused)) throw error;
    io.err(`${keyClass} ${version}: ${REASONS[error.message] ?? error.message}\n`);
    return EXIT.no;
  }
}
