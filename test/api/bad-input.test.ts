// Bad input: a clear fault that names the field, nothing of a person repeated, nothing half saved; odd input: stored as it is.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseFile } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { FieldFault } from "#src/schema/problem.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Answer, type Client, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let registrar: Client;
beforeAll(async () => {
  server = await startServer();
  registrar = await server.signIn("registrar");
});
afterAll(() => server?.close());

const send = (body: unknown, headers?: Record<string, string>) =>
  registrar.send("POST", "/api/complaints", body, headers);
const TABLES = ["entries", "cases", "personal_values", "case_people", "alerts"];
const stored = async () => {
  const counts = TABLES.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  return (
    await server.rows(
      `select ${counts.join()}, (select count(*)::int from ledger_leaves where log = 'entries') + (select count(*)::int from log_queue where log = 'entries') as promised`,
    )
  )[0];
};
/** The answer to bad input, after which everything is as it was before. */
async function refused(body: unknown, headers?: Record<string, string>): Promise<Answer> {
  const before = await stored();
  const answer = await send(body, headers);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(await stored()).toEqual(before);
  return answer;
}
const faultsOf = ({ json }: Answer) => (json as { faults?: FieldFault[] }).faults ?? [];
const victim = (change: object) => ({
  victims: [{ personId: randomUUID(), ...change } as Complaint["victims"][number]],
});
const alone = (change: Partial<Complaint> | object): Complaint =>
  typicalComplaint({ suspects: [], ...change } as Partial<Complaint>);

describe("a complaint with", () => {
  test.each<[string, object, Partial<FieldFault>]>([
    [
      "an unknown code",
      { acts: ["recruitment", "sold-at-a-fair"] },
      { pointer: "/complaint/acts/1", code: "unknown-code", found: "sold-at-a-fair" },
    ],
    [
      "an unknown place",
      { place: { code: "999999" } },
      { pointer: "/complaint/place/code", code: "unknown-code", found: "999999" },
    ],
    [
      "an impossible date",
      { factsFrom: "2009-02-30" },
      { pointer: "/complaint/factsFrom", found: "2009-02-30" },
    ],
    ["a date that is no date", { factsTo: "ayer" }, { pointer: "/complaint/factsTo", found: "ayer" }],
    [
      "facts after the complaint",
      { factsTo: "2999-01-01" },
      { pointer: "/complaint/factsTo", code: "facts-after-complaint", found: "2999-01-01" },
    ],
    [
      "facts that end before they begin",
      { factsFrom: "2021-10-04" },
      { pointer: "/complaint/factsFrom", code: "dates-out-of-order" },
    ],
    [
      "an age against the birth date",
      victim({ ageAtFacts: 30, personal: { birthDate: "2005-04-01" } }),
      { pointer: "/complaint/victims/0/ageAtFacts", code: "age-against-birth-date", found: 30 },
    ],
    [
      "a negative age",
      victim({ ageAtFacts: -1 }),
      { pointer: "/complaint/victims/0/ageAtFacts", code: "too-small", found: -1 },
    ],
    ["half a year of age", victim({ ageAtFacts: 16.5 }), { pointer: "/complaint/victims/0/ageAtFacts" }],
    [
      "a range turned round",
      victim({ ageMin: 18, ageMax: 14 }),
      { pointer: "/complaint/victims/0/ageMin", code: "contradictory-ages" },
    ],
    ["a field there is not", { colour: "red" }, { pointer: "/complaint/colour", code: "unknown-field" }],
    ["a list that is a word", { acts: "recruitment" }, { pointer: "/complaint/acts", code: "wrong-type" }],
    [
      "nothing where something is needed",
      { channel: undefined },
      { pointer: "/complaint/channel", code: "missing" },
    ],
    [
      "a person twice",
      { victims: [1, 2].map(() => ({ personId: "00000000-0000-4000-8000-000000000001" })) },
      { pointer: "/complaint/victims/1/personId", code: "duplicate-person" },
    ],
  ])("%s is refused by its pointer", async (_, change, fault) => {
    const answer = await refused(newComplaint(alone(change)));
    expect(answer).toMatchObject({ status: 422, json: { code: "input.invalid", title: "input.invalid" } });
    expect(faultsOf(answer)).toContainEqual(expect.objectContaining(fault));
  });

  test("an unknown code names the codes there are", async () => {
    const [fault] = faultsOf(await refused(newComplaint(alone({ means: ["bribe"] }))));
    expect(fault?.expected).toEqual(expect.arrayContaining(["deception", "threat"]));
  });

  test("a complaint time ahead of the clock is refused by the name of its field", async () => {
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    const answer = await refused(newComplaint(alone({}), { complaintMadeAt: ahead }));
    expect(faultsOf(answer)).toContainEqual(
      expect.objectContaining({ pointer: "/complaintMadeAt", code: "complaint-after-reception" }),
    );
  });

  test("faults in personal values names where they are and repeats none of them", async () => {
    const personal = {
      name: { givenNames: 7 },
      phones: "911-Secreto",
      documents: [{ type: "Tipo Secreto", number: ["Secreto"] }],
      apodo: "Secreto",
    };
    const answer = await refused(
      newComplaint(alone({ ...victim({ personal }), personal: { narrative: ["Secreto"] } })),
    );
    expect(faultsOf(answer).map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining([
        "/complaint/victims/0/personal/name/givenNames",
        "/complaint/victims/0/personal/phones",
        "/complaint/victims/0/personal/documents/0/number",
        "/complaint/personal/narrative",
      ]),
    );
    expect(answer.text).not.toContain("Secreto");
    for (const fault of faultsOf(answer).filter(({ pointer }) => pointer.includes("/personal")))
      expect(fault).not.toHaveProperty("found");
  });

  test("many faults names each of them", async () => {
    const answer = await refused(newComplaint(alone({ acts: ["a", "b"], means: ["c"], channel: "d" })));
    expect(faultsOf(answer)).toHaveLength(4);
  });
});

