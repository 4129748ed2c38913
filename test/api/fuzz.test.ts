// Every operation of the API's document asked with what it allows, what lies at its edges and what it does not expect,
// by every kind of officer, in any order: no failure of ours, no answer of another shape, nothing from inside.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newAmendment, newAnnulment, newClosing } from "../support/amendments.ts";
import { assignment } from "../support/assignments.ts";
import { newComplaint, newSupplement } from "../support/complaints.ts";
import { arbitraryOf, type Memory, type Schema } from "../support/fuzz/arbitrary.ts";
import { mutated } from "../support/fuzz/mutate.ts";
import { type Document, type Operation, operationsOf } from "../support/fuzz/operations.ts";
import { type Client, STAFF, startServer, TEST_PASSWORD, type TestServer } from "../support/server.ts";

/** The same requests in every run; RETA_FUZZ_SEED asks others, RETA_FUZZ_REQUESTS more of them. */
const SEED = Number(process.env.RETA_FUZZ_SEED ?? 20_261_124);
const REQUESTS = Number(process.env.RETA_FUZZ_REQUESTS ?? 1_500);
/** Words that only a program's inside uses: a line of code, a statement, a file of ours. */
const INSIDE = /\bat \S+ \(|node_modules|\.ts:\d|\bselect\b.+\bfrom\b|violates|relation "|stack/i;

let server: TestServer;
let operations: Operation[];
beforeAll(async () => {
  server = await startServer();
  operations = operationsOf((await server.anonymous.get("/api/openapi.json")).json as Document);
});
afterAll(() => server?.close());

test(`nothing breaks under ${REQUESTS} requests`, { timeout: 300_000 }, async () => {
  const memory = await begin();
  const officers = new Officers();
  const coverage = new Map<string, Map<number, number>>();
  const faults: string[] = [];
  const ask = fc.record({
    operation: fc.nat(operations.length - 1),
    who: fc.nat(Object.keys(STAFF).length),
    wrong: fc.nat(9).map((dice) => dice < 4),
    seed: fc.integer(),
  });
  // Who was let in somewhere is asked there again more often than chance would: inside is where things break.
  const letIn = new Map<string, number[]>();
  for (const { operation: at, who: drawn, wrong, seed } of fc.sample(ask, {
    seed: SEED,
    numRuns: REQUESTS,
  })) {
    const operation = operations[at] as Operation;
    const inside = letIn.get(operation.name) ?? [];
    const who =
      inside.length > 0 && seed % 3 !== 0 ? (inside[Math.abs(seed) % inside.length] ?? drawn) : drawn;
    const { url, body } = request(operation, memory, wrong, seed);
    const client = await officers.client(who);
    const found = await answer(client, operation, url, body);
    const statuses = coverage.get(operation.name) ?? new Map<number, number>();
    coverage.set(operation.name, statuses.set(found.status, (statuses.get(found.status) ?? 0) + 1));
    if (found.fault !== undefined) faults.push(`${operation.name} (seed ${seed}, as ${who}): ${found.fault}`);
    if (found.status === 401) officers.forget(who);
    else if (found.status < 300) letIn.set(operation.name, [...inside, who]);
    remember(memory, found.json);
  }
  report(coverage);
  expect(faults).toEqual([]);
  expect([...coverage.keys()].sort()).toEqual(operations.map(({ name }) => name).sort());
  // A fuzzer that is turned away at every door has tested the doors only. Past the door is whatever an action answers:
  // done, not there, or not possible as things stand.
  const isPast = (status: number) => status < 300 || status === 404 || status === 409;
  const reached = [...coverage.values()].filter((statuses) => [...statuses.keys()].some(isPast));
  expect(reached.length / coverage.size).toBeGreaterThan(0.5);
});

/** What there is to begin with: a few cases, the codes of the pack, ids of staff. */
async function begin(): Promise<Memory> {
  const memory: Memory = { ids: new Map(), codes: [] };
  const registrar = await server.signIn("registrar");
  for (let made = 0; made < 3; made++) {
    const complaint = newComplaint();
    expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
    remember(memory, complaint);
  }
  remember(memory, (await server.anonymous.get("/api/pack")).json);
  const rows = await server.rows<Record<string, string>>(
    'select officer_id as "officerId", posting_id as "postingId", null as "alertId" from postings union all select null, null, alert_id from alerts',
  );
  for (const row of rows) remember(memory, row);
  return memory;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MEMORY_MAX = 3_000;

function remember(memory: Memory, node: unknown, name = ""): void {
  if (typeof node === "string") {
    if (UUID.test(node)) keep(listOf(memory, name), node);
    else if (node.length < 60 && CODE.test(node)) keep(memory.codes, node);
  } else if (Array.isArray(node)) for (const member of node) remember(memory, member, name);
  else if (node !== null && typeof node === "object")
    for (const [key, member] of Object.entries(node)) remember(memory, member, key);
}

function listOf({ ids }: Memory, name: string): string[] {
  const list = ids.get(name) ?? [];
  ids.set(name, list);
  return list;
}

function keep(list: string[], value: string): void {
  list.push(value);
  if (list.length > MEMORY_MAX) list.splice(0, MEMORY_MAX / 2);
}

const caseIn = (address: string) => /[0-9a-f-]{36}/.exec(address)?.[0] ?? "";

const EXAMPLES: Readonly<Record<string, (address: string) => unknown>> = {
  "POST /api/complaints": () => newComplaint(),
  "POST /api/cases/{caseId}/supplements": (address) =>
    newSupplement(caseIn(address), { kind: "new-facts", acts: ["receipt"] }),
  "POST /api/cases/{caseId}/assignments": (address) => assignment(caseIn(address), { act: "take" }),
  "POST /api/cases/{caseId}/closings": (address) => newClosing(caseIn(address)),
  "POST /api/cases/{caseId}/annulments": (address) => newAnnulment(caseIn(address)),
  "POST /api/cases/{caseId}/amendments": (address) =>
    newAmendment(caseIn(address), "/factsTo", { oldValue: "2021-10-03", newValue: "2021-10-02" }),
  "POST /api/cases/{caseId}/names": () => ({ purpose: "investigation" }),
};

// Made once: the generator of a complaint has some hundred parts.
const arbitraries = new WeakMap<Schema, fc.Arbitrary<unknown>>();
function arbitraryFor(schema: Schema, memory: Memory, name: string): fc.Arbitrary<unknown> {
  const known = arbitraries.get(schema) ?? arbitraryOf(schema, () => memory, name);
  arbitraries.set(schema, known);
  return known;
}

/** The address and body of one request; the same for the same seed and memory. */
function request(
  { method, path, parameters, body }: Operation,
  memory: Memory,
  wrong: boolean,
  seed: number,
) {
  const draw = (arbitrary: fc.Arbitrary<unknown>, turn: number) =>
    fc.sample(arbitrary, { seed: seed + turn, numRuns: 1 })[0];
  const value = (schema: Schema, turn: number, name = "") => draw(arbitraryFor(schema, memory, name), turn);
  let address = path;
  const query = new URLSearchParams();
  for (const [turn, { name, in: where, required, schema }] of parameters.entries()) {
    const text = String(value(schema, turn, name) ?? "");
    if (where === "path")
      address = address.replace(`{${name}}`, encodeURIComponent(text === "" ? "-" : text));
    else if (required || (seed + turn) % 3 === 0) query.append(name, wrong ? `${text}\u0000` : text);
  }
  const url = query.size > 0 ? `${address}?${query}` : address;
  if (body === undefined) return { url, body: undefined };
  const example = EXAMPLES[`${method} ${path}`];
  // By chance alone no complaint would ever be whole.
  const right = example !== undefined && seed % 2 === 0 ? example(address) : value(body, 100);
  // A path and a body that name different cases are refused at once: most of the time they agree.
  const named = caseIn(address) || undefined;
  const agreeing =
    named !== undefined && right !== null && typeof right === "object" && "caseId" in right
      ? { ...right, caseId: named }
      : right;
  return { url, body: wrong ? (draw(mutated(agreeing), 101) as string) : JSON.stringify(agreeing) };
}

async function answer(client: Client, operation: Operation, url: string, body: string | undefined) {
  const response = await fetch(server.url + url, {
    method: operation.method,
    headers: {
      cookie: client.cookie,
      "x-reta": "1",
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body }),
    signal: AbortSignal.timeout(30_000),
  });
  const { status } = response;
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/event-stream")) {
    await response.body?.cancel();
    return { status, json: undefined, fault: undefined };
  }
  const text = await response.text();
  const json: unknown = type.includes("json") && text !== "" ? JSON.parse(text) : undefined;
  return { status, json, fault: faultOf(operation, status, json, text) };
}

