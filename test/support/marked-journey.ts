// A journey through everything a register does with personal values, every one of them marked; what is answered is kept.
import { randomUUID } from "node:crypto";
import type { Acknowledgement } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { newAmendment, newAnnulment, newClosing, newDecision, newMerge } from "./amendments.ts";
import { device, takeCase } from "./assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "./complaints.ts";
import { overseen } from "./marked-oversight.ts";
import type { Marks } from "./marks.ts";
import { fieldsOf, operations, PERSONAL, withValues } from "./personal-fields.ts";
import { type Answer, type Client, clientOf, type TestServer, UNITS } from "./server.ts";

/** Lists that have notes opened for them, on the record: what stands in those is shown, and nothing else may be. */
const NOTED = /^GET \/api\/(audit\/reviews|audit\/sample|keys)(\?|$)/;
/** Answers that show what is opened: on the record, to whoever may. */
const OPENINGS = [/\/names$/, /\/relays\/texts$/, /\/unlocks\/[^/]+\/explanation$/, /\/receipts\/messages$/];

export interface Journey {
  /** Every answer but openings, with its head; and every event stream. */
  answers: { name: string; text: string }[];
  /** What openings showed. */
  shown: string[];
  /** What lets a browser in. */
  secrets: string[];
  /** Which fields held a mark, as `personalFields` names them. */
  marked: Set<string>;
  end(): void;
}

/** Everybody's clients, recorded. */
export interface Company {
  by(login: string): Client;
  anonymous: Client;
  marks: Marks;
}

/** The whole journey. Throws where anything answers otherwise than it should. */
export async function travel(server: TestServer, marks: Marks): Promise<Journey> {
  const journey: Journey = { answers: [], shown: [], secrets: [], marked: new Set(), end: () => undefined };
  await staffed(server);
  const clients: Record<string, Client> = {};
  for (const login of LOGINS) clients[login] = recorded(await server.signIn(login), journey, marks);
  const by = (login: string) => clients[login] as Client;
  journey.secrets = LOGINS.map((login) => by(login).cookie.split("=")[1] ?? "");
  const company = { by, anonymous: recorded(server.anonymous, journey, marks), marks };
  journey.end = await listening(server.url, [by("investigator"), by("inspector")], journey);
  const enter = await by("trainee").send("PUT", "/api/session/mode", { training: true });
  const practising = recorded(
    clientOf(server.url, (enter.headers.get("set-cookie") ?? "").split(";")[0] ?? ""),
    journey,
    marks,
  );
  await registered(company, practising);
  const caseId = await investigated(company);
  await ended(company);
  await walled(company, server);
  await overseen(company, server, caseId);
  await refused(company, caseId);
  await broken(company, server);
  await looked(company, caseId);
  return journey;
}

