// The register of the tamper drill: real door and clock, three witnesses as processes of their own, and its state kept and put back.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { vi } from "vitest";
import { readConfiguration } from "#src/cli/configuration.ts";
import type { LogReport } from "#src/cli/verify.ts";
import { type House, openHouse } from "#src/main/house.ts";
import { type Served, serve } from "#src/main/serve.ts";
import { verifyOpen } from "#src/main/verify.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { WitnessView } from "#src/schema/witness.ts";
import { readWitnessKey } from "#src/vault/signing-key.ts";
import { newComplaint } from "../support/complaints.ts";
import { cloneDatabase, temporaryDirectory } from "../support/database.ts";
import { reta } from "../support/reta.ts";
import { addOfficers, clientOf, STAFF, signIn } from "../support/server.ts";
import {
  installProgram,
  placeOfWitness,
  type RunningWitness,
  startWitness,
  witnessOnce,
} from "../support/witness.ts";

export const SOON = { timeout: 120_000, interval: 100 };
/** Rounds a second of each witness; in service it is one every five seconds. */
const EVERY = "0.25";
/** PostgreSQL's deadlock_detected. */
const DEADLOCK = "40P01";

export type DrillRegister = Awaited<ReturnType<typeof openDrill>>;

/** Opens everything; `close` ends it. */
export async function openDrill() {
  await reta(["--help"]);
  const database = await cloneDatabase();
  const folder = await temporaryDirectory();
  const dataDir = join(folder.path, "register");
  const configuration = readConfiguration({
    DATABASE_URL: database.ownerUrl,
    RETA_DATA: dataDir,
    RETA_SIGN_IN: "password",
    RETA_LOG: "silent",
  });
  const superuser = new Client({
    connectionString: database.superuserUrl,
    options: "-c search_path=reta,public",
  });
  await superuser.connect();
  let house: House = await openHouse(configuration);
  await addOfficers(house, STAFF);
  let served: Served = await serve(house, { host: "127.0.0.1", port: 0, insist: true });
  const port = Number(new URL(served.url).port);
  const { url } = served;
  const program = installProgram(folder.path);
  const places = [1, 2, 3].map((number) => placeOfWitness(folder.path, number));
  const args = ["--register", url, "--every", EVERY, "--again", "3600"];
  let running: RunningWitness[] = [];
  const anonymous = clientOf(url, "");

  const stopWitnesses = async () => {
    await Promise.all(running.map((witness) => witness.stop()));
    running = [];
  };
  const startWitnesses = (...more: string[]) => {
    running = places.map((place) => startWitness(program, place, [...args, ...more]));
  };

  // The first round makes the keys; then the register is told whose they are.
  for (const place of places)
    await witnessOnce(program, place, [...args, "--name", `drill/${place.title.at(-1)}`]);
  const witnesses = places.map(({ title, key }) => ({ title, key: readWitnessKey(key)?.vkey ?? "" }));
  writeFileSync(join(dataDir, "witnesses.json"), JSON.stringify({ quorum: 2, everySeconds: 1, witnesses }));
  startWitnesses();

  const drill = {
    database,
    dataDir,
    url,
    places,
    configuration,
    superuser,
    anonymous,
    house: () => house,
    alarms: () => running.flatMap(({ alarms }) => alarms).filter(({ log }) => log === "entries"),
    /** How many of the witnesses have called. */
    calling: () => running.filter(({ alarms }) => alarms.some(({ log }) => log === "entries")).length,

    async register(count: number): Promise<Acknowledgement[]> {
      const registrar = await signIn(url, "registrar", "contrasena-de-prueba");
      const made: Acknowledgement[] = [];
      for (let i = 0; i < count; i++) {
        const answer = await registrar.send("POST", "/api/complaints", newComplaint());
        if (answer.status !== 201)
          throw new Error(`a complaint was answered ${answer.status}: ${answer.text}`);
        made.push(answer.json as Acknowledgement);
      }
      return made;
    },

    /** Waits until two of three witnesses have cosigned everything. */
    async witnessed(): Promise<void> {
      await vi.waitFor(async () => {
        const [row] = (
          await superuser.query<{ size: number; waiting: number }>(
            `select (select max(size)::int from ledger_checkpoints where log = 'entries') as size,
               (select count(*)::int from log_queue where log = 'entries') as waiting`,
          )
        ).rows;
        const view = (await anonymous.get("/api/log/entries/witnesses")).json as WitnessView;
        if (
          row?.waiting !== 0 ||
          view.witnessed?.size !== row.size ||
          view.witnesses.some(({ size }) => size !== row.size)
        )
          throw new Error(`witnessed ${JSON.stringify(view.witnessed)} of ${JSON.stringify(row)}`);
      }, SOON);
    },

    /** What `reta verify --key --checkpoint` does, in the register that is open. */
    verify: (checkpoint: string, vkey: string): Promise<LogReport[]> => verifyOpen(house, vkey, checkpoint),

    /** The checkpoint that a witness keeps. */
    keptCheckpoint(): string {
      const state = JSON.parse(readFileSync(join(places[0]?.folder ?? "", "entries.json"), "utf8"));
      return state.checkpoint;
    },

    /** Ends the server; `start` begins another on the same address, which remembers nothing. */
    async stop(): Promise<void> {
      await served.close();
      await house.close();
    },
    /** Waits until the register has looked at itself once since it started, and kept what it saw. */
    async seen(): Promise<void> {
      await vi.waitFor(() => {
        const file = join(dataDir, "verification.json");
        const known = existsSync(file) && JSON.parse(readFileSync(file, "utf8")).entries.head;
        if (!known) throw new Error("it has seen nothing yet");
      }, SOON);
    },
    /** What a person does who has looked into it: the register takes the database as it finds it. */
    forgetWhatWasSeen(): void {
      rmSync(join(dataDir, "verification.json"), { force: true });
    },
    async start(): Promise<void> {
      house = await openHouse(configuration);
      served = await serve(house, { host: "127.0.0.1", port, insist: true });
    },

    async resumeWitnesses(): Promise<void> {
      await stopWitnesses();
      startWitnesses("--resume");
    },

    /** Does something as superuser, past foreign keys and triggers. */
    unguarded: (work: () => Promise<void>) => pastGuards(superuser, work),
    /** Copies every table of the register aside, past all guards. */
    keep: (name: string) => keepTables(superuser, name),
    /** Puts it back: what a restored backup would be. */
    putBack: (name: string) => putTablesBack(superuser, name),

    async close(): Promise<void> {
      await stopWitnesses();
      await served.close().catch(() => undefined);
      await house.close().catch(() => undefined);
      await superuser.end();
      await database.drop();
      await folder.remove();
    },
  };
  return drill;
}

