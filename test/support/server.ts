// A register of its own for a test file: a cloned database, its own keys, the real door and clock on a free port.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashSync } from "@node-rs/argon2";
import pg from "pg";
import { loadPack } from "#src/actions/load-pack.ts";
import { perform } from "#src/actions/perform.ts";
import { type StaffMember, storeOfficers } from "#src/actions/store-officers.ts";
import { readConfiguration } from "#src/cli/configuration.ts";
import { type House, openHouse } from "#src/main/house.ts";
import { serve } from "#src/main/serve.ts";
import type { Role } from "#src/schema/case.ts";
import type { Pack } from "#src/schema/pack.ts";
import { cloneDatabase, type TestDatabase } from "./database.ts";
import { type VaultBeside, vaultBeside } from "./vault.ts";

export const TEST_PASSWORD = "contrasena-de-prueba";

export interface TestServer {
  url: string;
  house: House;
  database: TestDatabase;
  /** The vault of this server, to be stopped, replaced or listened to. */
  vault: VaultBeside;
  /** Signs in and gives a client with the session's cookie. */
  signIn(login: string, password?: string): Promise<Client>;
  /** A client without a session. */
  anonymous: Client;
  addOfficer(login: string, unitId: string, role: Role): Promise<void>;
  /** Rows of a query as the cluster's superuser, past row-level security; tables of `reta` need no prefix. */
  rows<Row extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<Row[]>;
  /** Another server process in all but name: its own pools, door, clock and open screens over the same database and keys. */
  second(environment?: Record<string, string>): Promise<SecondServer>;
  close(): Promise<void>;
}

export interface SecondServer {
  url: string;
  house: House;
  close(): Promise<void>;
}

