// `reta witness`: the rounds of a witness, the register over HTTP, the alarm handed on. Opens no database.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import {
  type RegisterDoor,
  type Seen,
  WitnessMisused,
  type WitnessSettings,
  witnessLog,
} from "#src/actions/witness-log.ts";
import { WitnessStateUnusable } from "#src/actions/witness-state.ts";
import { UsageError } from "#src/cli/command.ts";
import {
  createWitnessKey,
  readWitnessKey,
  type SigningKey,
  SigningKeyUnusable,
} from "#src/vault/signing-key.ts";

const LOGS = ["entries", "audit"] as const;
/** What does not answer in this time, in milliseconds, does not answer. */
const ANSWER_MS = 15_000;
/** A standing alarm is handed on again after so long: the first message may have been lost. */
const REMIND_MS = 3_600_000;

export async function runWitness(settings: WitnessSettings, seen: (seen: Seen) => void): Promise<void> {
  try {
    const key = keyOf(settings);
    const stop = whenAsked();
    const told = new Map<string, { alarm: string; at: number }>();
    for (let round = 0; ; round += 1) {
      for (const log of LOGS) {
        const found = await witnessLog({
          ...settings,
          resume: settings.resume && round === 0,
          log,
          key,
          door: doorOf(settings.register),
          pinned: settings.logKeys.find((vkey) => vkey.split("+")[0]?.endsWith(`/${log}`)),
          now: new Date(),
        });
        seen(found);
        if (found.event !== "alarm") told.delete(log);
        else if (isNews(told.get(log), found)) {
          told.set(log, { alarm: found.alarm ?? "", at: Date.now() });
          await handOn(settings, found);
        }
      }
      if (settings.once || (await stop(settings.every * 1000))) return;
    }
  } catch (error) {
    if (
      error instanceof WitnessMisused ||
      error instanceof WitnessStateUnusable ||
      error instanceof SigningKeyUnusable
    )
      throw new UsageError(error.message);
    throw error;
  }
}

function keyOf({ keyFile, name, say }: WitnessSettings): SigningKey {
  const known = readWitnessKey(keyFile);
  if (known) return known;
  const chosen = name ?? `${hostname()}/witness`;
  if (!/^[^\s+]+$/.test(chosen)) throw new UsageError("--name: expected one word without a plus sign");
  const key = createWitnessKey(keyFile, chosen);
  say(`A key was made for this witness. Give this line to whoever keeps the register:\n${key.vkey}`);
  return key;
}

function isNews(told: { alarm: string; at: number } | undefined, { alarm }: Seen): boolean {
  return told === undefined || told.alarm !== alarm || Date.now() - told.at > REMIND_MS;
}

function doorOf(address: string): RegisterDoor {
  const of = (log: string, path: string) => `${address}/api/log/${log}/${path}`;
  return {
    address,
    async get(log, path) {
      const answer = await fetch(of(log, path), {
        signal: AbortSignal.timeout(ANSWER_MS),
        redirect: "error",
      });
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw new Error(`the register answered ${answer.status}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
    async handIn(log, note) {
      const answer = await fetch(of(log, "cosignatures"), {
        method: "POST",
        headers: { "content-type": "application/json", "x-reta": "1" },
        body: JSON.stringify({ note }),
        signal: AbortSignal.timeout(ANSWER_MS),
        redirect: "error",
      });
      return answer.status;
    },
  };
}

// An alarm that cannot be handed on is said here and stands in the folder; the next round tries nothing new.
async function handOn({ alarmCommand, alarmUrl, say }: WitnessSettings, alarm: Seen): Promise<void> {
  const body = `${JSON.stringify(alarm)}\n`;
  if (alarmCommand !== undefined) {
    const child = spawn(alarmCommand, { shell: true, stdio: ["pipe", "ignore", "inherit"] });
    child.stdin.on("error", () => undefined).end(body);
    const [status] = (await once(child, "close")) as [number | null];
    if (status !== 0) say(`the program for alarms ended with ${status}`);
  }
  if (alarmUrl !== undefined) {
    const headers = { "content-type": "application/json" };
    const request = { method: "POST", headers, body, signal: AbortSignal.timeout(ANSWER_MS) };
    const status = await fetch(alarmUrl, request).then(
      (answer) => answer.status,
      (error: Error) => error.message,
    );
    if (typeof status === "string" || status >= 300) say(`the address for alarms answered ${status}`);
  }
}

// Waits between two rounds; answers true when the process was asked to end.
function whenAsked(): (milliseconds: number) => Promise<boolean> {
  let asked = false;
  let wake = () => {};
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      wake();
    });
  return (milliseconds) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(asked), milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
      if (asked) wake();
    });
}