describe("text that", () => {
  test("is too long is refused by its field, at two megabytes as at one letter too many", async () => {
    for (const narrative of ["x".repeat(2 * 1024 * 1024), "x".repeat(100_001)]) {
      const answer = await refused(newComplaint(alone({ personal: { narrative } })));
      expect(answer.status).toBe(422);
      expect(faultsOf(answer)).toEqual([
        { pointer: "/complaint/personal/narrative", code: "too-long", expected: 100_000 },
      ]);
    }
    expect((await send(newComplaint(alone({ personal: { narrative: "x".repeat(100_000) } })))).status).toBe(
      201,
    );
  });

  test.each([
    ["holds NUL", "antes\u0000despues"],
    ["holds half a character", "antes\ud800despues"],
    ["is nothing but blanks", "  \n "],
  ])("%s is refused by its field", async (_, narrative) => {
    const answer = await refused(newComplaint(alone({ personal: { narrative } })));
    expect(answer.status).toBe(422);
    expect(faultsOf(answer)[0]?.pointer).toBe("/complaint/personal/narrative");
    expect(answer.text).not.toMatch(/antes|despues/);
  });

  test.each([
    ["emoji", "La llevaron en 🚌 con 👩‍👧 hasta 🇵🇪"],
    ["right-to-left", "قالت إنها أُخذت — אמרה — fue llevada"],
    ["Quechua and Asháninka", "Ñuqaqa mana munarqanichu; nokoajeiti"],
    ["markup and formulas", "<script>alert(1)</script> =1+1 '; drop table entries; --"],
  ])("is %s is kept letter by letter", async (_, narrative) => {
    const complaint = newComplaint(alone({ personal: { narrative } }));
    expect((await send(complaint)).status).toBe(201);
    const opened = await registrar.send("POST", `/api/cases/${complaint.caseId}/names`, {
      purpose: "investigation",
    });
    expect((opened.json as CaseFile).complaint.personal?.narrative).toBe(narrative);
  });

  test("comes from two keyboards is one text", async () => {
    const name = { givenNames: "Ñusta José", paternalSurname: "Quispé" };
    const typed = Object.fromEntries(
      Object.entries(name).map(([part, text]) => [part, ` ${text.normalize("NFD")} `]),
    );
    const complaint = newComplaint(alone(victim({ personal: { name: typed } })));
    expect((await send(complaint)).status).toBe(201);
    const opened = await registrar.send("POST", `/api/cases/${complaint.caseId}/names`, {
      purpose: "investigation",
    });
    expect((opened.json as CaseFile).complaint.victims[0]?.personal?.name).toEqual(name);
  });
});

