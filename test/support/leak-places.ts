// Where a personal value could have been left behind: everything a running register, its vault and its database write.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { Client } from "pg";
import { decryptWith, newBackupIdentity } from "#src/vault/backup-cipher.ts";
import { reta } from "./reta.ts";
import type { TestServer } from "./server.ts";

/** Something to be searched: a table, a file, a log. */
export interface Place {
  name: string;
  bytes: Buffer;
}

type Rows = TestServer["rows"];

/**
 * Prepares a database so that nothing hides in it: the server writes down every statement with its parameters, and no
 * column is compressed. To be called before anybody connects, with a superuser's address.
 */
export async function talkative(superuserUrl: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`do $$ declare column_ record; begin
      execute (select string_agg(format('alter database %I set %s', current_database(), setting), ';') from unnest(array[
        'log_statement = ''all''', 'log_min_error_statement = ''error''', 'log_error_verbosity = ''default''',
        'log_parameter_max_length = -1', 'log_parameter_max_length_on_error = -1']) setting);
      for column_ in select c.oid::regclass as place, attname from pg_attribute join pg_class c on c.oid = attrelid
        where attstorage in ('m', 'x') and attnum > 0 and not attisdropped and relkind in ('r', 'p')
          and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) loop
        execute format('alter table only %s alter column %I set storage external', column_.place, column_.attname);
      end loop;
    end $$`);
  } finally {
    await client.end();
  }
}

/** Every row of every table, of the planner's statistics too, as a superuser reads them. */
export async function tablesOf(rows: Rows): Promise<Place[]> {
  await rows("analyze");
  const tables = await rows<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') or tablename in ('pg_statistic', 'pg_largeobject')`,
  );
  const places: Place[] = [];
  for (const { name } of tables) {
    const found = await rows<{ row: string }>(`select t::text as row from ${name} t`);
    places.push({ name: `table ${name}`, bytes: Buffer.from(found.map(({ row }) => row).join("\n")) });
  }
  return places;
}

/** Where the write-ahead log stands; what was written later is in segments from here on. */
export async function segmentNow(rows: Rows): Promise<string> {
  const [row] = await rows<{ name: string }>("select pg_walfile_name(pg_current_wal_lsn()) as name");
  return row?.name ?? "";
}

/**
 * Files of the database: its tables and indexes, its part of the write-ahead log, the server's own log, what was
 * spilled to disk. None where this process may not read them: another machine's, or another user's.
 */
export async function databaseFiles(rows: Rows, since: string): Promise<Place[]> {
  await rows("checkpoint");
  const [where] = await rows<{ directory: string; oid: string; packed: string }>(
    `select current_setting('data_directory') as directory, oid::text, current_setting('wal_compression') as packed
     from pg_database where datname = current_database()`,
  );
  if (where?.packed !== "off") throw new Error("the write-ahead log is compressed: nothing would be found");
  const below = (name: string) => filesBelow(join(where.directory, name));
  return [
    ...below("pg_wal").filter(
      ({ name }) => /[0-9A-F]{24}$/.test(name) && (name.split("/").at(-1) ?? "") >= since,
    ),
    ...["log", "global", `base/${where.oid}`, "base/pgsql_tmp"].flatMap(below),
  ];
}

/** A backup and the keys beside it, encrypted; and both opened with the secret, unpacked. */
export async function backupOf(server: TestServer, folder: string): Promise<Place[]> {
  const [out, keys] = [join(folder, "copy.reta"), join(folder, "keys.age")];
  const { identity, recipient } = await newBackupIdentity();
  const made = await reta(
    ["backup", "--out", out, "--to", recipient, "--with-keys", keys, "--data", server.house.dataDir],
    { environment: { DATABASE_URL: server.database.ownerUrl } },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const opened = (file: string) => decryptWith(identity, Readable.from([readFileSync(file)])).then(buffer);
  const keyFiles = JSON.parse((await opened(keys)).toString()) as Record<string, string>;
  return [
    { name: "what `reta backup` says", bytes: Buffer.from(made.stdout + made.stderr) },
    { name: "backup, opened", bytes: gunzipSync(await opened(out)) },
    ...Object.entries(keyFiles).map(([name, content]) => ({
      name: `backup of ${name}`,
      bytes: Buffer.from(content, "base64"),
    })),
  ];
}

/** What the system tells anybody of a process. */
export const processOf = (pid: number): Place[] =>
  ["cmdline", "environ", "status"].map((name) => placeOf(`/proc/${pid}/${name}`));

/** The files below a folder, and their names. */
export function filesBelow(directory: string): Place[] {
  try {
    const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).map((name) =>
      join(directory, name),
    );
    return [
      ...files.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true).map(placeOf),
      { name: `names below ${directory}`, bytes: Buffer.from(files.join("\n")) },
    ];
  } catch (error) {
    if (["ENOENT", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}

// Caches of the catalogue come and go while they are listed.
function placeOf(file: string): Place {
  try {
    return { name: file, bytes: readFileSync(file) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { name: file, bytes: Buffer.alloc(0) };
    throw error;
  }
}
