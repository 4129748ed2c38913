// Cases over HTTP: who sees which, supplements, names, and what is never shown.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Acknowledgement, CaseFile } from "#src/schema/case.ts";
import { newAmendment, newDecision } from "../support/amendments.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, TEST_PASSWORD, type TestServer } from "../support/server.ts";

let server: TestServer;
const as: Record<string, Client> = {};
const LOGINS = [
  "registrar",
  "colleague",
  "registrar2",
  "investigator",
  "stranger",
  "national",
  "chief",
  "administrator",
];
const client = (login: string): Client => as[login] as Client;

beforeAll(async () => {
  server = await startServer();
  for (const login of LOGINS) as[login] = await server.signIn(login);
});
afterAll(() => server?.close());

async function register(login = "registrar", complaint = newComplaint()) {
  const answer = await client(login).send("POST", "/api/complaints", complaint);
  expect(answer.status).toBe(201);
  const { caseNumber } = answer.json as Acknowledgement;
  return { ...complaint, caseNumber };
}
const read = async (login: string, caseId: string) => client(login).get(`/api/cases/${caseId}`);
const fileOf = async (login: string, caseId: string) => (await read(login, caseId)).json as CaseFile;
const open = (login: string, caseId: string, purpose = "investigation") =>
  client(login).send("POST", `/api/cases/${caseId}/names`, { purpose });
/** Everything that can be asked of one case. */
const askedOf = (caseId: string): [string, (asking: Client) => ReturnType<Client["get"]>][] => [
  ["GET", (asking) => asking.get(`/api/cases/${caseId}`)],
  ["names", (asking) => asking.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" })],
  [
    "supplement",
    (asking) =>
      asking.send("POST", `/api/cases/${caseId}/supplements`, newSupplement(caseId, { kind: "other" })),
  ],
  [
    "amendment",
    (asking) =>
      asking.send(
        "POST",
        `/api/cases/${caseId}/amendments`,
        newAmendment(caseId, "/factsTo", { oldValue: "2021-10-03", newValue: "2021-10-02" }),
      ),
  ],
  [
    "decision",
    (asking) =>
      asking.send("POST", `/api/cases/${caseId}/decisions`, newDecision(caseId, randomUUID(), true)),
  ],
];

describe("a case", () => {
  test("is shown to nobody without a session", async () => {
    const { caseId } = await register();
    for (const [what, ask] of askedOf(caseId)) {
      const answer = await ask(server.anonymous);
      expect(answer, what).toMatchObject({ status: 401, json: { code: "session.missing" } });
    }
    expect((await server.anonymous.get("/api/cases")).status).toBe(401);
  });

  test("that may not be seen answers the same bytes as one that does not exist, whatever is asked", async () => {
    const { caseId } = await register();
    for (const login of ["colleague", "registrar2", "stranger", "administrator"]) {
      for (const [i, [what, ask]] of askedOf(caseId).entries()) {
        const refused = await ask(client(login));
        const missing = await (
          askedOf(randomUUID())[i] as typeof askedOf extends (id: string) => (infer T)[] ? T : never
        )[1](client(login));
        expect(refused.text, `${what} by ${login}`).toBe(missing.text);
        expect([refused.status, missing.status], `${what} by ${login}`).toEqual([404, 404]);
        const shown = (headers: Headers) => [...headers].filter(([name]) => name !== "date");
        expect(shown(refused.headers)).toEqual(shown(missing.headers));
      }
    }
    expect((await fileOf("registrar", caseId)).entries).toHaveLength(1);
  });

  test("is asked for by a well-formed id", async () => {
    expect(await read("registrar", "17")).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/path/caseId" }] },
    });
  });

  test("is seen by who registered it, the unit that was alerted, the nation and the chief above, without names", async () => {
    const { caseId, caseNumber } = await register();
    for (const login of ["registrar", "investigator", "national", "chief"]) {
      const answer = await read(login, caseId);
      expect(answer.status, login).toBe(200);
      const file = answer.json as CaseFile;
      expect(file.line).toMatchObject({
        caseNumber,
        verdict: "consistent",
        victims: 2,
        suspects: 1,
        minor: true,
        entries: 1,
      });
      expect(file.namesOpened).toBe(false);
      for (const name of ["Inventada", "Apodo", "00998877", "900000222", "mesera", "Km 103"])
        expect(answer.text, `${name} for ${login}`).not.toContain(name);
    }
  });

  test("tells each reader what may be done next, with the reason why not", async () => {
    const { caseId } = await register();
    expect((await fileOf("registrar", caseId)).allowed).toMatchObject({
      openNames: true,
      supplement: true,
      propose: true,
      proposePersonal: true,
      decide: "no-grant",
      decidePersonal: "no-grant",
      take: "no-grant",
      assign: "no-grant",
      handOver: true,
    });
    expect((await fileOf("investigator", caseId)).allowed).toMatchObject({
      openNames: "no-grant",
      take: true,
      decide: "no-grant",
    });
    await takeCase(client("investigator"), caseId);
    expect((await fileOf("investigator", caseId)).allowed).toMatchObject({
      openNames: true,
      take: "already-assigned",
      handOver: true,
    });
    expect((await fileOf("chief", caseId)).allowed).toMatchObject({
      openNames: "no-grant",
      supplement: true,
    });
  });
});

