// Hand-over lists of those who are not of the police: prosecutors, liaisons, courts, services, inspectors; behind walls too.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { GiverLine, HandOverLine, ReceiverLine } from "#src/schema/assignment.ts";
import type { CaseFile, CasePartFile, Role } from "#src/schema/case.ts";
import { assign, device, partNames, takeCase } from "../support/assignments.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { handOverDesk, type Outsiders } from "../support/hand-overs.ts";
import { clientOf, startServer, type TestServer, UNITS } from "../support/server.ts";
import { tryAs } from "../support/trial.ts";

let server: TestServer;
const STAFF: Outsiders = {
  fiscal: [UNITS.localProsecutors, "prosecutor"],
  adjunct: [UNITS.localProsecutors, "prosecutor"],
  superior: [UNITS.prosecutors, "prosecutor"],
  liaison: [UNITS.localProsecutors, "prosecutor-liaison"],
  liaison2: [UNITS.localProsecutors, "prosecutor-liaison"],
  shelter: [UNITS.shelter, "service-provider"],
  shelter2: [UNITS.shelter, "service-provider"],
  elsewhere: ["pe-minjusdh-defensa-madre-de-dios", "service-provider"],
  court: [UNITS.court, "court-clerk"],
  court2: [UNITS.court, "court-clerk"],
  inspector: [UNITS.inspectors, "labour-inspector"],
  inspector2: [UNITS.inspectors, "labour-inspector"],
  inner: ["pe-inspectoria", "internal-affairs"],
  inner2: ["pe-inspectoria", "internal-affairs"],
};
let desk: Awaited<ReturnType<typeof handOverDesk>>;
beforeAll(async () => {
  server = await startServer();
  desk = await handOverDesk(server, STAFF);
});
afterAll(() => server?.close());

/** Behind a wall: a suspect is said to be a public official, and nobody of the staff is named. */
async function walled(): Promise<string> {
  const suspects = [{ personId: randomUUID(), isPublicOfficial: "yes" as const }];
  const complaint = newComplaint(typicalComplaint({ suspects }));
  expect((await desk.client("registrar").send("POST", "/api/complaints", complaint)).status).toBe(201);
  return complaint.caseId;
}
test("a prosecutor hands the file to another, who leads the inquiry from then on; the giver sees it no more", async () => {
  const cases = [await desk.openedTo("fiscal"), await desk.openedTo("fiscal", "adjunct")] as const;
  const to = await desk.postingOf("adjunct");
  // One that the receiver has already is not offered, and with it nothing of the list.
  expect((await desk.offer("fiscal", to, [...cases])).status).toBe(409);
  expect(await desk.waiting("adjunct")).toEqual([]);
  for (const login of ["colleague", "superior", "shelter", "liaison"]) {
    const refused = await desk.offer("fiscal", await desk.postingOf(login), [cases[0]]);
    expect(refused.status, `${login} ${refused.text}`).toBe(login === "superior" ? 201 : 422);
    if (login === "superior") expect(await desk.answer("fiscal", refused, "withdraw")).toBe(200);
  }
  const list = await desk.offer("fiscal", to, [cases[0]]);
  expect(list.status, list.text).toBe(201);
  // What is offered is looked at, and no name opens; nothing is directed in it yet.
  expect(await desk.status("adjunct", `/api/cases/${cases[0]}`)).toBe(200);
  expect(await desk.opens("adjunct", cases[0])).toBe(403);
  expect(await desk.waiting("adjunct")).toMatchObject([{ mayAnswer: ["accept", "refuse"] }]);
  expect(await desk.answer("adjunct", list, "accept")).toBe(200);
  expect(await desk.opens("adjunct", cases[0])).toBe(200);
  expect(await desk.status("fiscal", `/api/cases/${cases[0]}`)).toBe(404);
  const { assignments } = (await desk.client("investigator").get(`/api/cases/${cases[0]}`)).json as CaseFile;
  expect(assignments.map(({ officer }) => officer).sort()).toEqual([
    "Oficial adjunct",
    "Oficial investigator",
  ]);
});