describe("people", () => {
  const victims = (count: number) =>
    Array.from({ length: count }, () => ({ personId: randomUUID(), sex: "female", ageAtFacts: 15 }));

  test("may be two hundred", async () => {
    const complaint = newComplaint(alone({ victims: victims(200) }));
    expect((await send(complaint)).status).toBe(201);
    const file = (await registrar.get(`/api/cases/${complaint.caseId}`)).json as CaseFile;
    expect([file.line.victims, file.complaint.victims.length]).toEqual([200, 200]);
    expect(
      await server.rows("select 1 from case_people where case_id = $1", [complaint.caseId]),
    ).toHaveLength(200);
  });

  test("may be five hundred and not one more", async () => {
    const answer = await refused(newComplaint(alone({ victims: victims(501) })));
    expect(faultsOf(answer)).toEqual([{ pointer: "/complaint/victims", code: "too-big", expected: 500 }]);
  });

  test("with a document that cannot be right are registered all the same", async () => {
    const documents = [{ type: "dni", number: "12" }];
    expect((await send(newComplaint(alone(victim({ personal: { documents } }))))).status).toBe(201);
  });
});

describe("a body that", () => {
  const text = JSON.stringify(newComplaint(alone({})));
  test.each<[string, string, Record<string, string>, number, string]>([
    ["is not JSON", `${text.slice(0, -1)},`, {}, 400, "input.not-json"],
    ["is empty", "", {}, 400, "input.not-json"],
    ["is another type", text, { "content-type": "text/plain" }, 415, "input.unsupported-type"],
    [
      "is a form",
      "a=1",
      { "content-type": "application/x-www-form-urlencoded" },
      415,
      "input.unsupported-type",
    ],
    [
      "reaches for a prototype",
      text.replace('"reported"', '"__proto__":{"x":1},"reported"'),
      {},
      400,
      "input.not-json",
    ],
    [
      "reaches for a constructor",
      text.replace('"reported"', '"constructor":{"prototype":{"x":1}},"reported"'),
      {},
      400,
      "input.not-json",
    ],
    ["is a list", `[${text}]`, {}, 422, "input.invalid"],
    ["is null", "null", {}, 422, "input.invalid"],
    [
      "is nested without end",
      `{"complaint":${"[".repeat(200_000)}${"]".repeat(200_000)}}`,
      {},
      422,
      "input.invalid",
    ],
    [
      "is nested in objects without end",
      `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
      {},
      422,
      "input.invalid",
    ],
    ["is huge", JSON.stringify({ x: "x".repeat(9 * 1024 * 1024) }), {}, 413, "input.too-large"],
  ])("%s is refused in words the web knows", async (_, body, headers, status, code) => {
    const answer = await refused(body, headers);
    expect(answer).toMatchObject({ status, json: { code } });
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test("is fine after all of that", async () => {
    expect((await send(text)).status).toBe(201);
  });
});

describe("an address that", () => {
  test.each([
    ["no text", "/api/cases/%E0%A4%A"],
    ["nowhere", "/api/nothing"],
    ["very long", `/api/cases/${"a".repeat(3_000)}`],
  ])("is %s is a problem document too", async (_, path) => {
    const answer = await registrar.get(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
  });
});
