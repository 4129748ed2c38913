// A register for a benchmark: server processes of its own on a scratch data directory, and officers to sign in.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { packageRoot } from "#src/actions/load-pack.ts";
import { perform } from "#src/actions/perform.ts";
import { storeOfficers } from "#src/actions/store-officers.ts";
import { readConfiguration } from "#src/cli/configuration.ts";
import { type House, openHouse } from "#src/main/house.ts";
import type { Role } from "#src/schema/case.ts";

const PASSWORD = "contrasena-de-medicion";

export interface Bench {
  /** Where each server process listens; all share one database, and a session holds on each. */
  urls: readonly [string, ...string[]];
  /** The process of each. */
  pids: readonly number[];
  house: House;
  /** The cookie header of a fresh session. */
  signIn(login: string): Promise<string>;
  /** The login of an officer of the staff. */
  loginOf(name: string): string;
  close(): Promise<void>;
}

/** A register on a scratch data directory without a server. DATABASE_URL is honoured. */
export async function openHouseAlone(): Promise<{
  house: House;
  environment: NodeJS.ProcessEnv;
  close(): Promise<void>;
}> {
  const dataDir = await mkdtemp(join(tmpdir(), "reta-bench-"));
  const environment = { RETA_SIGN_IN: "password", ...process.env, RETA_DATA: dataDir, RETA_LOG: "silent" };
  const house = await openHouse(readConfiguration(environment));
  const close = async () => {
    await house.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { house, environment, close };
}

/**
 * Starts everything: the officers of `staff` by name, what `fill` loads before any server runs, and as many server
 * processes as asked. DATABASE_URL is honoured, so that two programs can be measured on one PostgreSQL.
 */
export async function openBench(
  staff: Record<string, readonly [unitId: string, role: Role]>,
  processes = 1,
  fill: (house: House, loginOf: (name: string) => string) => Promise<void> = async () => undefined,
): Promise<Bench> {
  const { house, environment, close } = await openHouseAlone();
  const officers = Object.entries(staff).map(([login, [unitId, role]]) => ({
    officerId: randomUUID(),
    postingId: randomUUID(),
    login: `${login}-${randomUUID().slice(0, 8)}`,
    name: login,
    rank: null,
    cip: null,
    unitId,
    role,
    from: "2020-01-01",
    to: null,
  }));
  const trace = { action: "bench.officers", zone: "reta_people" } as const;
  await perform(
    house.real,
    { actor: null, requestId: randomUUID() },
    { trace, verb: storeOfficers },
    { officers, password: PASSWORD },
  );
  const loginOf = (name: string) => officers.find((officer) => officer.name === name)?.login ?? name;
  try {
    await fill(house, loginOf);
  } catch (error) {
    await close();
    throw error;
  }
  const program = join(await packageRoot(), "dist/main.js");
  const servers = Array.from({ length: processes }, () =>
    spawn(process.execPath, [program, "start", "--port", "0"], {
      env: environment,
      stdio: ["ignore", "pipe", "inherit"],
    }),
  );
  const [url, ...further] = await Promise.all(servers.map(firstLine));
  if (url === undefined) throw new Error("a benchmark needs a server");
  return {
    urls: [url, ...further],
    pids: servers.flatMap(({ pid }) => pid ?? []),
    house,
    signIn: (name) => signIn(url, loginOf(name)),
    loginOf,
    async close() {
      const ended = servers.map((server) => once(server, "exit"));
      for (const server of servers) server.kill("SIGTERM");
      await Promise.all(ended);
      await close();
    },
  };
}

async function firstLine(server: ChildProcess): Promise<string> {
  if (server.stdout === null) throw new Error("the server has no standard output");
  for await (const line of createInterface({ input: server.stdout })) return line;
  throw new Error("the server ended before it was ready");
}

async function signIn(url: string, login: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-reta": "1" },
    body: JSON.stringify({ login, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}`);
  return (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

/** What every figure is told with; `load` is the machine's one-minute load average, which others may have caused. */
export function machine() {
  return {
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0],
    measuredAt: new Date().toISOString(),
  };
}
