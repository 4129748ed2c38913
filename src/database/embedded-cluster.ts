// The cluster directory of the embedded PostgreSQL: made once, checked for its version, reached by its user.
import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findRunAs, isReachable, prepareBinaries, type RunAs } from "./embedded-files.ts";

/** Name of the superuser of the embedded cluster. */
export const SUPERUSER = "postgres";

/** PostgreSQL takes nothing from our environment: no secrets, no locale, no library path. */
export const ENVIRONMENT = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/** The cluster's directory in a data directory. */
export function clusterOf(dataDir: string): string {
  return join(dataDir, "postgres");
}

/** Makes the cluster if there is none. Made beside and renamed: a crash leaves a whole cluster or none. */
export async function createCluster(dataDir: string, password: string, durable: boolean): Promise<void> {
  const cluster = clusterOf(dataDir);
  if (existsSync(join(cluster, "PG_VERSION"))) return;
  const user = findRunAs(cluster);
  const binaries = prepareBinaries(dataDir, user);
  const beside = `${cluster}.new`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(join(beside, "cluster"), { recursive: true, mode: 0o700 });
  writeFileSync(join(beside, "password"), password, { mode: 0o600 });
  if (user) for (const name of ["", "cluster", "password"]) chownSync(join(beside, name), user.uid, user.gid);
  const { code, output } = await run(
    join(binaries, "bin/initdb"),
    [
      ...dataOption(join(beside, "cluster"), user),
      `--username=${SUPERUSER}`,
      "--auth=scram-sha-256",
      "--pwfile=../password",
      "--encoding=UTF8",
      "--locale=C",
      // Unicode rules that come with PostgreSQL itself: the same order on every machine, no ICU, no libc.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--data-checksums",
      "--no-instructions",
      ...(durable ? [] : ["--no-sync"]),
    ],
    join(beside, "cluster"),
    user,
  );
  if (code !== 0) throw new Error(`initdb failed:\n${output}`);
  renameSync(join(beside, "cluster"), cluster);
  rmSync(beside, { recursive: true, force: true });
}

/** Refuses a cluster of another major version than the binaries. */
export function checkVersion(dataDir: string, binaries: string): void {
  const found = readFileSync(join(clusterOf(dataDir), "PG_VERSION"), "utf8").trim();
  // The bootstrap file opens with "# PostgreSQL 18": the one place that names the major version without a process.
  const bootstrap = readFileSync(join(binaries, "share/postgresql/postgres.bki"), "utf8");
  const shipped = /^# PostgreSQL (\d+)/.exec(bootstrap)?.[1];
  if (found === shipped) return;
  throw new Error(
    `${dataDir} holds a database of PostgreSQL ${found}, this version of RETA ships PostgreSQL ${shipped}: ` +
      "make a backup with the version that wrote it and restore that backup into a new directory",
  );
}

/**
 * The option that names the cluster. Below a directory the user may not pass (root's home) an absolute path is
 * refused; the working directory, which root entered for it, is not: /proc/self/cwd names the same cluster to every
 * process PostgreSQL starts from there.
 */
export function dataOption(cluster: string, user: RunAs | undefined): string[] {
  if (isReachable(cluster, user)) return ["-D", cluster];
  if (process.platform === "linux") return ["-D", "/proc/self/cwd"];
  throw new Error(
    `the user of the embedded PostgreSQL cannot reach ${cluster}: choose another --data directory`,
  );
}

function run(program: string, options: string[], cwd: string, user: RunAs | undefined) {
  return new Promise<{ code: number | null; output: string }>((done, fail) => {
    const child = spawn(program, options, {
      cwd,
      env: ENVIRONMENT,
      stdio: ["ignore", "pipe", "pipe"],
      ...user,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += chunk;
      });
    child.on("error", fail);
    child.on("close", (code) => done({ code, output }));
  });
}
