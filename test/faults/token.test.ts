// A register whose class keys are in a PKCS#11 token, with the vault as a process and a user of its own: it opens, its
// keys are replaced; pulled out or with a wrong PIN names stay closed, registering goes on, and an alarm says so.
import { existsSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backup } from "#src/main/backup.ts";
import { keyRing } from "#src/main/keys.ts";
import type { CaseFile } from "#src/schema/case.ts";
import { KEY_CLASSES } from "#src/schema/key-class.ts";
import type { SystemReport } from "#src/schema/system.ts";
import { newBackupIdentity } from "#src/vault/backup-cipher.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer } from "../support/server.ts";
import { temporaryDirectory } from "../support/temporary.ts";
import { makeToken, PIN, type TestToken } from "../support/token.ts";
import { vaultProcess } from "../support/vault.ts";

let token: TestToken;
let server: TestServer;
let registrar: Client;
let caseId: string;
let logs: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  token = makeToken();
  process.env.SOFTHSM2_CONF = token.environment.SOFTHSM2_CONF;
  logs = await temporaryDirectory();
  const said = openSync(join(logs.path, "vault"), "a");
  server = await startServer(token.configuration, undefined, (configuration, url) =>
    vaultProcess(configuration, url, said),
  );
  registrar = await server.signIn("registrar");
  caseId = await register();
});
afterAll(async () => {
  await server?.close();
  await logs?.remove();
  token?.discard();
  delete process.env.SOFTHSM2_CONF;
});

const said = () => readFileSync(join(logs.path, "vault"), "utf8");
async function register(): Promise<string> {
  const complaint = newComplaint();
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  return complaint.caseId;
}
const names = (of = caseId) => registrar.send("POST", `/api/cases/${of}/names`, { purpose: "investigation" });
async function opened(of = caseId): Promise<void> {
  const answer = await names(of);
  expect(answer.status, answer.text).toBe(200);
  expect((answer.json as CaseFile).complaint.victims[0]?.personal?.name?.givenNames).toBeTruthy();
}
const alarms = async () => ((await server.anonymous.get("/api/health")).json as { alarms: string[] }).alarms;
const SOON = { timeout: 60_000, interval: 200 };
const ring = () => keyRing(server.house.vault, join(server.house.dataDir, "keys"), async () => undefined);

test("names open with keys that are in the token and in no file", async () => {
  await opened();
  const folder = join(server.house.dataDir, "keys", "vault");
  expect(readdirSync(folder).filter((name) => name.endsWith(".pem"))).toEqual([]);
  expect(existsSync(join(folder, "blind-index.key"))).toBe(true);
  expect((await ring().list()).map(({ keyClass, version }) => [keyClass, version]).sort()).toEqual(
    [...KEY_CLASSES].sort().map((keyClass) => [keyClass, 1]),
  );
  expect(await alarms()).toEqual([]);
});

test("a class is rotated in the token", async () => {
  const report = await ring().rotate("victim", () => undefined);
  expect(report).toMatchObject({ version: 2, failed: [] });
  expect(report.rewrapped).toBeGreaterThan(0);
  await opened();
  await opened(await register());
});

test("a copy of the keys says which are not in it", async () => {
  const [out, keysOut] = [join(logs.path, "register"), join(logs.path, "keys")];
  const { recipient } = await newBackupIdentity();
  const settings = { out, keysOut, to: recipient, dataDir: undefined };
  const { keysElsewhere } = await backup(server.house.configuration, settings);
  expect(keysElsewhere).toEqual(
    [...KEY_CLASSES].sort().map((keyClass) => `${keyClass} ${keyClass === "victim" ? 2 : 1}`),
  );
});

test("pulled out or with its PIN refused, names stay closed, registering goes on, and an alarm says so", async () => {
  token.remove();
  await expect.poll(async () => (await names()).status, SOON).toBe(503);
  expect(await names()).toMatchObject({ json: { code: "vault.unavailable" } });
  const meanwhile = [await register()];
  await expect.poll(alarms, SOON).toEqual(["keys-closed"]);
  const administrator = await server.signIn("administrator");
  const report = (await administrator.get("/api/system")).json as SystemReport;
  expect(report.alarms).toMatchObject([{ alarm: "keys-closed", since: expect.any(String) }]);
  expect(said()).toBe("vault: TokenClosed CKR_TOKEN_NOT_PRESENT\n");

  // Back, and started anew with a wrong PIN: the vault runs and opens nothing. A second try could lock the token.
  token.setPin("000000");
  token.insert();
  await server.vault.kill();
  const refused = /TokenClosed CKR_PIN_INCORRECT/g;
  await expect.poll(async () => ((await names()).status === 503 ? said() : ""), SOON).toMatch(refused);
  for (let turn = 0; turn < 5; turn += 1) expect((await names()).status).toBe(503);
  expect(said().match(refused)).toHaveLength(1);
  expect(await alarms()).toEqual(["keys-closed"]);
  meanwhile.push(await register());

  token.setPin(PIN);
  await opened();
  for (const of of meanwhile) await opened(of);
  await expect.poll(alarms, SOON).toEqual([]);
  // Neither the PIN nor where it lies is in what the vault says.
  expect(said()).not.toContain(PIN);
  expect(said()).not.toContain(token.pinFile);
});

// Last: the server may seal for the old version for five minutes, and only the clock of the database is put forward.
test("an old version is destroyed in the token", async () => {
  await server.rows(
    "update key_rotations set started_at = now() - interval '1 hour', finished_at = now() - interval '30 minutes'",
  );
  expect(await ring().retire("victim", 1, () => undefined)).toMatchObject({ destroyed: true });
  const victim = (await ring().list()).filter(({ keyClass }) => keyClass === "victim");
  expect(victim).toMatchObject([{ version: 2, state: "newest" }]);
  await opened();
});
