// Questions an administrator adds: asked in supplements and on the complaint page, sealed where they are personal, never re-mapped.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseFile } from "#src/schema/case.ts";
import { newAmendment } from "../support/amendments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { changesAbout, dayFromNow, eventually, faultOf, makeChange } from "../support/pack-changes.ts";
import { type Client, startServer, type TestServer, UNITS } from "../support/server.ts";

let server: TestServer;
let catalogues: Client;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("catalogos", UNITS.top, "catalogue-administrator");
  catalogues = await server.signIn("catalogos");
});
afterAll(() => server?.close());

const make = (change: object) => makeChange(catalogues, change);

describe("a question of the investigation", () => {
  const define = (code: string, more: object) => ({
    kind: "variable-define",
    variable: {
      code,
      label: { es: `¿${code}?`, en: `${code}?` },
      type: "yes-no",
      subject: "victim",
      personal: false,
      ...more,
    },
  });
  const asked = (code: string) => server.house.pack.variables?.find((variable) => variable.code === code);
  const faults = (answer: { json: unknown }) =>
    (answer.json as { faults: { pointer: string; code: string }[] }).faults.map(
      ({ pointer, code }) => `${pointer} ${code}`,
    );

  test("is asked, answered, sealed where it is personal, settled, corrected, and survives its end", async () => {
    for (const change of [
      define("tattoo", {}),
      define("tattoo-words", { type: "text", personal: true }),
      define("boat-seen", { type: "code", catalogue: "transport", subject: "case" }),
      define("phones-used", { type: "number", subject: "suspect" }),
      define("seen-on", { type: "date", subject: "place" }),
    ])
      expect((await make(change)).status).toBe(201);
    await eventually(async () => expect(asked("seen-on")).toBeDefined());

    const registrar = await server.signIn("registrar");
    const body = newComplaint(typicalComplaint());
    expect((await registrar.send("POST", "/api/complaints", body)).status).toBe(201);
    const [victim, suspect] = [body.complaint.victims[0]?.personId, body.complaint.suspects[0]?.personId];
    const add = (supplement: object) => {
      const said = newSupplement(body.caseId, { kind: "other", ...supplement });
      return registrar.send("POST", `/api/cases/${body.caseId}/supplements`, said);
    };
    const MARK = "rosa-marcada-en-el-hombro";
    // The question may be called a document: the answer does not stand in the open.
    const named = { personId: suspect, variables: { answers: { "phones-used": 40_123_456 } } };
    expect(faults(await add({ suspects: [named] }))).toEqual([
      "/supplement/suspects/0/variables/answers/phones-used answer-too-exact",
    ]);
    const first = await add({
      variables: { answers: { "boat-seen": "unknown", "seen-on": "2021-09" } },
      victims: [
        { personId: victim, variables: { answers: { tattoo: "yes" }, personal: { "tattoo-words": MARK } } },
      ],
      suspects: [{ personId: suspect, variables: { answers: { "phones-used": 3 } } }],
    });
    expect(first.status, first.text).toBe(201);

    // In the file without names the coded answers, and the sealed one only for who opens it.
    const read = async () => {
      const answer = await registrar.get(`/api/cases/${body.caseId}`);
      expect(answer.text).not.toContain(MARK);
      return answer.json as CaseFile;
    };
    const file = await read();
    expect(file.complaint.variables).toEqual({ answers: { "boat-seen": "unknown", "seen-on": "2021-09" } });
    expect(file.complaint.victims[0]?.variables).toEqual({ answers: { tattoo: "yes" } });
    expect(file.complaint.suspects[0]?.variables).toEqual({ answers: { "phones-used": 3 } });
    const opened = await registrar.send("POST", `/api/cases/${body.caseId}/names`, {
      purpose: "investigation",
    });
    expect((opened.json as CaseFile).complaint.victims[0]?.variables?.personal).toEqual({
      "tattoo-words": MARK,
    });
    const [stored] = await server.rows<{ plain: boolean; sealed: string; pointers: string[] }>(
      `select exists (select from entries where body::text like '%' || $2 || '%') as plain,
        (select body #>> '{content,victims,0,variables,personal,tattoo-words}' from entries
          where case_id = $1 and seq = 2) as sealed,
        array(select pointer from personal_values join entries using (entry_id)
          where case_id = $1 and seq = 2) as pointers`,
      [body.caseId, MARK],
    );
    expect(stored).toMatchObject({ plain: false, pointers: ["/victims/0/variables/personal/tattoo-words"] });
    expect(stored?.sealed).toMatch(/^[0-9a-f]{64}$/);

    // What was open is settled and stands in the history; what was said takes a correction.
    expect((await add({ variables: { answers: { "boat-seen": "motor-launch" } } })).status).toBe(201);
    expect((await read()).changes).toMatchObject([
      {
        pointer: "/variables/answers/boat-seen",
        oldValue: "unknown",
        newValue: "motor-launch",
        change: "added",
      },
    ]);
    const other = { victims: [{ personId: victim, variables: { answers: { tattoo: "no" } } }] };
    expect(faults(await add(other))).toEqual([
      "/supplement/victims/0/variables/answers/tattoo use-amendment",
    ]);
    expect(faults(await add({ variables: { answers: { "seen-on": "2021-09", tattoo: "yes" } } }))).toEqual([
      "/supplement/variables/answers/tattoo unknown-variable",
    ]);

    // Retired: no longer answered, still read, still corrected, and nothing said before stands in the way.
    expect((await make({ kind: "variable-retire", code: "tattoo" })).status).toBe(201);
    const relabelled = { kind: "variable-relabel", code: "seen-on", label: { es: "Visto", en: "Seen" } };
    expect((await make(relabelled)).status).toBe(201);
    await eventually(async () => {
      expect(asked("tattoo")?.validTo).toBe(dayFromNow(-1));
      expect(asked("seen-on")?.label).toEqual({ es: "Visto", en: "Seen" });
    });
    expect(
      faults(await add({ victims: [{ personId: victim, variables: { answers: { tattoo: "yes" } } }] })),
    ).toEqual(["/supplement/victims/0/variables/answers/tattoo variable-not-then"]);
    const later = await add({ victims: [{ personId: victim, education: "no-level" }] });
    expect(later.status, later.text).toBe(201);
    expect((await read()).complaint.victims[0]?.variables).toEqual({ answers: { tattoo: "yes" } });
    const investigator = await server.signIn("investigator");
    const propose = (newValue: string) => {
      const pointer = "/victims/0/variables/answers/tattoo";
      const amendment = newAmendment(body.caseId, pointer, { oldValue: "yes", newValue });
      return investigator.send("POST", `/api/cases/${body.caseId}/amendments`, amendment);
    };
    const impossible = await propose("tal vez");
    expect(impossible.status, impossible.text).toBe(422);
    expect(faults(impossible)).toEqual(["/amendment/newValue wrong-answer"]);
    const proposed = await propose("no");
    expect(proposed.status, proposed.text).toBe(201);
  });

  test("is asked at the counter where it was put, and the complaint carries its answers", async () => {
    for (const change of [
      define("mark", { section: "victim" }),
      define("offers-made", { type: "codes", catalogue: "recruitment-offer", section: "victim" }),
      define("boat-name", { type: "text", personal: true, subject: "case", section: "route" }),
      define("trips", { type: "number", subject: "case", section: "route" }),
    ])
      expect((await make(change)).status).toBe(201);
    await eventually(async () => expect(asked("trips")).toMatchObject({ section: "route" }));
    const registrar = await server.signIn("registrar");
    const register = (variables: object, ofVictim: object = {}) => {
      const body = newComplaint(typicalComplaint({ variables }));
      Object.assign(body.complaint.victims[0] ?? {}, { variables: ofVictim });
      return { body, answer: registrar.send("POST", "/api/complaints", body) };
    };
    const MARK = "la-estrella-del-rio";
    const wrong = await register(
      { answers: { trips: "muchos" }, personal: { "boat-name": 7 } },
      { answers: { mark: "tal vez", "offers-made": ["cook", "nada"] } },
    ).answer;
    expect((wrong.json as { faults: { pointer: string; expected: unknown }[] }).faults).toMatchObject([
      { pointer: "/complaint/variables/answers/trips", expected: "a whole number" },
      { pointer: "/complaint/variables/personal/boat-name", expected: "words" },
      { pointer: "/complaint/victims/0/variables/answers/mark", expected: "yes, no, unknown or not-asked" },
      {
        pointer: "/complaint/victims/0/variables/answers/offers-made",
        expected: expect.arrayContaining(["cook"]),
      },
    ]);
    const said = { answers: { mark: "yes", "offers-made": ["study", "cook"] } };
    const { body, answer } = register({ answers: { trips: 3 }, personal: { "boat-name": MARK } }, said);
    expect((await answer).status, (await answer).text).toBe(201);
    const file = (await registrar.get(`/api/cases/${body.caseId}`)).json as CaseFile;
    expect(file.complaint.variables).toEqual({ answers: { trips: 3 } });
    expect(file.complaint.victims[0]?.variables).toEqual(said);
    const [stored] = await server.rows<{ plain: boolean; sealed: string[] }>(
      `select exists (select from entries where body::text like '%' || $2 || '%') as plain,
        array(select pointer from personal_values join entries using (entry_id)
          where case_id = $1 and pointer like '/variables/%') as sealed`,
      [body.caseId, MARK],
    );
    expect(stored).toEqual({ plain: false, sealed: ["/variables/personal/boat-name"] });

    // Moved off the page it is asked on in supplements, and what was answered stays.
    expect((await make({ kind: "variable-place", code: "trips", section: null })).status).toBe(201);
    await eventually(async () => expect(asked("trips")).not.toHaveProperty("section"));
    // Ended, a complaint entered since is refused it and registers without.
    expect((await make({ kind: "variable-retire", code: "mark" })).status).toBe(201);
    await eventually(async () => expect(asked("mark")?.validTo).toBe(dayFromNow(-1)));
    const late = await register({ answers: { trips: 1 } }, { answers: { mark: "no" } }).answer;
    expect(faults(late)).toEqual(["/complaint/victims/0/variables/answers/mark variable-not-then"]);
    expect((await register({}).answer).status).toBe(201);
    const again = (await registrar.get(`/api/cases/${body.caseId}`)).json as CaseFile;
    expect(again.complaint.victims[0]?.variables).toEqual(said);
  });

  test.each<[string, object, string]>([
    ["a place where such is not asked", define("misplaced", { section: "route" }), "variable-section"],
    [
      "another such place",
      { kind: "variable-place", code: "seen-on", section: "victim" },
      "variable-section",
    ],
    ["a place for none", { kind: "variable-place", code: "nada", section: null }, "variable-unknown"],
    ["a key it has", define("tattoo", {}), "variable-taken"],
    ["the key of what is sealed", define("personal", {}), "variable-reserved"],
    ["free words in the open", define("words", { type: "text" }), "variable-text-is-personal"],
    ["a list there is not", define("listed", { type: "code", catalogue: "nada" }), "variable-list"],
    [
      "other words for none",
      { kind: "variable-relabel", code: "nada", label: { es: "a", en: "b" } },
      "variable-unknown",
    ],
    ["an end for one that ended", { kind: "variable-retire", code: "tattoo" }, "variable-retired"],
  ])("does not take %s", async (_, change, code) => {
    expect(faultOf(await make(change))).toBe(code);
  });

  test("is not changed by whoever keeps accounts", async () => {
    const administrator = await server.signIn("administrator");
    expect((await makeChange(administrator, define("mine", {}))).status).toBe(403);
    expect((await changesAbout(administrator, "variables")).length).toBeGreaterThan(6);
  });
});