test("a liaison hands the file to another liaison, and adds nothing else to it", async () => {
  const caseId = await desk.openedTo("liaison");
  expect((await desk.offer("liaison", await desk.postingOf("fiscal"), [caseId])).status).toBe(422);
  const list = await desk.offer("liaison", await desk.postingOf("liaison2"), [caseId]);
  expect(list.status, list.text).toBe(201);
  expect(await desk.answer("liaison2", list, "accept")).toBe(200);
  expect(await desk.opens("liaison2", caseId)).toBe(200);
  expect(await desk.status("liaison", `/api/cases/${caseId}`)).toBe(404);
});

test("the office above hands over for a prosecutor who has left, walled cases too", async () => {
  await desk.join("leaving", UNITS.localProsecutors, "prosecutor");
  const [open, behind] = [await desk.openedTo("leaving"), await walled()];
  await takeCase(desk.client("leaving"), behind);
  const own = await desk.openedTo("fiscal");
  const giver = await desk.leave("leaving");
  const givers = async (login: string) =>
    ((await desk.client(login).get("/api/hand-overs/givers?search=leaving")).json as { givers: GiverLine[] })
      .givers;
  expect(await givers("superior")).toMatchObject([{ officerId: giver, role: "prosecutor", ended: true }]);
  // Beside them in the same office nobody is over them.
  expect(await givers("fiscal")).toEqual([]);
  expect(await desk.status("liaison", "/api/hand-overs/givers")).toBe(403);
  expect((await desk.listed("superior", giver)).sort()).toEqual([open, behind].sort());
  const to = await desk.postingOf("adjunct");
  expect((await desk.offer("fiscal", to, [open], { giver })).status).toBe(404);
  expect((await desk.offer("fiscal", to, [own], { giver })).status).toBe(422);
  // Nobody offers to themselves what another has.
  expect((await desk.offer("superior", await desk.postingOf("superior"), [open], { giver })).status).toBe(
    422,
  );
  const list = await desk.offer("superior", to, [open, behind], { giver });
  expect(list.status, list.text).toBe(201);
  expect(await desk.answer("adjunct", list, "accept")).toBe(200);
  for (const caseId of [open, behind]) expect(await desk.opens("adjunct", caseId)).toBe(200);
  expect(await desk.listed("superior", giver)).toEqual([]);
  // Whoever hands over sees no name of it, before or after.
  expect(await desk.opens("superior", open)).toBe(403);
});

