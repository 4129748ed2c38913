// The key of receipts and staff marks lost or replaced: no new one is made, walls fail closed, receipts say later, and
// health says so. With the key back everything is as it was, also for what was registered meanwhile.
import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hearUnheard } from "#src/main/hear-unheard.ts";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { Complaint, NewComplaint } from "#src/schema/complaint.ts";
import { signingKeyFiles } from "#src/vault/signing-key.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import {
  type Client,
  clientOf,
  type SecondServer,
  signIn,
  startServer,
  TEST_PASSWORD,
  type TestServer,
  UNITS,
} from "../support/server.ts";
import { differingIn, wallRow } from "../support/walls.ts";

const CIP = "99900061";
/** Of somebody at another station. */
const FAR = "99900062";
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

test("what was answered while numbers were not marked counts as an officer's, and is heard again once they are", async () => {
  const administrator = await server.signIn("administrator");
  const waiting = async () =>
    ((await administrator.get("/api/system")).json as { answersNotHeard: number }).answersNotHeard;
  const [registrar, investigator] = [await server.signIn("registrar"), await server.signIn("investigator")];
  const answered = async (text: string) => {
    const complaint = newComplaint(typicalComplaint({ personal: {} }));
    const { receipt } = (await register(registrar, complaint)).json as Acknowledgement;
    const { caseId } = complaint;
    await takeCase(investigator, caseId);
    const [messageId, answerId] = [randomUUID(), randomUUID()];
    const sent = await investigator.send("POST", `/api/cases/${caseId}/relays`, {
      messageId,
      text: "¿Quién fue?",
    });
    expect(sent.status, sent.text).toBe(204);
    const body = { ...receipt, messageId, answerId, text };
    const at = (url: string) => clientOf(url, "").send("POST", "/api/receipts/answers", body);
    return { caseId, answerId, at };
  };
  const heard = (answerId: string) =>
    server.rows<{ causes: string[]; hidden: string[] }>(
      "select causes, hidden_units as hidden from heard_walls where answer_id = $1 order by hearing",
      [answerId],
    );
  const seen = async (caseId: string) => (await investigator.get(`/api/cases/${caseId}`)).status;
  expect(await waiting()).toBe(0);
  const [of, nobody, harmless] = [
    await answered(`Fue el del ${FAR}.`),
    await answered("La dueña le paga cupo a la policía. Llámeme al 987 654 321."),
    await answered("El lunes, por favor."),
  ];
  // Somebody is added where the key is lost; the other server has it and goes on.
  renameSync(file, `${file}.away`);
  await beside(async ({ url, house }) => {
    await server.addOfficer("far", UNITS.otherStation, "registrar");
    await server.rows("update officers set cip = $1 where login = 'far'", [FAR]);
    expect(await of.at(url)).toMatchObject({ status: 503, json: { code: "receipt.unavailable" } });
    for (const { at } of [of, nobody, harmless]) expect((await at(server.url)).status).toBe(204);
    expect(await heard(nobody.answerId)).toMatchObject([{ causes: ["unchecked-number", "narrative"] }]);
    expect(await heard(of.answerId)).toMatchObject([{ causes: ["unchecked-number"] }]);
    for (const { caseId, answerId } of [of, nobody]) {
      expect((await heard(answerId))[0]?.hidden).not.toContain(UNITS.otherStation);
      expect(await seen(caseId)).toBe(404);
    }
    expect(await seen(harmless.caseId)).toBe(200);
    // Nobody can tell yet, neither where the key is lost nor where it is known.
    for (const one of [house, server.house]) expect(await hearUnheard(one)).toBe(0);
    expect(await waiting()).toBe(3);
  });
  renameSync(`${file}.away`, file);
  // A private key that is away as well: what cannot be opened waits on.
  await server.rows("update wrapped_keys set version = 99 where entry_id = $1", [of.answerId]);
  await beside(async ({ house }) => {
    await hearUnheard(house);
    expect(await waiting()).toBe(1);
    expect(await heard(of.answerId)).toHaveLength(1);
    await server.rows("update wrapped_keys set version = 1 where entry_id = $1", [of.answerId]);
    await Promise.all([hearUnheard(house), hearUnheard(server.house)]);
    expect(await waiting()).toBe(0);
    const [, again] = await heard(of.answerId);
    expect(again?.causes).toEqual(["staff-number"]);
    expect(again?.hidden).toContain(UNITS.otherStation);
    expect((await wallRow(server, of.caseId))?.causes).toEqual(["staff-number", "unchecked-number"]);
    // What is nobody's number says no more than before, and the words were heard; nothing was said in the third.
    expect(await heard(nobody.answerId)).toHaveLength(1);
    expect(await heard(harmless.answerId)).toEqual([]);
    expect(await seen(harmless.caseId)).toBe(200);
    // Each once, however often it is asked; the trail has both walls, and the vault's reading without a case.
    expect(await hearUnheard(house)).toBe(0);
    expect(await heard(of.answerId)).toHaveLength(2);
  });
  const told = await server.rows<{ action: string; n: number }>(
    `select action, count(*)::int as n from audit_events where case_id = $1 and action = 'wall.heard'
       or action = 'relay.hear' and case_id is not null group by action`,
    [of.caseId],
  );
  expect(told).toEqual([{ action: "wall.heard", n: 2 }]);
  const [{ number } = { number: "" }] = await server.rows<{ number: string }>(
    "select case_number as number from cases where case_id = $1",
    [of.caseId],
  );
  expect(await differingIn(server, number)).toEqual([]);
  // An answer of before answers were read at all is heard whole.
  await server.rows(
    "insert into staff_marks select $1, officer_id, 'identity-card' from officers where login = 'far'",
    [server.house.real.register.staffMarks.of("987654321")],
  );
  await server.rows("delete from heard_walls where answer_id = $1", [nobody.answerId]);
  await server.rows("delete from answer_hearings where answer_id = any($1)", [
    [nobody.answerId, harmless.answerId],
  ]);
  await hearUnheard(server.house);
  expect((await heard(nobody.answerId)).map(({ causes }) => causes)).toEqual([["staff-number", "narrative"]]);
  expect(await seen(harmless.caseId)).toBe(200);
  expect(await waiting()).toBe(0);
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
