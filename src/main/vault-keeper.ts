// Starts the vault's process when it is first needed, starts it again when it ends, and stops it with the register.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type VaultPlace, VaultUnavailable } from "#src/vault/vault-line.ts";
import type { VaultSettings } from "./vault.ts";

export interface VaultKeeper {
  /** Where the vault listens, started if it is not running. Throws `VaultUnavailable`. */
  reach(): Promise<VaultPlace>;
  /** Id of the process while it runs. */
  pid(): number | undefined;
  close(): Promise<void>;
}

/** Longest wait for a vault that was started. */
const START_MS = 60_000;
/** A vault that ends at once is not started again at once: its reason would be the same. */
const PAUSE_MS = 1_000;

/** Who the vault runs as when root starts the register: `reta-vault`, else `daemon`, a user that owns no file. */
export function findVaultUser(): VaultSettings["user"] {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = users.find(([name]) => name === "reta-vault") ?? users.find(([name]) => name === "daemon");
  return user === undefined ? undefined : { uid: Number(user[2]), gid: Number(user[3]) };
}

/** Keeps a vault with these settings; what it says of its failures goes to `errors`, a file of this process or its own. */
export function keepVault(
  settings: Omit<VaultSettings, "socket" | "secret" | "user">,
  errors: "inherit" | number = "inherit",
): VaultKeeper {
  let folder: string | undefined;
  const secret = randomBytes(32);
  let child: ChildProcess | undefined;
  let ready: Promise<VaultPlace> | undefined;
  let closing = false;
  const start = async () => {
    folder ??= mkdtempSync(join(tmpdir(), "reta-vault-"));
    const place = { socket: join(folder, "socket"), secret };
    const user = findVaultUser();
    const given = { ...settings, socket: place.socket, secret: secret.toString("hex"), user };
    const started = launch(given, errors);
    child = started.child;
    started.child.once("exit", () => {
      if (child === started.child) child = undefined;
      const restart = async () => {
        await sleep(PAUSE_MS);
        ready = undefined;
        // What kept it from starting is told to whoever asks next.
        if (!closing) await reach().catch(() => undefined);
      };
      if (!closing) void restart();
    });
    await started.listening;
    return place;
  };
  const reach = () => {
    if (closing) return Promise.reject(new VaultUnavailable("the register is ending"));
    ready ??= start();
    return ready;
  };
  return {
    reach,
    pid: () => child?.pid,
    async close() {
      closing = true;
      const running = child;
      if (running !== undefined && running.exitCode === null && running.signalCode === null) {
        const ended = new Promise((resolve) => running.once("exit", resolve));
        running.kill("SIGTERM");
        await ended;
      }
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function launch(
  settings: VaultSettings,
  errors: "inherit" | number,
): { child: ChildProcess; listening: Promise<void> } {
  // From the bundle beside this one; from the sources through the loader that developers run them with.
  const own = fileURLToPath(import.meta.url);
  const entry = own.endsWith(".ts")
    ? ["--import", pathToFileURL(createRequire(own).resolve("tsx")).href, join(own, "..", "vault-process.ts")]
    : [join(own, "..", "vault.js")];
  const { TMPDIR } = process.env;
  const child = spawn(process.execPath, entry, {
    // Nothing else of the server's environment, but what a token's library needs: it may hold the owner's connection string.
    env: { NODE_ENV: "production", ...(TMPDIR && { TMPDIR }), ...settings.token?.environment },
    stdio: ["pipe", "pipe", errors],
  });
  // Kept open: when the register dies, however it dies, its vault reads the end and dies as well.
  child.stdin?.on("error", () => undefined).write(`${JSON.stringify(settings)}\n`);
  const listening = new Promise<void>((resolve, reject) => {
    const patience = setTimeout(() => child.kill("SIGKILL"), START_MS);
    child.stdout?.once("data", () => resolve());
    child.once("error", reject);
    child.once("exit", () => {
      clearTimeout(patience);
      reject(new VaultUnavailable("the vault ended before it listened"));
    });
    child.stdout?.once("data", () => clearTimeout(patience));
  });
  listening.catch(() => undefined);
  return { child, listening };
}