test("a long list of prosecutors is approved by the office above, and by no chief of police", async () => {
  const [giver, to] = [await desk.postingOf("fiscal"), await desk.postingOf("adjunct")];
  const cases = [];
  for (let n = 0; n < 21; n += 1) {
    const complaint = newComplaint();
    expect((await desk.client("registrar").send("POST", "/api/complaints", complaint)).status).toBe(201);
    const given = await assign(desk.client("chief"), complaint.caseId, { act: "assign", postingId: giver });
    expect(given.status, given.text).toBe(201);
    cases.push(complaint.caseId);
  }
  const list = await desk.offer("fiscal", to, cases);
  // The same officer in the office above is not another pair of eyes.
  const above = randomUUID();
  await server.rows(
    `insert into postings (posting_id, officer_id, unit_id, role, valid_from)
     select $1, officer_id, $2, 'prosecutor', now() - interval '1 day' from officers where login = 'adjunct'`,
    [above, UNITS.prosecutors],
  );
  const signed = await server.signIn("adjunct");
  const moved = await signed.send("PUT", "/api/session/posting", { postingId: above });
  const second = clientOf(server.url, (moved.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  const seen = (await second.get("/api/hand-overs")).json as { handOvers: HandOverLine[] };
  expect(seen.handOvers).toMatchObject([{ mayAnswer: [] }]);
  const { handOverId } = list.json as { handOverId: string };
  const approve = { ...device(), answer: "approve" };
  expect((await second.send("POST", `/api/hand-overs/${handOverId}/answer`, approve)).status).toBe(403);
  const forged = sql`insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
    select gen_random_uuid(), ${cases[0]}::uuid, 99, 'assignment', officer_id, posting_id, now(), sha256('1'), sha256('1'),
      jsonb_build_object('content', jsonb_build_object('act', 'approve', 'postingId', ${to}::text))
    from reta.postings where posting_id = ${above}::uuid`;
  const [own] = await server.rows<{ officerId: string }>(
    `select officer_id as "officerId" from postings where posting_id = $1`,
    [above],
  );
  const context = { postingId: above, unitId: UNITS.prosecutors, role: "prosecutor" } as const;
  const by = { zone: "reta_cases", officerId: own?.officerId ?? "", ...context } as const;
  expect(await tryAs(server, by, forged)).toBe("42501");
  await server.rows("update postings set valid_to = now() where posting_id = $1", [above]);
  expect(await desk.waiting("adjunct")).toMatchObject([{ mayAnswer: ["refuse"], needsApproval: true }]);
  expect(await desk.waiting("chief")).toMatchObject([{ mayAnswer: [] }]);
  for (const login of ["chief", "adjunct", "fiscal"])
    expect(await desk.answer(login, list, "approve"), login).toBe(403);
  expect(await desk.answer("adjunct", list, "accept")).toBe(403);
  expect(await desk.answer("superior", list, "approve")).toBe(200);
  expect(await desk.answer("adjunct", list, "accept")).toBe(200);
  expect(await desk.opens("adjunct", cases[20] ?? "")).toBe(200);
  expect(await desk.status("fiscal", `/api/cases/${cases[0]}`)).toBe(404);
});

test("a part goes over as it was: whom a service was entrusted with, and nobody and nothing else, before and after", async () => {
  for (const [giver, receiver] of [
    ["shelter", "shelter2"],
    ["court", "court2"],
    ["inspector", "inspector2"],
  ] as const) {
    const caseId = await desk.openedTo(giver);
    const path = `/api/cases/${caseId}/part`;
    const before = (await desk.client(giver).get(path)).json as CasePartFile;
    const names = giver === "shelter" ? await partNames(desk.client(giver), caseId) : "";
    for (const login of ["elsewhere", "fiscal", "colleague", giver])
      expect(
        (await desk.offer(giver, await desk.postingOf(login), [caseId])).status,
        `${giver} to ${login}`,
      ).toBe(422);
    expect(await desk.listed(giver, "")).toContain(caseId);
    const found = (await desk.client(giver).get("/api/receivers?for=hand-over")).json as {
      receivers: ReceiverLine[];
    };
    expect(found.receivers.map(({ officer }) => officer).sort()).toEqual([
      `Oficial ${giver}`,
      `Oficial ${receiver}`,
    ]);
    const to = await desk.postingOf(receiver);
    for (const [who, given] of [
      [receiver, "refuse"],
      [giver, "withdraw"],
    ] as const) {
      const taken = await desk.offer(giver, to, [caseId]);
      expect(taken.status, taken.text).toBe(201);
      expect(await desk.answer(who, taken, given)).toBe(200);
      expect(await desk.status(receiver, path)).toBe(404);
    }
    const list = await desk.offer(giver, to, [caseId]);
    // Offered: that there is the case, and nothing of the part.
    expect(await desk.waiting(receiver)).toMatchObject([{ mayAnswer: ["accept", "refuse"] }]);
    expect(await desk.listed(receiver)).toContain(caseId);
    expect(await desk.status(receiver, path)).toBe(403);
    expect(await desk.status(receiver, `/api/cases/${caseId}`)).toBe(403);
    expect(await desk.answer(giver, list, "accept")).toBe(403);
    expect(await desk.answer(receiver, list, "accept")).toBe(200);
    expect(await desk.status(giver, path)).toBe(404);
    expect((await desk.client(receiver).get(path)).json).toEqual(before);
    if (giver === "shelter") expect(await partNames(desk.client(receiver), caseId)).toBe(names);
    expect((await partNames(desk.client(giver), caseId)).includes("Nombre")).toBe(false);
  }
});

test("what was taken from the giver meanwhile is nobody's to accept", async () => {
  const caseId = await desk.openedTo("shelter", "fiscal");
  const lists = [
    ["shelter2", await desk.offer("shelter", await desk.postingOf("shelter2"), [caseId])],
    ["superior", await desk.offer("fiscal", await desk.postingOf("superior"), [caseId])],
  ] as const;
  const release = { act: "release", postingId: await desk.postingOf("shelter") } as const;
  expect((await assign(desk.client("investigator"), caseId, release)).status).toBe(201);
  const down = { act: "release", postingId: await desk.postingOf("fiscal") } as const;
  expect((await assign(desk.client("fiscal"), caseId, down)).status).toBe(201);
  // The offer ended with it: nothing is there to accept, or to look at.
  for (const [login, list] of lists) {
    expect(await desk.answer(login, list, "accept"), login).toBe(404);
    const { handOverId } = list.json as { handOverId: string };
    expect((await desk.waiting(login)).map((one) => one.handOverId)).not.toContain(handOverId);
    expect(await desk.status(login, `/api/cases/${caseId}`), login).toBe(404);
  }
  expect(await desk.status("shelter2", `/api/cases/${caseId}/part`)).toBe(404);
});

test("who is above a prosecutor takes no case from one who serves there, and what was offered for who is back is theirs", async () => {
  await desk.join("serving", UNITS.localProsecutors, "prosecutor");
  const caseId = await desk.openedTo("serving");
  const [row] = await server.rows<{ id: string }>(
    "select officer_id as id from officers where login = 'serving'",
  );
  const giver = row?.id ?? "";
  const to = await desk.postingOf("adjunct");
  const givers = async () =>
    (
      (await desk.client("superior").get("/api/hand-overs/givers?search=serving")).json as {
        givers: object[];
      }
    ).givers.length;
  expect(await givers()).toBe(0);
  const suspend = (at: string) =>
    server.rows(`update officers set suspended_at = ${at} where officer_id = $1`, [giver]);
  for (const more of [{ giver }, {}])
    expect((await desk.offer("superior", to, [caseId], more)).json).toMatchObject({
      code: "assignment.not-possible",
    });
  await suspend("now()");
  expect(await givers()).toBe(1);
  const list = await desk.offer("superior", to, [caseId], { giver });
  expect(list.status, list.text).toBe(201);
  await suspend("null");
  expect(await desk.answer("adjunct", list, "accept")).toBe(422);
  expect(await desk.opens("adjunct", caseId)).toBe(403);
  await suspend("now()");
  expect(await desk.answer("adjunct", list, "accept")).toBe(200);
  await suspend("null");
});

test("behind a wall only whom it lets through is offered a case, and internal affairs hand over for a colleague", async () => {
  const caseId = await walled();
  await takeCase(desk.client("inner2"), caseId);
  const refused = await desk.offer("inner2", await desk.postingOf("investigator2"), [caseId]);
  expect(refused.json).toMatchObject({ code: "assignment.behind-wall" });
  const giver = await desk.leave("inner2");
  expect(await desk.listed("inner", giver)).toEqual([caseId]);
  // Nobody else may, even of those who deal with it; and none for oneself.
  expect((await desk.offer("fiscal", await desk.postingOf("inner"), [caseId], { giver })).status).toBe(403);
  await desk.join("inner3", "pe-inspectoria", "internal-affairs");
  const list = await desk.offer("inner", await desk.postingOf("inner3"), [caseId], { giver });
  expect(list.status, list.text).toBe(201);
  expect(await desk.answer("inner3", list, "accept")).toBe(200);
  expect(await desk.opens("inner3", caseId)).toBe(200);
});

test("a list of parts has at most twenty cases, because nobody else could approve a longer one", async () => {
  const cases = Array.from({ length: 21 }, () => randomUUID());
  expect(await desk.offer("court", await desk.postingOf("court2"), cases)).toMatchObject({
    status: 422,
    json: { faults: [{ pointer: "/cases", code: "too-many", found: 21 }] },
  });
});

test("the database writes no other step for who reads no entry, and nothing but a list from above", async () => {
  const caseId = await desk.openedTo("shelter", "fiscal");
  const [row] = await server.rows<{ hash: Buffer; seq: number; number: string; newest: object }>(
    `select last_hash as hash, entry_count as seq, case_number as number, body as newest
     from cases join entries using (case_id) where case_id = $1 and seq = entry_count`,
    [caseId],
  );
  const contextOf = async (login: string) => {
    const [posted] = await server.rows<{ officerId: string; postingId: string; unitId: string; role: Role }>(
      `select officer_id as "officerId", posting_id as "postingId", unit_id as "unitId", role
       from postings join officers using (officer_id) where login = $1`,
      [login],
    );
    return { zone: "reta_cases", ...(posted as NonNullable<typeof posted>) } as const;
  };
  const to = await contextOf("shelter2");
  const step = async (login: string, content: object, change: object = {}) => {
    const by = await contextOf(login);
    const said = { postingId: to.postingId, officerId: to.officerId, unitId: to.unitId, list: randomUUID() };
    const entry = {
      ...row?.newest,
      ...{ unitId: by.unitId, caseNumber: row?.number, files: [] },
      ...{ kind: "assignment", caseId, entryId: randomUUID(), officerId: by.officerId },
      ...{ postingId: by.postingId, seq: (row?.seq ?? 0) + 1, previousHash: row?.hash.toString("hex") },
      receivedAt: new Date().toISOString(),
      content: { ...said, from: by.postingId, fromRegistrar: false, listSize: 1, ...content },
      ...change,
    };
    const text = JSON.stringify(entry);
    return tryAs(server, by, sql`select put_part_step(${text}::jsonb, sha256('x'))`);
  };
  expect(await step("shelter", { act: "offer" })).toBe("done");
  const toElsewhere = async () => {
    const { postingId, officerId, unitId } = await contextOf("elsewhere");
    return { postingId, officerId, unitId };
  };
  // Of the own part, and of no other's: what a prosecutor has, or another service.
  const head = async (login: string, of: string) => {
    const asked = sql`select 1 / (1 - least(count(*), 1)) from head_for_part(${caseId}::uuid, ${of}::uuid)`;
    return tryAs(server, await contextOf(login), asked);
  };
  expect(await head("shelter", await desk.postingOf("shelter"))).toBe("22012");
  for (const of of ["fiscal", "court", "investigator"])
    expect(await head("shelter", await desk.postingOf(of)), of).toBe("done");
  const court = await contextOf("court2");
  const other = { postingId: court.postingId, officerId: court.officerId, unitId: court.unitId };
  for (const [login, content, change] of [
    ["shelter", { act: "assign" }, {}],
    ["shelter", { act: "offer", ...other }, {}],
    ["shelter", { act: "offer", fromRegistrar: true }, {}],
    ["shelter", { act: "offer", from: await desk.postingOf("fiscal") }, {}],
    ["shelter", { act: "accept" }, {}],
    ["shelter", { act: "offer" }, { kind: "supplement" }],
    ["shelter", { act: "offer" }, { wall: {} }],
    ["shelter", { act: "offer" }, { kind: undefined }],
    ["shelter", { act: "offer", fromRegistrar: undefined }, {}],
    ["shelter", { act: "offer", ...(await toElsewhere()) }, {}],
    ["shelter", { act: "offer" }, { finding: {} }],
    ["shelter", { act: "offer" }, { factsTo: "2001" }],
    ["shelter", { act: "offer" }, { caseNumber: "AAAAA-AAAAA-A" }],
    ["shelter", { act: "offer" }, { unitId: UNITS.court }],
    ["shelter", { act: "offer" }, { officerId: to.officerId }],
    ["shelter2", { act: "offer" }, {}],
    ["fiscal", { act: "offer" }, {}],
    ["investigator", { act: "offer" }, {}],
  ] as const)
    expect(await step(login, content, change), `${login} ${JSON.stringify([content, change])}`).toBe("42501");
  const add = async (login: string, kind: string, content: object) => {
    const by = await contextOf(login);
    return tryAs(
      server,
      by,
      sql`insert into entries (entry_id, case_id, seq, kind, officer_id, posting_id, received_at, entry_hash, previous_hash, body)
        values (gen_random_uuid(), ${caseId}, 99, ${kind}, ${by.officerId}, ${by.postingId}, now(), sha256('1'), sha256('1'),
          jsonb_build_object('content', ${JSON.stringify(content)}::jsonb))`,
    );
  };
  for (const [login, kind, content, done] of [
    ["superior", "assignment", { act: "offer", from: await desk.postingOf("fiscal") }, false],
    ["superior", "assignment", { act: "offer", from: await desk.postingOf("leaving") }, true],
    ["superior", "assignment", { act: "assign" }, false],
    ["fiscal", "assignment", { act: "offer", from: await desk.postingOf("fiscal") }, true],
    ["fiscal", "assignment", { act: "offer", from: await desk.postingOf("liaison") }, false],
    ["superior", "wall", { step: "declare" }, false],
    ["fiscal", "wall", { step: "declare" }, true],
    ["shelter", "assignment", { act: "offer" }, false],
    ["shelter", "supplement", {}, false],
  ] as const)
    expect(await add(login, kind, content), `${login} ${kind}`).toBe(done ? "done" : "42501");
});

test("who has each case and each part follows from the entries", async () => {
  const { timeZone } = server.house.pack.manifest;
  const compared = await server.house.owner.query
    .transaction()
    .execute((tx) => compareProjections(tx, timeZone));
  expect(compared).toMatchObject({ ok: true });
});
