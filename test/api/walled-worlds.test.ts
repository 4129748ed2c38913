// Two worlds that differ in one walled case, compared channel by channel by those it is hidden from: no channel tells them apart.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as reading from "#src/actions/read-case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { newMerge } from "../support/amendments.ts";
import { assign, device, takeCase } from "../support/assignments.ts";
import { idBefore, WRITES } from "../support/case-writes.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { openScreen, type Screen } from "../support/events.ts";
import { type Answer, type Client, startServer, type TestServer, UNITS } from "../support/server.ts";
import { readings, readingsUnder, statementsUnder } from "../support/statements.ts";

const CIP = "99900055";
let server: TestServer;
const as: Record<string, Client> = {};
const client = (login: string): Client => as[login] as Client;
const screens: Record<string, Screen> = {};

/** Those a case of the station in Tambopata that names an officer of Cusco and one nobody can name is hidden from. */
const HIDDEN_FROM = [
  ...["registrar", "colleague", "station-chief", "chief", "regional", "investigator", "specialist-there"],
  ...["named", "named-chief", "directorate", "national", "analyst", "amends", "administrator"],
  // Of the side that deals with such cases, and with a second posting at the station; who decides on corrections there.
  ...["two-hats", "amends-there"],
];

beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("inspector", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("station-chief", UNITS.station, "chief");
  await server.addOfficer("regional", UNITS.region, "regional-chief");
  await server.addOfficer("specialist-there", UNITS.regional, "specialised-unit");
  await server.addOfficer("named", UNITS.otherStation, "registrar");
  await server.addOfficer("named-chief", UNITS.otherStation, "chief");
  await server.addOfficer("directorate", UNITS.top, "national-directorate");
  await server.addOfficer("analyst", UNITS.national, "analyst");
  await server.addOfficer("amends", UNITS.national, "amender");
  await server.addOfficer("amends-there", UNITS.regional, "amender");
  await server.addOfficer("two-hats", "pe-inspectoria", "internal-affairs");
  await server.rows(
    `insert into postings (posting_id, officer_id, unit_id, role, valid_from)
     select gen_random_uuid(), officer_id, $1, 'registrar', '2001-01-01' from officers where login = 'two-hats'`,
    [UNITS.station],
  );
  // As the clock does within a minute: no answer may change by that in the middle of a slow comparison.
  await server.rows("update postings set valid_to = now() + interval '300 days' where valid_to is null");
  for (const login of [...HIDDEN_FROM, "inspector", "stranger"]) as[login] = await server.signIn(login);
  await server.rows(
    "insert into staff_marks select $1, officer_id, 'staff-number' from officers where login = 'named'",
    [server.house.real.register.staffMarks.of(CIP)],
  );
  for (const login of HIDDEN_FROM) screens[login] = await openScreen(server.url, client(login));
  screens.inspector = await openScreen(server.url, client("inspector"));
  // A world with something in it: a case of the station, one of the region elsewhere, alerts of both.
  await register("registrar", {});
  await register("investigator", {});
}, 120_000);
afterAll(async () => {
  for (const screen of Object.values(screens)) screen.close();
  await server?.close();
});

async function register(login: string, change: Partial<Complaint>): Promise<string> {
  const complaint = newComplaint(typicalComplaint(change));
  const answer = await client(login).send("POST", "/api/complaints", complaint);
  expect(answer.status, answer.text).toBe(201);
  return complaint.caseId;
}

const WALLED: Partial<Complaint> = {
  officers: ["involved", "relative"],
  suspects: [
    { personId: randomUUID(), isPublicOfficial: "yes" },
    {
      personId: randomUUID(),
      isPublicOfficial: "yes",
      personal: { documents: [{ type: "dni", number: CIP }] },
    },
  ],
};

const API = (
  JSON.parse(readFileSync(join(import.meta.dirname, "../../docs/openapi.json"), "utf8")) as {
    paths: Record<string, Record<string, unknown>>;
  }
).paths;
/** Every path of the API that is read without naming anything, so that a new one is asked here without being listed. */
const READ = Object.entries(API)
  .filter(([path, methods]) => "get" in methods && !path.includes("{"))
  .map(([path]) => path)
  // What says how old a session is, what the log's public tiles say, what never ends, what a trail says of this reading.
  .filter(
    (path) =>
      ![
        "/api/session",
        "/api/health",
        "/api/alerts/stream",
        "/api/audit",
        "/api/system",
        "/api/audit/state",
      ].includes(path),
  );
