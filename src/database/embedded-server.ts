// One PostgreSQL over one cluster directory: find it running, start it, stop it. Callers hold the lock.
import { spawn } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { checkVersion, clusterOf, dataOption, ENVIRONMENT } from "./embedded-cluster.ts";
import { CLIENT_RULES, findRunAs, prepareBinaries, type RunAs, serverSettings } from "./embedded-files.ts";
import { findProcess, type ProcessMark } from "./process-lock.ts";

/** A running PostgreSQL: its postmaster and the loopback port it answers on. */
export interface RunningServer {
  readonly postmaster: ProcessMark;
  readonly port: number;
}

/** The PostgreSQL that runs over this data directory; undefined when there is none, or only a dead one's pid file. */
export function findServer(dataDir: string): RunningServer | undefined {
  const cluster = clusterOf(dataDir);
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const postmaster = findProcess(Number(lines[0]));
  if (!postmaster || !worksIn(postmaster.pid, cluster) || lines[7]?.trim() !== "ready") return undefined;
  return { postmaster, port: Number(lines[3]) };
}

// A reused pid may belong to anything; a postmaster's working directory is its cluster.
function worksIn(pid: number, cluster: string): boolean {
  if (process.platform !== "linux") return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return false;
  }
}

/**
 * Starts PostgreSQL over an existing cluster, on `preferredPort` if that is free (connections already handed out
 * stay valid), else on a random one. Retried: a killed predecessor's pid file and memory take a moment to go.
 */
export async function startServer(
  dataDir: string,
  preferredPort: number | undefined,
  durable: boolean,
): Promise<RunningServer> {
  const cluster = clusterOf(dataDir);
  const user = findRunAs(cluster);
  const binaries = prepareBinaries(dataDir, user);
  checkVersion(dataDir, binaries);
  writeFileSync(join(cluster, "postgresql.conf"), serverSettings(durable));
  writeFileSync(join(cluster, "pg_hba.conf"), CLIENT_RULES);
  for (const name of ["postgresql.conf", "pg_hba.conf"]) chmodSync(join(cluster, name), 0o644);
  for (let attempt = 1; attempt <= 10; attempt++) {
    // The processes of a killed predecessor may need seconds to go, and until then no attempt succeeds: changing the
    // port would not help, and would leave whoever holds the old address without a database.
    const keep = attempt <= 8 && preferredPort && (await isFree(preferredPort));
    const port = keep ? preferredPort : await freePort();
    removeForeignPidFile(cluster);
    const server = await attemptStart(dataDir, join(binaries, "bin/postgres"), port, user);
    if (server) return server;
    await sleep(200 * attempt);
  }
  throw new Error(`the embedded PostgreSQL does not start; the end of its log:\n${logTail(dataDir)}`);
}

async function attemptStart(dataDir: string, program: string, port: number, user: RunAs | undefined) {
  const cluster = clusterOf(dataDir);
  const log = openSync(join(dataDir, "postgres-start.log"), "w", 0o600);
  const child = spawn(program, [...dataOption(cluster, user), "-p", String(port)], {
    cwd: cluster,
    env: ENVIRONMENT,
    stdio: ["ignore", log, log],
    // Its own session: Ctrl-C in our terminal stops us, and we stop PostgreSQL when nobody else needs it.
    detached: true,
    ...user,
  });
  closeSync(log);
  let ended = false;
  const onEnd = () => {
    ended = true;
  };
  child.on("error", onEnd).on("exit", onEnd);
  child.unref();
  // Recovery after a power cut may take minutes; as long as the process lives we wait.
  while (!ended) {
    const server = findServer(dataDir);
    if (server && server.postmaster.pid === child.pid) return server;
    await sleep(20);
  }
  return undefined;
}

// PostgreSQL clears a dead postmaster's pid file itself, but not when that pid now belongs to another program.
function removeForeignPidFile(cluster: string): void {
  const path = join(cluster, "postmaster.pid");
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, "utf8").split("\n")[0]);
  if (findProcess(pid) && !worksIn(pid, cluster)) rmSync(path, { force: true });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.on("error", () => done(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => done(true)));
  });
}

// Below the range systems give to outgoing connections (32768 and up), so that nobody takes it in between by chance.
async function freePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + Math.floor(Math.random() * 17_000);
    if (await isFree(port)) return port;
  }
}

function logTail(dataDir: string): string {
  const directory = join(clusterOf(dataDir), "log");
  const logs = existsSync(directory) ? readdirSync(directory).map((name) => join(directory, name)) : [];
  logs.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return [join(dataDir, "postgres-start.log"), ...logs.slice(0, 1)]
    .flatMap((path) => readFileSync(path, "utf8").trim().split("\n").slice(-8))
    .join("\n");
}

/** Stops PostgreSQL: open transactions are rolled back, everything committed is on disk. Waits until it is gone. */
export async function stopServer(dataDir: string): Promise<void> {
  const server = findServer(dataDir);
  if (!server) return;
  const { pid } = server.postmaster;
  process.kill(pid, "SIGINT");
  for (let waited = 0; findProcess(pid)?.started === server.postmaster.started; waited += 20) {
    if (waited === 60_000) process.kill(pid, "SIGQUIT");
    await sleep(20);
  }
}
