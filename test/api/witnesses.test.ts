// Witnesses over HTTP, as processes with a key, a folder and a user each: what counts, what is refused, what is told.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { queueForLog } from "#src/database/log-queue.ts";
import { transact } from "#src/database/transact.ts";
import { openCheckpoint } from "#src/domain/ledger/checkpoint.ts";
import { cosign, cosignaturesOn, withLines } from "#src/domain/ledger/cosignature.ts";
import { KEY_TYPE, type NoteVerifier, parseNote, parseVerifier } from "#src/domain/ledger/note.ts";
import type { Health } from "#src/http/health.ts";
import type { WitnessView } from "#src/schema/witness.ts";
import { createWitnessKey, readWitnessKey, verifyEd25519 } from "#src/vault/signing-key.ts";
import { freshHashes } from "../faults/ledger-register.ts";
import { newComplaint } from "../support/complaints.ts";
import { temporaryDirectory } from "../support/database.ts";
import { reta } from "../support/reta.ts";
import { startServer, type TestServer } from "../support/server.ts";
import {
  installProgram,
  isPrivate,
  placeOfWitness,
  startWitness,
  type WitnessPlace,
  witnessOnce,
} from "../support/witness.ts";

let server: TestServer;
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let program: string;
let places: WitnessPlace[];
let settingsFile: string;
const SOON = { timeout: 30_000, interval: 100 };

beforeAll(async () => {
  // Builds the bundles when the sources are newer.
  await reta(["--help"]);
  [server, folder] = await Promise.all([startServer(), temporaryDirectory()]);
  program = installProgram(folder.path);
  places = [1, 2, 3].map((number) => placeOfWitness(folder.path, number));
  settingsFile = join(server.house.dataDir, "witnesses.json");
});
afterAll(async () => {
  await server?.close();
  await folder?.remove();
});

const appendEntries = async (count: number) =>
  transact(server.house.real.pool.pool, { zone: "reta_cases" }, async (tx) => {
    for (const hash of freshHashes(count)) await queueForLog(tx, "entries", hash);
  });
// These leaves belong to no entry, which the register notices in its own time: that is not asked about here.
const health = async () => {
  const told = (await server.anonymous.get("/api/health")).json as Health;
  return { ...told, alarms: told.alarms.filter((alarm) => alarm !== "not-as-sealed") };
};
const noteAt = async (path: string) => (await server.anonymous.get(`/api/log/entries/${path}`)).text;
const view = async () => (await server.anonymous.get("/api/log/entries/witnesses")).json as WitnessView;
const sizeOf = (note: string) =>
  openCheckpoint(note, parseVerifier(server.house.keys.entries.vkey) as NoteVerifier, verifyEd25519)?.size;
const grownTo = (size: number) =>
  vi.waitFor(async () => expect(sizeOf(await noteAt("candidate"))).toBe(size), SOON);
const round = (place: WitnessPlace, ...more: string[]) =>
  witnessOnce(program, place, ["--register", server.url, "--name", `test/${place.title.at(-1)}`, ...more]);
const vkeyOf = (place: WitnessPlace) => readWitnessKey(place.key)?.vkey ?? "";

describe("a register without witnesses", () => {
  test("says so, has nothing witnessed, and is well", async () => {
    expect(await view()).toEqual({ quorum: 2, witnessed: null, witnesses: [] });
    expect((await server.anonymous.get("/api/log/entries/witnessed")).status).toBe(404);
    expect((await server.anonymous.get("/api/health")).json).toMatchObject({ status: "ok", alarms: [] });
  });

  test("publishes the key to pin", async () => {
    expect(await noteAt("vkey")).toBe(`${server.house.keys.entries.vkey}\n`);
  });

  test("takes no cosignature, and the witness is told which key to hand over", async () => {
    await appendEntries(5);
    await vi.waitFor(async () => expect(sizeOf(await noteAt("candidate"))).toBe(5), SOON);
    const { status, lines, stderr } = await round(places[0] as WitnessPlace);
    expect(status).toBe(1);
    expect(lines[0]).toMatchObject({ log: "entries", event: "alarm", alarm: "not-accepted", size: 5 });
    expect(stderr).toContain(vkeyOf(places[0] as WitnessPlace));
  });
});