const ASKED = [
  ...READ,
  ...["/api/alerts?state=open", "/api/alerts?state=all", "/api/cases?mine=1", "/api/cases?assigned=1"],
  ...[
    "/api/cases?pending=1",
    "/api/cases?place=17",
    "/api/cases?verdict=consistent",
    "/api/audit/openings?days=30",
  ],
];

// What differs from one answer to the next whatever was asked.
const UNSTEADY = ["date", "x-request-id"];
// Request ids, the time of the answer, and when a session was last used differ by themselves.
const steady = (text: string) =>
  text.replaceAll(/"(requestId)":"[^"]+"/g, "").replaceAll(/"(now|lastUsedAt)":"[^"]+"/g, "");

/** What an officer's own trail says of cases; that the officer has read lists is told by reading this. */
async function trailOf(login: string): Promise<unknown> {
  const answer = await client(login).get("/api/audit");
  if (answer.status !== 200) return answer.status;
  const { events } = answer.json as { events: { action: string; caseId: string | null }[] };
  return events.filter(({ action }) => /complaint|supplement|names|assignment/.test(action));
}

async function world(readers: readonly string[] = HIDDEN_FROM): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  for (const login of readers) {
    for (const path of ASKED) {
      const answer = await client(login).get(path);
      seen[`${login} ${path}`] = [answer.status, steady(answer.text)];
    }
    seen[`${login} trail`] = await trailOf(login);
  }
  return seen;
}

/** Waits until every screen has been told of a case that is not hidden, so that whatever came before it has come. */
async function settled(): Promise<void> {
  const open = screens.registrar2 ?? screens.investigator;
  const before = open?.events.length ?? 0;
  await register("registrar", {});
  await vi.waitFor(() => expect(open?.events.length ?? 0).toBeGreaterThan(before), { timeout: 20_000 });
}

test("in no list, count, suggestion, inbox, hand-over or trail, whoever of the station, its chain or the named asks", async () => {
  const before = await world();
  const caseId = await register("registrar", WALLED);
  expect((await client("inspector").get(`/api/cases/${caseId}`)).status).toBe(200);
  const after = await world();
  // A case that is not hidden is seen at once, so that the comparison is one that can fail.
  await register("registrar", {});
  const third = await world(["registrar", "chief", "investigator"]);
  const differing = (one: Record<string, unknown>, other: Record<string, unknown>) =>
    Object.keys(other).filter((channel) => JSON.stringify(one[channel]) !== JSON.stringify(other[channel]));
  expect(differing(before, after)).toEqual([]);
  expect(differing(after, third).length).toBeGreaterThan(5);
  expect(Object.keys(before).length).toBeGreaterThan(HIDDEN_FROM.length * 15);
  console.log(
    `two worlds: ${Object.keys(before).length} channels of ${HIDDEN_FROM.length} officers, 0 tell them apart`,
  );
}, 240_000);

test("the trail of whoever registered it says no more of it than of what was never registered", async () => {
  const before = await trailOf("investigator");
  const caseId = await register("investigator", WALLED);
  expect(await trailOf("investigator")).toEqual(before);
  const [kept] = await server.rows<{ n: number }>(
    "select count(*)::int as n from audit_events where case_id = $1 and action = 'complaint.register'",
    [caseId],
  );
  expect(kept).toEqual({ n: 1 });
  await register("investigator", {});
  expect(await trailOf("investigator")).not.toEqual(before);
});