export interface Client {
  cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(
    method: "POST" | "PUT" | "DELETE",
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: never;
}

/** Units of the pack every test can count on, and who works there. */
export const UNITS = {
  station: "pe-st-170101",
  otherStation: "pe-st-080101",
  regional: "pe-dirtepol-x-madre-de-dios-trata",
  otherRegional: "pe-dirtepol-x-cusco-trata",
  region: "pe-dirtepol-x-madre-de-dios",
  national: "pe-divintrap",
  top: "pe-pnp",
  /** Of other institutions. */
  prosecutors: "pe-mp-fistrap",
  localProsecutors: "pe-mp-fistrap-madre-de-dios",
  ombudsman: "pe-defensoria",
  court: "pe-pj-csj-madre-de-dios",
  shelter: "pe-mimp-car-madre-de-dios",
  inspectors: "pe-sunafil-madre-de-dios",
} as const;

export const STAFF: Readonly<Record<string, readonly [unitId: string, role: Role]>> = {
  registrar: [UNITS.station, "registrar"],
  colleague: [UNITS.station, "registrar"],
  registrar2: [UNITS.otherStation, "registrar"],
  investigator: [UNITS.regional, "investigator"],
  investigator2: [UNITS.regional, "investigator"],
  stranger: [UNITS.otherRegional, "investigator"],
  national: [UNITS.national, "investigator"],
  chief: [UNITS.region, "chief"],
  administrator: [UNITS.top, "administrator"],
  auditor: [UNITS.ombudsman, "auditor"],
  affairs: [UNITS.top, "internal-affairs"],
};

/**
 * Starts a server, on request with its database prepared, at another address, or in a cluster of its own. Close it in
 * afterAll.
 */
export async function startServer(
  environment: Record<string, string> = {},
  through: (url: string) => string | Promise<string> = (url) => url,
  beside: typeof vaultBeside = vaultBeside,
  own?: TestDatabase,
): Promise<TestServer> {
  const database = own ?? (await cloneDatabase({ logins: false }));
  const databaseUrl = await through(database.ownerUrl);
  const dataDir = await mkdtemp(join(tmpdir(), "reta-server-"));
  const open = async (more: Record<string, string>): Promise<SecondServer & { vault: VaultBeside }> => {
    const configuration = readConfiguration({
      RETA_LOG: "silent",
      // Tests of what officers do sign in with a password alone; those of signing in say otherwise.
      RETA_SIGN_IN: "password",
      // Tests sign one officer in again and again, and use the first session after the last.
      RETA_SESSIONS: "1000",
      DATABASE_URL: databaseUrl,
      ...environment,
      ...more,
      RETA_DATA: dataDir,
    });
    const vault = beside(configuration, database.vaultUrl);
    const house = await openHouse(configuration, vault, await packOf(configuration.RETA_COUNTRY));
    const served = await serve(house, { host: "127.0.0.1", port: 0, insist: true });
    return {
      url: served.url,
      house,
      vault,
      async close() {
        await served.close();
        await house.close();
      },
    };
  };
  const superuser = new pg.Pool({
    connectionString: database.superuserUrl,
    max: 2,
    options: "-c search_path=reta",
  });
  // The pool ends before its connections do; the database is dropped with force, which those that are left are told.
  superuser.on("connect", (client) => client.on("error", () => undefined));
  superuser.on("error", () => undefined);
  const { house, vault, ...served } = await open({});
  const server: TestServer = {
    url: served.url,
    house,
    database,
    vault,
    anonymous: clientOf(served.url, ""),
    signIn: (login, password = TEST_PASSWORD) => signIn(served.url, login, password),
    addOfficer: (login, unitId, role) => addOfficers(house, { [login]: [unitId, role] }),
    rows: async <Row extends pg.QueryResultRow>(statement: string, values: unknown[] = []) =>
      (await superuser.query<Row>(statement, values)).rows,
    second: (more = {}) => open(more),
    async close() {
      await served.close();
      await superuser.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await addOfficers(house, STAFF);
  return server;
}

// Read once for all registers of this process: its files are not what their tests change.
const packs = new Map<string, Promise<Pack>>();
function packOf(country: string): Promise<Pack> {
  const pack = packs.get(country) ?? loadPack(country);
  packs.set(country, pack);
  return pack;
}

export async function addOfficers(house: House, staff: typeof STAFF): Promise<void> {
  const officers = Object.entries(staff).map(
    ([login, [unitId, role]]): StaffMember => ({
      officerId: randomUUID(),
      postingId: randomUUID(),
      login,
      name: `Oficial ${login}`,
      rank: null,
      cip: null,
      unitId,
      role,
      from: "2020-01-01",
      to: null,
    }),
  );
  const trace = { action: "test.officers", zone: "reta_people" } as const;
  await perform(
    house.real,
    { actor: null, requestId: randomUUID() },
    { trace, verb: storeOfficers },
    { officers, password: null },
  );
  await house.owner.query
    .updateTable("credentials")
    .set({ password_hash: LIGHT_HASH })
    .where(
      "officer_id",
      "in",
      officers.map(({ officerId }) => officerId),
    )
    .execute();
}

// As any stored password, but hashed as lightly as Argon2id goes: tests sign in thousands of times. What a stored hash
// costs stands in itself, so the register compares it as it compares every other; passwords that tests set through the
// register, and those of the demo, are hashed in full.
const LIGHT_HASH = hashSync(TEST_PASSWORD, { memoryCost: 8, timeCost: 1, parallelism: 1 });

export async function signIn(url: string, login: string, password: string): Promise<Client> {
  const answer = await clientOf(url, "").send("POST", "/api/session", { login, password });
  if (answer.status !== 200) throw new Error(`sign-in of ${login} answered ${answer.status}`);
  return clientOf(url, (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
}

export function clientOf(url: string, cookie: string): Client {
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(cookie !== "" && { cookie }),
        ...(method !== "GET" && { "x-reta": "1" }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : undefined) as never,
    };
  };
  return {
    cookie,
    get: (path, headers) => ask("GET", path, undefined, headers),
    send: (method, path, body, headers) => ask(method, path, body, headers),
  };
}