function faultOf(operation: Operation, status: number, json: unknown, text: string): string | undefined {
  if (status >= 500) return `answered ${status}`;
  if (status >= 400 && INSIDE.test(text)) return "told something from inside";
  const shape = json === undefined ? undefined : operation.check(status, json);
  return shape === undefined ? undefined : `has another shape at ${status}: ${shape}`;
}

/** Officers by number, signed in anew when their session ended; 0 is nobody. */
class Officers {
  private readonly clients = new Map<number, Client>();
  private again = 0;

  async client(who: number): Promise<Client> {
    if (who === 0) return server.anonymous;
    const known = this.clients.get(who);
    if (known !== undefined) return known;
    const [, [unitId, role]] = Object.entries(STAFF)[who - 1] as [string, (typeof STAFF)[string]];
    // A login of its own each time: the last one's password may have been guessed at until it locked.
    const login = `fuzz-${who}-${this.again++}`;
    await server.addOfficer(login, unitId, role);
    const client = await server.signIn(login, TEST_PASSWORD);
    this.clients.set(who, client);
    return client;
  }

  forget(who: number): void {
    this.clients.delete(who);
  }
}

function report(coverage: ReadonlyMap<string, ReadonlyMap<number, number>>): void {
  const lines = [...coverage].sort().map(([name, statuses]) => {
    const told = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}×${count}`);
    return `${name}: ${told.join(" ")}`;
  });
  console.log([`seed ${SEED}, ${REQUESTS} requests, ${coverage.size} operations`, ...lines].join("\n"));
}
