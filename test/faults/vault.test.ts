// The vault as a process: another user, killed at its work, without its keys, spoken to by strangers. Names stay closed;
// registering goes on.
import { randomBytes } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Client as Connection } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { demandOwnDatabase } from "#src/main/own-database.ts";
import { findVaultUser } from "#src/main/vault-keeper.ts";
import type { CaseFile } from "#src/schema/case.ts";
import { openKeyFolder } from "#src/vault/key-folder.ts";
import { loadSigningKey } from "#src/vault/signing-key.ts";
import { openVaultLine, VaultUnavailable } from "#src/vault/vault-line.ts";
import { newComplaint } from "../support/complaints.ts";
import { reta } from "../support/reta.ts";
import { type Client, signIn, startServer, TEST_PASSWORD, type TestServer } from "../support/server.ts";
import { temporaryDirectory } from "../support/temporary.ts";
import { vaultProcess } from "../support/vault.ts";

let server: TestServer;
let registrar: Client;
let caseId: string;
let logs: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  logs = await temporaryDirectory();
  const said = openSync(join(logs.path, "vault"), "a");
  server = await startServer({}, undefined, (configuration, url) => vaultProcess(configuration, url, said));
  registrar = await server.signIn("registrar");
  caseId = await register();
});
afterAll(async () => {
  await server?.close();
  await logs?.remove();
});

async function register(): Promise<string> {
  const complaint = newComplaint();
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  return complaint.caseId;
}
const SOON = { timeout: 30_000, interval: 100 };
const names = (of = caseId) => registrar.send("POST", `/api/cases/${of}/names`, { purpose: "investigation" });
const opened = async () => {
  const answer = await names();
  expect(answer.status, answer.text).toBe(200);
  const victim = (answer.json as CaseFile).complaint.victims[0];
  expect(victim?.personal?.name?.givenNames).toBeTruthy();
};
const events = async () =>
  (
    await server.rows<{ n: number }>(
      "select count(*)::int as n from audit_events where action = 'case.names.open' and outcome = 'done'",
    )
  )[0]?.n ?? 0;
const keyFile = (name: string) => join(server.house.dataDir, "keys", "vault", name);
const restarted = (before: number | undefined) =>
  vi.waitFor(
    () => {
      const now = server.vault.pid();
      expect(now !== undefined && now !== before).toBe(true);
    },
    { timeout: 60_000, interval: 50 },
  );

