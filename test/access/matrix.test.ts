// What every role sees and may do, at every endpoint, standing how to a case in which state: asked of a running register
// and compared with the tables in test/access/matrix, which are written apart from the code.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, type Client, startServer, type TestServer } from "../support/server.ts";
import { ACTS, type Beside, codeOf, isAsked, isRefused } from "./support/matrix-acts.ts";
import { ENTRUSTED, inTurns, MARKS, type MatrixCase, MatrixCases } from "./support/matrix-cases.ts";
import { buildStandIns, isClosed, opensTo } from "./support/matrix-delegations.ts";
import { doorsOf, ENDING, isLetIn } from "./support/matrix-doors.ts";
import { buildStaff, endFormer, type Staff, type Tester } from "./support/matrix-staff.ts";
import { readMatrix, type Shown, type Wall } from "./support/matrix-tables.ts";

/** Ten thousand questions to one process, on a machine that may have other work. */
const PATIENCE = { timeout: 300_000 };

const matrix = readMatrix();
let server: TestServer;
let staff: Staff;
let cases: MatrixCases;
beforeAll(async () => {
  server = await startServer();
  staff = await buildStaff(server);
  cases = new MatrixCases(server, staff, matrix);
  await cases.build();
  await cases.buildWalls();
  await endFormer(server);
}, PATIENCE.timeout);
afterAll(() => server?.close());

/** What was asked, told at the end: a matrix that asks little proves little. */
let asked = 0;
/** Where the register and the tables disagree. */
let faults: string[] = [];
function check(holds: boolean, about: string, answer?: Answer): void {
  asked += 1;
  if (!holds) faults.push(`${about}${answer === undefined ? "" : `: ${answer.status} ${codeOf(answer)}`}`);
}
function settled(what: string): void {
  console.log(`matrix of access, ${what}: ${asked} questions, ${faults.length} disagreements`);
  const [found, all] = [faults, asked];
  [faults, asked] = [[], 0];
  expect(found).toEqual([]);
  expect(all).toBeGreaterThan(500);
}

/** The cases this officer stands to as the matrix says, in one register. */
const casesOf = ({ role }: Tester) =>
  cases.all.filter((made) => (made.of === undefined ? cases.isTied(made, role) : made.of === role));
const shownOf = ({ role }: Tester, { wall, relation }: MatrixCase): ReadonlySet<Shown> =>
  wall === undefined ? matrix.shows(role, relation) : matrix.showsBehind(role, wall, relation);
const clientOf = ({ real, training }: Tester, { state }: MatrixCase): Client =>
  state === "training" ? training : real;
/** Prosecutors are hidden from by name only, and of the owners' cases none names one. */
const hides = ({ side, against }: Wall, role: string) =>
  against === "named"
    ? role !== "prosecutor" || side === "prosecutor"
    : against === "hidden-unit" && role !== "prosecutor";
const nameOf = ({ role }: Tester, { state, relation, wall }: MatrixCase) =>
  `${role}, ${state}, ${relation}${wall === undefined ? "" : ` (${wall.side}, against ${wall.against})`}`;

