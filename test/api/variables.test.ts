// Questions an administrator adds: asked in supplements and on the complaint page, sealed where they are personal, never re-mapped.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { CaseFile } from "#src/schema/case.ts";
import { newAmendment, newDecision, newStrike } from "../support/amendments.ts";
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

describe("a question of the investigation", () => {
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

describe("cases are found by open answers", () => {
  const BACKFILL = new URL("../../src/database/migrations/20261201-89-fill-answers.sql", import.meta.url);
  const cases: Record<string, string> = {};
  let registrar: Client;
  const found = async (by: Client, query: string) => {
    const answer = await by.get(`/api/cases?${query}`);
    expect(answer.status, answer.text).toBe(200);
    const ids = (answer.json as { cases: { caseId: string }[] }).cases.map(({ caseId }) => caseId);
    return Object.keys(cases).filter((name) => ids.includes(cases[name] ?? ""));
  };
  const refused = async (by: Client, query: string) => {
    const { status, json } = await by.get(`/api/cases?${query}`);
    const { code, faults = [] } = json as { code: string; faults?: { pointer: string; code: string }[] };
    return [status, code, ...faults.map((fault) => `${fault.pointer} ${fault.code}`)];
  };
  const projected = () =>
    server.rows<{ answers: unknown }>(
      `select answers from cases where answers <> '{}' union all
        select jsonb_build_array(person_id, answers) from case_people where answers <> '{}' order by 1`,
    );

  beforeAll(async () => {
    await server.addOfficer("amender", UNITS.national, "amender");
    await server.addOfficer("directorate", UNITS.top, "national-directorate");
    registrar = await server.signIn("registrar");
    for (const change of [
      define("seen-mark", {}),
      define("boats-used", { type: "codes", catalogue: "transport", subject: "suspect" }),
      define("trips-made", { type: "number", subject: "case" }),
      define("found-on", { type: "date", subject: "place" }),
      define("sealed-sum", { type: "number", personal: true }),
    ])
      expect((await make(change)).status).toBe(201);
    const known = () => server.house.pack.variables?.some(({ code }) => code === "sealed-sum");
    await eventually(async () => expect(known()).toBe(true));
    const register = async (name: string, ofCase: object, ofVictim: object, change: object = {}) => {
      const body = newComplaint(typicalComplaint({ variables: { answers: ofCase as never }, ...change }));
      Object.assign(body.complaint.victims[0] ?? {}, { variables: ofVictim });
      Object.assign(body.complaint.suspects[0] ?? {}, {
        variables: { answers: { "boats-used": name === "one" ? ["motor-launch", "truck"] : ["unknown"] } },
      });
      const answer = await registrar.send("POST", "/api/complaints", body);
      expect(answer.status, answer.text).toBe(201);
      cases[name] = body.caseId;
      return body;
    };
    await register(
      "one",
      { "trips-made": 12, "found-on": "2021-09" },
      { answers: { "seen-mark": "yes" }, personal: { "sealed-sum": 777 } },
    );
    await register("other", { "trips-made": 3 }, { answers: { "seen-mark": "no" } });
    await register(
      "walled",
      { "trips-made": 12 },
      { answers: { "seen-mark": "yes" } },
      { officers: ["involved"] },
    );
  });

  test.each<[string, string[]]>([
    ["variable=seen-mark&answer=yes", ["one"]],
    ["variable=seen-mark&answer=no", ["other"]],
    ["variable=seen-mark&answer=unknown", []],
    ["variable=boats-used&answer=truck", ["one"]],
    ["variable=boats-used&answer=unknown", ["other"]],
    ["variable=trips-made&answerFrom=4", ["one"]],
    ["variable=trips-made&answerFrom=3&answerTo=12", ["one", "other"]],
    ["variable=trips-made&answerTo=-1", []],
    ["variable=found-on&answerFrom=2021-09-10&answerTo=2021-09-12", ["one"]],
    ["variable=found-on&answerFrom=2021&answerTo=2021", ["one"]],
    ["variable=found-on&answerTo=2021-08", []],
    ["variable=trips-made&answerFrom=3&place=99", []],
  ])("%s", async (query, names) => {
    expect(await found(registrar, query)).toEqual(names);
  });

  test("walled ones by the side that deals with them, and by nobody else", async () => {
    const query = "variable=trips-made&answerFrom=12";
    expect(await found(await server.signIn("affairs"), query)).toEqual(["walled"]);
    expect(await found(await server.signIn("directorate"), query)).toEqual(["one"]);
  });

  test("by nobody who sees only that there is a case, and never by what is sealed", async () => {
    const query = "variable=seen-mark&answer=yes";
    expect(await refused(await server.signIn("auditor"), query)).toEqual([403, "access.refused"]);
    const sealed = await refused(registrar, "variable=sealed-sum&answerFrom=1");
    expect(sealed).toEqual([422, "input.invalid", "/variable unknown-variable"]);
    expect(await refused(registrar, "variable=nothing&answerFrom=1")).toEqual(sealed);
    expect(await refused(registrar, "variable=trips-made&answerFrom=20-20")).toEqual([
      ...[422, "input.invalid", "/answerFrom wrong-answer"],
    ]);
    const [stored] = await server.rows<{ sealed: boolean }>(
      `select exists (select from cases where answers::text like '%777%' or answers ? 'sealed-sum')
        or exists (select from case_people where answers ? 'sealed-sum') as sealed`,
    );
    expect(stored).toEqual({ sealed: false });
  });

  test("as they stand after supplements, corrections and who was struck out; handed over, no longer", async () => {
    const { other = "", one = "" } = cases;
    const first = (await registrar.get(`/api/cases/${other}`)).json as CaseFile;
    const second = first.complaint.victims[1]?.personId;
    const supplement = { victims: [{ personId: second, variables: { answers: { "seen-mark": "yes" } } }] };
    const said = newSupplement(other, { kind: "other", ...supplement } as never);
    expect((await registrar.send("POST", `/api/cases/${other}/supplements`, said)).status).toBe(201);
    expect(await found(registrar, "variable=seen-mark&answer=yes")).toEqual(["one", "other"]);
    const investigator = await server.signIn("investigator");
    const amender = await server.signIn("amender");
    for (const proposal of [
      newAmendment(other, "/variables/answers/trips-made", { oldValue: 3, newValue: 30 }),
      newAmendment(other, "/victims/0/variables/answers/seen-mark", { oldValue: "no", newValue: null }),
      newStrike(other, "/victims/1", "strike"),
    ]) {
      const proposed = await investigator.send("POST", `/api/cases/${other}/amendments`, proposal);
      expect(proposed.status, proposed.text).toBe(201);
      const decision = newDecision(other, proposal.entryId, true);
      const decided = await amender.send("POST", `/api/cases/${other}/decisions`, decision);
      expect(decided.status, decided.text).toBe(201);
    }
    expect(await found(registrar, "variable=trips-made&answerFrom=30")).toEqual(["other"]);
    expect(await found(registrar, "variable=seen-mark&answer=no")).toEqual([]);
    expect(await found(registrar, "variable=seen-mark&answer=yes")).toEqual(["one"]);

    const query = "variable=trips-made&answerFrom=12";
    expect(await found(registrar, query)).toEqual(["one", "other"]);
    await server.rows("update cases set handed_over = true where case_id = $1", [one]);
    expect(await found(registrar, "place=17")).toEqual(["one", "other"]);
    expect(await found(registrar, query)).toEqual(["other"]);
    await server.rows("update cases set handed_over = false where case_id = $1", [one]);
  });

  test("made anew from the entries, and filled in from them when a register is upgraded", async () => {
    const rebuilt = () =>
      server.house.owner.query.transaction().execute((tx) => compareProjections(tx, "America/Lima"));
    expect((await rebuilt()).differing).toEqual([]);
    const before = await projected();
    expect(before.length).toBeGreaterThan(5);
    await server.rows("update cases set answers = '{}'");
    await server.rows("update case_people set answers = '{}'");
    expect((await rebuilt()).differing.length).toBeGreaterThan(2);
    await server.rows(`begin; set local search_path = reta; ${readFileSync(BACKFILL, "utf8")}; commit`);
    expect(await projected()).toEqual(before);
    expect((await rebuilt()).differing).toEqual([]);
  });
});
