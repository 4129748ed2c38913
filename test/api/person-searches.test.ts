// Whether a person is in another case: a pointer and no data, counted, on the record before it is answered; never of a
// case behind a wall.
import { randomUUID } from "node:crypto";
import { Client as Connection } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Opening } from "#src/schema/audit.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { PersonalValues } from "#src/schema/person.ts";
import type { PersonSearchAnswer, PersonSought, SearchesToday } from "#src/schema/person-search.ts";
import { newAmendment, newDecision } from "../support/amendments.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Answer, type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { SEARCHES_A_DAY } from "../support/vault.ts";

let server: TestServer;
const people: Record<string, Client> = {};
let own: string;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("amender", UNITS.national, "amender");
  for (const login of ["seeker", "seeker2", "seeker3", "busy", "hurried", "first", "second"])
    await server.addOfficer(login, UNITS.regional, "investigator");
  for (const login of [
    ..."registrar registrar2 investigator investigator2 stranger chief administrator auditor amender".split(
      " ",
    ),
    ..."seeker seeker2 seeker3 busy hurried first second".split(" "),
  ])
    people[login] = await server.signIn(login);
  own = await held("seeker");
});
afterAll(() => server?.close());

const by = (login: string) => people[login] as Client;
type Change = (base: Complaint) => Partial<Complaint>;

async function register(
  victim: PersonalValues,
  change: Change = () => ({}),
  registrar = "registrar",
): Promise<string> {
  const base = typicalComplaint();
  const victims = base.victims.slice(0, 1).map((one) => ({ ...one, personal: victim }));
  const complaint = newComplaint({ ...base, victims, ...change(base) });
  const answer = await by(registrar).send("POST", "/api/complaints", complaint);
  expect(answer.status, answer.text).toBe(201);
  return complaint.caseId;
}
/** A case of somebody nobody looks for, which the officer has. */
async function held(login: string): Promise<string> {
  const caseId = await register({ name: { paternalSurname: "Propia", givenNames: "Del Caso" } });
  await takeCase(by(login), caseId);
  return caseId;
}
const search = (login: string, sought: PersonSought, caseId = own, purpose = "investigation") =>
  by(login).send("POST", "/api/persons/search", { caseId, purpose, sought });
const found = (answer: Answer): PersonSearchAnswer => {
  expect(answer.status, answer.text).toBe(200);
  return answer.json as PersonSearchAnswer;
};
const dni = (number: string): PersonSought => ({ document: { type: "dni", number } });
const events = (action: string, outcome = "done") =>
  server.rows<{ case_id: string; purpose: string; detail: Record<string, unknown> }>(
    "select case_id, purpose, body -> 'detail' as detail from audit_events where action = $1 and outcome = $2 order by event_id",
    [action, outcome],
  );
let numbers = 40_000_000;
const newDni = () => String(++numbers);