describe("with two of three witnesses", () => {
  beforeAll(async () => {
    for (const place of places) await round(place);
    const witnesses = places.map((place) => ({ title: place.title, key: vkeyOf(place) }));
    writeFileSync(settingsFile, JSON.stringify({ quorum: 2, everySeconds: 1, witnesses }));
  });

  test("each keeps its key and memory to itself", () => {
    for (const place of places) {
      expect(isPrivate(place)).toBe(true);
      expect(readdirSync(place.folder).sort()).toEqual(
        expect.arrayContaining(["audit.json", "entries.json", "key"]),
      );
    }
    expect(new Set(places.map(vkeyOf)).size).toBe(3);
  });

  test("a checkpoint counts once two have cosigned it, and is published with their signatures", async () => {
    await appendEntries(300);
    await grownTo(305);
    expect((await round(places[0] as WitnessPlace)).lines[0]).toMatchObject({ event: "cosigned", size: 305 });
    expect((await view()).witnessed).toBeNull();
    expect((await round(places[1] as WitnessPlace)).status).toBe(0);
    expect(await view()).toMatchObject({
      witnessed: { size: 305 },
      witnesses: [
        { name: "test/1", size: 305, silent: false },
        { name: "test/2", size: 305, silent: false },
        { name: "test/3", size: null, silent: true },
      ],
    });
    const note = await noteAt("witnessed");
    expect(sizeOf(note)).toBe(305);
    const keys = places.map((place) => parseVerifier(vkeyOf(place), KEY_TYPE.cosigner) as NoteVerifier);
    const cosigners = cosignaturesOn(note, keys, verifyEd25519).map(({ name }) => name);
    expect(cosigners.sort()).toEqual(["test/1", "test/2"]);
    expect(await health()).toMatchObject({
      status: "degraded",
      ledger: { witnessed: { size: 305 }, silentWitnesses: ["test/3"] },
      alarms: ["witness-silent"],
    });
  });

  test("reta verify says up to where, and names a signature that is under another tree", async () => {
    const run = () =>
      reta(["verify", "--data", server.house.dataDir], {
        environment: { DATABASE_URL: server.database.ownerUrl },
      });
    const before = JSON.parse((await run()).stdout);
    expect(before.logs[0].witnesses).toMatchObject({ quorum: 2, of: 3, newest: { size: 305 } });
    const line = await server.rows<{ signature: Buffer }>(
      "update ledger_cosignatures set signature = set_byte(signature, 20, get_byte(signature, 20) # 1) where size = 305 and witness = 'test/1' returning signature",
    );
    expect(line).toHaveLength(1);
    const after = await run();
    expect(after.status).toBe(1);
    expect(after.stdout).toContain("cosignature-differs");
    expect((await view()).witnessed).toBeNull();
    await server.rows(
      "update ledger_cosignatures set signature = set_byte(signature, 20, get_byte(signature, 20) # 1) where size = 305 and witness = 'test/1'",
    );
    expect((await view()).witnessed).toMatchObject({ size: 305 });
  });

  test("they meet on one size while the log grows, and end when told to", async () => {
    const args = ["--register", server.url, "--every", "0.2", "--again", "2"];
    const running = places.map((place) => startWitness(program, place, args));
    let size = 305;
    for (let i = 0; i < 8; i++) {
      await appendEntries(7);
      size += 7;
      await vi.waitFor(async () => expect(sizeOf(await noteAt("checkpoint"))).toBe(size), SOON);
    }
    await vi.waitFor(async () => expect((await view()).witnessed?.size).toBe(size), SOON);
    expect(await health()).toMatchObject({ alarms: [] });
    expect(await Promise.all(running.map((witness) => witness.stop()))).toEqual([0, 0, 0]);
    expect(running.flatMap(({ alarms }) => alarms)).toEqual([]);
  }, 90_000);
});

describe("a cosignature is refused", () => {
  const handIn = (note: unknown, log = "entries") =>
    server.anonymous.send("POST", `/api/log/${log}/cosignatures`, { note });
  const cosigned = (
    note: string,
    key = readWitnessKey((places[2] as WitnessPlace).key),
    time = Date.now() / 1000,
  ) => {
    const text = parseNote(note)?.text ?? "";
    return withLines(note, key === undefined ? [] : [cosign(text, Math.floor(time), key)]);
  };
  const count = async () =>
    (await server.rows<{ n: number }>("select count(*)::int as n from ledger_cosignatures"))[0]?.n;

  test("in another shape, from another site, for another log", async () => {
    expect((await handIn(7)).status).toBe(422);
    expect((await handIn("x".repeat(10_001))).status).toBe(422);
    expect((await handIn("x", "cases")).status).toBe(422);
    const answer = await server.anonymous.send(
      "POST",
      "/api/log/entries/cosignatures",
      { note: "x" },
      { "x-reta": "" },
    );
    expect(answer).toMatchObject({ status: 403, json: { code: "request.cross-site" } });
  });

  test("by nobody, by a stranger, on another tree, of another log, or from the future; and nothing is kept", async () => {
    const [row] = await server.rows<{ note: string }>(
      "select note from ledger_checkpoints where log = 'entries' order by size desc limit 1",
    );
    const note = row?.note ?? "";
    const before = await count();
    const stranger = createWitnessKey(join(folder.path, "stranger"), "test/3");
    const text = parseNote(note)?.text ?? "";
    const other = note.replace(text, text.replace(/\n\d+\n/, "\n999999\n"));
    for (const wrong of [
      note,
      cosigned(note, stranger),
      cosigned(other),
      cosigned(note, undefined, Date.now() / 1000 + 3_600),
      "no note at all",
    ])
      expect((await handIn(wrong)).json).toMatchObject({ code: "access.refused" });
    expect((await handIn(cosigned(note), "audit")).json).toMatchObject({ code: "access.refused" });
    expect(await count()).toBe(before);
    expect((await handIn(cosigned(note))).status).toBe(204);
    expect((await handIn(cosigned(note))).status).toBe(204);
  });
});

