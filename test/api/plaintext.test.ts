// Nothing personal in the clear: a journey with every personal field marked, then everything it left behind, in every dress.
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { exportLedger } from "#src/actions/export-ledger.ts";
import { transact } from "#src/database/transact.ts";
import { inDatabase } from "../support/database.ts";
import {
  backupOf,
  databaseFiles,
  filesBelow,
  type Place,
  processOf,
  segmentNow,
  tablesOf,
  talkative,
} from "../support/leak-places.ts";
import { type Journey, travel } from "../support/marked-journey.ts";
import { newMarks } from "../support/marks.ts";
import { personalFields } from "../support/personal-fields.ts";
import { type Client, startServer, type TestServer } from "../support/server.ts";
import { temporaryDirectory } from "../support/temporary.ts";
import { vaultProcess } from "../support/vault.ts";

const marks = newMarks();
/** Written on purpose where it will be found: a search that finds nothing proves nothing. */
const control = newMarks();
const TMPDIR = process.env.TMPDIR;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: TestServer;
let journey: Journey;
let locked: Client;
let vaultLog: number;
let lines = "";
let since: string;

beforeAll(async () => {
  folder = await temporaryDirectory();
  const temporary = join(folder.path, "tmp");
  mkdirSync(temporary);
  // The vault, under its own user, has to come to its socket.
  for (const path of [folder.path, temporary]) chmodSync(path, 0o711);
  process.env.TMPDIR = temporary;
  vaultLog = openSync(join(folder.path, "vault.log"), "a");
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    lines += String(chunk);
    return true;
  });
  const { adminUrl } = inject("testCluster");
  server = await startServer(
    { RETA_LOG: "trace" },
    async (url) => {
      await talkative(inDatabase(adminUrl, new URL(url).pathname.slice(1)));
      return url;
    },
    (configuration, url) => vaultProcess(configuration, url, vaultLog),
  );
  since = await segmentNow(server.rows);
  journey = await travel(server, marks);
  locked = await server.signIn("colleague");
  await locked.send("POST", "/api/session/lock", { unused: false });
  await locked.get("/api/cases");
  await server.anonymous.send("POST", "/api/complaints", {}, { "sec-fetch-site": "cross-site" });
}, 180_000);
afterAll(async () => {
  vi.restoreAllMocks();
  journey?.end();
  await server?.close();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  if (vaultLog !== undefined) closeSync(vaultLog);
  await folder?.remove();
});

/** Names of places that hold one of the marks, with the dress it stands there in. */
const holding = (places: readonly Place[], which = marks) =>
  places.flatMap(({ name, bytes }) => which.dressesIn(bytes).map((dress) => `${name}: ${dress}`));