test(
  "what comes out of a case are the classes of the table, and a refusal is a case that does not exist",
  PATIENCE,
  async () => {
    const unknown = await staff.testers[0]?.real.get(`/api/cases/${randomUUID()}`);
    expect(unknown?.status).toBe(404);
    const isUnknown = (answer: Answer) => answer.status === 404 && answer.text === unknown?.text;
    await inTurns(
      staff.testers.flatMap((tester) => casesOf(tester).map((made) => ({ tester, made }))),
      async ({ tester, made }) => {
        const [client, shown, name] = [clientOf(tester, made), shownOf(tester, made), nameOf(tester, made)];
        const file = await client.get(`/api/cases/${made.caseId}`);
        check(
          shown.has("F") ? file.status === 200 : shown.has("M") ? file.status === 403 : isUnknown(file),
          `GET case: ${name}`,
          file,
        );
        check(marksIn(file).length === 0, `GET case tells ${marksIn(file)}: ${name}`);
        // Which classes a role is shown no state changes: asked of whoever has them, and of all while it is open or walled.
        const anew = made.state === "open" || made.wall !== undefined || made.relation === "none";
        if (anew || shown.has("O")) await askPart(client, made, shown, name, isUnknown);
        if (!anew && !shown.has("P")) return;
        const names = await client.send("POST", `/api/cases/${made.caseId}/names`, {
          purpose: "investigation",
        });
        const open = (["P", "V"] as const).filter((one) => shown.has(one));
        const right =
          open.length > 0 ? names.status === 200 : shown.has("M") ? names.status === 403 : isUnknown(names);
        const opened = marksIn(names);
        const same = opened.join() === open.join();
        check(same && right, `POST names: ${name} opens ${opened}, expected ${open}`, names);
        // What decides is what is seen, which the states above have shown: one of them is enough.
        if (made.state !== "open") return;
        const print = await client.send("POST", `/api/cases/${made.caseId}/prints`, { printed: "case" });
        check(shown.has("M") ? print.status === 204 : isUnknown(print), `POST prints: ${name}`, print);
        const relays = `/api/cases/${made.caseId}/relays`;
        for (const answer of [await client.get(relays), await client.send("POST", `${relays}/texts`)])
          check(shown.has("M") ? answer.status === 200 : isUnknown(answer), `relays: ${name}`, answer);
      },
    );
    settled("reading");
  },
);

/** The own part, and who the victims in it are: the one entrusted to the reader, and nobody else of the case. */
async function askPart(
  client: Client,
  { caseId }: MatrixCase,
  shown: ReadonlySet<Shown>,
  name: string,
  isUnknown: (answer: Answer) => boolean,
): Promise<void> {
  const isRight = (answer: Answer, shows: Shown) =>
    shown.has(shows) ? answer.status === 200 : shown.has("M") ? answer.status === 403 : isUnknown(answer);
  const part = await client.get(`/api/cases/${caseId}/part`);
  check(isRight(part, "O"), `GET part: ${name}`, part);
  check(marksIn(part).length === 0, `GET part tells ${marksIn(part)}: ${name}`);
  const who = await client.send("POST", `/api/cases/${caseId}/part/names`, { purpose: "victim-protection" });
  check(isRight(who, "N"), `POST part names: ${name}`, who);
  const others = Object.values(MARKS)
    .flat()
    .filter((mark) => mark !== ENTRUSTED);
  check(
    who.text.includes(ENTRUSTED) === shown.has("N") && !others.some((mark) => who.text.includes(mark)),
    `POST part names tells who else: ${name}`,
  );
}

/** Classes of which the answer tells something; all marks of a class or none. */
function marksIn({ text }: Answer): string[] {
  return Object.entries(MARKS).flatMap(([shown, marks]) => {
    const found = marks.filter((mark) => text.includes(mark));
    if (found.length === 0) return [];
    return found.length === marks.length ? [shown] : [`${shown} in part`];
  });
}

test("lists hold what may be seen, and nothing else", PATIENCE, async () => {
  await inTurns(
    staff.testers.flatMap((tester) => [true, false].map((training) => ({ tester, training }))),
    async ({ tester, training }) => {
      const listed = await listAll(training ? tester.training : tester.real);
      for (const made of cases.all.filter(({ state }) => (state === "training") === training)) {
        const tied = made.of === undefined ? cases.isTied(made, tester.role) : made.of === tester.role;
        // Whose tie it is not, has none to it.
        const seen = tied ? shownOf(tester, made) : shownOf(tester, { ...made, relation: "none" });
        // What went into another case is found there by whoever may see that one, which whoever joined them registered.
        const joined = tied && ["in-unit", "below", "kept"].includes(made.relation) ? made.relation : "none";
        const inside = made.state === "merged" && matrix.shows(tester.role, joined).has("M");
        const expected = seen.has("M") && !inside;
        check(
          listed.has(made.caseId) === expected,
          `GET cases: ${nameOf(tester, made)} ${tied ? "" : "of another"}`,
        );
      }
    },
  );
  settled("lists");
});

