// Two worlds that differ in one walled case, compared channel by channel by those it is hidden from: no channel tells them apart.
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as reading from "#src/actions/read-case.ts";
import { caseNumberFrom } from "#src/domain/case/case-number.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { newMerge } from "../support/amendments.ts";
import { assign, device, takeCase } from "../support/assignments.ts";
import { idBeside, idIn, WRITES } from "../support/case-writes.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { openScreen, type Screen } from "../support/events.ts";
import { type Answer, type Client, startServer, type TestServer } from "../support/server.ts";
import { readings, readingsUnder, statementsUnder } from "../support/statements.ts";
import {
  API,
  ASKED,
  expectAlike,
  HIDDEN_FROM,
  idsOfNone,
  NEARLY,
  peopleWorld,
  steady,
  UNSTEADY,
  WALLED,
} from "../support/walled-world.ts";

let server: TestServer;
const as: Record<string, Client> = {};
const client = (login: string): Client => as[login] as Client;
const screens: Record<string, Screen> = {};

beforeAll(async () => {
  server = await startServer();
  await peopleWorld(server);
  for (const login of [...HIDDEN_FROM, "inspector", "stranger"]) as[login] = await server.signIn(login);
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

async function register(
  login: string,
  change: Partial<Complaint>,
  caseId: string = randomUUID(),
): Promise<string> {
  const complaint = { ...newComplaint(typicalComplaint(change)), caseId };
  const answer = await client(login).send("POST", "/api/complaints", complaint);
  expect(answer.status, answer.text).toBe(201);
  return complaint.caseId;
}

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
    for (const [of, none] of Object.entries(idsOfNone(caseId, plain)))
      expect(hidden, `${login}, an id ${of}`).toEqual(await work(login, none));
    expect(hidden.filter(({ statements }) => statements.length > 0).length).toBeGreaterThan(2);
  }
  expect(await work("registrar", plain)).not.toEqual(await work("registrar", caseId));
}, 120_000);

const sessionOf = async (login: string) =>
  (await client(login).get("/api/session")).json as { postingId: string; role: string };

/** A case behind a wall of another kind: not every one costs the same for those who deal with them. */
const walledOtherwise = (caseId?: string) => register("colleague", { officers: ["relative"] }, caseId);

test("what PostgreSQL reads to answer for it is what it reads for a case that never was", async () => {
  const walled = await register("registrar", WALLED);
  // Of another region, and of most readers here neither.
  const elsewhere = await register("stranger", {});
  const other = await walledOtherwise();
  for (let i = 0; i < 4; i++) await walledOtherwise();
  const missing = { ...idsOfNone(walled, other), "beside one shown": idBeside(elsewhere) };
  await server.rows("analyze");
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
  const before: Record<string, number[]> = {};
  const readers = ["registrar", "colleague", "chief", "named", "directorate", "amends-there"];
  // Of the side that deals with walls: each of them is looked at, whether this one is theirs.
  for (const login of [...readers, "specialist-there", "two-hats"]) {
    const [hidden, too] = [await read(login, walled), await read(login, other)];
    expect(hidden.statements, login).toEqual(too.statements);
    expect(hidden.statements.length, login).toBeGreaterThan(0);
    const kinds = [hidden.blocks, too.blocks];
    const nones: number[] = [];
    const draw = async (id: string, of: string) => {
      const none = await read(login, id);
      expect(hidden.statements, `${login}, an id ${of}`).toEqual(none.statements);
      expectAlike(none.blocks, kinds, `${login}, an id ${of}`);
      nones.push(none.blocks);
    };
    for (const [of, id] of Object.entries(missing)) await draw(id, of);
    cost.push(`${login} ${kinds.join(",")}/${nones.join(",")}`);
    // Where walls cost differently its neighbours cost this or that: none of them says what stands here.
    const met = () => kinds.every((blocks) => nones.some((none) => Math.abs(none - blocks) <= NEARLY));
    for (let places = 1; !met() && places < 200; places++)
      await draw(idBeside(walled, places), "close to it");
    expect(met(), login).toBe(true);
    before[login] = kinds;
  }
  // More entries in it make no difference: none is looked at.
  await takeCase(client("inspector"), walled);
  for (let i = 0; i < 3; i++) {
    const supplement = newSupplement(walled, { kind: "new-facts", acts: ["transport"] });
    const added = await client("inspector").send("POST", `/api/cases/${walled}/supplements`, supplement);
    expect(added.status, added.text).toBe(201);
  }
  // What chores did to the tables meanwhile they did to the case beside it as well, which nobody touched.
  const [was = 0, beside = 0] = before["two-hats"] ?? [];
  const now = [await read("two-hats", walled), await read("two-hats", other)].map(({ blocks }) => blocks);
  expect(Math.abs((now[0] ?? 0) - was - (now[1] ?? 0) + beside)).toBeLessThanOrEqual(NEARLY);
  // To whom it is a case like any of others' it costs what those cost.
  for (const login of ["registrar", "colleague", "named", "amends-there"]) {
    const [hidden, other] = [await read(login, walled), await read(login, elsewhere)];
    expect(hidden.statements, login).toEqual(other.statements);
    expect(Math.abs(hidden.blocks - other.blocks), login).toBeLessThanOrEqual(NEARLY);
  }
  // A case that is shown is more work by far, so that the comparison is one that can fail.
  const hidden = (await read("stranger", walled)).blocks;
  expect((await read("stranger", elsewhere)).blocks).toBeGreaterThan(hidden + 2 * NEARLY);
  console.log(`blocks read for a walled and a missing case: ${cost.join(", ")}`);
}, 120_000);