describe("a witness stops and calls", () => {
  const [, , third] = [0, 1, 2];
  const place = () => places[third] as WitnessPlace;

  test("when the register does not answer for too long, and not before", async () => {
    const nowhere = ["--register", "http://127.0.0.1:9", "--name", "test/3"];
    const patient = await witnessOnce(program, place(), [...nowhere, "--silence", "3600"]);
    expect(patient).toMatchObject({ status: 0, lines: [{ event: "unanswered" }, { event: "unanswered" }] });
    const impatient = await witnessOnce(program, place(), [...nowhere, "--silence", "0.001"]);
    expect(impatient).toMatchObject({ status: 1, lines: [{ alarm: "silence" }, { alarm: "silence" }] });
    expect((await round(place())).status).toBe(0);
  });

  test("when nothing new came for too long", async () => {
    expect((await round(place(), "--stillness", "0.001")).lines[0]).toMatchObject({ alarm: "stillness" });
  });

  test("when the log is signed by another key, and signs nothing more until somebody has looked", async () => {
    const [row] = await server.rows<{ note: string }>(
      "select note from ledger_checkpoints where log = 'entries' order by size desc limit 1",
    );
    const forged = (row?.note ?? "").replace(
      /(— \S+ )\S+\n$/,
      `$1${Buffer.alloc(68, 7).toString("base64")}\n`,
    );
    await server.rows("update ledger_checkpoints set note = $1 where note = $2", [forged, row?.note]);
    const told = join(place().folder, "told");
    const { status, lines } = await round(place(), "--alarm-command", `cat >> ${told}`);
    expect({ status, line: lines[0] }).toMatchObject({
      status: 1,
      line: { log: "entries", alarm: "wrong-key" },
    });
    expect(existsSync(lines[0]?.evidence ?? "")).toBe(true);
    expect(readFileSync(lines[0]?.evidence ?? "", "utf8")).toContain(forged);
    expect(JSON.parse(readFileSync(told, "utf8").split("\n")[0] ?? "")).toMatchObject({ alarm: "wrong-key" });
    // Nothing is witnessed any more, and the counter goes on.
    const registrar = await server.signIn("registrar");
    expect((await registrar.send("POST", "/api/complaints", newComplaint())).status).toBe(201);
    await server.rows("update ledger_checkpoints set note = $1 where note = $2", [row?.note, forged]);
    expect(await round(place())).toMatchObject({
      status: 1,
      lines: [{ alarm: "wrong-key" }, { log: "audit" }],
    });
    expect((await round(place(), "--resume")).status).toBe(0);
  });

  test("when its folder belongs to another key or is damaged: it does not guess", async () => {
    const state = join(place().folder, "entries.json");
    const kept = readFileSync(state, "utf8");
    const foreign = {
      ...place(),
      key: (places[0] as WitnessPlace).key,
      uid: (places[0] as WitnessPlace).uid,
    };
    if (process.getuid?.() !== 0) expect(await round(foreign)).toMatchObject({ status: 2 });
    writeFileSync(state, kept.slice(0, 100));
    expect(await round(place())).toMatchObject({ status: 2, lines: [] });
    writeFileSync(state, kept);
    expect((await round(place())).status).toBe(0);
  });

  test.each([
    [["--register", "ftp://x"], "--register"],
    [["--register", "http://127.0.0.1:9", "--every", "-1"], "--every"],
    [[], "--register"],
  ])("bad usage %j is told by its name", async (args, name) => {
    const { status, stderr } = await witnessOnce(program, place(), args);
    expect(status).toBe(2);
    expect(stderr).toContain(name);
  });
});
