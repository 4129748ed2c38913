// What somebody of another institution left behind is handed over by their chief, who is told of no case by it.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { GiverLine } from "#src/schema/assignment.ts";
import type { Role } from "#src/schema/case.ts";
import { partNames } from "../support/assignments.ts";
import { newSupplement } from "../support/complaints.ts";
import { handOverDesk } from "../support/hand-overs.ts";
import { startServer, type TestServer, UNITS } from "../support/server.ts";
import { tryAs } from "../support/trial.ts";

const DEFENDERS = "pe-minjusdh-defensa-madre-de-dios";
let server: TestServer;
let desk: Awaited<ReturnType<typeof handOverDesk>>;
beforeAll(async () => {
  server = await startServer();
  desk = await handOverDesk(server, {
    gone: [DEFENDERS, "service-provider"],
    stays: [DEFENDERS, "service-provider"],
    shelter: [UNITS.shelter, "service-provider"],
    court: [UNITS.court, "court-clerk"],
    "service-chief": ["pe-minjusdh-defensa", "chief"],
    "court-chief": [UNITS.court, "chief"],
  });
});
afterAll(() => server?.close());

test("the chief of another institution hands over what somebody left, without being told of a case", async () => {
  const cases = [await desk.openedTo("gone"), await desk.openedTo("gone")];
  // What the receiver has already is left out, and the chief is not told so.
  await desk.openedTo("gone", "stays");
  const behind = await desk.openedTo("gone");
  const suspects = [{ personId: randomUUID(), isPublicOfficial: "yes" as const }];
  const wall = newSupplement(behind, { kind: "new-facts", suspects });
  expect(
    (await desk.client("investigator").send("POST", `/api/cases/${behind}/supplements`, wall)).status,
  ).toBe(201);
  const to = await desk.postingOf("stays");
  const [gone] = await server.rows<{ id: string }>(
    "select officer_id as id from officers where login = 'gone'",
  );
  const giver = gone?.id ?? "";
  const names = await partNames(desk.client("gone"), cases[0] ?? "");
  const give = (login: string, receiver: string, more: object = {}) =>
    desk.offer(login, receiver, undefined, { giver, ...more });
  // While the officer serves there, the cases are theirs to hand over.
  expect((await give("service-chief", to)).json).toMatchObject({ code: "assignment.nothing-left" });
  await desk.leave("gone");
  const { givers } = (await desk.client("service-chief").get("/api/hand-overs/givers?search=gone")).json as {
    givers: GiverLine[];
  };
  expect(givers).toMatchObject([{ officerId: giver, role: "service-provider", ended: true }]);
  expect((await give("court-chief", await desk.postingOf("court"))).json).toMatchObject({
    code: "assignment.nothing-left",
  });
  expect((await give("service-chief", to, { cases })).status).toBe(403);
  // Everybody else says which cases it is about.
  for (const login of ["stays", "investigator", "chief"])
    expect((await give(login, await desk.postingOf("shelter"))).status, login).toBe(422);
  for (const login of ["shelter", "service-chief", "court"])
    expect((await give("service-chief", await desk.postingOf(login))).status, login).toBe(422);
  const list = await give("service-chief", to, { handOverId: randomUUID() });
  expect(list.status, list.text).toBe(201);
  const { handOverId } = list.json as { handOverId: string };
  expect((await give("service-chief", to, { handOverId })).text).toBe(list.text);
  expect((await give("service-chief", to)).json).toMatchObject({ code: "assignment.nothing-left" });
  // What is behind a wall stays there; of the rest the chief is told neither before nor after.
  const [waits] = await desk.waiting("stays");
  expect(waits?.cases.map(({ caseId }) => caseId).sort()).toEqual([...cases].sort());
  expect(await desk.waiting("service-chief")).toEqual([]);
  expect(await desk.answer("stays", list, "accept")).toBe(200);
  expect(await partNames(desk.client("stays"), cases[0] ?? "")).toBe(names);
  expect(await desk.status("service-chief", `/api/cases/${cases[0]}`)).toBe(404);
  expect(await desk.status("service-chief", `/api/cases/${cases[0]}/part`)).toBe(404);
  expect(await desk.listed("service-chief")).toEqual([]);
});

test("it is nothing to a chief elsewhere, to who is no chief, or to the police, whatever the program says", async () => {
  await desk.openedTo("shelter");
  const giver = await desk.leave("shelter");
  const left = async (login: string, unitId: string, role: Role, of: string = giver) => {
    const postingId = await desk.postingOf(login);
    const [by] = await server.rows<{ officerId: string }>(
      `select officer_id as "officerId" from postings where posting_id = $1`,
      [postingId],
    );
    const context = { zone: "reta_cases", officerId: by?.officerId ?? "", postingId, unitId, role } as const;
    // Divided by nothing where there is something: the error tells that there are rows.
    return tryAs(
      server,
      context,
      sql`select 1 / (1 - least(count(*), 1)) from parts_left_behind(${of}::uuid)`,
    );
  };
  expect(await left("court-chief", UNITS.court, "chief")).toBe("done");
  expect(await left("chief", UNITS.region, "chief")).toBe("done");
  expect(await left("stays", "pe-mimp-car", "service-provider")).toBe("done");
  expect(await left("service-chief", "pe-mimp-car", "chief")).toBe("22012");
  // Of who is suspended as of who has left, and of nobody else.
  await desk.openedTo("court");
  const [clerk] = await server.rows<{ id: string }>(
    "select officer_id as id from officers where login = 'court'",
  );
  expect(await left("court-chief", UNITS.court, "chief", clerk?.id)).toBe("done");
  await server.rows("update officers set suspended_at = now() where login = 'court'");
  expect(await left("court-chief", UNITS.court, "chief", clerk?.id)).toBe("22012");
  // A chief who is suspended hands over nothing.
  await server.rows("update officers set suspended_at = now() where login = 'court-chief'");
  expect(await left("court-chief", UNITS.court, "chief", clerk?.id)).toBe("done");
  const { timeZone } = server.house.pack.manifest;
  const compared = await server.house.owner.query
    .transaction()
    .execute((tx) => compareProjections(tx, timeZone));
  expect(compared).toMatchObject({ ok: true });
});