test("it is a process of its own, with a user of its own when root starts it, and holds the private keys alone", async () => {
  await opened();
  const pid = server.vault.pid() ?? 0;
  expect(pid).not.toBe(process.pid);
  const user = findVaultUser();
  if (user !== undefined) {
    expect(user.uid).not.toBe(0);
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const ids = (name: string) =>
      /(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/.exec(status.split(`${name}:`)[1] ?? "")?.slice(1);
    expect(new Set(ids("Uid"))).toEqual(new Set([String(user.uid)]));
    expect(new Set(ids("Gid"))).toEqual(new Set([String(user.gid)]));
    expect(/^Groups:\s*$/m.test(status)).toBe(true);
    expect(statSync(keyFile("victim-1.pem"))).toMatchObject({ uid: user.uid, gid: user.gid });
  }
  expect(statSync(keyFile("victim-1.pem")).mode & 0o777).toBe(0o600);
  // The server's connection string, which may name the owner, is not in its environment.
  expect(readFileSync(`/proc/${pid}/environ`, "utf8")).not.toMatch(/DATABASE_URL|postgres:/);
});

test("killed at its work it has recorded the opening and shown nothing; it is back by itself, and names open", async () => {
  const lock = new Connection({ connectionString: server.database.superuserUrl });
  await lock.connect();
  const before = await events();
  const pid = server.vault.pid();
  try {
    // The event is committed before the values are read: they are held back, so that it is killed in between.
    await lock.query("begin; lock table reta.personal_values in access exclusive mode");
    const waiting = names();
    await vi.waitFor(async () => expect(await events()).toBe(before + 1), { timeout: 30_000, interval: 20 });
    await server.vault.kill();
    expect(await waiting).toMatchObject({ status: 503, json: { code: "vault.unavailable" } });
    expect((await waiting).text).not.toContain("personal");
  } finally {
    await lock.end();
  }
  await register();
  await restarted(pid);
  await opened();
});

test("asked while it is starting again it is waited for, and registering does not wait", async () => {
  const pid = server.vault.pid();
  await server.vault.kill();
  await register();
  await restarted(pid);
  await opened();
});

describe("two server processes over one database", () => {
  test("and one data directory, each with a vault of its own, both register and both open names", async () => {
    const before = readFileSync(join(logs.path, "vault"), "utf8");
    const second = await server.second();
    try {
      const clients = [registrar, await signIn(second.url, "registrar", TEST_PASSWORD)];
      const complaints = await Promise.all(
        clients.map(async (client) => {
          const complaint = newComplaint();
          expect((await client.send("POST", "/api/complaints", complaint)).status).toBe(201);
          return complaint.caseId;
        }),
      );
      // At the same moment, the same cases: whoever reads who has them first writes it down for both.
      const asked = complaints.flatMap((of) =>
        clients.map((client) => client.send("POST", `/api/cases/${of}/names`, { purpose: "investigation" })),
      );
      for (const answer of await Promise.all(asked)) expect(answer.status, answer.text).toBe(200);
      await vi.waitFor(async () => expect(await server.rows("select from index_queue")).toEqual([]), SOON);
      expect(readFileSync(join(logs.path, "vault"), "utf8")).toBe(before);
    } finally {
      await second.close();
    }
  });

  test("and a data directory of another register: refused with words, before a key is made or a row is touched", async () => {
    await vi.waitFor(async () => expect(await server.rows("select from log_queue")).toEqual([]), SOON);
    const state = () =>
      server.rows(
        "select (select encode(key_id, 'hex') from index_keys) as key, (select count(*) from staff_marks) as marks",
      );
    const before = await state();
    const other = await temporaryDirectory();
    try {
      const environment = { DATABASE_URL: server.database.ownerUrl };
      for (const command of [
        ["start", "--port", "0"],
        ["rebuild", "--indexes"],
      ]) {
        const run = await reta([...command, "--data", other.path], { environment });
        expect(run.status, run.stdout).toBe(2);
        expect(run.stderr).toMatch(/keys this database was used with.*--data DIR/);
        expect(run.stderr).not.toContain("    at ");
      }
      expect(readdirSync(other.path, { recursive: true }).filter((name) => /key/.test(String(name)))).toEqual(
        [],
      );
      expect(await state()).toEqual(before);
      // One key of two is enough to know it by: what was replaced is told by health, and registering goes on.
      mkdirSync(join(other.path, "keys"));
      copyFileSync(join(server.house.dataDir, "keys", "drafts.key"), join(other.path, "keys", "drafts.key"));
      const { RETA_ORIGIN } = server.house.configuration;
      await demandOwnDatabase(server.house.owner, join(other.path, "keys"));
      loadSigningKey(join(other.path, "keys"), "entries", `${RETA_ORIGIN}/entries`);
      await demandOwnDatabase(server.house.owner, join(other.path, "keys"));
    } finally {
      await other.remove();
    }
  });
});

describe("when a private key", () => {
  const restart = async () => {
    const pid = server.vault.pid();
    await server.vault.kill();
    await restarted(pid);
  };

  test("is missing, its values stay closed and registering goes on; with the key back they open", async () => {
    const file = keyFile("minor-victim-1.pem");
    const victims = keyFile("victim-1.pem");
    for (const one of [file, victims]) renameSync(one, `${one}.away`);
    await restart();
    const before = await events();
    expect(await names()).toMatchObject({ status: 503, json: { code: "vault.unavailable" } });
    expect(await events()).toBe(before + 1);
    caseId = await register();
    expect(await names()).toMatchObject({ status: 503 });
    // No new key took its place: it would have hidden the loss.
    expect([file, victims].filter((one) => existsSync(one))).toEqual([]);
    for (const one of [file, victims]) renameSync(`${one}.away`, one);
    await restart();
    await opened();
  });

  test("is another one, its values stay closed and registering goes on", async () => {
    const other = await temporaryDirectory();
    openKeyFolder(join(other.path, "vault"), join(other.path, "public.json"));
    const files = ["minor-victim-1.pem", "victim-1.pem"].map((name) => [keyFile(name), name] as const);
    const kept = files.map(([file]) => readFileSync(file));
    for (const [file, name] of files) writeFileSync(file, readFileSync(join(other.path, "vault", name)));
    await restart();
    expect(await names()).toMatchObject({ status: 503, json: { code: "vault.unavailable" } });
    await register();
    for (const [i, [file]] of files.entries()) writeFileSync(file, kept[i] as Buffer);
    await restart();
    await opened();
    await other.remove();
  });
});

test("who cannot show the secret is told nothing, and a false vault is asked nothing", async () => {
  const { socket } = await server.vault.reach();
  const stranger = openVaultLine(async () => ({ socket, secret: randomBytes(32) }));
  await expect(stranger.ask("public-keys", {})).rejects.toThrow(VaultUnavailable);
  stranger.close();

  const folder = await temporaryDirectory();
  const path = join(folder.path, "socket");
  let heard = "";
  const false_ = createServer((connection) => {
    connection
      .on("error", () => undefined)
      .on("data", (chunk) => {
        heard += chunk.toString("latin1");
      });
    const frame = (message: unknown) => {
      const body = Buffer.from(JSON.stringify(message));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(body.length);
      connection.write(Buffer.concat([length, body]));
    };
    frame({ challenge: "00" });
    frame({ proof: "00".repeat(32) });
  });
  await new Promise<void>((resolve) => false_.listen(path, resolve));
  const deceived = openVaultLine(async () => ({ socket: path, secret: randomBytes(32) }));
  await expect(deceived.ask("open", { caseId: "marker" })).rejects.toThrow(VaultUnavailable);
  expect(heard).not.toContain("marker");
  deceived.close();
  await new Promise((resolve) => false_.close(resolve));
  await folder.remove();
  rmSync(path, { force: true });
});

test("a case of which an entry was altered is not opened, whoever asks", async () => {
  const altered = await register();
  await server.rows(
    "update entries set body = jsonb_set(body, '{officerId}', to_jsonb(gen_random_uuid()::text)) where case_id = $1",
    [altered],
  );
  expect(await names(altered)).toMatchObject({ status: 409, json: { code: "case.altered" } });
});
