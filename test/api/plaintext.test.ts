// Nothing personal in the clear: a whole journey with marked names, then every table, every log line, every file of the database.
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { CaseFile } from "#src/schema/case.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import { newAmendment, newDecision } from "../support/amendments.ts";
import { takeCase } from "../support/assignments.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { clientOf, startServer, type TestServer, UNITS } from "../support/server.ts";

// Written where a person's values go, and nowhere else in the world.
const MARK = "Zyxwvutsr";
let marks = 0;
const mark = (before = "", after = "") => {
  marks += 1;
  return `${before}${MARK}${marks}q${after}`;
};
const PATTERN = new RegExp(MARK, "i");
const person = () => ({
  name: { paternalSurname: mark(), maternalSurname: mark(), givenNames: mark() },
  aliases: [mark()],
  documents: [{ type: "passport", number: mark() }],
  phones: [mark("+51 ")],
  emails: [mark("", "@example.org")],
  socialAccounts: [mark("@")],
  address: mark("Jr. "),
  occupation: mark(),
  description: mark("cicatriz "),
});

function markedComplaint(): Complaint {
  const base = typicalComplaint();
  return {
    ...base,
    place: { code: "170101", kind: "bar", personal: { name: mark("Bar "), address: mark("Km ") } },
    complainant: { ...base.complainant, person: { personId: randomUUID(), personal: person() } },
    victims: base.victims.map((victim) => ({ ...victim, personal: person() })),
    suspects: base.suspects.map((suspect) => ({ ...suspect, personal: person() })),
    recruitmentPlace: { personal: { name: mark() } },
    route: [
      {
        from: { code: "08", personal: { name: mark() } },
        personal: { company: mark(), plate: mark(), notes: mark() },
      },
    ],
    vehicles: [{ personal: { plate: mark(), description: mark() } }],
    personal: { narrative: mark("La llevó "), otherPurpose: mark() },
  };
}

let server: TestServer;
let lines = "";
beforeAll(async () => {
  // The register's own log lines, at their most talkative.
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    lines += String(chunk);
    return true;
  });
  server = await startServer({ RETA_LOG: "info" });
  await server.addOfficer("amender", UNITS.national, "amender");
});
afterAll(async () => {
  vi.restoreAllMocks();
  await server?.close();
});

test("a journey through everything leaves no personal value in any table, log line or file of the database", async () => {
  const [registrar, investigator] = [await server.signIn("registrar"), await server.signIn("investigator")];
  const enter = await (await server.signIn("colleague")).send("PUT", "/api/session/mode", { training: true });
  const practising = clientOf(server.url, (enter.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  for (const client of [registrar, practising]) {
    const complaint = newComplaint(markedComplaint());
    const at = (what: string) => `/api/cases/${complaint.caseId}/${what}`;
    expect((await client.send("POST", "/api/complaints", complaint)).status).toBe(201);
    expect((await client.send("POST", "/api/complaints", complaint)).status).toBe(201);
    const supplement = newSupplement(complaint.caseId, {
      kind: "other",
      personal: { narrative: mark() },
      victims: [{ personId: randomUUID(), personal: person() }],
    });
    expect((await client.send("POST", at("supplements"), supplement)).status).toBe(201);
    const amendment = newAmendment(complaint.caseId, "/victims/0/personal/address", {
      personal: {
        // The sealed one: a proposal that claims another is refused.
        oldValue: complaint.complaint.victims[0]?.personal?.address,
        newValue: mark(),
        explanation: mark(),
      },
    });
    expect((await client.send("POST", at("amendments"), amendment)).status).toBe(201);
    // Faulty input with marked values, refused in several places.
    expect(
      (await client.send("POST", "/api/complaints", { ...newComplaint(markedComplaint()), [mark()]: mark() }))
        .status,
    ).toBe(422);
    expect(
      (await client.send("POST", "/api/complaints", newComplaint({ ...markedComplaint(), factsTo: "2999" })))
        .status,
    ).toBe(422);
    expect((await client.send("POST", "/api/complaints", `{"x":"${mark()}`)).status).toBe(400);
    await client.get(`/api/cases?number=${mark()}`);
    await client.get(`/api/${mark()}`);
    if (client !== registrar) continue;
    await takeCase(investigator, complaint.caseId);
    const { oldValue, newValue } = amendment.amendment.personal;
    const decision = {
      ...newDecision(complaint.caseId, amendment.entryId, true),
      seen: { oldValue, newValue },
    };
    decision.decision = { ...decision.decision, personal: { explanation: mark() } };
    const amender = await server.signIn("amender");
    expect((await amender.send("POST", at("decisions"), decision)).status).toBe(201);
    const opened = await investigator.send("POST", at("names"), { purpose: "investigation" });
    expect((opened.json as CaseFile).complaint.victims[0]?.personal?.name?.givenNames).toMatch(PATTERN);
    expect(opened.text).toMatch(PATTERN);
  }
  await server.anonymous.send("POST", "/api/session", { login: mark(), password: mark() });
  expect(marks).toBeGreaterThan(100);

  await vi.waitFor(async () => expect(await server.rows("select 1 from log_queue")).toEqual([]), {
    timeout: 20_000,
    interval: 50,
  });
  const tables = await server.rows<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('reta', 'training', 'public')",
  );
  expect(tables.length).toBeGreaterThan(25);
  let rows = 0;
  for (const { name } of tables) {
    for (const { row } of await server.rows<{ row: string }>(`select t::text as row from ${name} t`)) {
      rows += 1;
      expect(row, name).not.toMatch(PATTERN);
      // Bytes are written as hex: the mark would stand there in another dress.
      expect(row.includes(Buffer.from(MARK).toString("hex")), name).toBe(false);
    }
  }
  expect(rows).toBeGreaterThan(100);
  // What the planner keeps of the tables' contents.
  await server.rows("analyze");
  const [kept] = await server.rows<{ n: number }>(
    "select count(*)::int as n from pg_stats where coalesce(most_common_vals::text, '') || coalesce(histogram_bounds::text, '') ilike $1",
    [`%${MARK}%`],
  );
  expect(kept?.n).toBe(0);

  expect(lines.split("\n").filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(15);
  expect(lines).not.toMatch(PATTERN);
  expect(lines).not.toContain(registrar.cookie.split("=")[1]);

  // This database's tables, the write-ahead log and the server's log as files, where this process may read them.
  await server.rows("checkpoint");
  const [place] = await server.rows<{ directory: string; oid: string }>(
    "select current_setting('data_directory') as directory, oid::text from pg_database where datname = current_database()",
  );
  const files = () =>
    ["pg_wal", "log", "global", `base/${place?.oid}`].flatMap((name) =>
      filesBelow(join(place?.directory ?? "", name)),
    );
  const holds = (words: string) => files().filter((file) => contentOf(file).includes(words));
  expect(holds(MARK)).toEqual([]);
  if (files().length > 0) {
    // The search finds what is there: an officer's name is kept in the clear.
    const control = "El Marcador De Control";
    await server.rows("update officers set name = $1 where login = 'registrar2'", [control]);
    await server.rows("checkpoint");
    expect(holds(control).length).toBeGreaterThan(1);
  }
});

function filesBelow(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: "utf8" })
      .map((name) => join(directory, name))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
  } catch {
    // Another machine's database, or another user's: its tables were searched above.
    return [];
  }
}

// Caches of the catalogue come and go while they are listed.
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}
