// The key of receipts and staff marks lost or replaced: no new one is made, walls fail closed, receipts say later, and
// health says so. With the key back everything is as it was, also for what was registered meanwhile.
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { Complaint, NewComplaint } from "#src/schema/complaint.ts";
import { signingKeyFiles } from "#src/vault/signing-key.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import {
  type Client,
  clientOf,
  type SecondServer,
  signIn,
  startServer,
  TEST_PASSWORD,
  type TestServer,
} from "../support/server.ts";

const CIP = "99900061";
let server: TestServer;
let file: string;
let kept: Buffer;
let before: Acknowledgement;
/** Registered while the key was away. */
let meanwhile: NewComplaint;

beforeAll(async () => {
  server = await startServer();
  file = join(server.house.dataDir, "keys", "receipts.key");
  kept = readFileSync(file);
  await server.rows("update officers set cip = $1 where login = 'colleague'", [CIP]);
  before = (await register(await server.signIn("registrar"), newComplaint())).json;
});
afterAll(() => server?.close());

/** The alarm on health, and whether registering is answered as ever. */
const alarmsOf = async (url: string) =>
  ((await clientOf(url, "").get("/api/health")).json as { alarms: string[] }).alarms;

async function register(by: Client, complaint: NewComplaint) {
  const answer = await by.send("POST", "/api/complaints", complaint);
  expect(answer.status, answer.text).toBe(201);
  return answer as typeof answer & { json: Acknowledgement };
}
const withCard = (number: string): Pick<Complaint, "suspects"> => ({
  suspects: [{ personId: randomUUID(), personal: { documents: [{ type: "dni", number }] } }],
});
const causesOf = async (caseId: string) =>
  (await server.rows<{ causes: string[] }>("select causes from case_walls where case_id = $1", [caseId])).map(
    ({ causes }) => causes,
  );
const ask = (url: string, receipt: unknown) => clientOf(url, "").send("POST", "/api/receipts/check", receipt);
async function beside(then: (second: SecondServer) => Promise<void>) {
  const second = await server.second();
  try {
    await then(second);
  } finally {
    await second.close();
  }
}

test("lost under a server that runs it is told at once, and what was read goes on", async () => {
  expect(await alarmsOf(server.url)).not.toContain("receipts-key");
  renameSync(file, `${file}.away`);
  expect(await alarmsOf(server.url)).toContain("receipts-key");
  expect((await ask(server.url, before.receipt)).status).toBe(200);
  renameSync(`${file}.away`, file);
  expect(await alarmsOf(server.url)).not.toContain("receipts-key");
});

test("missing at the start: no other is made, walls fail closed, receipts are asked for later", async () => {
  rmSync(file);
  await beside(async ({ url }) => {
    expect(existsSync(file)).toBe(false);
    expect(await alarmsOf(url)).toContain("receipts-key");
    const registrar = await signIn(url, "registrar", TEST_PASSWORD);

    meanwhile = newComplaint(typicalComplaint({ personal: {} }));
    expect((await register(registrar, meanwhile)).json).toMatchObject({ receipt: null, training: false });
    expect(await causesOf(meanwhile.caseId)).toEqual([]);
    const ticked = newComplaint(typicalComplaint({ officers: ["involved"], personal: {} }));
    await register(registrar, ticked);
    expect(await causesOf(ticked.caseId)).toEqual([["ticked"]]);

    // Whether or not it is an officer's: nobody can tell.
    for (const number of [CIP, "40506070"]) {
      const named = newComplaint(typicalComplaint(withCard(number)));
      await register(registrar, named);
      expect(await causesOf(named.caseId)).toEqual([["unchecked-number"]]);
      expect((await registrar.get(`/api/cases/${named.caseId}`)).status).toBe(404);
    }
    // What is added later as well.
    const added = newComplaint(typicalComplaint({ personal: {} }));
    await register(registrar, added);
    const supplement = newSupplement(added.caseId, { kind: "statement", ...withCard(CIP) });
    expect((await registrar.send("POST", `/api/cases/${added.caseId}/supplements`, supplement)).status).toBe(
      201,
    );
    expect(await causesOf(added.caseId)).toEqual([["unchecked-number"]]);

    const [given, mistyped] = [
      await ask(url, before.receipt),
      await ask(url, { ...before.receipt, phrase: "uno dos tres cuatro" }),
    ];
    expect(given).toMatchObject({ status: 503, json: { code: "receipt.unavailable" } });
    const withoutId = (text: string) => text.replace(/"requestId":"[^"]+"/, "");
    expect(withoutId(mistyped.text)).toBe(withoutId(given.text));

    const administrator = await signIn(url, "administrator", TEST_PASSWORD);
    const [officer] = await server.rows<{ id: string }>(
      "select officer_id as id from officers where login = 'colleague'",
    );
    expect(
      await administrator.send("POST", `/api/officers/${officer?.id}/identity-cards`, {
        identityCard: "40506070",
      }),
    ).toMatchObject({ status: 503, json: { code: "staff-marks.unavailable" } });
    expect(await server.rows("select from staff_marks")).toEqual([]);
  });
});