const LOGINS = [
  ..."registrar colleague investigator investigator2 stranger chief administrator auditor trainee".split(" "),
  ..."amender special inspector fiscal custodian".split(" "),
];
const READERS = "registrar investigator stranger administrator auditor chief inspector".split(" ");
async function staffed(server: TestServer): Promise<void> {
  await server.addOfficer("trainee", UNITS.station, "registrar");
  await server.addOfficer("amender", UNITS.national, "amender");
  await server.addOfficer("special", UNITS.national, "specialised-unit");
  await server.addOfficer("custodian", UNITS.top, "key-custodian");
  await server.addOfficer("inspector", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("fiscal", UNITS.prosecutors, "prosecutor");
}

/** Written down, sent twice, added to, corrected; in the register and where people practise. */
async function registered({ by, marks }: Company, practising: Client): Promise<void> {
  for (const client of [by("registrar"), practising]) {
    const complaint = newComplaint(markedComplaint(marks));
    await done(client.send("POST", "/api/complaints", complaint), 201);
    await done(client.send("POST", "/api/complaints", complaint), 201);
    const { victims, suspects, route, vehicles } = markedComplaint(marks);
    const more = { kind: "other", victims, suspects, route, vehicles, personal: { narrative: marks.next() } };
    const at = (what: string) => `/api/cases/${complaint.caseId}/${what}`;
    await done(client.send("POST", at("supplements"), newSupplement(complaint.caseId, more as never)), 201);
    const amendment = newAmendment(complaint.caseId, "/victims/0/personal/address", {
      personal: {
        // The sealed one: a proposal that claims another is refused.
        oldValue: complaint.complaint.victims[0]?.personal?.address,
        newValue: marks.next(),
        explanation: marks.next(),
      },
    });
    await done(client.send("POST", at("amendments"), amendment), 201);
    if (client === practising) continue;
    const { oldValue, newValue } = amendment.amendment.personal;
    const decision = {
      ...newDecision(complaint.caseId, amendment.entryId, true),
      seen: { oldValue, newValue },
    };
    decision.decision = { ...decision.decision, personal: { explanation: marks.next() } };
    await done(by("amender").send("POST", at("decisions"), decision), 201);
  }
}

/** Taken, opened, printed; looked for elsewhere; its complainant written to, and opened by two persons. */
async function investigated(company: Company): Promise<string> {
  const { by, anonymous, marks } = company;
  const complaint = newComplaint(markedComplaint(marks));
  const { caseId } = complaint;
  const registered = await done(by("registrar").send("POST", "/api/complaints", complaint), 201);
  const { receipt } = registered.json as Acknowledgement;
  const [client, at] = [by("investigator"), (what: string) => `/api/cases/${caseId}/${what}`];
  await takeCase(client, caseId);
  await done(client.send("POST", at("names"), { purpose: "investigation" }), 200);
  await done(client.send("POST", at("prints"), { printed: "case" }), 204);
  const sought = {
    document: { type: "passport", number: marks.next() },
    phone: `+51 ${marks.phone}`,
    name: { paternalSurname: marks.next(), maternalSurname: marks.next(), givenNames: marks.next() },
    alias: marks.next(),
    birthDate: marks.bornAt(16),
  };
  await done(client.send("POST", "/api/persons/search", { caseId, purpose: "investigation", sought }), 200);

  const messageId = randomUUID();
  await done(client.send("POST", at("relays"), { messageId, text: marks.next("¿Puede venir ") }), 204);
  await done(anonymous.send("POST", "/api/receipts/check", receipt), 200);
  await done(anonymous.send("POST", "/api/receipts/messages", receipt), 200);
  const reply = { ...receipt, messageId, answerId: randomUUID(), text: marks.next("El lunes ") };
  await done(anonymous.send("POST", "/api/receipts/answers", reply), 204);
  await done(client.send("POST", at("relays/texts")), 200);

  for (const [dataClass, asker] of [
    ["complainant-identity", client],
    ["victim-identity", by("chief")],
  ] as const) {
    const unlockId = randomUUID();
    const why = { reason: "danger-to-life", explanation: marks.next("La amenazan por lo que dijo ") };
    await done(asker.send("POST", at("unlocks"), { unlockId, dataClass, ...why }), 201);
    await done(by("special").send("POST", `/api/unlocks/${unlockId}/explanation`), 200);
    const agreed = dataClass === "complainant-identity";
    await done(by("special").send("POST", `/api/unlocks/${unlockId}/answer`, { agreed }), 200);
    if (!agreed) continue;
    await done(client.send("POST", `/api/unlocks/${unlockId}/names`), 200);
    await done(client.send("POST", `/api/unlocks/${unlockId}/end`), 200);
  }
  return caseId;
}

/** Closed, annulled, joined to another: proposed and refused with words. */
async function ended({ by, marks }: Company): Promise<void> {
  const [one, other] = [newComplaint(markedComplaint(marks)), newComplaint(markedComplaint(marks))];
  for (const complaint of [one, other])
    await done(by("registrar").send("POST", "/api/complaints", complaint), 201);
  const { caseId } = one;
  await takeCase(by("investigator"), caseId);
  const [closing, annulment] = [newClosing(caseId), newAnnulment(caseId)];
  closing.closing.personal.explanation = marks.next();
  annulment.annulment.personal.explanation = marks.next();
  const merge = newMerge(caseId, other.caseId);
  merge.merge.personal.explanation = marks.next();
  for (const [what, proposal] of [
    ["closings", closing],
    ["annulments", annulment],
    ["merges", merge],
  ] as const) {
    await done(by("registrar").send("POST", `/api/cases/${caseId}/${what}`, proposal), 201);
    const decision = newDecision(caseId, proposal.entryId, false);
    decision.decision.personal = { explanation: marks.next() };
    const body = { ...decision, ...(what === "merges" && { otherEntryId: randomUUID() }) };
    await done(by("amender").send("POST", `/api/cases/${caseId}/decisions`, body), 201);
  }
}

/** Declared to concern an officer, and cleared again by two. */
async function walled({ by, marks }: Company, server: TestServer): Promise<void> {
  const complaint = newComplaint(markedComplaint(marks));
  const { caseId } = complaint;
  await done(by("registrar").send("POST", "/api/complaints", complaint), 201);
  const envelope = () => ({ entryId: randomUUID(), caseId, ...device() });
  const wall = { step: "declare", cause: "declared", personal: { explanation: marks.next() } };
  await done(by("registrar").send("POST", `/api/cases/${caseId}/walls`, { ...envelope(), wall }), 201);
  for (const login of ["inspector", "fiscal"]) {
    const consent = { step: "consent", personal: { explanation: marks.next() } };
    await done(
      by(login).send("POST", `/api/cases/${caseId}/wall-consents`, { ...envelope(), wall: consent }),
      201,
    );
  }
  // One that stays: raised by the words of the narrative.
  const named = markedComplaint(marks);
  named.personal = { ...named.personal, narrative: marks.next("El comisario les cobra cupo a las ") };
  await done(by("registrar").send("POST", "/api/complaints", newComplaint(named)), 201);
  if ((await server.rows("select from case_walls")).length === 0) throw new Error("no wall was raised");
}

/** Faulty requests with marks in them, to every endpoint that takes one; and good ones of those who may not. */
async function refused({ by, anonymous, marks }: Company, caseId: string): Promise<void> {
  for (const { method, path, schema } of operations()) {
    if (method === "GET" || schema === undefined) continue;
    const address = path.replaceAll(/\{\w+\}/g, caseId);
    // The name of a member nobody knows is told to whoever sent it; what stands in it is not.
    const faulty = { unknown: marks.next() };
    for (const body of [faulty, `{"x":"${marks.next()}`, JSON.stringify(marks.next())])
      refusal(await by("colleague").send(method, address, body));
    refusal(await anonymous.send(method, address, faulty));
    refusal(await by("colleague").send(method, path.replaceAll(/\{\w+\}/g, marks.next()), { unknown: 1 }));
    // Short words in every personal field that no field takes.
    const inField = fieldsOf(schema).filter((at) => PERSONAL.test(at));
    if (inField.length > 0)
      refusal(
        await by("colleague").send(
          method,
          address,
          withValues(inField, () => `${marks.next()}\u0000`),
        ),
      );
  }
  const impossible = newComplaint({ ...markedComplaint(marks), factsTo: "2999" });
  refusal(await by("registrar").send("POST", "/api/complaints", impossible));
  for (const login of ["stranger", "administrator"]) {
    refusal(
      await by(login).send("POST", `/api/cases/${caseId}/relays`, {
        messageId: randomUUID(),
        text: marks.next(),
      }),
    );
    const proposal = newAmendment(caseId, "/victims/0/personal/address", {
      personal: { oldValue: marks.next(), newValue: marks.next(), explanation: marks.next() },
    });
    refusal(await by(login).send("POST", `/api/cases/${caseId}/amendments`, proposal));
  }
  await by("stranger").get(`/api/cases?number=${marks.next()}`);
  await by("stranger").get(`/api/${marks.next()}`, {
    "user-agent": marks.next(),
    "x-request-id": marks.next(),
  });
}

/** A fault inside, in the middle of storing a marked complaint and of opening one. */
async function broken({ by, marks }: Company, server: TestServer): Promise<void> {
  await server.rows(
    `create function fail() returns trigger language plpgsql as $$ begin raise exception 'broken by the test: %', new; end $$`,
  );
  await server.rows(
    "create trigger fail before insert on personal_values for each row execute function fail()",
  );
  try {
    await done(by("registrar").send("POST", "/api/complaints", newComplaint(markedComplaint(marks))), 500);
  } finally {
    await server.rows("drop trigger fail on personal_values");
    await server.rows("drop function fail");
  }
  // The vault tells the name of the error and not what it says.
  await server.house.vault.ask(marks.next(), { [marks.next()]: marks.next() }).catch(() => undefined);
}

/** Everything that can be read, by everybody. */
async function looked({ by }: Company, caseId: string): Promise<void> {
  for (const { method, path } of operations()) {
    if (method !== "GET" || path.endsWith("/stream")) continue;
    const address = path
      .replace("{log}", "entries")
      .replace("{path}", "checkpoint")
      .replaceAll(/\{\w+\}/g, caseId);
    const readers = path === "/api/pack" ? ["registrar"] : READERS;
    for (const login of readers) await by(login).get(address);
  }
}

/** A complaint with a mark in each of its personal fields. */
export function markedComplaint(marks: Marks): Complaint {
  const base = typicalComplaint();
  const mark = marks.next;
  const person = (age: 16 | 22 | 60 = 60) => ({
    name: { paternalSurname: mark(), maternalSurname: mark(), givenNames: mark() },
    aliases: [mark()],
    documents: [
      { type: "passport", number: mark() },
      { type: "foreign-id", number: marks.number },
    ],
    birthDate: marks.bornAt(age),
    phones: [mark("+51 "), marks.phone],
    emails: [mark("", "@example.org")],
    socialAccounts: [mark("@")],
    address: mark("Jr. "),
    occupation: mark(),
    description: mark("cicatriz "),
  });
  const place = () => ({
    personal: {
      name: mark("Bar "),
      signName: mark(),
      owner: mark(),
      openingHours: mark("de noche "),
      address: mark("Km "),
      coordinates: `-12.34,-69.${marks.number.slice(0, 7)}`,
    },
  });
  return {
    ...base,
    place: { code: "170101", kind: "bar", ...place() },
    complainant: { ...base.complainant, person: { personId: randomUUID(), personal: person() } },
    victims: base.victims.map((victim) => ({
      ...victim,
      personal: {
        ...person(victim.ageAtFacts === 16 ? 16 : 22),
        debt: mark("debe "),
        payment: mark("recibe "),
      },
    })),
    suspects: base.suspects.map((suspect) => ({ ...suspect, personal: person() })),
    recruitmentPlace: place(),
    route: [
      {
        from: { code: "08", ...place() },
        to: { code: "17", ...place() },
        personal: { company: mark(), plate: mark(), escort: mark(), notes: mark() },
      },
    ],
    vehicles: [{ personal: { plate: mark(), description: mark() } }],
    personal: { narrative: mark("La llevó "), otherPurpose: mark(), clients: mark() },
  };
}

export async function done(asked: Promise<Answer>, status: number): Promise<Answer> {
  const answer = await asked;
  if (answer.status !== status)
    throw new Error(`${status} was expected, not ${answer.status} ${answer.text}`);
  return answer;
}
function refusal({ status, text }: Answer): void {
  if (status < 400) throw new Error(`${status} where a refusal was expected: ${text}`);
}

/** A client whose answers are kept, and whose requests are looked through for what they mark. */
function recorded(client: Client, journey: Journey, marks: Marks): Client {
  const keep = (name: string, answer: Answer) => {
    if (answer.status < 300 && NOTED.test(name)) {
      const kept = JSON.stringify(answer.json, (key, value) =>
        key === "note" || key === "reason" ? null : value,
      );
      journey.answers.push({ name, text: `${answer.status}\n${kept}` });
    } else if (answer.status < 300 && OPENINGS.some((shape) => shape.test(name)))
      journey.shown.push(answer.text);
    else
      journey.answers.push({
        name,
        text: `${answer.status}\n${JSON.stringify([...answer.headers])}\n${answer.text}`,
      });
    return answer;
  };
  return {
    cookie: client.cookie,
    get: async (path, headers) => keep(`GET ${path}`, await client.get(path, headers)),
    async send(method, path, body, headers) {
      const name = `${method} ${path.replaceAll(/\/[0-9a-f]{8}-[0-9a-f-]{27}/g, "/*")}`;
      for (const at of marksBelow(body, marks, "")) journey.marked.add(`${name} ${at}`);
      return keep(`${method} ${path}`, await client.send(method, path, body, headers));
    },
  };
}

/** Pointers of the texts in a value that hold a mark, `*` for any index. */
function marksBelow(value: unknown, marks: Marks, at: string): string[] {
  if (typeof value === "string") return marks.isIn(value) ? [at] : [];
  if (Array.isArray(value)) return value.flatMap((item) => marksBelow(item, marks, `${at}/*`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => marksBelow(member, marks, `${at}/${name}`));
}

/** Streams of events, read as bytes until the end is called. */
async function listening(url: string, clients: readonly Client[], journey: Journey): Promise<() => void> {
  const abort = new AbortController();
  for (const client of clients) {
    const { signal } = abort;
    const response = await fetch(`${url}/api/alerts/stream`, { headers: { cookie: client.cookie }, signal });
    const stream = { name: "event stream", text: "" };
    journey.answers.push(stream);
    const read = async () => {
      for await (const chunk of response.body ?? []) stream.text += Buffer.from(chunk).toString();
    };
    void read().catch(() => undefined);
  }
  return () => abort.abort();
}