async function listAll(client: Client): Promise<Set<string>> {
  const found = new Set<string>();
  for (let cursor: string | null = ""; cursor !== null; ) {
    const answer = await client.get(
      `/api/cases${cursor === "" ? "" : `?cursor=${encodeURIComponent(cursor)}`}`,
    );
    expect(answer.status).toBe(200);
    const page = answer.json as { cases: { caseId: string }[]; next: string | null };
    for (const { caseId } of page.cases) found.add(caseId);
    cursor = page.next;
  }
  return found;
}

test("acts are let through where the table says so, and nowhere else", PATIENCE, async () => {
  const { receiver } = staff.colleagues;
  const first = await server.rows<{ id: string; of: string }>(
    `select entry_id as id, case_id as of from entries where seq = 1
     union all select entry_id, case_id from training.entries where seq = 1`,
  );
  const entries = new Map(first.map(({ id, of }) => [of, id]));
  const isDeciding = (endpoint: string) => endpoint.endsWith("/decisions");
  const all = (tester: Tester, only: (endpoint: string, made: MatrixCase) => boolean) =>
    inTurns(casesOf(tester), async (made) => {
      for (const [endpoint, ask] of Object.entries(ACTS)) {
        if (!isAsked(endpoint, made) || !only(endpoint, made)) continue;
        const { role } = tester;
        const state = made.wall?.side === "prosecutor" ? "walled-prosecutor" : made.state;
        const hidden = made.wall !== undefined && hides(made.wall, role);
        const allowed = hidden ? "no" : matrix.allows(endpoint, role, made.relation, state);
        // Open, everything is asked; otherwise whether what was possible still is.
        const was = made.wall === undefined ? "no" : matrix.allows(endpoint, role, made.relation, "open");
        if (allowed === "no" && was !== "yes" && made.state !== "open") continue;
        const spareCase =
          made.wall === undefined ? (cases.spare.get(made.state === "training") ?? "") : cases.spareWalled;
        const spareEntry = entries.get(spareCase) ?? "";
        const beside: Beside = { role, spareCase, spareEntry, receiver: receiver.postingId };
        const answer = await ask(clientOf(tester, made), made, beside);
        const about = `${endpoint}: ${nameOf(tester, made)}, expected ${allowed}`;
        check(isAsExpected(answer, allowed, shownOf(tester, made)), about, answer);
      }
    });
  const amender = staff.testers.filter(({ role }) => role === "amender");
  const others = staff.testers.filter(({ role }) => role !== "amender");
  // An amender sees whatever has something waiting in it: first of all, while nobody has proposed anything; and decides
  // last, because then nothing waits any more.
  for (const tester of amender)
    await all(tester, (endpoint, { proposal }) => !(isDeciding(endpoint) && proposal));
  for (const tester of others) await all(tester, () => true);
  for (const tester of amender)
    await all(tester, (endpoint, { proposal }) => isDeciding(endpoint) && proposal !== undefined);
  settled("acts");
});

function isAsExpected(
  answer: Answer,
  allowed: "yes" | "sometime" | "no",
  shown: ReadonlySet<Shown>,
): boolean {
  if (answer.status >= 500) return false;
  const wrongState = codeOf(answer) === "case.wrong-state";
  if (allowed === "yes") return !isRefused(answer) && !wrongState;
  if (allowed === "sometime") return isRefused(answer) || wrongState;
  return shown.has("M") ? isRefused(answer) : codeOf(answer) === "not-found";
}

