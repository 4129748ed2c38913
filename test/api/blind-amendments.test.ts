// Corrections of who complained: written without the value that stands, approved without either, opened by two persons only.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { CaseFile } from "#src/schema/case.ts";
import type { Complainant } from "#src/schema/complaint.ts";
import type { UnlockedFile } from "#src/schema/unlock.ts";
import { newAmendment, newClosing, newDecision, newDivision, newStrike } from "../support/amendments.ts";
import { assign, takeCase } from "../support/assignments.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Answer, type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
const as: Record<string, Client> = {};
const client = (login: string): Client => as[login] as Client;

beforeAll(async () => {
  server = await startServer();
  // One in the line of the station, one in none.
  await server.addOfficer("amender-in-line", UNITS.region, "amender");
  await server.addOfficer("amender", UNITS.otherRegional, "amender");
  await server.addOfficer("special", UNITS.national, "specialised-unit");
  for (const login of [
    ...["registrar", "colleague", "investigator", "stranger", "chief", "auditor"],
    ...["amender", "amender-in-line", "special"],
  ])
    as[login] = await server.signIn(login);
});
afterAll(() => server?.close());

const NAME = "/complainant/person/personal/name";
const RIGHT = { paternalSurname: "Rectificada", givenNames: "Quien Denuncia" };
const WHY = "Leyó su declaración: el apellido estaba mal escrito.";
/** What nobody may be shown, old and new. */
const SEALED = /Rectificada|Quien Denuncia/;

async function register(change: Partial<Complainant> = {}): Promise<{ caseId: string; given: string }> {
  const body = newComplaint();
  Object.assign(body.complaint.complainant, change);
  const answer = await client("registrar").send("POST", "/api/complaints", body);
  expect(answer.status, answer.text).toBe(201);
  const given = body.complaint.complainant.person?.personal?.name?.givenNames ?? "";
  return { caseId: body.caseId, given };
}
const send = (login: string, caseId: string, pointer: string, newValue: unknown, change: object = {}) => {
  const amendment = newAmendment(caseId, pointer, {
    personal: { newValue, explanation: WHY, ...change } as never,
  });
  return { amendment, answer: client(login).send("POST", `/api/cases/${caseId}/amendments`, amendment) };
};
async function propose(login: string, caseId: string, pointer = NAME, newValue: unknown = RIGHT) {
  const { amendment, answer } = send(login, caseId, pointer, newValue);
  const answered = await answer;
  expect(answered.status, answered.text).toBe(201);
  return amendment.entryId;
}
const decide = (login: string, caseId: string, proposal: string, more: object = {}): Promise<Answer> =>
  client(login).send("POST", `/api/cases/${caseId}/decisions`, {
    ...newDecision(caseId, proposal, true),
    ...more,
  });
const fileOf = async (login: string, caseId: string) => client(login).get(`/api/cases/${caseId}`);
const namesOf = (login: string, caseId: string) =>
  client(login).send("POST", `/api/cases/${caseId}/names`, { purpose: "correction" });

/** As two persons open it. */
async function opened(caseId: string): Promise<UnlockedFile> {
  const body = { unlockId: randomUUID(), dataClass: "complainant-identity", reason: "danger-to-life" };
  const explanation = "La van a trasladar esta noche y no se ubica al investigador.";
  const investigator = client("investigator");
  const asked = await investigator.send("POST", `/api/cases/${caseId}/unlocks`, { ...body, explanation });
  expect(asked.status, asked.text).toBe(201);
  const path = `/api/unlocks/${body.unlockId}`;
  expect((await client("special").send("POST", `${path}/answer`, { agreed: true })).status).toBe(200);
  return (await investigator.send("POST", `${path}/names`)).json as UnlockedFile;
}

