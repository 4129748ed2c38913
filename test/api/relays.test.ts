// A message to whoever complained: through the receipt, answered once, and nobody learns from it who anybody is.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Acknowledgement, CaseFile } from "#src/schema/case.ts";
import type { ReceiptAnswer } from "#src/schema/receipt.ts";
import type { RelayList, RelayText, WaitingMessage } from "#src/schema/relay.ts";
import { device, takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement } from "../support/complaints.ts";
import { type Client, clientOf, startServer, type TestServer, UNITS } from "../support/server.ts";
import { addNamed, differingIn, seenBy, wallRow, wallSeals } from "../support/walls.ts";

const TEXT = "Queremos hablar con usted. ¿Puede el lunes por la mañana?";
const ANSWER = "El lunes no, mejor el martes.";
type Receipt = NonNullable<Acknowledgement["receipt"]>;

let server: TestServer;
const people: Record<string, Client> = {};
beforeAll(async () => {
  // Everybody asks from one address here: the limit has a test of its own, in receipts.test.ts.
  server = await startServer({ RETA_TRUST_PROXY: "yes" });
  await server.addOfficer("inspector", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("specialist", UNITS.national, "specialised-unit");
  await server.addOfficer("fiscal", UNITS.prosecutors, "prosecutor");
  for (const login of [
    ...["inspector", "specialist", "fiscal"],
    "registrar",
    "investigator",
    "investigator2",
    "stranger",
    "auditor",
    "chief",
    "colleague",
  ])
    people[login] = await server.signIn(login);
});
afterAll(() => server?.close());

const by = (login: string) => people[login] as Client;
let address = 0;
/** Somebody at a telephone of their own. */
const anyone = (method: "POST", path: string, body: unknown) => {
  address += 1;
  const from = { "x-forwarded-for": `203.0.113.${address % 250}` };
  return server.anonymous.send(method, path, body, from);
};

async function taken(): Promise<{ caseId: string; caseNumber: string; receipt: Receipt }> {
  const complaint = newComplaint();
  const { json } = await by("registrar").send("POST", "/api/complaints", complaint);
  await takeCase(by("investigator"), complaint.caseId);
  const { receipt, caseNumber } = json as Acknowledgement;
  if (receipt === null) throw new Error("no receipt");
  return { caseId: complaint.caseId, caseNumber, receipt };
}

const send = (client: Client, caseId: string, text = TEXT, messageId: string = randomUUID()) =>
  client.send("POST", `/api/cases/${caseId}/relays`, { messageId, text });
const waiting = async (receipt: Receipt) =>
  ((await anyone("POST", "/api/receipts/messages", receipt)).json as { messages: WaitingMessage[] }).messages;
const listed = async (client: Client, caseId: string) =>
  (await client.get(`/api/cases/${caseId}/relays`)).json as RelayList;
const texts = async (client: Client, caseId: string) =>
  ((await client.send("POST", `/api/cases/${caseId}/relays/texts`)).json as { texts: RelayText[] }).texts;

test("it waits at the receipt, opens with code and phrase, is answered once, and the case file shows it", async () => {
  const { caseId, receipt } = await taken();
  expect(((await anyone("POST", "/api/receipts/check", receipt)).json as ReceiptAnswer).message).toBe(false);
  expect((await send(by("investigator"), caseId)).status).toBe(204);
  expect(await listed(by("investigator"), caseId)).toMatchObject({
    mayRelay: true,
    messages: [{ sentBy: "Oficial investigator", readAt: null, answeredAt: null }],
  });
  expect(((await anyone("POST", "/api/receipts/check", receipt)).json as ReceiptAnswer).message).toBe(true);
  // Being told that there is one is not reading it.
  expect((await listed(by("investigator"), caseId)).messages[0]?.readAt).toBeNull();

  const [message] = await waiting(receipt);
  expect(Object.keys(message ?? {}).sort()).toEqual(["answered", "messageId", "sentOn", "text"]);
  expect(message).toMatchObject({
    text: TEXT,
    answered: false,
    sentOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
  expect((await listed(by("investigator"), caseId)).messages[0]?.readAt).not.toBeNull();

  const answer = { ...receipt, messageId: message?.messageId, answerId: randomUUID(), text: ANSWER };
  expect((await anyone("POST", "/api/receipts/answers", answer)).status).toBe(204);
  expect(await anyone("POST", "/api/receipts/answers", { ...answer, answerId: randomUUID() })).toMatchObject({
    status: 409,
    json: { code: "relay.answered" },
  });
  expect(((await anyone("POST", "/api/receipts/check", receipt)).json as ReceiptAnswer).message).toBe(false);
  expect((await waiting(receipt))[0]?.answered).toBe(true);
  expect((await listed(by("investigator"), caseId)).messages[0]?.answeredAt).not.toBeNull();
  expect(await texts(by("investigator"), caseId)).toEqual([
    { messageId: message?.messageId, text: TEXT, answer: ANSWER },
  ]);
});

test("the sender never learns who complained: no answer of the way holds a name", async () => {
  const complaint = newComplaint();
  const registered = await by("registrar").send("POST", "/api/complaints", complaint);
  await takeCase(by("investigator"), complaint.caseId);
  const name = complaint.complaint.complainant.person?.personal?.name?.givenNames ?? "";
  expect(name).not.toBe("");
  const sent = await send(by("investigator"), complaint.caseId);
  const { receipt } = registered.json as Acknowledgement;
  const [message] = await waiting(receipt as Receipt);
  await anyone("POST", "/api/receipts/answers", {
    ...receipt,
    messageId: message?.messageId,
    answerId: randomUUID(),
    text: ANSWER,
  });
  const seen = [
    sent.text,
    (await by("investigator").get(`/api/cases/${complaint.caseId}/relays`)).text,
    (await by("investigator").send("POST", `/api/cases/${complaint.caseId}/relays/texts`)).text,
  ].join("\n");
  expect(seen).not.toContain(name);
  for (const secret of [receipt?.code, receipt?.phrase]) expect(seen).not.toContain(secret);
});

test("another receipt opens, answers and learns nothing of it; unknown and mistyped are answered alike", async () => {
  const [mine, other] = [await taken(), await taken()];
  await send(by("investigator"), mine.caseId);
  const [message] = await waiting(mine.receipt);
  expect(await waiting(other.receipt)).toEqual([]);
  const answer = { messageId: message?.messageId, answerId: randomUUID(), text: ANSWER };
  const unknown = { code: other.receipt.code, phrase: mine.receipt.phrase };
  const answers = await Promise.all([
    anyone("POST", "/api/receipts/answers", { ...other.receipt, ...answer }),
    anyone("POST", "/api/receipts/answers", { ...unknown, ...answer }),
    anyone("POST", "/api/receipts/answers", { ...mine.receipt, ...answer, messageId: randomUUID() }),
    anyone("POST", "/api/receipts/messages", unknown),
    anyone("POST", "/api/receipts/messages", { code: "1", phrase: "2" }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  const bodies = answers.map(({ json }) => ({ ...(json as object), requestId: "" }));
  expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  expect((await listed(by("investigator"), mine.caseId)).messages[0]?.answeredAt).toBeNull();
});

describe("who may send", () => {
  test("who has the case and the ombudsman; nobody else, and nobody of a case out of sight", async () => {
    const { caseId, receipt } = await taken();
    expect((await send(by("auditor"), caseId, "La Defensoría está atenta.")).status).toBe(204);
    for (const login of ["registrar", "investigator2", "chief"])
      expect((await send(by(login), caseId)).status, login).toBe(403);
    expect((await send(by("stranger"), caseId)).status).toBe(404);
    expect((await waiting(receipt)).map(({ text }) => text)).toEqual(["La Defensoría está atenta."]);
    for (const login of ["registrar", "investigator2", "chief"])
      expect((await listed(by(login), caseId)).messages, login).toEqual([]);
    // The ombudsman reads what they sent and was answered, and opens nothing else of the case.
    expect((await send(by("investigator"), caseId)).status).toBe(204);
    expect((await texts(by("auditor"), caseId)).map(({ text }) => text)).toEqual([
      "La Defensoría está atenta.",
    ]);
    expect(await texts(by("chief"), caseId)).toEqual([]);
  });

  test("in training there is no receipt, and nothing is sent", async () => {
    const practising = async (login: string) => {
      const enter = await by(login).send("PUT", "/api/session/mode", { training: true });
      expect(enter.status).toBe(200);
      return clientOf(server.url, (enter.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
    };
    const [officer, ombudsman] = [await practising("colleague"), await practising("auditor")];
    const complaint = newComplaint();
    expect((await officer.send("POST", "/api/complaints", complaint)).status).toBe(201);
    expect((await send(ombudsman, complaint.caseId)).status).toBe(403);
  });
});

test("words that say which case, unit or officer they come from are not sent", async () => {
  const { caseId, caseNumber } = await taken();
  for (const text of [`Es por el caso ${caseNumber}`, "Le escribe Oficial investigator"])
    expect(await send(by("investigator"), caseId, text)).toMatchObject({
      status: 422,
      json: { code: "relay.tells" },
    });
});

test("three a day for one complainant; a message sent twice is one", async () => {
  const { caseId } = await taken();
  const messageId = randomUUID();
  expect((await send(by("investigator"), caseId, TEXT, messageId)).status).toBe(204);
  expect(await send(by("investigator"), caseId, TEXT, messageId)).toMatchObject({ status: 409 });
  for (const status of [204, 204, 429]) expect((await send(by("investigator"), caseId)).status).toBe(status);
});

test("a complaint without a receipt has nowhere to leave a message", async () => {
  const { caseId } = await taken();
  await server.rows(
    "delete from receipts where entry_hash in (select entry_hash from entries where case_id = $1)",
    [caseId],
  );
  expect(await send(by("investigator"), caseId)).toMatchObject({
    status: 409,
    json: { code: "relay.no-receipt" },
  });
});

test("who asks too often from one address is told so, whatever the receipt", async () => {
  const from = { "x-forwarded-for": "198.51.100.7" };
  const ask = () => server.anonymous.send("POST", "/api/receipts/messages", { code: "1", phrase: "2" }, from);
  const statuses = [];
  for (let i = 0; i < 31; i += 1) statuses.push((await ask()).status);
  expect(statuses.slice(0, 30).every((status) => status === 404)).toBe(true);
  expect(statuses[30]).toBe(429);
});

test("behind a wall only its side goes on; the message still opens with its receipt", async () => {
  const { caseId, receipt } = await taken();
  expect((await send(by("investigator"), caseId)).status).toBe(204);
  await server.rows("update cases set walled = true where case_id = $1", [caseId]);
  await server.rows(
    `insert into case_walls values ($1, 'owners', '{ticked}', '{}', '{${UNITS.regional}}', '{}', clock_timestamp())`,
    [caseId],
  );
  expect((await send(by("investigator"), caseId)).status).toBe(404);
  expect((await by("investigator").get(`/api/cases/${caseId}/relays`)).status).toBe(404);
  expect((await waiting(receipt)).length).toBe(1);
});

describe("an answer is read for officers before anybody opens it", () => {
  const ask = async (caseId: string, receipt: Receipt) => {
    expect((await send(by("investigator"), caseId)).status).toBe(204);
    // The newest is the first.
    return (await waiting(receipt))[0]?.messageId ?? "";
  };
  const say = (receipt: Receipt, messageId: string, text: string) =>
    anyone("POST", "/api/receipts/answers", { ...receipt, messageId, answerId: randomUUID(), text });
  const told = async (caseId: string, receipt: Receipt, text: string) =>
    say(receipt, await ask(caseId, receipt), text);
  // The test before puts up a wall by hand, which no entry says.
  const differing = (caseNumber: string) => differingIn(server, caseNumber);
  const wallOf = (caseId: string) => wallRow(server, caseId);
  const seals = (caseId: string) => wallSeals(server, caseId);
  const lift = (login: string, caseId: string) =>
    by(login).send("POST", `/api/cases/${caseId}/wall-consents`, {
      ...{ entryId: randomUUID(), caseId, ...device() },
      wall: { step: "consent", personal: { explanation: "Se verificó que no hay ningún efectivo." } },
    });

  test("a staff number hides the case and the answer from who asked; the side behind the wall reads it, seals it, lifts it", async () => {
    await addNamed(server, "named-at-receipt", UNITS.otherStation, "31234567");
    const { caseId, caseNumber, receipt } = await taken();
    const harmless = await taken();
    const text = "Fue el señor del 31234567, no me llamen más.";
    const [one, other] = [
      await told(caseId, receipt, text),
      await told(harmless.caseId, harmless.receipt, "Fue el señor del 41234567, no me llamen más."),
    ];
    // Whoever answers cannot tell whose number it was.
    const shown = ({ status, text: body, headers }: typeof one) => ({
      ...{ status, body },
      headers: [...headers.keys()].filter((name) => name !== "date").sort(),
    });
    expect(shown(one)).toEqual(shown(other));
    expect(one.status).toBe(204);
    expect((await waiting(receipt)).map(({ answered }) => answered)).toEqual(
      (await waiting(harmless.receipt)).map(({ answered }) => answered),
    );
    expect(await seenBy(people, harmless.caseId, ["investigator"])).toEqual({ investigator: 200 });

    const out = ["registrar", "investigator", "chief"];
    expect(await seenBy(people, caseId, out)).toEqual({ registrar: 404, investigator: 404, chief: 404 });
    for (const login of out) {
      expect((await by(login).get(`/api/cases/${caseId}/relays`)).status, login).toBe(404);
      const texts = await by(login).send("POST", `/api/cases/${caseId}/relays/texts`);
      expect(texts.status, login).toBe(404);
      expect((await by(login).get("/api/cases")).text, login).not.toContain(caseId);
    }
    expect(await seenBy(people, caseId, ["inspector", "specialist", "fiscal"])).toEqual({
      inspector: 200,
      specialist: 200,
      fiscal: 200,
    });
    expect((await by("inspector").get("/api/alerts")).text).toContain(caseId);
    // No entry says so yet: what was heard does, and the two agree.
    expect(await seals(caseId)).toEqual([]);
    expect(await wallOf(caseId)).toMatchObject({ side: "owners", causes: ["staff-number"] });
    const file = (await by("inspector").get(`/api/cases/${caseId}`)).json as CaseFile;
    expect(file.wall).toMatchObject({ causes: ["staff-number"], consents: [] });
    expect(file.allowed.liftWall).toBe("wrong-state");
    expect(await differing(caseNumber)).toEqual([]);

    // Who takes the row away, or changes what it says, is missed: the trail names it, in its log, and not whose it was.
    const [event] = await server.rows<Record<string, unknown>>(
      `select e.officer_id as officer, e.origin, e.outcome, e.body -> 'detail' ->> 'answer' as answer,
         exists (select from log_queue q where q.entry_hash = e.event_hash)
           or exists (select from ledger_leaves l where l.log = 'audit' and l.entry_hash = e.event_hash) as logged
       from audit_events e where e.action = 'wall.heard' and e.case_id = $1`,
      [caseId],
    );
    expect(event).toMatchObject({ officer: null, origin: null, outcome: "done", logged: true });
    const auditor = await server.signIn("auditor");
    expect((await auditor.get("/api/audit")).text).toContain("wall.heard");
    for (const login of out) expect((await by(login).get("/api/audit")).text).not.toContain("wall.heard");
    const [kept] = await server.rows<{ row: unknown; wall: unknown }>(
      `select to_jsonb(h) as row, to_jsonb(w) as wall from heard_walls h join case_walls w using (case_id)
       where h.answer_id = $1`,
      [event?.answer],
    );
    const lost = [{ caseNumber, fields: expect.arrayContaining(["heard_walls"]) }];
    // Its hash fits no row without the salt, which is not on the trail.
    const { salt } = kept?.row as { salt: string };
    expect(JSON.stringify(await server.rows("select body from audit_events"))).not.toContain(salt);
    await server.rows("update heard_walls set salt = gen_random_uuid() where answer_id = $1", [
      event?.answer,
    ]);
    expect(await differing(caseNumber)).toEqual([{ caseNumber, fields: ["heard_walls"] }]);
    await server.rows("update heard_walls set after_seq = 0 where answer_id = $1", [event?.answer]);
    expect(await differing(caseNumber)).toEqual([{ caseNumber, fields: ["heard_walls"] }]);
    await server.rows("delete from heard_walls where case_id = $1", [caseId]);
    await server.rows("delete from case_walls where case_id = $1", [caseId]);
    await server.rows("update cases set walled = false where case_id = $1", [caseId]);
    expect(await differing(caseNumber)).toEqual(lost);
    await server.rows(
      "insert into heard_walls select (jsonb_populate_record(null::heard_walls, $1::jsonb)).*",
      [JSON.stringify(kept?.row)],
    );
    await server.rows(
      "insert into case_walls select (jsonb_populate_record(null::case_walls, $1::jsonb)).*",
      [JSON.stringify(kept?.wall)],
    );
    await server.rows("update cases set walled = true where case_id = $1", [caseId]);
    expect(await differing(caseNumber)).toEqual([]);

    // Nothing is there to lift before an entry has sealed it; the first one does, whatever it is.
    expect((await lift("inspector", caseId)).status).toBe(409);
    await takeCase(by("inspector"), caseId);
    expect(await seals(caseId)).toEqual([3]);
    expect((await texts(by("inspector"), caseId)).map(({ answer }) => answer)).toEqual([text]);
    expect(await differing(caseNumber)).toEqual([]);
    expect((await lift("inspector", caseId)).status).toBe(201);
    expect((await lift("fiscal", caseId)).status).toBe(201);
    expect(await wallOf(caseId)).toBeUndefined();
    expect(await seenBy(people, caseId, ["investigator"])).toEqual({ investigator: 200 });
    expect(await differing(caseNumber)).toEqual([]);
  });

  test("words say so too; a number that is nobody's and words about nobody do not", async () => {
    const { caseId, receipt } = await taken();
    expect((await told(caseId, receipt, "Llámeme al 987 654 321, por favor.")).status).toBe(204);
    expect(await seenBy(people, caseId, ["investigator"])).toEqual({ investigator: 200 });
    expect((await told(caseId, receipt, "La dueña le paga cupo a la policía.")).status).toBe(204);
    expect(await seenBy(people, caseId, ["investigator", "inspector", "specialist"])).toEqual({
      investigator: 404,
      inspector: 200,
      specialist: 200,
    });
    expect((await wallOf(caseId))?.hidden).toContain(UNITS.regional);
  });

  test("behind a wall it widens it and takes back what was agreed; what two raise at once both stand", async () => {
    const { caseId, caseNumber, receipt } = await taken();
    const messages = [await ask(caseId, receipt), await ask(caseId, receipt)];
    const supplement = newSupplement(caseId, { kind: "other", personal: { narrative: "Es policía." } });
    const added = await by("investigator").send("POST", `/api/cases/${caseId}/supplements`, supplement);
    expect(added.status, added.text).toBe(201);
    expect((await lift("inspector", caseId)).status).toBe(201);
    expect((await wallOf(caseId))?.consents).toEqual(["internal-affairs"]);
    await addNamed(server, "also-named", UNITS.otherStation, "31234568");
    const said = ["Fue el del 31234568.", "La dueña le paga cupo a la policía."];
    const answers = await Promise.all(messages.map((id, index) => say(receipt, id, said[index] ?? "")));
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect(await wallOf(caseId)).toMatchObject({ causes: ["narrative", "staff-number"], consents: [] });
    expect((await wallOf(caseId))?.hidden).toContain(UNITS.otherStation);
    expect(await differing(caseNumber)).toEqual([]);
    // A consent alone does not take down what was heard after the other one.
    expect((await lift("fiscal", caseId)).status).toBe(201);
    expect(await wallOf(caseId)).toBeDefined();
    expect(await differing(caseNumber)).toEqual([]);
  });

  test("in a case that is the prosecutors' alone they hear of what is said, and nobody else", async () => {
    const named = await addNamed(server, "named-inspector", "pe-inspectoria", "31234569");
    const { caseId, receipt } = await taken();
    const messageId = await ask(caseId, receipt);
    const supplement = newSupplement(caseId, { kind: "new-facts", suspects: named.suspects ?? [] });
    const added = await by("investigator").send("POST", `/api/cases/${caseId}/supplements`, supplement);
    expect(added.status, added.text).toBe(201);
    await takeCase(by("fiscal"), caseId);
    expect(await seenBy(people, caseId, ["inspector", "fiscal"])).toEqual({ inspector: 404, fiscal: 200 });
    const alerted = async () =>
      (
        await server.rows<{ unit: string }>(
          "select unit_id as unit from alerts where case_id = $1 order by raised_at, unit_id",
          [caseId],
        )
      ).map(({ unit }) => unit);
    const before = await alerted();
    expect((await say(receipt, messageId, "La dueña le paga cupo a la policía.")).status).toBe(204);
    // Whoever heard of the case before is not alerted again.
    expect(before).toContain(UNITS.prosecutors);
    expect(await alerted()).toEqual(before);
  });
});