describe("a match", () => {
  test("says whom to call, and the number only to who sees that case anyway", async () => {
    const number = newDni();
    const other = await register({ documents: [{ type: "dni", number }] });
    const [match] = found(await search("seeker", dni(number))).matches;
    expect(match).toMatchObject({ unitId: UNITS.station, caseId: other });
    expect(match?.caseNumber).toMatch(/[0-9A-Z]/);
    await takeCase(by("investigator2"), other);
    expect(found(await search("seeker", dni(number))).matches).toMatchObject([{ unitId: UNITS.regional }]);

    const cusco = await register({}, () => ({ place: { code: "080101" } }), "registrar2");
    await takeCase(by("stranger"), cusco);
    const far = await search("stranger", dni(number), cusco);
    expect(found(far).matches).toEqual([{ unitId: UNITS.regional, caseId: null, caseNumber: null }]);
    expect(far.text).not.toContain(other);
    expect(Object.keys(far.json).sort()).toEqual(["allowed", "matches", "used"]);
  });

  test("is made by phone, staff number, and by two of name, alias and date of birth, as they sound", async () => {
    const phone = `9${newDni()}`.slice(0, 9);
    const other = await register(
      {
        name: { paternalSurname: "Huamán", givenNames: "Zoraida" },
        birthDate: "2005-04-05",
        phones: [phone],
      },
      (base) => ({
        suspects: base.suspects.slice(0, 1).map((one) => ({
          ...one,
          personal: {
            aliases: ["Zambo Vico"],
            documents: [{ type: "cip", number: "31777001" }],
            birthDate: "1970",
          },
        })),
      }),
    );
    for (const sought of [
      { phone: `+51 ${phone}` },
      { document: { type: "cip", number: "31-777001" } },
      { name: { paternalSurname: "Guaman", givenNames: "Soraida" }, birthDate: "2005" },
      { alias: "sambo bico", birthDate: "1970-02" },
    ])
      expect(found(await search("seeker", sought)).matches, JSON.stringify(sought)).toMatchObject([
        { caseId: other },
      ]);
    for (const sought of [
      { name: { paternalSurname: "Guaman", givenNames: "Soraida" }, birthDate: "2004" },
      { alias: "sambo bico", birthDate: "1971" },
      { document: { type: "cip", number: "31777002" } },
    ])
      expect(found(await search("seeker", sought)).matches, JSON.stringify(sought)).toEqual([]);
  });

  test("counts a corrected value once it was approved, and not while it is proposed", async () => {
    const [number, corrected] = [newDni(), newDni()];
    const other = await register({ documents: [{ type: "dni", number }] });
    await takeCase(by("investigator2"), other);
    const amendment = newAmendment(other, "/victims/0/personal/documents", {
      personal: {
        oldValue: [{ type: "dni", number }],
        newValue: [{ type: "dni", number: corrected }],
        explanation: "Se leyó mal.",
      },
    });
    const proposed = await by("investigator2").send("POST", `/api/cases/${other}/amendments`, amendment);
    expect(proposed.status, proposed.text).toBe(201);
    expect(found(await search("seeker", dni(corrected))).matches).toEqual([]);
    const names = await by("amender").send("POST", `/api/cases/${other}/names`, { purpose: "correction" });
    expect(names.status).toBe(200);
    const decided = await by("amender").send("POST", `/api/cases/${other}/decisions`, {
      ...newDecision(other, amendment.entryId, true),
      seen: { oldValue: [{ type: "dni", number }], newValue: [{ type: "dni", number: corrected }] },
    });
    expect(decided.status, decided.text).toBe(201);
    expect(found(await search("seeker", dni(corrected))).matches).toMatchObject([{ caseId: other }]);
  });

  test("is seen by whoever has the other case: who, of which unit, for what", async () => {
    const number = newDni();
    const other = await register({ documents: [{ type: "dni", number }] });
    await takeCase(by("investigator2"), other);
    await search("seeker", dni(number));
    const { openings } = (await by("investigator2").get(`/api/cases/${other}/openings`)).json as {
      openings: Opening[];
    };
    expect(openings.find(({ action }) => action === "search.match")).toMatchObject({
      officer: "Oficial seeker",
      unitId: UNITS.regional,
      purpose: "investigation",
    });
  });
});