test("looked for by its number it costs what a number of no case costs", async () => {
  const numberOf = async (caseId: string) =>
    (await server.rows<{ n: string }>("select case_number as n from cases where case_id = $1", [caseId]))[0]
      ?.n;
  const walled = await numberOf(await register("registrar", WALLED));
  const other = await numberOf(await walledOtherwise());
  const plain = await numberOf(await register("registrar", {}));
  await server.rows("analyze");
  const ask = async (login: string, number: string | undefined) => {
    const holder: { answer?: Answer } = {};
    const { postingId } = await sessionOf(login);
    const asked = await readingsUnder(server.house, postingId, async () => {
      holder.answer = await client(login).get(`/api/cases?number=${number}`);
    });
    const { status, headers, text } = holder.answer as Answer;
    return {
      answer: [status, [...headers].filter(([name]) => !UNSTEADY.includes(name)), text],
      statements: asked.map(({ statement }) => statement),
      blocks: asked.reduce((sum, { blocks }) => sum + blocks, 0),
    };
  };
  const cost: string[] = [];
  for (const login of ["registrar", "chief", "named", "specialist-there", "two-hats", "amends-there"]) {
    const hidden = [await ask(login, walled), await ask(login, other)];
    // With the check character of any: a slip of the pen is not looked for at all.
    const none = [await ask(login, drawn()), await ask(login, drawn()), await ask(login, drawn())];
    const [first] = hidden;
    expect(first?.answer[2]).toBe('{"cases":[],"next":null}');
    expect(first?.statements.length, login).toBeGreaterThan(0);
    for (const one of [...hidden, ...none])
      expect({ ...one, blocks: 0 }, login).toEqual({ ...first, blocks: 0 });
    const kinds = hidden.map(({ blocks }) => blocks);
    for (const { blocks } of none) expectAlike(blocks, kinds, login);
    cost.push(`${login} ${kinds.join(",")}/${none.map(({ blocks }) => blocks).join(",")}`);
  }
  const [shown, hidden] = [await ask("registrar", plain), await ask("registrar", walled)];
  expect(shown.answer).not.toEqual(hidden.answer);
  expect(shown.blocks).toBeGreaterThan(hidden.blocks + NEARLY);
  console.log(`by number, of walled cases and of none: ${cost.join(", ")}; of one shown: ${shown.blocks}`);
}, 120_000);

const drawn = () => caseNumberFrom(randomBytes(10));

test("what is written into it is refused as for a case that never was: the answer, the statements, what they read", async () => {
  const paths = Object.keys(API).filter((path) => "post" in (API[path] ?? {}) && path.includes("{caseId}"));
  const known = paths.map((path) => path.replace("/api/cases/{caseId}/", ""));
  expect(known.sort()).toEqual(Object.keys(WRITES).sort());
  // Two cases of one request are locked in the order of their ids: what is not the officer's own comes after it.
  const [walled, other, missing] = [idIn("f"), idIn("f"), idIn("f")];
  await register("registrar", WALLED, walled);
  await walledOtherwise(other);
  const { postingId: receiver } = await sessionOf("colleague");
  const cost: string[] = [];
  for (const login of ["registrar", "specialist-there", "two-hats", "amends-there"]) {
    const { postingId, role } = await sessionOf(login);
    const own = ["registrar", "specialised-unit"].includes(role)
      ? await register(login, {}, idIn("1"))
      : idIn("1");
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
    let [most, all] = [0, 0];
    const compare = async (path: (id: string) => string, body: (id: string) => unknown) => {
      const of = (id: string) => ask(id, path(id), body(id));
      const [hidden, too, none] = [await of(walled), await of(other), await of(missing)];
      for (const one of [too, none])
        expect({ ...hidden, blocks: 0 }, `${login} ${path(walled)}`).toEqual({ ...one, blocks: 0 });
      const kinds = [hidden.blocks, too.blocks];
      expectAlike(none.blocks, kinds, `${login} ${path(walled)}`);
      const apart = Math.min(...kinds.map((blocks) => Math.abs(blocks - none.blocks)));
      [most, all] = [Math.max(most, apart), Math.max(all, hidden.blocks)];
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
    cost.push(`${login} ${most} of ${all}`);
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
