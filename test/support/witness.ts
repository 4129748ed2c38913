// Witnesses as processes of their own, each with a folder, a key and, where the tests run as root, a user of its own.
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatVerifier, KEY_TYPE } from "#src/domain/ledger/note.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/witness.mjs", import.meta.url));
const IS_ROOT = process.getuid?.() === 0;
/** Users nobody else has: a witness must not be able to read the register's keys, nor another witness's. */
const FIRST_USER = 64_101;

export interface SeenLine {
  log: string;
  event: "cosigned" | "seen" | "unanswered" | "alarm";
  alarm?: string;
  size?: number;
  detail?: string;
  evidence?: string;
}

export interface RunningWitness {
  readonly title: string;
  readonly folder: string;
  readonly seen: SeenLine[];
  /** The alarms so far, each with the time it was raised at (milliseconds since 1970). */
  readonly alarms: (SeenLine & { raisedAt: number })[];
  stop(): Promise<number | null>;
}

export interface WitnessPlace {
  title: string;
  folder: string;
  key: string;
  uid: number | undefined;
}

/** A folder below `parent` for the witness of this number; the program is copied where its user can read it. */
export function placeOfWitness(parent: string, number: number): WitnessPlace {
  const folder = join(parent, `witness-${number}`);
  mkdirSync(folder, { mode: 0o700, recursive: true });
  const uid = IS_ROOT ? FIRST_USER + number : undefined;
  if (uid !== undefined) {
    chmodSync(parent, 0o711);
    chownSync(folder, uid, uid);
  }
  return { title: `Testigo ${number}`, folder, key: join(folder, "key"), uid };
}

/** The program alone, as an ombudsman would install it: one file; no sources, no packages, no database. */
export function installProgram(parent: string): string {
  const target = join(parent, "witness.mjs");
  cpSync(PROGRAM, target);
  chmodSync(target, 0o644);
  return target;
}

/** Runs `reta witness` to its end: status, what it said, what it printed. */
export async function witnessOnce(
  program: string,
  place: WitnessPlace,
  args: readonly string[],
): Promise<{ status: number | null; lines: SeenLine[]; stderr: string }> {
  const child = launch(program, place, [...args, "--once"]);
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [status] = (await once(child, "close")) as [number | null];
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  return { status, lines: lines.map((line) => JSON.parse(line) as SeenLine), stderr };
}

/** Starts a witness that goes on until stopped. */
export function startWitness(program: string, place: WitnessPlace, args: readonly string[]): RunningWitness {
  const child = launch(program, place, args);
  const running: RunningWitness = {
    title: place.title,
    folder: place.folder,
    seen: [],
    alarms: [],
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      return ((await ended) as [number | null])[0];
    },
  };
  let rest = "";
  child.stderr.resume();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const seen = JSON.parse(line) as SeenLine;
      running.seen.push(seen);
      if (seen.event === "alarm") running.alarms.push({ ...seen, raisedAt: Date.now() });
    }
  });
  return running;
}

function launch(program: string, place: WitnessPlace, args: readonly string[]) {
  const all = [program, "--state", place.folder, "--key", place.key, ...args];
  return spawn(process.execPath, all, {
    cwd: place.folder,
    env: { PATH: process.env.PATH ?? "", HOME: place.folder },
    stdio: ["ignore", "pipe", "pipe"],
    ...(place.uid !== undefined && { uid: place.uid, gid: place.uid }),
  });
}

/** True when the files of a place belong to its own user and nobody else may read them. */
export function isPrivate(place: WitnessPlace): boolean {
  const { mode, uid } = statSync(place.key);
  return (mode & 0o077) === 0 && (place.uid === undefined || uid === place.uid);
}

/** Names a witness that will never be heard of: its private key is nobody's. Silent after a second. */
export function nameSilentWitness(dataDir: string, title: string): void {
  const { publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const key = formatVerifier("test/silent", raw, KEY_TYPE.cosigner);
  const settings = { quorum: 1, silentAfterSeconds: 1, witnesses: [{ title, key }] };
  writeFileSync(join(dataDir, "witnesses.json"), JSON.stringify(settings));
}
