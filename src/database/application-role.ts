// The logins and roles of the register: the zones, and the application's login that owns nothing and inherits nothing.
import { scryptSync } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, DatabaseError, escapeIdentifier, escapeLiteral } from "pg";
import { keepPassword } from "./connection-file.ts";
import { ROLES, VAULT_ZONE, ZONES } from "./zones.ts";

/** Oldest PostgreSQL the register runs on (server_version_num). */
const OLDEST = 150_000;

/**
 * The owner's connection string with the application's login, `<database>_app`, so that two registers in one cluster
 * keep apart. Its password is derived from the owner's where there is one: every server process that shares a
 * DATABASE_URL arrives at the same, without a file to share. Otherwise it is made once and kept in `dataDir`.
 */
export const applicationUrl = (ownerUrl: string, dataDir: string): string =>
  loginUrl(ownerUrl, dataDir, "app");

/** The same for the vault's login, `<database>_vault_login`: `reta_vault` is the role it takes. Handed to the vault's process and used by nobody else. */
export const vaultUrl = (ownerUrl: string, dataDir: string): string =>
  loginUrl(ownerUrl, dataDir, "vault_login");

function loginUrl(ownerUrl: string, dataDir: string, login: "app" | "vault_login"): string {
  const url = new URL(ownerUrl);
  const database = decodeURIComponent(url.pathname.slice(1));
  const role = `${database}_${login}`;
  if (database === "" || Buffer.byteLength(`${database}_vault_login`) > 63)
    throw new Error("DATABASE_URL must name a database of at most 51 bytes");
  const ownerPassword = decodeURIComponent(url.password) || url.searchParams.get("password");
  const use = login === "app" ? "application" : login;
  const password = ownerPassword
    ? derive(ownerPassword, `reta ${use} role ${role}`)
    : keepPassword(dataDir, role);
  if (url.host === "") {
    // A socket (`postgres:///reta?host=/run/postgresql`): such a URL has no place for a user but its parameters.
    url.searchParams.set("user", role);
    url.searchParams.set("password", password);
  } else {
    url.username = encodeURIComponent(role);
    url.password = password;
    url.searchParams.delete("user");
    url.searchParams.delete("password");
  }
  return url.href;
}

// Slow on purpose, and asked for by everything in a process that opens the register: derived once each. What is kept
// here is no more than the URLs that are made of it hold.
const derived = new Map<string, string>();

function derive(ownerPassword: string, salt: string): string {
  const key = JSON.stringify([ownerPassword, salt]);
  const known = derived.get(key) ?? scryptSync(ownerPassword, salt, 24).toString("base64url");
  derived.set(key, known);
  return known;
}

interface Login {
  url: string;
  role: string;
  password: string;
  /** What it may take for a transaction. */
  zones: readonly string[];
}

function readLogin(url: string, zones: readonly string[]): Login {
  const { username, password, searchParams } = new URL(url);
  return {
    url,
    role: decodeURIComponent(username) || (searchParams.get("user") ?? ""),
    password: decodeURIComponent(password) || (searchParams.get("password") ?? ""),
    zones,
  };
}

/** Makes the zone roles and both logins where they are missing. Safe from several processes at once. */
export async function ensureRoles(
  ownerUrl: string,
  appUrl: string,
  vaultLoginUrl: string,
  vaultElsewhere = false,
): Promise<void> {
  const logins = [readLogin(appUrl, Object.keys(ZONES)), readLogin(vaultLoginUrl, [VAULT_ZONE])];
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await checkServer(client);
    // Roles belong to the whole cluster, advisory locks to one database: registers beside ours are met by retrying.
    for (let attempt = 1; ; attempt++) {
      try {
        await makeRoles(client, logins);
        break;
      } catch (error) {
        if (attempt === 20 || !isCollision(error)) throw explain(error);
        await sleep(20 * attempt * Math.random());
      }
    }
  } finally {
    await client.end();
  }
  // A vault that runs by itself was given a password by whoever runs it.
  for (const login of vaultElsewhere ? logins.slice(0, 1) : logins) await checkLogin(ownerUrl, login);
}

async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; encoding: string; may_create: boolean }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
            has_database_privilege(current_database(), 'create') as may_create`,
  );
  const found = rows[0];
  if (!found || found.version < OLDEST)
    throw new Error(`the database is PostgreSQL ${found?.version}: 15 or newer is needed`);
  if (found.encoding !== "UTF8")
    throw new Error(`the database is encoded in ${found.encoding}: UTF8 is needed`);
  if (!found.may_create)
    throw new Error(
      "the login of DATABASE_URL may not create schemas in its database: grant it CREATE on the database",
    );
}

async function makeRoles(client: Client, logins: readonly Login[]): Promise<void> {
  await client.query("begin; select pg_advisory_xact_lock(hashtext('reta roles'))");
  try {
    for (const zone of ROLES) {
      if (!(await roleExists(client, zone)))
        await client.query(`create role ${escapeIdentifier(zone)} nologin noinherit`);
    }
    for (const { role, password, zones } of logins) {
      const name = escapeIdentifier(role);
      if (!(await roleExists(client, role)))
        await client.query(`create role ${name} login noinherit password ${escapeLiteral(password)}`);
      for (const zone of zones) {
        const member = await client.query("select where pg_has_role($1::name, $2::name, 'member')", [
          role,
          zone,
        ]);
        if (member.rowCount === 0) await client.query(`grant ${escapeIdentifier(zone)} to ${name}`);
      }
      await closeDatabase(client, name);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

// Only the database's owner may say who connects to it; under DATABASE_URL that can be somebody else's decision.
async function closeDatabase(client: Client, app: string): Promise<void> {
  const { rows } = await client.query<{ name: string; open: boolean; granted: boolean }>(
    `select datname as name, has_database_privilege('public', oid, 'connect') as open,
            has_database_privilege($1::name, oid, 'connect') as granted
     from pg_database where datname = current_database() and pg_has_role(datdba, 'member')`,
    [app.slice(1, -1).replaceAll('""', '"')],
  );
  const own = rows[0];
  if (!own) return;
  const database = escapeIdentifier(own.name);
  if (own.open) await client.query(`revoke connect, temporary on database ${database} from public`);
  if (own.open || !own.granted) await client.query(`grant connect on database ${database} to ${app}`);
}

async function roleExists(client: Client, name: string): Promise<boolean> {
  return (await client.query("select from pg_roles where rolname = $1", [name])).rowCount === 1;
}

// Another register made the same role at the same moment, or touched the same row of the catalogue.
function isCollision(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  return error.code === "42710" || error.code === "23505" || /tuple concurrently/.test(error.message);
}

function explain(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || error.code !== "42501") return error;
  return new Error(
    "the login of DATABASE_URL may not make the register's roles. As a superuser: ALTER ROLE that_login CREATEROLE; " +
      `where another login made them: GRANT ${ROLES.join(", ")} TO that_login WITH ADMIN OPTION`,
    { cause: error },
  );
}

// The password changed (DATABASE_URL got a new one, or the data directory is another): the login follows.
async function checkLogin(ownerUrl: string, { url, role, password }: Login): Promise<void> {
  if (await canConnect(url)) return;
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`alter role ${escapeIdentifier(role)} password ${escapeLiteral(password)}`);
  } finally {
    await owner.end();
  }
}

async function canConnect(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch (error) {
    // 28P01: wrong password. Anything else is not ours to repair here.
    if (error instanceof DatabaseError && error.code === "28P01") return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