describe("a fresh proof", () => {
  const STALE = { status: 403, json: { code: "session.not-fresh" } };
  const age = (login: string) =>
    server.rows(
      "update sessions s set authenticated_at = clock_timestamp() - interval '16 minutes' from officers o where o.officer_id = s.officer_id and o.login = $1",
      [login],
    );

  test("is asked for before a victim's name opens, refused on the record, and given in place", async () => {
    const { caseId } = await register();
    const asking = await server.signIn("registrar");
    expect((await asking.get(`/api/cases/${caseId}`)).status).toBe(200);
    await age("registrar");
    const names = () => asking.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
    // What is kept of a session for a few seconds is believed no longer than that.
    await expect.poll(names, { timeout: 10_000 }).toMatchObject(STALE);
    expect((await asking.get(`/api/cases/${caseId}`)).status).toBe(200);
    const opened = () =>
      server.rows("select 1 from audit_events where case_id = $1 and action = 'case.names.open'", [caseId]);
    expect((await opened()).length).toBeGreaterThan(0);
    await asking.send("POST", "/api/session/fresh", { password: TEST_PASSWORD });
    expect(await names()).toMatchObject({ status: 200, json: { namesOpened: true } });
    await server.rows("update sessions set authenticated_at = clock_timestamp()");
  });

  test.each<[string, string, "POST" | "DELETE", string, object | undefined]>([
    ["a decision on a correction", "colleague", "POST", `/api/cases/${randomUUID()}/decisions`, {}],
    ["a change of the pack", "administrator", "POST", "/api/pack-changes", {}],
    ["taking a change back", "administrator", "POST", `/api/pack-changes/${randomUUID()}/revoke`, {}],
    ["the second word", "administrator", "POST", `/api/pack-changes/${randomUUID()}/confirm`, {}],
    ["a canary", "chief", "POST", "/api/audit/canaries", {}],
    ["the end of a canary", "chief", "DELETE", `/api/audit/canaries/${randomUUID()}`, undefined],
    ["an inquiry", "chief", "POST", "/api/inquiries", {}],
    ["the end of an inquiry", "chief", "POST", `/api/inquiries/${randomUUID()}/close`, {}],
  ])("is asked for by %s", async (_, login, method, path, body) => {
    const asking = await server.signIn(login);
    expect((await asking.send(method, path, body)).json).not.toMatchObject(STALE.json);
    await age(login);
    await expect.poll(() => asking.send(method, path, body), { timeout: 10_000 }).toMatchObject(STALE);
    await server.rows("update sessions set authenticated_at = clock_timestamp()");
  });
});

describe("names", () => {
  test("are opened for a purpose of the pack, and the purpose is on the audit trail", async () => {
    const { caseId } = await register();
    await takeCase(client("investigator"), caseId);
    const answer = await open("investigator", caseId, "victim-protection");
    expect(answer.status).toBe(200);
    const file = answer.json as CaseFile;
    expect(file.namesOpened).toBe(true);
    expect(file.complaint.victims[0]?.personal?.name?.givenNames).toBe("Primera");
    expect(file.complaint.suspects[0]?.personal).toEqual({
      aliases: ["El Apodo Inventado"],
      phones: ["900000222"],
    });
    expect(file.complaint.personal?.narrative).toContain("mesera");
    const trail = await server.rows<{ detail: unknown }>(
      "select body -> 'detail' as detail from audit_events where case_id = $1 and action = 'case.names.open' and outcome = 'done'",
      [caseId],
    );
    expect(trail).toMatchObject([{ detail: { purpose: "victim-protection" } }]);
  });

  test("stay closed without a purpose, with one of no catalogue, and to the chief, whose attempt is on record", async () => {
    const { caseId } = await register();
    expect(await client("investigator").send("POST", `/api/cases/${caseId}/names`, {})).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/purpose", code: "missing" }] },
    });
    expect(await open("investigator", caseId, "curiosity")).toMatchObject({
      status: 422,
      json: {
        faults: [
          { pointer: "/purpose", code: "unknown-code", expected: expect.arrayContaining(["investigation"]) },
        ],
      },
    });
    expect(await open("chief", caseId)).toMatchObject({ status: 403, json: { code: "access.refused" } });
    const refused = await server.rows(
      "select 1 from audit_events where case_id = $1 and action = 'case.names.open' and outcome = 'refused'",
      [caseId],
    );
    expect(refused).toHaveLength(2);
  });

  test("of the complainant are shown to nobody once sealed, nor how that person stands to the victim when reserved", async () => {
    const named = await register();
    const reserved = await register(
      "registrar",
      newComplaint(
        typicalComplaint({ complainant: { ...typicalComplaint().complainant, kind: "identity-reserved" } }),
      ),
    );
    for (const login of ["registrar", "investigator", "national"]) {
      for (const { caseId } of [named, reserved]) {
        if (login !== "registrar") await takeCase(client(login), caseId);
        for (const answer of [await read(login, caseId), await open(login, caseId)]) {
          expect(answer.status).toBe(200);
          for (const secret of ["Denunciante", "Ficticia", "Marcadora", "00112233", "900000111"])
            expect(answer.text, `${secret} for ${login}`).not.toContain(secret);
        }
      }
      for (const answer of [await read(login, reserved.caseId), await open(login, reserved.caseId)])
        expect(answer.text, login).not.toContain('"relationToVictim"');
    }
  });

  test("are opened for suspects and victims only, on the case they are of", async () => {
    const { caseId } = await register();
    await takeCase(client("investigator"), caseId);
    const file = (await open("investigator", caseId)).json as CaseFile;
    expect(file.complaint.complainant).toEqual({ kind: "named", relationToVictim: "parent" });
    for (const { content } of file.entries)
      expect(
        JSON.stringify((content as { complainant?: { person?: unknown } }).complainant?.person ?? {}),
      ).not.toContain("personal");
  });
});