describe("no match, with the same answer, is what there is of", () => {
  const none = async (prepare: (number: string) => Promise<string>) => {
    const number = newDni();
    const other = await prepare(number);
    const [nobody, hidden] = [
      await search("seeker2", dni(newDni()), mine),
      await search("seeker2", dni(number), mine),
    ];
    const { used: _, ...a } = found(nobody);
    const { used: __, ...b } = found(hidden);
    expect(b).toEqual(a);
    expect(b.matches).toEqual([]);
    expect(hidden.text.length).toBe(nobody.text.length);
    expect((await events("search.match")).filter(({ case_id }) => case_id === other)).toEqual([]);
  };
  let mine: string;
  beforeAll(async () => {
    mine = await held("seeker2");
  });

  test("a case behind a wall", () =>
    none(async (number) => {
      const other = await register({ documents: [{ type: "dni", number }] });
      await server.rows(
        "insert into case_walls values ($1, 'owners', '{ticked}', '{}', '{}', '{}', clock_timestamp())",
        [other],
      );
      await server.rows("update cases set walled = true where case_id = $1", [other]);
      return other;
    }));
  test("a case that was annulled", () =>
    none(async (number) => {
      const other = await register({ documents: [{ type: "dni", number }] });
      await server.rows("update cases set status = 'annulled' where case_id = $1", [other]);
      return other;
    }));
  test("a complainant", () =>
    none((number) =>
      register({}, (base) => ({
        complainant: {
          ...base.complainant,
          person: { personId: randomUUID(), personal: { documents: [{ type: "dni", number }] } },
        },
      })),
    ));
  test("a person who was erased", () =>
    none(async (number) => {
      const other = await register({ documents: [{ type: "dni", number }] });
      expect(found(await search("seeker2", dni(number), mine)).matches).toHaveLength(1);
      await server.rows("delete from audit_events where action = 'search.match' and case_id = $1", [other]);
      await server.rows(
        "delete from wrapped_keys where key_class like '%victim' and entry_id in (select entry_id from entries where case_id = $1)",
        [other],
      );
      const left = await server.rows(
        "select from blind_index where purpose = 'document' and entry_id in (select entry_id from entries where case_id = $1)",
        [other],
      );
      expect(left).toEqual([]);
      return other;
    }));
  test("the own case", () =>
    none(async (number) => {
      mine = await register({ documents: [{ type: "dni", number }] });
      await takeCase(by("seeker2"), mine);
      return mine;
    }));
});

describe("nobody is looked for", () => {
  const sought = dni("40999999");
  test("without a session, or for a case that is not the own one", async () => {
    const body = { caseId: own, purpose: "investigation", sought };
    expect((await server.anonymous.send("POST", "/api/persons/search", body)).status).toBe(401);
    const foreign = await held("investigator");
    expect(await search("seeker", sought, foreign)).toMatchObject({
      status: 403,
      json: { code: "access.refused" },
    });
    expect(await search("seeker", sought, randomUUID())).toMatchObject({ status: 404 });
    for (const login of ["registrar", "chief", "administrator", "auditor"])
      expect([403, 404], login).toContain((await search(login, sought)).status);
  });

  test("by the vault, whatever the server says", async () => {
    const foreign = await held("investigator");
    const cookie = decodeURIComponent(by("seeker").cookie.split("=")[1] ?? "");
    expect(cookie.length).toBeGreaterThan(20);
    const [row] = await server.rows<{ hash: string }>(
      `select encode(s.session_hash, 'hex') as hash from sessions s join officers o using (officer_id)
       where o.login = 'seeker' order by s.created_at desc limit 1`,
    );
    const asked = {
      session: row?.hash,
      requestId: randomUUID(),
      caseId: foreign,
      purpose: "investigation",
      sought,
    };
    await expect(server.house.vault.ask("search-persons", asked)).rejects.toThrow("access.refused");
    const browsing = {
      ...asked,
      caseId: own,
      sought: { name: { paternalSurname: "Huamán", givenNames: "Rosa" } },
    };
    await expect(server.house.vault.ask("search-persons", browsing)).rejects.toThrow("search.too-little");
  });

  test("without a purpose of the list, or by too little", async () => {
    expect(await search("seeker", sought, own, "curiosity")).toMatchObject({ status: 422 });
    for (const little of [
      {},
      { name: { paternalSurname: "Huamán", givenNames: "Rosa" } },
      { birthDate: "1998" },
    ])
      expect(await search("seeker", little)).toMatchObject({
        status: 422,
        json: { code: "search.too-little" },
      });
    expect(await search("seeker", { document: { type: "dnx", number: "1" } })).toMatchObject({
      status: 422,
      json: { code: "input.invalid" },
    });
  });

  test("while the trail cannot be written; nor is it counted", async () => {
    const before = await server.rows("select from person_searches");
    await server.rows("revoke insert on audit_events from reta_vault");
    expect(await search("seeker", sought)).toMatchObject({
      status: 503,
      json: { code: "audit.unavailable" },
    });
    await server.rows("grant insert on audit_events to reta_vault");
    expect(await server.rows("select from person_searches")).toHaveLength(before.length);
    found(await search("seeker", sought));
  });
});