test("the counter corrects what it cannot read; whoever approves sees the field and why, and neither value", async () => {
  const { caseId, given } = await register();
  expect(((await fileOf("registrar", caseId)).json as CaseFile).allowed.proposeComplainant).toBe(true);
  const proposal = await propose("registrar", caseId);
  const [before, waiting] = [await fileOf("amender", caseId), await namesOf("amender", caseId)];
  expect(waiting.json as CaseFile).toMatchObject({
    pendingAmendments: [
      {
        proposalId: proposal,
        pointer: NAME,
        reason: "statement-corrected",
        consequences: ["corrects", "touches-complainant"],
        decide: true,
        personal: { explanation: WHY },
      },
    ],
  });
  for (const { text } of [before, waiting, await namesOf("registrar", caseId)]) {
    expect(text).not.toMatch(SEALED);
    expect(text).not.toContain(given);
  }
  // From the line of whoever proposed nobody approves, and nobody the own proposal.
  expect(await decide("amender-in-line", caseId, proposal)).toMatchObject({
    status: 403,
    json: { code: "amendment.in-line" },
  });
  expect((await decide("registrar", caseId, proposal)).status).toBe(403);
  const approved = await decide("amender", caseId, proposal);
  expect(approved.status, approved.text).toBe(201);
  for (const login of ["registrar", "amender"]) {
    const [file, names] = [await fileOf(login, caseId), await namesOf(login, caseId)];
    for (const { text } of [file, names]) expect(text).not.toMatch(SEALED);
    if (login === "registrar")
      expect((names.json as CaseFile).changes).toMatchObject([{ pointer: NAME, closed: true }]);
  }
  await takeCase(client("investigator"), caseId);
  expect((await namesOf("investigator", caseId)).text).not.toMatch(SEALED);
  const { complainant, file } = await opened(caseId);
  expect(complainant?.person?.personal?.name).toEqual(RIGHT);
  // What stood there is sealed beside it, and opened by the same two.
  expect(file.changes).toMatchObject([{ pointer: NAME, closed: false, newValue: RIGHT }]);
  expect(JSON.stringify(file.changes)).toContain(given);
  const open = await server.rows<{ body: string }>(
    "select body::text as body from entries where case_id = $1",
    [caseId],
  );
  for (const { body } of open) expect(body).not.toMatch(SEALED);
  const classes = await server.rows<{ pointer: string; key_class: string }>(
    "select pointer, key_class from personal_values where entry_id = $1 order by pointer",
    [proposal],
  );
  expect(classes).toEqual([
    { pointer: "/personal/explanation", key_class: "facts" },
    { pointer: "/personal/newValue", key_class: "complainant" },
  ]);
  const check = await server.house.owner.query
    .transaction()
    .execute((tx) => compareProjections(tx, "America/Lima"));
  expect(check).toMatchObject({ ok: true, differing: [] });
});

test("a coded fact about who complained is corrected and taken away unseen", async () => {
  const sex = "/complainant/person/sex";
  const { caseId } = await register();
  const code = (newValue: unknown, change: object = {}) => {
    const amendment = newAmendment(caseId, sex, {
      newValue: newValue as never,
      personal: { explanation: WHY },
    });
    Object.assign(amendment.amendment, change);
    return {
      amendment,
      answer: client("registrar").send("POST", `/api/cases/${caseId}/amendments`, amendment),
    };
  };
  const age = newAmendment(caseId, "/complainant/person/ageMin", {
    ...{ newValue: 97, personal: { explanation: WHY } },
  });
  // Beside what stands there it is not looked at: no refusal says whether she is younger.
  expect((await client("registrar").send("POST", `/api/cases/${caseId}/amendments`, age)).status).toBe(201);
  for (const [value, change] of [
    ["male", { oldValue: "female" }],
    ["male", { personal: { explanation: WHY, newValue: "male" } }],
    ["no-such-code", {}],
    [undefined, {}],
  ] as const) {
    const { status, text } = await code(value, change).answer;
    expect(status).toBe(422);
    // A code of no list is answered with the list, whatever stands there.
    if (value !== "no-such-code") expect(text).not.toContain("female");
  }
  for (const value of ["indeterminate", null]) {
    const { amendment, answer } = code(value);
    expect((await answer).status, (await answer).text).toBe(201);
    const file = await fileOf("amender", caseId);
    const waiting = (file.json as CaseFile).pendingAmendments as Record<string, unknown>[];
    const mine = waiting.find(({ proposalId }) => proposalId === amendment.entryId);
    expect(mine).toMatchObject({ pointer: sex, decide: true });
    expect(Object.keys(mine ?? {})).not.toContain("newValue");
    expect((await decide("amender-in-line", caseId, amendment.entryId)).status).toBe(403);
    expect((await decide("amender", caseId, amendment.entryId)).status).toBe(201);
    for (const shown of [file, await fileOf("registrar", caseId), await namesOf("registrar", caseId)])
      expect(shown.text).not.toContain("indeterminate");
  }
  const { changes } = (await fileOf("registrar", caseId)).json as CaseFile;
  expect(changes).toEqual([
    expect.objectContaining({ pointer: sex, closed: true }),
    expect.objectContaining({ pointer: sex, closed: true }),
  ]);
  expect(Object.keys(changes[0] ?? {})).not.toContain("newValue");
  // As two persons open it: what it came to, and what it had been.
  await takeCase(client("investigator"), caseId);
  const { complainant, file } = await opened(caseId);
  expect(complainant?.person).toBeDefined();
  expect(complainant?.person?.sex).toBeUndefined();
  expect(file.changes).toMatchObject([{ newValue: "indeterminate" }, { oldValue: "indeterminate" }]);
});

