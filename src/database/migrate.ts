// Brings the database up to date: plain SQL files in order, each once per schema, each in one transaction.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Client, escapeIdentifier } from "pg";

export interface MigrationSettings {
  /** Where the files are; default those that ship with this program. */
  readonly directory?: string;
  /** Stop before this file (its name or a beginning of it): for tests of what a migration does to data. */
  readonly before?: string;
}

interface Migration {
  readonly file: string;
  readonly text: string;
  readonly checksum: string;
  readonly schemas: readonly string[];
}

const SHIPPED = fileURLToPath(new URL("./migrations/", import.meta.url));

/** Runs what has not run yet and returns it as `schema/file`. A file that changed after it ran stops the start. */
export async function migrate(ownerUrl: string, settings: MigrationSettings = {}): Promise<string[]> {
  const migrations = readMigrations(settings.directory ?? SHIPPED);
  const client = new Client({ connectionString: ownerUrl, application_name: "reta-migrate" });
  await client.connect();
  try {
    // One migrator at a time; the lock falls with the connection.
    await client.query("select pg_advisory_lock(hashtext('reta migrations'))");
    await client.query(`
      create schema if not exists reta;
      create schema if not exists training;
      create table if not exists reta.migrations (
        schema_name text not null, file text not null, checksum text not null,
        applied_at timestamptz not null default now(),
        constraint migrations_once primary key (schema_name, file));
      comment on table reta.migrations is 'Which file ran in which schema; written by the migration runner alone'`);
    const applied = await readApplied(client, migrations);
    const ran: string[] = [];
    for (const migration of migrations) {
      if (settings.before && migration.file >= settings.before) break;
      for (const schema of migration.schemas) {
        if (applied.has(`${schema}/${migration.file}`)) continue;
        await runOne(client, migration, schema);
        ran.push(`${schema}/${migration.file}`);
      }
    }
    return ran;
  } finally {
    await client.end();
  }
}

function readMigrations(directory: string): Migration[] {
  const files = readdirSync(directory).filter((name) => name.endsWith(".sql"));
  return files.sort().map((file) => {
    const text = readFileSync(`${directory}/${file}`, "utf8").replaceAll("\r\n", "\n");
    const schemas = /^-- schemas: (.+)$/m.exec(text.split("\n", 1)[0] ?? "")?.[1]?.split(/,\s*/);
    if (
      !/^\d{8}-\d\d-[a-z0-9-]+\.sql$/.test(file) ||
      !schemas?.every((name) => /^(reta|training)$/.test(name))
    )
      throw new Error(
        `${file}: named YYYYMMDD-NN-verb-thing.sql, its first line says "-- schemas: reta, training"`,
      );
    return { file, text, checksum: createHash("sha256").update(text).digest("hex"), schemas };
  });
}

async function readApplied(client: Client, migrations: Migration[]): Promise<Set<string>> {
  const { rows } = await client.query<{ schema_name: string; file: string; checksum: string }>(
    "select schema_name, file, checksum from reta.migrations",
  );
  const known = new Map(migrations.map((migration) => [migration.file, migration]));
  for (const { file, checksum } of rows) {
    const migration = known.get(file);
    if (!migration)
      throw new Error(`the database was migrated by a newer version: ${file} is not in this one`);
    if (migration.checksum !== checksum)
      throw new Error(
        `the migration ${file} was changed after it ran: restore it, and write a new file instead`,
      );
  }
  return new Set(rows.map((row) => `${row.schema_name}/${row.file}`));
}

async function runOne(client: Client, { file, text, checksum }: Migration, schema: string): Promise<void> {
  try {
    await client.query(`begin; set local search_path to ${escapeIdentifier(schema)}, public`);
    await client.query(text);
    await client.query("insert into reta.migrations (schema_name, file, checksum) values ($1, $2, $3)", [
      schema,
      file,
      checksum,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`the migration ${file} failed in schema ${schema}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