test("whoever names it is answered as for a case that never was", async () => {
  const caseId = await register("registrar", WALLED);
  const never = randomUUID();
  const ask = async (login: string, id: string) => {
    const supplement = newSupplement(id, { kind: "new-facts", acts: ["transport"] });
    const merge = { ...newSupplement(id, { kind: "x" }), supplement: undefined };
    const answers = [
      await client(login).get(`/api/cases/${id}`),
      await client(login).get(`/api/cases/${id}/openings`),
      await client(login).send("POST", `/api/cases/${id}/names`, { purpose: "investigation" }),
      await client(login).send("POST", `/api/cases/${id}/supplements`, supplement),
      await client(login).send("POST", `/api/cases/${id}/prints`, { printed: "case" }),
      await client(login).send("POST", `/api/cases/${id}/merges`, merge),
      await assign(client(login), id, { act: "take" }),
    ];
    return answers.map(({ status, text }) => [status, steady(text).replaceAll(id, "")]);
  };
  for (const login of HIDDEN_FROM) expect(await ask(login, caseId), login).toEqual(await ask(login, never));
}, 240_000);

test("the answer for it costs what the answer for a case that never was costs: statements, bytes, headers", async () => {
  const caseId = await register("registrar", WALLED);
  const plain = await register("registrar", {});
  const work = async (login: string, id: string) => {
    const sent: unknown[] = [];
    const ask = async (question: () => Promise<Answer>) => {
      const holder: { answer?: Answer } = {};
      const statements = await statementsUnder(server.house, (await sessionOf(login)).postingId, async () => {
        holder.answer = await question();
      });
      const { status, headers, text } = holder.answer as Answer;
      const head = [...headers].filter(([name]) => !UNSTEADY.includes(name));
      sent.push({ status, bytes: Buffer.byteLength(text), head, statements });
    };
    const by = client(login);
    await ask(() => by.get(`/api/cases/${id}`));
    await ask(() => by.get(`/api/cases/${id}/openings`));
    await ask(() => by.send("POST", `/api/cases/${id}/names`, { purpose: "investigation" }));
    await ask(() =>
      by.send(
        "POST",
        `/api/cases/${id}/supplements`,
        newSupplement(id, { kind: "new-facts", acts: ["transport"] }),
      ),
    );
    await ask(() => by.send("POST", `/api/cases/${id}/prints`, { printed: "case" }));
    return sent as { statements: string[] }[];
  };
  for (const login of ["registrar", "chief", "investigator", "named"]) {
    const hidden = await work(login, caseId);
    expect(hidden, login).toEqual(await work(login, randomUUID()));
    expect(hidden.filter(({ statements }) => statements.length > 0).length).toBeGreaterThan(2);
  }
  expect(await work("registrar", plain)).not.toEqual(await work("registrar", caseId));
}, 120_000);

const sessionOf = async (login: string) =>
  (await client(login).get("/api/session")).json as { postingId: string; role: string };

/** Pages more or fewer than for a case that never was: what a row in a table costs, and the next wall's own. */
const NEARLY = 8;

test("what PostgreSQL reads to answer for it is what it reads for a case that never was", async () => {
  const walled = await register("registrar", WALLED);
  // Of another region, and of most readers here neither.
  const elsewhere = await register("stranger", {});
  await server.rows("analyze");
  const missing = idBefore(walled);
  // The refusal is of the action's own making: what it asked until then is what is compared.
  const verb = (ctx: never, input: { caseId: string }) => reading.readCase(ctx, input).catch(() => undefined);
  const read = async (login: string, caseId: string) => {
    const asked = await readings(server.house, login, { trace: reading.trace, verb }, { caseId });
    return {
      statements: asked.map(({ statement }) => statement),
      blocks: asked.reduce((sum, { blocks }) => sum + blocks, 0),
    };
  };
  const cost: string[] = [];
  const readers = ["registrar", "colleague", "chief", "named", "directorate", "amends-there"];
  // Of the side that deals with walls: each of them is looked at, whether this one is theirs.
  for (const login of [...readers, "specialist-there", "two-hats"]) {
    const [hidden, none] = [await read(login, walled), await read(login, missing)];
    expect(hidden.statements, login).toEqual(none.statements);
    expect(hidden.statements.length, login).toBeGreaterThan(0);
    expect(Math.abs(hidden.blocks - none.blocks), login).toBeLessThanOrEqual(NEARLY);
    cost.push(`${login} ${hidden.blocks}/${none.blocks}`);
  }
  // More entries in it make no difference: none is looked at.
  await takeCase(client("inspector"), walled);
  for (let i = 0; i < 3; i++) {
    const supplement = newSupplement(walled, { kind: "new-facts", acts: ["transport"] });
    const added = await client("inspector").send("POST", `/api/cases/${walled}/supplements`, supplement);
    expect(added.status, added.text).toBe(201);
  }
  const grown = (await read("two-hats", walled)).blocks - (await read("two-hats", missing)).blocks;
  expect(Math.abs(grown)).toBeLessThanOrEqual(NEARLY);
  // To whom it is a case like any of others' it costs what those cost.
  for (const login of ["registrar", "colleague", "named", "amends-there"]) {
    const [hidden, other] = [await read(login, walled), await read(login, elsewhere)];
    expect(hidden.statements, login).toEqual(other.statements);
    expect(Math.abs(hidden.blocks - other.blocks), login).toBeLessThanOrEqual(NEARLY);
  }
  // A case that is shown is more work by far, so that the comparison is one that can fail.
  expect((await read("stranger", elsewhere)).blocks).toBeGreaterThan(
    (await read("stranger", walled)).blocks + 2 * NEARLY,
  );
  console.log(`blocks read for a walled and a missing case: ${cost.join(", ")}`);
}, 120_000);

