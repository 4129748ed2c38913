// Opens the register's database: embedded by default, DATABASE_URL instead; pools over it for one schema each.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { applicationUrl, ensureRoles, vaultUrl } from "./application-role.ts";
import { columnTypes } from "./column-values.ts";
import { writeConnections } from "./connection-file.ts";
import { openEmbedded } from "./embedded.ts";
import { withLock } from "./process-lock.ts";
import type { Database } from "./types.ts";

export interface DatabasePlace {
  /** Where the embedded database and the generated passwords are kept. Default `./.reta`. */
  readonly dataDir?: string | undefined;
  /** Any PostgreSQL 15 or newer instead of the embedded one; its login owns the tables. */
  readonly databaseUrl?: string | undefined;
  /** The vault runs by itself: its login's password is not ours to set. */
  readonly vaultElsewhere?: boolean;
}

/** An open database: `ownerUrl` for migrations only, `applicationUrl` (owns nothing) for everything else. */
export interface OpenDatabase {
  readonly ownerUrl: string;
  readonly applicationUrl: string;
  /** For the vault's process, which alone reads sealed values. */
  readonly vaultUrl: string;
  close(): Promise<void>;
}

/** Joins or starts the database, and makes the zone roles and the application's login where they are missing. */
export async function openDatabase(place: DatabasePlace = {}): Promise<OpenDatabase> {
  const dataDir = resolve(place.dataDir ?? ".reta");
  const lease = place.databaseUrl ? undefined : await openEmbedded(dataDir);
  try {
    const ownerUrl = place.databaseUrl ?? lease?.ownerUrl ?? "";
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const { application, vault } = await withLock(join(dataDir, "roles.lock"), async () => {
      const url = applicationUrl(ownerUrl, dataDir);
      const vault = vaultUrl(ownerUrl, dataDir);
      await ensureRoles(ownerUrl, url, vault, place.vaultElsewhere);
      // The operator's own login in DATABASE_URL is not copied to disk: it came from a safer place.
      writeConnections(dataDir, {
        ...(lease && { superuser: lease.superuserUrl, owner: lease.ownerUrl }),
        application: url,
      });
      return { application: url, vault };
    });
    return { ownerUrl, applicationUrl: application, vaultUrl: vault, close: async () => lease?.close() };
  } catch (error) {
    await lease?.close();
    throw error;
  }
}

/** The real register and the training copy: the same tables in two PostgreSQL schemas. */
export const SCHEMAS = ["reta", "training"] as const;
export type SchemaName = (typeof SCHEMAS)[number];

export interface PoolSettings {
  readonly schema: SchemaName;
  readonly max?: number;
}

/** Connections of one process to one schema. `query` is outside any zone: it may do nothing but `select 1`. */
export interface ConnectionPool {
  readonly schema: SchemaName;
  readonly pool: Pool;
  readonly query: Kysely<Database>;
  close(): Promise<void>;
}

/** A pool of connections that see `schema`, then `public` (extensions), in UTC. */
export function createPool(url: string, { schema, max = 10 }: PoolSettings): ConnectionPool {
  const pool = new Pool({
    connectionString: url,
    options: `-c search_path=${schema},public -c timezone=UTC -c datestyle=ISO`,
    application_name: `reta-${schema}`,
    max,
    // Statements sent together travel together; see transact.ts.
    pipeline: true,
    types: columnTypes,
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    // A database that is gone is told to the person in seconds, not after the system's TCP timeout.
    connectionTimeoutMillis: 5_000,
  });
  // An idle connection that breaks is dropped by the pool; whoever asks next gets a new one or an error.
  pool.on("error", () => undefined);
  // One that breaks while lent, between two statements, says so to nobody but its listeners: without one the whole
  // process would end. The next statement on it fails, which is how its borrower learns.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const query = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  // The builder ends the pool only when it has been used itself.
  const close = async () => {
    await query.destroy();
    if (!pool.ended) await pool.end();
  };
  return { schema, pool, query, close };
}