describe("a journey through everything, with a vault of its own process", () => {
  test("marks every field in which anything personal can be written, and shows the marks to whoever may see them", () => {
    const fields = personalFields();
    expect(fields.length).toBeGreaterThan(100);
    const isMarked = (field: string) =>
      [...journey.marked].some((one) => one === field || one.startsWith(`${field}/`));
    expect(fields.filter((field) => !isMarked(field))).toEqual([]);
    expect(marks.made()).toBeGreaterThan(500);
    expect(journey.shown.length).toBeGreaterThan(5);
    for (const text of journey.shown) expect(marks.isIn(text)).toBe(true);
    expect(server.vault.pid()).toBeGreaterThan(0);
  });

  test("leaves no personal value in any answer but openings, refusals and faults among them, nor in a stream of events", () => {
    const { answers } = journey;
    const statuses = new Set(answers.map(({ text }) => text.slice(0, 3)));
    for (const status of ["200", "201", "400", "401", "403", "404", "422", "500"])
      expect(statuses, status).toContain(status);
    expect(
      answers.filter(({ name, text }) => name === "event stream" && text.includes("event: alert")),
    ).toHaveLength(2);
    expect(
      answers.some(({ name, text }) => name.startsWith("GET /api/audit") && text.includes("case.names.open")),
    ).toBe(true);
    const places = answers.map(({ name, text }) => ({
      name: name.split("?")[0] ?? "",
      bytes: Buffer.from(text),
    }));
    expect(holding(places)).toEqual([]);
  });

  test("leaves none in log lines at their most talkative, nor the key to a session", () => {
    expect(lines.match(/"msg":"request"/g)?.length).toBeGreaterThan(300);
    expect(lines).toContain('"code":"P0001"');
    for (const secret of journey.secrets) expect(lines.includes(secret)).toBe(false);
    expect(readFileSync(join(folder.path, "vault.log"), "utf8")).toBe("vault: Error\n");
    expect(holding([{ name: "log", bytes: Buffer.from(lines) }])).toEqual([]);
  });

  test("leaves a line for every decision: who asked, through which route, and why not, where it was not", async () => {
    const requests = lines
      .split("\n")
      .filter((line) => line.includes('"msg":"request"'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const postings = new Set(
      (await server.rows<{ id: string }>("select posting_id as id from postings")).map(({ id }) => id),
    );
    for (const line of requests) {
      expect(line.posting === null || postings.has(String(line.posting)), JSON.stringify(line)).toBe(true);
      // Who did what was allowed, the trail says to those who may read it.
      if (Number(line.status) < 400) expect(line.posting, JSON.stringify(line)).toBeNull();
      expect(line.problem === null, JSON.stringify(line)).toBe(Number(line.status) < 400);
    }
    const some = (wanted: Record<string, unknown>) =>
      expect(requests).toContainEqual(expect.objectContaining(wanted));
    const somebody = expect.any(String);
    // A list that a page asks for by itself, which is in no trail.
    some({ method: "GET", route: "/api/cases", status: 200, posting: null, problem: null });
    some({ status: 401, posting: null, problem: "session.missing" });
    some({ status: 403, posting: somebody, problem: "access.refused" });
    some({ status: 404, posting: somebody, problem: "not-found" });
    some({ status: 422, posting: somebody, problem: "input.invalid" });
    some({ status: 403, posting: null, problem: "request.cross-site" });
    const { postingId } = (await locked.get("/api/session")).json as { postingId: string };
    some({ route: "/api/cases", posting: postingId, problem: "session.locked" });
  });

  test("leaves none in any table, index, file or log of the database, in copies of the register, in any file on the way", async () => {
    await plant();
    const searched: Record<string, Place[]> = {
      tables: await tablesOf(server.rows),
      database: await databaseFiles(server.rows, since),
      tiles: await tiles(),
      backup: await backupOf(server, folder.path),
      process: processOf(server.vault.pid() ?? 0),
      // The data directory, folders made on the way, the vault's own, what was encrypted, logs and tiles once more.
      files: filesBelow(folder.path),
    };
    for (const [kind, places] of Object.entries(searched)) expect(holding(places), kind).toEqual([]);
    // What was looked at, told: a search of few places proves little.
    const everywhere = [
      ["answers", journey.answers.length],
      ["lines of the log", lines.split("\n").length],
      ...Object.entries(searched).map(([kind, places]) => [kind, places.length]),
    ];
    console.log(
      `leaks: ${marks.made()} marks, each in ${DRESSES.length} dresses, looked for in places, 0 found: ${everywhere.map(([kind, count]) => `${kind} ${count}`).join(", ")}`,
    );

    // The search finds what is there on purpose, in each of these places and in each dress.
    const found = (kind: string, of = /./) =>
      holding(
        (searched[kind] ?? []).filter(({ name }) => of.test(name)),
        control,
      );
    expect(found("tables", /officers/)).toEqual(["table reta.officers: utf-8"]);
    expect(found("backup")).toEqual(["backup, opened: utf-8"]);
    expect(new Set(found("files", /control/).map((one) => one.split(": ")[1]))).toEqual(new Set(DRESSES));
    // A database whose files cannot be read (DATABASE_URL names another's) fails here: nothing would be known of its WAL.
    for (const kind of [/\/pg_wal\//, /\/base\//, /\/log\//])
      expect(found("database", kind), String(kind)).not.toEqual([]);
  }, 120_000);
});

const DRESSES = ["utf-8", "utf-16le", "utf-16be", "hex", "base64", "percent", "json escape"];

/** What is in the clear on purpose: a name of staff, and files in which the mark stands in every dress. */
async function plant(): Promise<void> {
  const plain = control.next();
  const bytes = Buffer.from(plain);
  await server.rows("update officers set name = $1 where login = 'registrar2'", [plain]);
  const dresses = [
    bytes,
    Buffer.from(plain, "utf16le"),
    Buffer.from(plain, "utf16le").swap16(),
    ...[bytes.toString("hex"), bytes.toString("hex").toUpperCase()].map((text) => Buffer.from(text)),
    ...["", "a", "ab"].map((before) => Buffer.from(Buffer.from(before + plain).toString("base64"))),
    Buffer.from([...bytes].map((byte) => `%${byte.toString(16)}`).join("")),
    Buffer.from([...bytes].map((byte) => `\\u00${byte.toString(16)}`).join("")),
    gzipSync(plain),
  ];
  for (const [i, dress] of dresses.entries())
    writeFileSync(join(server.house.dataDir, `control-${i}`), dress);
}

/** The logs as anybody can have them, written out. */
async function tiles(): Promise<Place[]> {
  const directory = join(folder.path, "tiles");
  for (const log of ["entries", "audit"] as const)
    await transact(server.house.real.pool.pool, { zone: "reta_ledger" }, (tx) =>
      exportLedger(tx, log, join(directory, log)),
    );
  return filesBelow(directory);
}
