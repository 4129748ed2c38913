// Starts the PostgreSQL that ships with the package; several processes share one data directory, the last one stops it.
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { keepPassword, readConnections } from "./connection-file.ts";
import { createCluster, SUPERUSER } from "./embedded-cluster.ts";
import { findServer, startServer, stopServer } from "./embedded-server.ts";
import { isRunning, ownMark, readMark, withLock } from "./process-lock.ts";

/** The register's database in the embedded cluster, and the role that owns it (no superuser). */
const DATABASE = "reta";
const OWNER = "reta_owner";

/** A share in the running database. PostgreSQL stops when the last share is closed. */
export interface Lease {
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  close(): Promise<void>;
}

export interface EmbeddedSettings {
  /** False only for throw-away test clusters: no fsync, a power cut loses everything. */
  readonly durable?: boolean;
  /** Milliseconds between two looks whether PostgreSQL still runs; it is started again on the same port. */
  readonly watchEveryMs?: number;
}

/**
 * Creates or joins the database in `dataDir`. Whoever comes first starts PostgreSQL; a process that dies without
 * closing leaves it running, and the next one joins it or, if it died too, starts it again.
 */
export async function openEmbedded(dataDir: string, settings: EmbeddedSettings = {}): Promise<Lease> {
  const directory = resolve(dataDir);
  const durable = settings.durable ?? true;
  // Root's directory is passable, because PostgreSQL runs as somebody else below it; each secret in it is 0600.
  mkdirSync(join(directory, "leases"), { recursive: true, mode: 0o700 });
  chmodSync(directory, process.getuid?.() === 0 ? 0o711 : 0o700);
  const lock = join(directory, "embedded.lock");
  const lease = join(directory, "leases", `${process.pid}-${randomBytes(4).toString("hex")}.json`);

  const ensureRunning = async (): Promise<number> =>
    (findServer(directory) ?? (await startServer(directory, lastPort(directory), durable))).port;

  const urls = await withLock(lock, async () => {
    const password = keepPassword(directory, "superuser");
    const ownerPassword = keepPassword(directory, "owner");
    await createCluster(directory, password, durable);
    // The lease first: if we are killed while starting, the next one finds a dead lease and prunes it.
    writeFileSync(lease, JSON.stringify(ownMark()), { mode: 0o600 });
    try {
      const port = await ensureRunning();
      const url = (user: string, secret: string, database: string) =>
        `postgres://${user}:${secret}@127.0.0.1:${port}/${database}`;
      await createDatabase(url(SUPERUSER, password, "postgres"), ownerPassword);
      return {
        superuserUrl: url(SUPERUSER, password, DATABASE),
        ownerUrl: url(OWNER, ownerPassword, DATABASE),
      };
    } catch (error) {
      rmSync(lease, { force: true });
      throw error;
    }
  });

  let closed = false;
  let restarting = false;
  const watch = setInterval(() => {
    if (closed || restarting || findServer(directory)) return;
    restarting = true;
    withLock(lock, async () => void (closed || (await ensureRunning())))
      // Tried again at the next look; meanwhile every request says that the database is gone.
      .catch(() => undefined)
      .finally(() => {
        restarting = false;
      });
  }, settings.watchEveryMs ?? 500);
  watch.unref();

  return {
    ...urls,
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(watch);
      await withLock(lock, async () => {
        rmSync(lease, { force: true });
        if (pruneLeases(join(directory, "leases")) === 0) await stopServer(directory);
      });
    },
  };
}

/** Removes the leases of processes that are gone; returns how many are left. */
function pruneLeases(directory: string): number {
  return readdirSync(directory).filter((name) => {
    const holder = readMark(join(directory, name));
    if (holder && isRunning(holder)) return true;
    rmSync(join(directory, name), { force: true });
    return false;
  }).length;
}

function lastPort(dataDir: string): number | undefined {
  const url = readConnections(dataDir)?.application;
  return url ? Number(new URL(url).port) || undefined : undefined;
}

async function createDatabase(superuserUrl: string, ownerPassword: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const roles = await client.query("select from pg_roles where rolname = $1", [OWNER]);
    if (roles.rowCount === 0)
      await client.query(
        `create role ${escapeIdentifier(OWNER)} login createrole password ${escapeLiteral(ownerPassword)}`,
      );
    const databases = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (databases.rowCount === 0)
      await client.query(`create database ${escapeIdentifier(DATABASE)} owner ${escapeIdentifier(OWNER)}`);
  } finally {
    await client.end();
  }
}