describe("a supplement", () => {
  test("by the officer in charge adds to the case, chained and sealed", async () => {
    const { caseId } = await register();
    const supplement = newSupplement(caseId, {
      kind: "new-facts",
      means: ["threat"],
      personal: { narrative: "Agrega que le retuvieron el documento inventado." },
    });
    const answer = await client("registrar").send("POST", `/api/cases/${caseId}/supplements`, supplement);
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.json)).toEqual([
      "entryId",
      "caseNumber",
      "receivedAt",
      "promise",
      "receipt",
      "training",
    ]);
    const file = await fileOf("registrar", caseId);
    expect(file.complaint.means).toEqual(["deception", "threat"]);
    expect(file.entries.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, "complaint"],
      [2, "supplement"],
    ]);
    const rows = await server.rows<{ entry_hash: Buffer; previous_hash: Buffer | null }>(
      "select entry_hash, previous_hash from entries where case_id = $1 order by seq",
      [caseId],
    );
    expect(rows[1]?.previous_hash).toEqual(rows[0]?.entry_hash);
    const again = await client("registrar").send("POST", `/api/cases/${caseId}/supplements`, supplement);
    expect([again.status, again.text]).toEqual([201, answer.text]);
    expect((await fileOf("registrar", caseId)).entries).toHaveLength(2);
  });

  test("names its case in the path and in the body alike", async () => {
    const { caseId } = await register();
    const elsewhere = newSupplement(randomUUID(), { kind: "other" });
    expect(
      await client("registrar").send("POST", `/api/cases/${caseId}/supplements`, elsewhere),
    ).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/caseId", code: "not-the-path" }] },
    });
  });

  test("with a code of no catalogue is refused by its pointer, and nothing is added", async () => {
    const { caseId } = await register();
    const send = (supplement: object) =>
      client("registrar").send(
        "POST",
        `/api/cases/${caseId}/supplements`,
        newSupplement(caseId, supplement as never),
      );
    expect(await send({ kind: "other", acts: ["sold-at-a-fair"] })).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/supplement/acts/0", code: "unknown-code" }] },
    });
    expect(await send({ kind: "no-such-kind" })).toMatchObject({
      status: 422,
      json: { faults: [{ pointer: "/supplement/kind", code: "unknown-code" }] },
    });
    expect((await fileOf("registrar", caseId)).entries).toHaveLength(1);
  });

  test("of many at the same moment is kept from each, in one chain", async () => {
    const { caseId } = await register();
    const victims = Array.from({ length: 8 }, () => randomUUID());
    const send = async (login: string, personId: string) => {
      const supplement = newSupplement(caseId, { kind: "new-victim", victims: [{ personId }] });
      // As a device does: the same entry again while others come first.
      for (;;) {
        const answer = await client(login).send("POST", `/api/cases/${caseId}/supplements`, supplement);
        if (answer.status !== 409) return answer.status;
        expect((answer.json as { code: string }).code).toMatch(/^(case\.changed|entry\.id-taken)$/);
      }
    };
    const statuses = await Promise.all(
      victims.map((id, i) => send(i % 2 ? "registrar" : "investigator", id)),
    );
    expect(new Set(statuses)).toEqual(new Set([201]));
    const file = await fileOf("registrar", caseId);
    expect(file.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(file.line).toMatchObject({ entries: 9, victims: 10 });
    expect(file.complaint.victims.map(({ personId }) => personId)).toEqual(expect.arrayContaining(victims));
    const broken = await server.rows(
      `select 1 from entries e left join entries p on p.case_id = e.case_id and p.seq = e.seq - 1
       where e.case_id = $1 and e.seq > 1 and e.previous_hash is distinct from p.entry_hash`,
      [caseId],
    );
    expect(broken).toEqual([]);
  });
});