test("looked for by its number it costs what a number of no case costs", async () => {
  const numberOf = async (caseId: string) =>
    (await server.rows<{ n: string }>("select case_number as n from cases where case_id = $1", [caseId]))[0]
      ?.n ?? "";
  const [walled, plain] = [
    await numberOf(await register("registrar", WALLED)),
    await numberOf(await register("registrar", {})),
  ];
  const missing = walled.replace(/\d$/, (last) => (last === "9" ? "0" : String(Number(last) + 1)));
  const free = missing === plain ? walled.replace(/^./, "9") : missing;
  await server.rows("analyze");
  const cost: string[] = [];
  const ask = async (login: string, number: string) => {
    const holder: { answer?: Answer } = {};
    const { postingId } = await sessionOf(login);
    const asked = await readingsUnder(server.house, postingId, async () => {
      holder.answer = await client(login).get(`/api/cases?number=${number}`);
    });
    const { status, text } = holder.answer as Answer;
    return {
      answer: [status, steady(text)],
      statements: asked.map(({ statement }) => statement),
      blocks: asked.reduce((sum, { blocks }) => sum + blocks, 0),
    };
  };
  for (const login of ["registrar", "chief", "named", "specialist-there", "two-hats", "amends-there"]) {
    const [hidden, none] = [await ask(login, walled), await ask(login, free)];
    expect({ ...hidden, blocks: 0 }, login).toEqual({ ...none, blocks: 0 });
    expect(hidden.statements.length, login).toBeGreaterThan(0);
    expect(
      Math.abs(hidden.blocks - none.blocks),
      `${login} ${hidden.blocks}/${none.blocks}`,
    ).toBeLessThanOrEqual(NEARLY);
    cost.push(`${login} ${hidden.blocks}/${none.blocks}`);
  }
  const shown = await ask("registrar", plain);
  expect(shown.answer).not.toEqual((await ask("registrar", walled)).answer);
  console.log(`by number, walled and missing: ${cost.join(", ")}; shown: ${shown.blocks}`);
}, 120_000);