test("whoever has the case may propose, and nobody else; a refusal says nothing of what stands", async () => {
  const { caseId } = await register();
  await client("investigator").get(`/api/cases/${caseId}`);
  // Of an alerted unit, before anybody takes the case; a chief; who has no tie to it.
  for (const [login, status] of [
    ["investigator", 403],
    ["chief", 403],
    ["auditor", 404],
    ["stranger", 404],
    ["colleague", 404],
  ] as const)
    expect((await send(login, caseId, NAME, RIGHT).answer).status, login).toBe(status);
  await takeCase(client("investigator"), caseId);
  await takeCase(client("special"), caseId);
  const [one, two] = [
    await propose("investigator", caseId),
    await propose("special", caseId, "/complainant/person/personal/phones", ["999000111"]),
  ];
  expect((await decide("amender", caseId, two)).status).toBe(201);
  expect((await decide("amender", caseId, one)).status).toBe(201);
});

test("of two corrections of one field the older one comes too late", async () => {
  const { caseId } = await register();
  const one = await propose("registrar", caseId);
  const two = await propose("registrar", caseId, NAME, { ...RIGHT, maternalSurname: "Segunda" });
  expect((await decide("amender", caseId, two)).status).toBe(201);
  expect(await decide("amender", caseId, one)).toMatchObject({
    status: 409,
    json: { code: "amendment.value-changed" },
  });
  expect((await client("amender").get(`/api/cases/${caseId}`)).status).toBe(200);
  const refusal = newDecision(caseId, one, false);
  expect((await client("amender").send("POST", `/api/cases/${caseId}/decisions`, refusal)).status).toBe(201);
});

test("what would tell what stands, what is no field, and what repeats the value in the explanation is refused", async () => {
  const { caseId, given } = await register();
  const refused = async (pointer: string, newValue: unknown, change: object = {}) => {
    const { status, text } = await send("registrar", caseId, pointer, newValue, change).answer;
    expect(text).not.toMatch(SEALED);
    return status;
  };
  // Whether it is the right one or not, an old value is not compared.
  expect(await refused(NAME, RIGHT, { oldValue: { givenNames: given } })).toBe(422);
  expect(await refused(NAME, RIGHT, { oldValue: { givenNames: "Otra" } })).toBe(422);
  expect(await refused(NAME, undefined)).toBe(422);
  expect(await refused(NAME, null)).toBe(422);
  expect(await refused(NAME, "Solo un texto")).toBe(422);
  expect(await refused("/complainant/person/personal", { name: RIGHT })).toBe(422);
  expect(await refused(`${NAME}/givenNames`, "Quien Denuncia")).toBe(422);
  expect(await refused("/complainant/person/personal/description", "Alta")).toBe(422);
  expect(await refused("/complainant/person/personId", randomUUID())).toBe(422);
  expect(await refused(NAME, RIGHT, { explanation: "Se apellida rectificada." })).toBe(422);
  const strike = newStrike(caseId, NAME, "strike");
  expect((await client("registrar").send("POST", `/api/cases/${caseId}/amendments`, strike)).status).toBe(
    422,
  );
  const open = newAmendment(caseId, NAME, { newValue: "x", personal: { explanation: WHY } });
  expect((await client("registrar").send("POST", `/api/cases/${caseId}/amendments`, open)).status).toBe(422);
  expect((await send("registrar", caseId, "/complainant/person/sex", "x").answer).status).toBe(422);
  // Who did not say who they are has nothing to be corrected.
  const anonymous = newComplaint();
  anonymous.complaint.complainant = { kind: "anonymous" };
  expect((await client("registrar").send("POST", "/api/complaints", anonymous)).status).toBe(201);
  expect((await send("registrar", anonymous.caseId, NAME, RIGHT).answer).status).toBe(422);
});