test("every other door is open to those of the table, and to nobody else", PATIENCE, async () => {
  const doors = await doorsOf(server, staff, await cases.hadByAll(false, staff.colleagues["below-counter"]));
  expect(Object.keys(doors).sort()).toEqual(matrix.doors.map(({ endpoint }) => endpoint).sort());
  // One door after the other, because some lead to the same officers; everybody at once at each.
  for (const { endpoint, who, others } of matrix.doors) {
    const ask = doors[endpoint];
    if (ask === undefined) throw new Error(`nobody asks ${endpoint}`);
    const stranger = await ask(server.anonymous, "registrar");
    const isOpen = codeOf(stranger) !== "session.missing" && stranger.status < 500;
    check(who === "anybody" ? isOpen : stranger.status === 401 && !isOpen, `${endpoint}: nobody`, stranger);
    if (who === "anybody") continue;
    await inTurns(staff.testers, async (tester) => {
      const client = ENDING.includes(endpoint) ? await tester.spare() : tester.real;
      const answer = await ask(client, tester.role);
      const own = who === "signed in";
      // Nobody of the matrix is whom it names.
      const expected = own || (typeof who !== "string" && who.includes(tester.role));
      const refused = others.includes("unknown") ? [403, 404] : [403];
      const right = expected
        ? isLetIn(answer, own) && answer.status < 500
        : refused.includes(answer.status) && isRefused(answer);
      check(right, `${endpoint}: ${tester.role}, expected ${expected ? "in" : "refused"}`, answer);
    });
  }
  const standIns = await buildStandIns(server, staff, "at-doors");
  const chief = standIns.find(({ role, rights }) => role === "chief" && rights.length > 1);
  if (chief === undefined) throw new Error("nobody stands in for the chief");
  for (const { endpoint, who } of matrix.doors) {
    if (who === "anybody") continue;
    const client = ENDING.includes(endpoint) ? await chief.spare() : chief.client;
    const answer = (await doors[endpoint]?.(client, "chief")) as Answer;
    const expected = opensTo(matrix, chief, endpoint);
    const right = expected === "yes" ? isLetIn(answer, true) && answer.status < 500 : isClosed(answer);
    check(right, `${endpoint}: standing in for a chief, expected ${expected}`, answer);
  }
  settled("doors");
});

test("who stands in does to a case what was delegated, and nothing else", PATIENCE, async () => {
  const standIns = await buildStandIns(server, staff, "at-cases");
  const unknown = await standIns[0]?.client.get(`/api/cases/${randomUUID()}`);
  const beside = { role: "chief", spareCase: cases.spare.get(false) ?? "", spareEntry: randomUUID() };
  const receiver = staff.colleagues.receiver.postingId;
  const open = cases.all.filter(({ state, of }) => state === "open" && of === undefined);
  await inTurns(
    standIns.flatMap((standIn) => open.map((made) => ({ standIn, made }))),
    async ({ standIn, made }) => {
      const { client, role, rights } = standIn;
      const about = (endpoint: string) => `${endpoint}: for ${role} with ${rights}, ${made.relation}`;
      const file = await client.get(`/api/cases/${made.caseId}`);
      const reads = opensTo(matrix, standIn, "GET /api/cases/{caseId}", made.relation);
      const refused =
        reads === "closed" ? isClosed(file) : file.status === 404 && file.text === unknown?.text;
      check(reads === "yes" ? file.status === 200 : refused, about("GET case"), file);
      check(marksIn(file).length === 0, about(`GET case tells ${marksIn(file)}`));
      const names = await client.send("POST", `/api/cases/${made.caseId}/names`, {
        purpose: "investigation",
      });
      check(isClosed(names), about("POST names"), names);
      for (const [endpoint, ask] of Object.entries(ACTS)) {
        // What no right opens is asked of one of them all.
        const expected = opensTo(matrix, standIn, endpoint, made.relation);
        const first = standIn === standIns[1];
        if (!isAsked(endpoint, made) || (expected === "closed" && !first)) continue;
        const answer = await ask(client, made, { ...beside, receiver });
        const closed = expected === "closed" ? isClosed(answer) : isRefused(answer);
        const right = expected === "yes" ? !isRefused(answer) && !isClosed(answer) : closed;
        check(right && answer.status < 500, `${about(endpoint)}, expected ${expected}`, answer);
      }
    },
  );
  settled("delegations");
});