test.each([
  ["another", () => `${randomBytes(32).toString("base64")}\n`],
  ["cut short", () => kept.subarray(0, 20)],
])("%s: the same, and the file stays as it is", async (_, make) => {
  const other = Buffer.from(make());
  writeFileSync(file, other, { mode: 0o600 });
  await beside(async ({ url, house }) => {
    expect(await alarmsOf(url)).toContain("receipts-key");
    expect(house.real.register).toMatchObject({ receipts: null, staffMarks: { lost: true } });
  });
  expect(readFileSync(file).equals(other)).toBe(true);
});

test("back again: receipts are there also of what was registered meanwhile, and officers are known", async () => {
  writeFileSync(file, kept);
  await beside(async ({ url }) => {
    expect(await alarmsOf(url)).not.toContain("receipts-key");
    expect((await ask(url, before.receipt)).status).toBe(200);
    const registrar = await signIn(url, "registrar", TEST_PASSWORD);
    const { receipt } = (await register(registrar, meanwhile)).json;
    expect(await ask(url, receipt)).toMatchObject({ status: 200 });
    expect(
      await server.rows(
        "select from entries e left join receipts r using (entry_hash) where e.kind = 'complaint' and r.entry_hash is null",
      ),
    ).toEqual([]);
    // The police number that was in the officer's row without a mark has one now.
    const named = newComplaint(typicalComplaint(withCard(CIP)));
    await register(registrar, named);
    expect(await causesOf(named.caseId)).toEqual([["staff-number"]]);
  });
});

test("a database of before there were checks believes a file by the numbers that are marked", async () => {
  await server.rows("delete from secret_checks");
  writeFileSync(file, `${randomBytes(32).toString("base64")}\n`);
  await beside(async ({ url }) => expect(await alarmsOf(url)).toContain("receipts-key"));
  writeFileSync(file, kept);
  await beside(async ({ url }) => expect(await alarmsOf(url)).not.toContain("receipts-key"));
  rmSync(file);
  await server.rows("delete from secret_checks");
  await beside(async ({ url }) => expect(await alarmsOf(url)).toContain("receipts-key"));
  expect(existsSync(file)).toBe(false);
});

test("lost for good it is replaced as docs/operations/running.md says, and police numbers are known by the new one", async () => {
  await server.rows("truncate staff_marks cascade");
  await server.rows("delete from secret_checks where secret = 'receipts'");
  writeFileSync(file, `${randomBytes(32).toString("base64")}\n`);
  await beside(async ({ url }) => {
    expect(await alarmsOf(url)).not.toContain("receipts-key");
    const named = newComplaint(typicalComplaint(withCard(CIP)));
    await register(await signIn(url, "registrar", TEST_PASSWORD), named);
    expect(await causesOf(named.caseId)).toEqual([["staff-number"]]);
    expect(await ask(url, before.receipt)).toMatchObject({ status: 404, json: { code: "receipt.unknown" } });
  });
});

test("a signing key that is lost stops the start with words, and none is made in its place", async () => {
  const { secret } = signingKeyFiles(join(server.house.dataDir, "keys"), "entries");
  renameSync(secret, `${secret}.away`);
  await expect(server.second()).rejects.toThrow(/entries\.signing-key is missing: put it back/);
  expect(readdirSync(join(server.house.dataDir, "keys"))).not.toContain("entries.signing-key");
  renameSync(`${secret}.away`, secret);
});
