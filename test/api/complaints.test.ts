// Registering over HTTP: who may, what is answered, that it is sealed, and that asking twice is asking once.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import { entryHash } from "#src/domain/ledger/canonical.ts";
import { openCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { rootOf } from "#src/domain/ledger/frontier.ts";
import { bytesToHex } from "#src/domain/ledger/hash.ts";
import { inclusionNodes, leafHash, proofFrom } from "#src/domain/ledger/merkle.ts";
import { type NoteVerifier, parseVerifier } from "#src/domain/ledger/note.ts";
import { type SignedPromise, verifyPromise } from "#src/domain/ledger/promise.ts";
import { verifyInclusion } from "#src/domain/ledger/proof.ts";
import { parseBundle } from "#src/domain/ledger/tile-hashes.ts";
import { bundlePath, tilesOf } from "#src/domain/ledger/tiles.ts";
import type { Acknowledgement, CaseFile } from "#src/schema/case.ts";
import { signingKeyFiles, verifyEd25519 } from "#src/vault/signing-key.ts";
import { newComplaint, newSupplement, typicalComplaint } from "../support/complaints.ts";
import { type Client, startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
let registrar: Client;
let colleague: Client;
let pinned: NoteVerifier;

beforeAll(async () => {
  server = await startServer();
  [registrar, colleague] = await Promise.all([server.signIn("registrar"), server.signIn("colleague")]);
  const file = signingKeyFiles(join(server.house.dataDir, "keys"), "entries").public;
  const parsed = parseVerifier(readFileSync(file, "utf8").trim());
  if (parsed === undefined) throw new Error("the published key cannot be read");
  pinned = parsed;
});
afterAll(() => server?.close());

const register = async (client: Client, complaint = newComplaint()) => {
  const answer = await client.send("POST", "/api/complaints", complaint);
  return { answer, complaint, acknowledged: answer.json as Acknowledgement };
};
const countOf = async (table: string, where: string, id: string) =>
  Number(
    (await server.rows<{ n: string }>(`select count(*) as n from ${table} where ${where} = $1`, [id]))[0]?.n,
  );

describe("a complaint is refused", () => {
  test("without a session", async () => {
    expect((await register(server.anonymous)).answer).toMatchObject({
      status: 401,
      json: { code: "session.missing" },
    });
    const forged = { cookie: `__Host-sid=${"A".repeat(43)}` };
    expect((await server.anonymous.send("POST", "/api/complaints", newComplaint(), forged)).status).toBe(401);
  });

  test("without the header our own pages send, or from another site", async () => {
    for (const headers of [
      { "x-reta": "" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ]) {
      const answer = await registrar.send("POST", "/api/complaints", newComplaint(), headers);
      expect(answer).toMatchObject({ status: 403, json: { code: "request.cross-site" } });
    }
  });

  test("from a chief and from an administrator, and nothing is stored", async () => {
    for (const login of ["chief", "administrator"]) {
      const { answer, complaint } = await register(await server.signIn(login));
      expect(answer).toMatchObject({ status: 403, json: { code: "access.refused" } });
      expect(await countOf("entries", "entry_id", complaint.entryId)).toBe(0);
    }
  });

  test("when it is not JSON or not a complaint", async () => {
    expect(await registrar.send("POST", "/api/complaints", "{")).toMatchObject({
      status: 400,
      json: { code: "input.not-json" },
    });
    expect(await registrar.send("POST", "/api/complaints", {})).toMatchObject({
      status: 422,
      json: { code: "input.invalid" },
    });
    expect((await registrar.get("/api/complaints")).status).toBe(404);
  });
});

describe("a registered complaint", () => {
  test("is answered with number, time, promise and receipt, and nothing else", async () => {
    const { answer, complaint, acknowledged } = await register(registrar);
    expect(answer.status).toBe(201);
    expect(acknowledged).toEqual({
      entryId: complaint.entryId,
      caseNumber: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]$/),
      receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      promise: {
        entryHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        origin: "localhost/reta/entries",
        signature: expect.any(String),
      },
      receipt: {
        code: expect.stringMatching(/^\d{4}( \d{4}){3}$/),
        phrase: expect.stringMatching(/^[a-z]+( [a-z]+){3}$/),
      },
      training: false,
    });
    expect(Math.abs(Date.now() - Date.parse(acknowledged.receivedAt))).toBeLessThan(60_000);
  });

  test("carries a promise of its sealed entry that verifies with the published key, and only with it", async () => {
    const { complaint, acknowledged } = await register(registrar);
    const promise = { ...acknowledged.promise, receivedAt: acknowledged.receivedAt } as SignedPromise;
    expect(verifyPromise(promise, pinned, verifyEd25519)).toBe(true);
    const otherTime = { ...promise, receivedAt: new Date(Date.parse(promise.receivedAt) + 1).toISOString() };
    expect(verifyPromise(otherTime, pinned, verifyEd25519)).toBe(false);
    const [stored] = await server.rows<{ body: unknown }>("select body from entries where entry_id = $1", [
      complaint.entryId,
    ]);
    expect(bytesToHex(entryHash(stored?.body))).toBe(promise.entryHash);
    expect(stored?.body).toMatchObject({
      v: 1,
      kind: "complaint",
      seq: 1,
      previousHash: null,
      unitId: "pe-st-170101",
      factsFrom: "2021-09",
      receivedAt: promise.receivedAt,
      complaintMadeAt: complaint.complaintMadeAt,
      content: { victims: [{ sex: "female", ageAtFacts: 16 }, { ageAtFacts: 22 }] },
      finding: { verdict: "consistent", lawVersion: "pe-2021" },
    });
  });

  test("is in the published log within two seconds, with a proof anybody can check", async () => {
    const delays: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const { acknowledged } = await register(registrar);
      const hash = acknowledged.promise?.entryHash ?? "";
      const { index, size, leaves, root } = await vi.waitFor(() => published(hash), {
        timeout: 20_000,
        interval: 50,
      });
      const proof = proofFrom(inclusionNodes(index, size), ({ level, index: at }) =>
        rootOf(leaves.slice(at * 2 ** level, (at + 1) * 2 ** level).map(leafHash)),
      );
      const leaf = leafHash(leaves[index] ?? new Uint8Array());
      expect(verifyInclusion({ index, size, leaf, root, proof })).toBe(true);
      expect(verifyInclusion({ index, size, leaf: leafHash(new Uint8Array(32)), root, proof })).toBe(false);
      const [row] = await server.rows<{ ms: number }>(
        `select (extract(epoch from l.appended_at - e.received_at) * 1000)::float8 as ms
         from ledger_leaves l join entries e using (entry_hash) where l.log = 'entries' and l.leaf_index = $1`,
        [index],
      );
      delays.push(row?.ms ?? Number.POSITIVE_INFINITY);
    }
    // The middle one of five: a single slow turn of a busy machine is not what is asked here.
    expect(delays.sort((a, b) => a - b)[2]).toBeLessThan(2_000);
  });

  test("is whole: case, people, values, alerts, trail and promise belong to it", async () => {
    const { complaint, acknowledged } = await register(registrar);
    const { caseId, entryId } = complaint;
    expect(await countOf("cases", "case_id", caseId)).toBe(1);
    expect(await countOf("entries", "case_id", caseId)).toBe(1);
    expect(await countOf("case_people", "case_id", caseId)).toBe(3);
    // Two of the place, three of the complainant, two and one of the victims, two of the suspect, and the narrative.
    expect(await countOf("personal_values", "entry_id", entryId)).toBe(11);
    expect(await countOf("alerts", "case_id", caseId)).toBe(2);
    const trail = await server.rows("select action, outcome from audit_events where entry_id = $1", [
      entryId,
    ]);
    expect(trail).toEqual([{ action: "complaint.register", outcome: "done" }]);
    const [promised] = await server.rows<{ n: string }>(
      `select (select count(*) from log_queue where log = 'entries' and entry_hash = $1)
            + (select count(*) from ledger_leaves where log = 'entries' and entry_hash = $1) as n`,
      [Buffer.from(acknowledged.promise?.entryHash ?? "", "hex")],
    );
    expect(Number(promised?.n)).toBe(1);
  });

  test("made long ago is accepted, and marked late", async () => {
    const made = "2009-05-04T15:00:00-05:00";
    const complaint = newComplaint(typicalComplaint({ factsFrom: "2009-03", factsTo: "2009-04" }), {
      complaintMadeAt: made,
    });
    expect((await register(registrar, complaint)).answer.status).toBe(201);
    const [row] = await server.rows(
      "select late, complaint_made_on::text as day from cases where case_id = $1",
      [complaint.caseId],
    );
    expect(row).toEqual({ late: true, day: "2009-05-04" });
  });

  test("by a computer whose clock is wrong, ahead or behind, is kept: told by the server's clock, and marked", async () => {
    const HOUR = 3_600_000;
    const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
    for (const [hours, made, marked] of [
      // Days ahead: the day its calendar shows for the facts is one that has not come yet.
      [50, at(50), true],
      [50, at(49.5), true],
      // Hours behind, with the time of its own clock and with the true one.
      [-7, at(-7), false],
      [-7, at(0), false],
    ] as const) {
      // The day the complaint is made on by that calendar, in Peru, five hours behind the zone times are written in here.
      const factsTo =
        hours > 0 ? new Date(Date.parse(made) - 5 * HOUR).toISOString().slice(0, 10) : "2021-10";
      const times = { complaintMadeAt: made, enteredAt: at(hours) };
      const complaint = newComplaint(typicalComplaint({ factsTo }), times);
      const { answer, acknowledged } = await register(registrar, complaint);
      expect(answer.status, JSON.stringify(answer.json)).toBe(201);
      // Asked again an hour later by the same device, it is the same complaint.
      expect((await register(registrar, complaint)).acknowledged).toEqual(acknowledged);
      const [stored] = await server.rows<{
        body: { complaintMadeAt: string; enteredAt: string; receivedAt: string; clockAhead?: number };
        late: boolean;
        before: boolean;
      }>(
        `select e.body, c.late, c.complaint_made_at <= c.received_at + interval '5 minutes' as before
         from entries e join cases c using (case_id) where e.entry_id = $1`,
        [complaint.entryId],
      );
      expect(stored).toMatchObject({ late: false, before: true, body: { enteredAt: times.enteredAt } });
      const { body } = stored as NonNullable<typeof stored>;
      expect(body.clockAhead !== undefined).toBe(marked);
      if (marked) {
        expect(Math.abs((body.clockAhead ?? 0) * 1000 - hours * HOUR)).toBeLessThan(HOUR / 10);
        const between = Date.parse(times.enteredAt) - Date.parse(made);
        const kept = Date.parse(body.receivedAt) - Date.parse(body.complaintMadeAt);
        expect(Math.abs(kept - between)).toBeLessThan(2_000);
      } else expect(body.complaintMadeAt).toBe(made);
      const file = (await registrar.get(`/api/cases/${complaint.caseId}`)).json as CaseFile;
      expect(file.entries[0]?.clockAhead).toBe(body.clockAhead);
      // Whatever is added later is not refused for the day of facts that the wrong calendar showed.
      const more = newSupplement(complaint.caseId, { kind: "new-facts", means: ["threat"] });
      const added = await registrar.send("POST", `/api/cases/${complaint.caseId}/supplements`, more);
      expect(added.status, JSON.stringify(added.json)).toBe(201);
    }
    const { timeZone } = server.house.pack.manifest;
    const compared = await server.house.owner.query
      .transaction()
      .execute((tx) => compareProjections(tx, timeZone));
    expect(compared).toMatchObject({ ok: true });
  });
});

