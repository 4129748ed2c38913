// The list of cases over HTTP: who finds which, the search, and paging.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Acknowledgement, CaseLine } from "#src/schema/case.ts";
import type { NewComplaint } from "#src/schema/complaint.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer } from "../support/server.ts";

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
const search = async (login: string, query = "") => {
  const answer = await client(login).get(`/api/cases${query}`);
  expect(answer.status).toBe(200);
  return answer.json as { cases: CaseLine[]; next: string | null };
};
const numbers = async (login: string, query = "") =>
  (await search(login, query)).cases.map((line) => line.caseNumber);

describe("the list", () => {
  test("shows each officer the own cases, the unit's, or those alerted, and an administrator none", async () => {
    const far = newComplaint(typicalComplaint({ place: { code: "080101" } }));
    const [mine, cusco] = [await register("registrar"), await register("registrar2", far)];
    const sees = async (login: string) => {
      const found = await numbers(login);
      return [found.includes(mine.caseNumber), found.includes(cusco.caseNumber)];
    };
    expect(await sees("registrar")).toEqual([true, false]);
    expect(await sees("colleague")).toEqual([false, false]);
    expect(await sees("registrar2")).toEqual([false, true]);
    expect(await sees("investigator")).toEqual([true, false]);
    expect(await sees("stranger")).toEqual([false, true]);
    expect(await sees("national")).toEqual([true, true]);
    expect(await sees("chief")).toEqual([true, false]);
    expect(await sees("administrator")).toEqual([false, false]);
    expect(await numbers("investigator", "?mine=1")).toEqual([]);
  });

  test("finds a number however it is typed, and nothing for one that cannot be", async () => {
    const { caseNumber } = await register();
    const sloppy = caseNumber.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
    for (const typed of [caseNumber, sloppy, ` ${caseNumber.replaceAll("-", "")} `])
      expect(await numbers("registrar", `?number=${encodeURIComponent(typed)}`)).toEqual([caseNumber]);
    expect(await numbers("registrar", "?number=17")).toEqual([]);
    expect(await numbers("colleague", `?number=${caseNumber}`)).toEqual([]);
  });

  test("narrows by place, day and verdict", async () => {
    const at = async (change: Parameters<typeof typicalComplaint>[0], envelope: Partial<NewComplaint> = {}) =>
      (await register("registrar", newComplaint(typicalComplaint(change), envelope))).caseNumber;
    const inambari = await at({ place: { code: "170102" } });
    const old = await at(
      { factsFrom: "2009-03", factsTo: "2009-04" },
      { complaintMadeAt: "2009-05-04T23:30:00-05:00" },
    );
    const weak = await at({ acts: [], means: [], purposes: [], personal: {} });
    expect(await numbers("registrar", "?place=170102")).toEqual([inambari]);
    expect(await numbers("registrar", "?place=17")).toEqual(expect.arrayContaining([inambari, old]));
    expect(await numbers("registrar", "?place=15")).toEqual([]);
    // The day at the counter in Lima, both ends included.
    expect(await numbers("registrar", "?from=2009-05-04&to=2009-05-04")).toEqual([old]);
    expect(await numbers("registrar", "?to=2009-05-03")).toEqual([]);
    expect(await numbers("registrar", "?from=2009-05-05")).not.toContain(old);
    expect(await numbers("registrar", "?verdict=not-consistent")).toEqual([weak]);
  });

  test.each([
    "?verdict=guilty",
    "?place=mine",
    "?from=2009-02-30",
    "?mine=yes",
    "?unit=pe-pnp",
  ])("refuses the question %s", async (query) => {
    expect(await client("registrar").get(`/api/cases${query}`)).toMatchObject({
      status: 422,
      json: { code: "input.invalid" },
    });
  });

  test("goes through 120 cases page by page, without a gap or a double, while others arrive", async () => {
    const login = "paging";
    await server.addOfficer(login, "pe-st-170102", "registrar");
    as[login] = await server.signIn(login);
    const registered: string[] = [];
    for (let i = 0; i < 120; i += 8)
      registered.push(
        ...(await Promise.all(Array.from({ length: 8 }, () => register(login)))).map((one) => one.caseNumber),
      );
    const seen: CaseLine[] = [];
    let cursor: string | null = "";
    let pages = 0;
    while (cursor !== null) {
      const page: { cases: CaseLine[]; next: string | null } = await search(
        login,
        cursor === "" ? "" : `?cursor=${encodeURIComponent(cursor)}`,
      );
      seen.push(...page.cases);
      cursor = page.next;
      pages += 1;
      // One that arrives meanwhile stands before the first page and disturbs none.
      await register(login);
    }
    expect(pages).toBe(3);
    expect(seen.map(({ caseNumber }) => caseNumber).sort()).toEqual(registered.sort());
    const order = seen.map(({ receivedAt, caseId }) => `${receivedAt} ${caseId}`);
    expect(order).toEqual([...order].sort().reverse());
  });
});