test("an officer who complains is no officer complained of", async () => {
  const number = "71234509";
  await server.addOfficer("who-complains", UNITS.otherStation, "registrar");
  await server.rows(
    "insert into staff_marks (mark, officer_id, kind) select $1, officer_id, 'identity-card' from officers where login = 'who-complains'",
    [server.house.real.register.staffMarks.of(number)],
  );
  const { caseId } = await register();
  await propose("registrar", caseId, "/complainant/person/personal/documents", [{ type: "dni", number }]);
  await propose("registrar", caseId, "/complainant/person/personal/address", `Calle Inventada 4, ${number}`);
  expect((await fileOf("registrar", caseId)).status).toBe(200);
  expect(await server.rows("select from case_walls where case_id = $1", [caseId])).toEqual([]);
});

describe("a case a wall leaves to prosecutors", () => {
  const NUMBER = "99911234";
  const OFFICES = {
    fiscal: UNITS.localProsecutors,
    "fiscal-beside": UNITS.localProsecutors,
    "fiscal-elsewhere": "pe-mp-fistrap-cusco",
    coordinator: UNITS.prosecutors,
  };
  beforeAll(async () => {
    await server.addOfficer("affairs-named", "pe-inspectoria", "internal-affairs");
    await server.rows(
      "insert into staff_marks (mark, officer_id, kind) select $1, officer_id, 'staff-number' from officers where login = 'affairs-named'",
      [server.house.real.register.staffMarks.of(NUMBER)],
    );
    await server.addOfficer("amender-special", UNITS.national, "amender");
    for (const [login, unit] of Object.entries(OFFICES)) await server.addOfficer(login, unit, "prosecutor");
    for (const login of [...Object.keys(OFFICES), "amender-special"]) as[login] = await server.signIn(login);
  });

  /** Names one of internal affairs, and is had by the prosecutor of the department. */
  async function walled(): Promise<string> {
    const documents = [{ type: "cip", number: NUMBER }];
    const body = newComplaint(
      typicalComplaint({ suspects: [{ personId: randomUUID(), personal: { documents } }] }),
    );
    expect((await client("registrar").send("POST", "/api/complaints", body)).status).toBe(201);
    expect(
      await server.rows("select from case_walls where case_id = $1 and side = 'prosecutor'", [body.caseId]),
    ).toHaveLength(1);
    await takeCase(client("fiscal"), body.caseId);
    return body.caseId;
  }
  const sendOf = (login: string, kind: string, body: { caseId: string }) =>
    client(login).send("POST", `/api/cases/${body.caseId}/${kind}`, body);
  const factsTo = (caseId: string) =>
    newAmendment(caseId, "/factsTo", { oldValue: "2021-10-03", newValue: "2021-10-02" });

  test("is corrected by the one who has it, and another of another office, or above, decides", async () => {
    const caseId = await walled();
    const amendment = factsTo(caseId);
    const proposed = await sendOf("fiscal", "amendments", amendment);
    expect(proposed.status, proposed.text).toBe(201);
    expect(((await fileOf("coordinator", caseId)).json as CaseFile).pendingAmendments).toMatchObject([
      { decide: true, consequences: ["corrects"] },
    ]);
    expect((await decide("fiscal", caseId, amendment.entryId)).status).toBe(403);
    expect(await decide("fiscal-beside", caseId, amendment.entryId)).toMatchObject({
      status: 403,
      json: { code: "amendment.in-line" },
    });
    for (const login of ["amender", "amender-special", "registrar", "special"])
      expect((await decide(login, caseId, amendment.entryId)).status, login).toBe(404);
    const decided = await decide("coordinator", caseId, amendment.entryId);
    expect(decided.status, decided.text).toBe(201);
    expect(((await fileOf("fiscal", caseId)).json as CaseFile).complaint.factsTo).toBe("2021-10-02");
  });

  test("what takes somebody from outside is not decided above her either", async () => {
    const caseId = await walled();
    const strike = newStrike(caseId, "/suspects/0", "strike");
    expect((await sendOf("fiscal", "amendments", strike)).status).toBe(201);
    expect((await decide("coordinator", caseId, strike.entryId)).status).toBe(403);
    expect((await decide("fiscal-elsewhere", caseId, strike.entryId)).status).toBe(201);
    const proposal = await propose("fiscal", caseId);
    expect((await decide("coordinator", caseId, proposal)).status).toBe(403);
    expect((await decide("fiscal-elsewhere", caseId, proposal)).status).toBe(201);
    const closing = newClosing(caseId);
    expect((await sendOf("fiscal", "closings", closing)).status).toBe(201);
    expect((await decide("fiscal-elsewhere", caseId, closing.entryId)).status).toBe(201);
    const check = await server.house.owner.query
      .transaction()
      .execute((tx) => compareProjections(tx, "America/Lima"));
    expect(check).toMatchObject({ ok: true, differing: [] });
  });

  test("a name is decided by who has the case too, and has seen both", async () => {
    const caseId = await walled();
    const oldValue = { paternalSurname: "Víctima", maternalSurname: "Inventada", givenNames: "Primera" };
    const newValue = { ...oldValue, paternalSurname: "Corregida" };
    const amendment = newAmendment(caseId, "/victims/0/personal/name", {
      personal: { oldValue, newValue, explanation: "El documento muestra otro apellido." },
    });
    const proposed = await sendOf("fiscal", "amendments", amendment);
    expect(proposed.status, proposed.text).toBe(201);
    const seen = { oldValue, newValue };
    expect((await decide("fiscal-elsewhere", caseId, amendment.entryId, { seen })).status).toBe(403);
    expect((await decide("fiscal-elsewhere", caseId, amendment.entryId)).status).toBe(409);
    await takeCase(client("fiscal-elsewhere"), caseId);
    const decided = await decide("fiscal-elsewhere", caseId, amendment.entryId, { seen });
    expect(decided.status, decided.text).toBe(201);
  });

  test("is not divided, and a prosecutor corrects no other case, past the program either", async () => {
    const body = newComplaint();
    expect((await client("registrar").send("POST", "/api/complaints", body)).status).toBe(201);
    const { caseId } = body;
    const [posting] = await server.rows<{ id: string }>(
      "select posting_id as id from postings join officers using (officer_id) where login = 'fiscal'",
    );
    await takeCase(client("investigator"), caseId);
    const given = await assign(client("investigator"), caseId, {
      act: "assign",
      postingId: posting?.id ?? "",
    });
    expect(given.status, given.text).toBe(201);
    expect((await fileOf("fiscal", caseId)).status).toBe(200);
    expect((await sendOf("fiscal", "amendments", factsTo(caseId))).status).toBe(403);
    const proposal = await propose("investigator", caseId);
    expect((await decide("fiscal", caseId, proposal)).status).toBe(403);
    const alone = await walled();
    const division = newDivision(alone, body.complaint);
    expect((await sendOf("fiscal", "divisions", division)).status).toBe(403);
    expect(((await fileOf("fiscal", alone)).json as CaseFile).allowed.divide).toBe("no-grant");
  });
});