test("it is on the record, with what kind of thing it was looked for by and not the thing, before anything is looked up", async () => {
  const mine = await held("seeker3");
  const number = newDni();
  const lock = new Connection({ connectionString: server.database.superuserUrl });
  await lock.connect();
  const before = (await events("search.person")).length;
  try {
    await lock.query("begin; lock table reta.blind_index in access exclusive mode");
    const waiting = search("seeker3", dni(number), mine);
    await vi.waitFor(async () => expect(await events("search.person")).toHaveLength(before + 1), {
      timeout: 30_000,
      interval: 20,
    });
    const first = await Promise.race([
      waiting.then(() => "answered"),
      lock.query("select 1").then(() => "waits"),
    ]);
    expect(first).toBe("waits");
    await lock.query("commit");
    found(await waiting);
  } finally {
    await lock.end();
  }
  expect((await events("search.person")).at(-1)).toMatchObject({
    case_id: mine,
    purpose: "investigation",
    detail: { by: ["document"], purpose: "investigation" },
  });
  for (const table of ["audit_events", "person_searches", "audit_spool"]) {
    const [row] = await server.rows<{ n: number }>(
      `select count(*)::int as n from ${table} t where row_to_json(t)::text like $1`,
      [`%${number}%`],
    );
    expect(row?.n, table).toBe(0);
  }
});

describe("on one day", () => {
  test("an officer searches so often and no more, until the chief allows it; each chief the own command", async () => {
    const mine = await held("busy");
    for (let n = 1; n <= SEARCHES_A_DAY; n += 1)
      expect(found(await search("busy", dni("40888888"), mine))).toMatchObject({
        used: n,
        allowed: SEARCHES_A_DAY,
      });
    expect(await search("busy", dni("40888888"), mine)).toMatchObject({
      status: 429,
      json: { code: "search.limit" },
    });
    expect((await events("search.person", "refused")).at(-1)?.detail).toMatchObject({
      problem: "search.limit",
    });

    const today = (await by("chief").get("/api/persons/searches")).json as SearchesToday;
    const officer = today.officers.find(({ name }) => name === "Oficial busy");
    expect(officer).toMatchObject({ unitId: UNITS.regional, used: SEARCHES_A_DAY, allowed: SEARCHES_A_DAY });
    const allowance = { allowanceId: randomUUID(), officerId: officer?.officerId };
    const allow = (login: string, body: object = allowance) =>
      by(login).send("POST", "/api/persons/search-allowances", body);
    for (const login of ["busy", "investigator", "auditor", "administrator"])
      expect((await allow(login)).status, login).toBe(403);
    const [stranger] = await server.rows<{ id: string }>(
      "select officer_id as id from officers where login = 'stranger'",
    );
    const foreign = { allowanceId: randomUUID(), officerId: stranger?.id };
    expect(await allow("chief", foreign)).toMatchObject({ status: 403, json: { code: "access.refused" } });
    // Pressed twice it is one allowance.
    for (const _ of [1, 2]) expect((await allow("chief")).status).toBe(204);
    expect(found(await search("busy", dni("40888888"), mine))).toMatchObject({
      used: SEARCHES_A_DAY + 1,
      allowed: 2 * SEARCHES_A_DAY,
    });
    expect((await events("search.allow")).length).toBe(1);
    const seen = (await by("busy").get("/api/persons/searches")).json as SearchesToday;
    expect(seen).toEqual({ used: SEARCHES_A_DAY + 1, allowed: 2 * SEARCHES_A_DAY, officers: [] });
  });

  test("two searches at once are not one more than there are", async () => {
    const mine = await held("hurried");
    for (let n = 1; n < SEARCHES_A_DAY; n += 1) await search("hurried", dni("40888888"), mine);
    const both = await Promise.all([1, 2, 3].map(() => search("hurried", dni("40888888"), mine)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 429, 429]);
  });

  test("yesterday's searches do not count", async () => {
    await server.rows(
      "update person_searches set searched_on = searched_on - 1 where officer_id = (select officer_id from officers where login = 'hurried')",
    );
    const seen = (await by("hurried").get("/api/persons/searches")).json as SearchesToday;
    expect(seen).toMatchObject({ used: 0, allowed: SEARCHES_A_DAY });
  });
});