test("what is written into it is refused as for a case that never was: the answer, the statements, what they read", async () => {
  const paths = Object.keys(API).filter((path) => "post" in (API[path] ?? {}) && path.includes("{caseId}"));
  const known = paths.map((path) => path.replace("/api/cases/{caseId}/", ""));
  expect(known.sort()).toEqual(Object.keys(WRITES).sort());
  const walled = await register("registrar", WALLED);
  const missing = idBefore(walled);
  const { postingId: receiver } = await sessionOf("colleague");
  const cost: string[] = [];
  for (const login of ["registrar", "specialist-there", "two-hats", "amends-there"]) {
    const { postingId, role } = await sessionOf(login);
    const own = ["registrar", "specialised-unit"].includes(role) ? await register(login, {}) : randomUUID();
    const ask = async (caseId: string, path: string, body: unknown) => {
      const holder: { answer?: Answer } = {};
      const asked = await readingsUnder(server.house, postingId, async () => {
        holder.answer = await client(login).send("POST", path, body);
      });
      const { status, headers, text } = holder.answer as Answer;
      const head = [...headers].filter(([name]) => !UNSTEADY.includes(name));
      expect([403, 404], `${login} ${path} ${text}`).toContain(status);
      return {
        answer: [status, head, steady(text).replaceAll(caseId, "")],
        statements: asked.map(({ statement }) => statement),
        blocks: asked.reduce((sum, { blocks }) => sum + blocks, 0),
      };
    };
    let [most, of] = [0, 0];
    const compare = async (path: (id: string) => string, body: (id: string) => unknown) => {
      const [hidden, none] = [
        await ask(walled, path(walled), body(walled)),
        await ask(missing, path(missing), body(missing)),
      ];
      expect({ ...hidden, blocks: 0 }, `${login} ${path(walled)}`).toEqual({ ...none, blocks: 0 });
      const apart = Math.abs(hidden.blocks - none.blocks);
      expect(apart, `${login} ${path(walled)} ${hidden.blocks}/${none.blocks}`).toBeLessThanOrEqual(NEARLY);
      [most, of] = [Math.max(most, apart), Math.max(of, hidden.blocks)];
    };
    const written = Object.entries(WRITES).filter(([below]) => role !== "amender" || below === "decisions");
    for (const [below, body] of written)
      await compare(
        (id) => `/api/cases/${id}/${below}`,
        (id) => body(id, own),
      );
    await compare(
      () => `/api/cases/${own}/merges`,
      (id) => newMerge(own, id),
    );
    const offer = (id: string) => ({ handOverId: randomUUID(), ...device(), receiver, cases: [id] });
    await compare(() => "/api/hand-overs", offer);
    const sought = { document: { type: "dni", number: "00998877" } };
    await compare(
      () => "/api/persons/search",
      (caseId) => ({ caseId, purpose: "investigation", sought }),
    );
    cost.push(`${login} ${most} of ${of}`);
  }
  console.log(`writes, blocks apart at most: ${cost.join(", ")}`);
}, 120_000);

test("no open screen is told of it but those of its owners", async () => {
  await settled();
  const counted = () =>
    Object.fromEntries(HIDDEN_FROM.map((login) => [login, screens[login]?.events.length]));
  const before = counted();
  const owners = screens.inspector?.events.length ?? 0;
  await register("registrar", WALLED);
  await vi.waitFor(() => expect(screens.inspector?.events.length).toBeGreaterThan(owners), {
    timeout: 20_000,
  });
  // One look delivers to all screens, so whoever was to hear has been written to.
  expect(counted()).toEqual(before);
}, 60_000);

test("nobody further up hears when it waits, and no letter box", async () => {
  const caseId = await register("registrar", WALLED);
  await server.rows("update alerts set raised_at = raised_at - interval '1 day' where case_id = $1", [
    caseId,
  ]);
  const plain = await register("registrar", {});
  await server.rows("update alerts set raised_at = raised_at - interval '1 day' where case_id = $1", [plain]);
  const steps = (id: string) =>
    server.rows<{ n: number }>("select count(*)::int as n from alerts where case_id = $1 and level > 0", [
      id,
    ]);
  await vi.waitFor(async () => expect((await steps(plain))[0]?.n).toBeGreaterThan(0), {
    timeout: 40_000,
    interval: 200,
  });
  expect(await steps(caseId)).toEqual([{ n: 0 }]);
}, 60_000);

test("a list of cases that was offered goes on without it", async () => {
  const cases = [await register("registrar", {}), await register("registrar", {})] as const;
  const [{ posting } = { posting: "" }] = await server.rows<{ posting: string }>(
    "select posting_id as posting from postings join officers using (officer_id) where login = 'colleague'",
  );
  const offered = await client("registrar").send("POST", "/api/hand-overs", {
    handOverId: randomUUID(),
    ...device(),
    receiver: posting,
    cases,
  });
  expect(offered.status, offered.text).toBeLessThan(300);
  const supplement = newSupplement(cases[1], { kind: "new-facts", suspects: WALLED.suspects });
  const added = await client("registrar").send("POST", `/api/cases/${cases[1]}/supplements`, supplement);
  expect(added.status, added.text).toBe(201);
  const { text } = await client("colleague").get("/api/hand-overs");
  expect(text).toContain(cases[0]);
  expect(text).not.toContain(cases[1]);
});