async function tablesOf(superuser: Client): Promise<{ name: string; columns: string }[]> {
  const { rows } = await superuser.query<{ name: string; columns: string }>(
    `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'reta'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname not in ('migrations', 'sessions')
     group by c.relname order by c.relname`,
  );
  return rows;
}

async function keepTables(superuser: Client, name: string): Promise<void> {
  await superuser.query(`create schema ${name}`);
  for (const { name: table, columns } of await tablesOf(superuser))
    await superuser.query(`create table ${name}.${table} as select ${columns} from reta.${table}`);
}

/**
 * One transaction past foreign keys and triggers. The server goes on meanwhile and takes locks in an order of its own:
 * where the two cross, this one notices first, gives way and begins again.
 */
async function pastGuards(superuser: Client, work: () => Promise<void>): Promise<void> {
  for (;;) {
    await superuser.query("begin; set local session_replication_role = replica");
    await superuser.query("set local deadlock_timeout = '50ms'");
    try {
      await work();
      await superuser.query("commit");
      return;
    } catch (error) {
      await superuser.query("rollback");
      if ((error as { code?: unknown }).code !== DEADLOCK) throw error;
    }
  }
}

async function putTablesBack(superuser: Client, name: string): Promise<void> {
  const tables = await tablesOf(superuser);
  const all = tables.map(({ name: table }) => `reta.${table}`).join(", ");
  await pastGuards(superuser, async () => {
    await superuser.query(`lock table ${all} in exclusive mode`);
    for (const { name: table } of tables) await superuser.query(`delete from reta.${table}`);
    for (const { name: table, columns } of tables)
      await superuser.query(
        `insert into reta.${table} (${columns}) overriding system value select ${columns} from ${name}.${table}`,
      );
  });
}
