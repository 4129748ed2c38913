// The blind index: filled by the vault after a registration, the same when made anew, another with another key; and
// nothing in the database from which a person could be worked out.
import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { emptyIndex } from "#src/database/blind-indexes.ts";
import { createPool } from "#src/database/connect.ts";
import { transact } from "#src/database/transact.ts";
import { phoneticWord } from "#src/domain/identity/phonetic.ts";
import { loadIndexKey } from "#src/vault/index-key.ts";
import { newAmendment } from "../support/amendments.ts";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { type Client, clientOf, startServer, type TestServer } from "../support/server.ts";

const SURNAME = "Zyxwvutzevallos";
const DNI = "48291736";
const PHONE = "961827354";
const CIP = "31928374";
const COMPLAINANT_DNI = "51627384";

let server: TestServer;
let registrar: Client;
let keyFile: string;
beforeAll(async () => {
  server = await startServer();
  registrar = await server.signIn("registrar");
  keyFile = join(server.house.dataDir, "keys", "vault", "blind-index.key");
  // Started: from now on it fills by itself.
  await server.vault.reach();
});
afterAll(() => server?.close());

function marked() {
  const base = typicalComplaint();
  return newComplaint({
    ...base,
    complainant: {
      ...base.complainant,
      person: {
        personId: randomUUID(),
        personal: { documents: [{ type: "dni", number: COMPLAINANT_DNI }], phones: [PHONE] },
      },
    },
    victims: base.victims.slice(0, 1).map((victim) => ({
      ...victim,
      personal: {
        name: { paternalSurname: SURNAME, givenNames: "Zulema" },
        documents: [{ type: "dni", number: DNI }],
        phones: [PHONE],
      },
    })),
    suspects: base.suspects.slice(0, 1).map((suspect) => ({
      ...suspect,
      personal: { aliases: ["Zyxpardo"], documents: [{ type: "cip", number: CIP }] },
    })),
  });
}
interface Row {
  purpose: string;
  token: string;
  entry_id: string;
  holder: string;
}
const index = (schema = "reta") =>
  server.rows<Row>(
    `select purpose, encode(token, 'hex') as token, entry_id, holder from ${schema}.blind_index order by 1, 2, 3, 4`,
  );
const filled = () =>
  vi.waitFor(async () => expect(await server.rows("select from index_queue")).toEqual([]), {
    timeout: 20_000,
    interval: 50,
  });

test("the vault fills it by itself after a registration, for victims and suspects and never for complainants", async () => {
  const complaint = marked();
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  await filled();
  const rows = await index();
  const [victim, suspect] = [complaint.complaint.victims[0], complaint.complaint.suspects[0]];
  expect(rows.map(({ purpose, holder }) => [purpose, holder])).toEqual([
    ["alias", suspect?.personId],
    ["document", victim?.personId],
    ["name", victim?.personId],
    ["phone", victim?.personId],
    ["staff-number", suspect?.personId],
  ]);
  const key = loadIndexKey(keyFile);
  const token = key.token("real", { purpose: "document", text: `dni ${DNI}` }).toString("hex");
  expect(rows.find(({ purpose }) => purpose === "document")?.token).toBe(token);
  const complainants = key.token("real", { purpose: "document", text: `dni ${COMPLAINANT_DNI}` });
  expect(rows.filter((row) => row.token === complainants.toString("hex"))).toEqual([]);
});

test("a corrected value is found as well, once it is proposed; a corrected address is nothing to find by", async () => {
  const complaint = marked();
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  await filled();
  const before = (await index()).length;
  const correct = (field: string, values: object) =>
    registrar.send(
      "POST",
      `/api/cases/${complaint.caseId}/amendments`,
      newAmendment(complaint.caseId, `/victims/0/personal/${field}`, {
        personal: { ...values, explanation: "Se leyó mal." },
      }),
    );
  const oldValue = complaint.complaint.victims[0]?.personal?.phones;
  expect((await correct("phones", { oldValue, newValue: ["912345678"] })).status).toBe(201);
  await filled();
  expect(await index()).toHaveLength(before + 1);
});

test("training has tokens of its own: the same document in both registers shares nothing", async () => {
  const enter = await (await server.signIn("colleague")).send("PUT", "/api/session/mode", { training: true });
  const practising = clientOf(server.url, (enter.headers.get("set-cookie") ?? "").split(";")[0] ?? "");
  expect((await practising.send("POST", "/api/complaints", marked())).status).toBe(201);
  await vi.waitFor(async () => expect((await index("training")).length).toBe(5), {
    timeout: 20_000,
    interval: 50,
  });
  const real = new Set((await index()).map(({ purpose, token }) => `${purpose} ${token}`));
  const shared = (await index("training")).filter(({ purpose, token }) => real.has(`${purpose} ${token}`));
  expect(shared).toEqual([]);
});