/** Where the hash stands in the log as an outsider downloads it: checkpoint with our signature, and all leaves. */
async function published(hash: string) {
  const get = (path: string) => fetch(`${server.url}/api/log/entries/${path}`);
  const signed = openCheckpoint(await (await get("checkpoint")).text(), pinned, verifyEd25519);
  if (signed === undefined) throw new Error("the checkpoint is not signed by the pinned key");
  const leaves: Uint8Array[] = [];
  for (const tile of tilesOf(signed.size).filter(({ level }) => level === 0))
    leaves.push(...(parseBundle(new Uint8Array(await (await get(bundlePath(tile))).arrayBuffer())) ?? []));
  const index = leaves.findIndex((leaf) => bytesToHex(leaf) === hash);
  if (index < 0) throw new Error("the entry is not in the log yet");
  return { index, size: signed.size, root: signed.root, leaves };
}

describe("the same complaint again", () => {
  test("gives the same bytes and one entry, one after the other", async () => {
    const { answer, complaint } = await register(registrar);
    const again = await registrar.send("POST", "/api/complaints", complaint);
    const third = await registrar.send("POST", "/api/complaints", complaint);
    expect([again.status, third.status]).toEqual([201, 201]);
    expect([again.text, third.text]).toEqual([answer.text, answer.text]);
    // The id again for something else: the first answer would say that it was stored.
    const { personal: _, ...untold } = complaint.complaint;
    for (const changed of [{ ...complaint.complaint, means: ["threat"] }, untold])
      expect(
        await registrar.send("POST", "/api/complaints", { ...complaint, complaint: changed }),
      ).toMatchObject({ status: 409, json: { code: "entry.id-taken" } });
    expect(await countOf("entries", "case_id", complaint.caseId)).toBe(1);
    expect(await countOf("alerts", "case_id", complaint.caseId)).toBe(2);
  });

  test("gives the same bytes and one entry, twenty at once", async () => {
    const complaint = newComplaint();
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(registrar, complaint)));
    expect(new Set(answers.map(({ answer }) => `${answer.status} ${answer.text}`)).size).toBe(1);
    expect(answers[0]?.answer.status).toBe(201);
    expect(await countOf("entries", "case_id", complaint.caseId)).toBe(1);
    expect(await countOf("personal_values", "entry_id", complaint.entryId)).toBe(11);
  });

  test("gives the same bytes after supplements, so that it tells nothing of them", async () => {
    const { answer, complaint } = await register(registrar);
    const { entryId: _, complaint: __, complaintMadeAt: ___, ...envelope } = newComplaint();
    const supplement = {
      ...envelope,
      entryId: randomUUID(),
      caseId: complaint.caseId,
      supplement: { kind: "other" },
    };
    expect(
      (await registrar.send("POST", `/api/cases/${complaint.caseId}/supplements`, supplement)).status,
    ).toBe(201);
    expect((await registrar.send("POST", "/api/complaints", complaint)).text).toBe(answer.text);
  });

  test("from another officer is a conflict that tells nothing about the first", async () => {
    const { complaint, acknowledged } = await register(registrar);
    const { answer } = await register(colleague, complaint);
    expect(answer).toMatchObject({ status: 409, json: { code: "entry.id-taken" } });
    for (const secret of [
      acknowledged.caseNumber,
      acknowledged.receivedAt,
      acknowledged.promise?.entryHash ?? "-",
    ])
      expect(answer.text).not.toContain(secret);
    const sameCase = await register(
      colleague,
      newComplaint(typicalComplaint(), { caseId: complaint.caseId }),
    );
    expect(sameCase.answer.status).toBe(409);
    expect(Object.keys(sameCase.answer.json)).toEqual(["type", "title", "status", "code"]);
    expect(await countOf("entries", "case_id", complaint.caseId)).toBe(1);
  });

  test("from two officers at once is registered for one of them", async () => {
    const complaint = newComplaint();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => register(i % 2 === 0 ? registrar : colleague, complaint)),
    );
    const winners = new Set(
      answers.filter(({ answer }) => answer.status === 201).map(({ answer }) => answer.text),
    );
    expect(winners.size).toBe(1);
    expect(answers.filter(({ answer }) => answer.status === 409)).toHaveLength(5);
    expect(await countOf("entries", "case_id", complaint.caseId)).toBe(1);
  });
});