test("no table holds what a person is found by, as typed, in its normal form or by its sound, nor the key", async () => {
  const secret = Buffer.from(readFileSync(keyFile, "utf8").trim(), "base64");
  expect(secret).toHaveLength(32);
  const searched = [
    ...[SURNAME, DNI, PHONE, CIP, COMPLAINANT_DNI, "Zulema", "Zyxpardo"],
    ...[phoneticWord(SURNAME), phoneticWord("Zyxpardo"), phoneticWord("Zulema")],
    ...[secret.toString("hex"), secret.toString("base64")],
  ].map((text) => text.toLowerCase());
  const tables = await server.rows<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('reta', 'training')`,
  );
  expect(tables.map(({ name }) => name)).toContain("reta.blind_index");
  let read = 0;
  for (const { name } of tables) {
    const rows = await server.rows<{ row: string }>(`select row_to_json(t)::text as row from ${name} t`);
    read += rows.length;
    const text = rows
      .map(({ row }) => row)
      .join("\n")
      .toLowerCase();
    for (const one of searched) expect(text.includes(one), `${name} holds ${one}`).toBe(false);
  }
  expect(read).toBeGreaterThan(50);
});

test("made anew it is the same; emptied by hand, what was lost is back", async () => {
  const before = await index();
  await server.rows("delete from blind_index");
  await server.house.vault.ask("empty-indexes", {});
  await filled();
  expect(await index()).toEqual(before);
});

test("with another key it is made anew by itself, and no token is the same", async () => {
  const before = await index();
  const first = loadIndexKey(keyFile);
  await server.vault.kill();
  rmSync(keyFile);
  server.vault.revive();
  await server.vault.reach();
  const other = loadIndexKey(keyFile);
  expect(other.id).not.toEqual(first.id);
  await vi.waitFor(
    async () => {
      const [row] = await server.rows<{ key_id: Buffer }>("select key_id from index_keys");
      expect(row?.key_id).toEqual(other.id);
      expect(await server.rows("select from index_queue")).toEqual([]);
    },
    { timeout: 20_000, interval: 50 },
  );
  const after = await index();
  expect(after).toHaveLength(before.length);
  const tokens = new Set(before.map(({ token }) => token));
  expect(after.filter(({ token }) => tokens.has(token))).toEqual([]);
});

test("what cannot be opened waits, is told, and is indexed once its key is back", async () => {
  const complaint = marked();
  expect((await registrar.send("POST", "/api/complaints", complaint)).status).toBe(201);
  // Taken from the queue before the vault comes by, or out of the index after it did: either way it starts anew.
  await server.rows("update wrapped_keys set wrapped = wrapped || '\\x00' where entry_id = $1", [
    complaint.entryId,
  ]);
  await server.rows("delete from blind_index where entry_id = $1", [complaint.entryId]);
  await server.rows("insert into index_queue values ($1) on conflict do nothing", [complaint.entryId]);
  await vi.waitFor(
    async () => {
      const rows = await server.rows<{ later: boolean }>(
        "select not_before > now() as later from index_queue where entry_id = $1",
        [complaint.entryId],
      );
      expect(rows).toEqual([{ later: true }]);
    },
    { timeout: 20_000, interval: 50 },
  );
  await server.rows(
    "update wrapped_keys set wrapped = substring(wrapped for length(wrapped) - 1) where entry_id = $1",
    [complaint.entryId],
  );
  await server.rows("update index_queue set not_before = '-infinity'");
  await filled();
  expect((await index()).filter(({ entry_id }) => entry_id === complaint.entryId)).toHaveLength(5);
});

test("of two processes that make it anew at once the second waits for the first, and neither fails", async () => {
  const pool = createPool(server.database.vaultUrl, { schema: "reta", max: 2 });
  const anew = (key: string, meanwhile = async () => undefined as unknown) =>
    transact(pool.pool, { zone: "reta_vault" }, async (tx) => {
      await emptyIndex(tx, Buffer.alloc(32, key));
      await meanwhile();
    });
  const waiting = () =>
    server.rows<{ n: number }>(
      "select count(*)::int as n from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())",
    );
  try {
    let second: Promise<void> | undefined;
    await anew("a", async () => {
      second = anew("b");
      second.catch(() => undefined);
      await vi.waitFor(async () => expect((await waiting())[0]?.n).toBeGreaterThan(0), { timeout: 20_000 });
    });
    await second;
    // The vault finds that it was made with another key than its own, and makes it anew once more.
    const own = loadIndexKey(keyFile).id;
    await vi.waitFor(
      async () => {
        const rows = await server.rows(
          "select key_id = $1 as mine, (select count(*) from index_queue)::int as waiting from index_keys",
          [own],
        );
        expect(rows).toEqual([{ mine: true, waiting: 0 }]);
      },
      { timeout: 30_000, interval: 100 },
    );
    expect(server.vault.failures).toEqual([]);
  } finally {
    await pool.close();
  }
});
