// Class keys are replaced while the register works: killed at each step it goes on where it was, values stay as they
// are, names open throughout, and an old version is destroyed only when nothing needs it.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client as Connection } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type KeyRing, KeysRefused } from "#src/cli/keys.ts";
import { keyRing } from "#src/main/keys.ts";
import type { CaseFile } from "#src/schema/case.ts";
import { KEY_CLASSES } from "#src/schema/key-class.ts";
import { KeysReport } from "#src/schema/key-order.ts";
import { readPublicKeys } from "#src/vault/key-folder.ts";
import { VaultUnavailable } from "#src/vault/vault-line.ts";
import { newComplaint } from "../support/complaints.ts";
import { type Client, clientOf, startServer, type TestServer, UNITS } from "../support/server.ts";
import { vaultProcess } from "../support/vault.ts";

let server: TestServer;
let registrar: Client;
let ring: KeyRing;
let folder: string;
const cases: string[] = [];
beforeAll(async () => {
  server = await startServer({}, undefined, vaultProcess);
  registrar = await server.signIn("registrar");
  folder = join(server.house.dataDir, "keys");
  ring = keyRing(server.house.vault, folder, async () => undefined, 2);
  for (let i = 0; i < 5; i += 1) cases.push(await register(registrar));
  const enter = await (await server.signIn("colleague")).send("PUT", "/api/session/mode", { training: true });
  await register(clientOf(server.url, (enter.headers.get("set-cookie") ?? "").split(";")[0] ?? ""));
});
afterAll(() => server?.close());

async function register(by: Client): Promise<string> {
  const complaint = newComplaint();
  expect((await by.send("POST", "/api/complaints", complaint)).status).toBe(201);
  return complaint.caseId;
}
async function opened(caseId: string): Promise<void> {
  const answer = await registrar.send("POST", `/api/cases/${caseId}/names`, { purpose: "investigation" });
  expect(answer.status, answer.text).toBe(200);
  const { complaint } = answer.json as CaseFile;
  expect(complaint.victims[0]?.personal?.name?.givenNames).toBeTruthy();
  expect(complaint.suspects[0]?.personal).toBeTruthy();
}
const versions = (keyClass: string, schema = "reta") =>
  server.rows<{ version: number; n: number }>(
    `select version, count(*)::int as n from ${schema}.wrapped_keys where key_class = $1 group by 1 order by 1`,
    [keyClass],
  );
const valuesDigest = async () => {
  const rows = await server.rows("select * from personal_values order by entry_id, pointer");
  return createHash("sha256").update(JSON.stringify(rows)).digest("hex");
};
const events = (action: string) =>
  server.rows<{ detail: Record<string, unknown> }>(
    "select body -> 'detail' as detail from audit_events where action = $1 order by event_id",
    [action],
  );
const keyFile = (name: string) => join(folder, "vault", name);
/** Waits until the vault that was killed is another process. */
async function killed(): Promise<void> {
  const pid = server.vault.pid();
  await server.vault.kill();
  await vi.waitFor(
    () => {
      const now = server.vault.pid();
      expect(now !== undefined && now !== pid).toBe(true);
    },
    { timeout: 60_000, interval: 50 },
  );
}
const silent = () => undefined;
/** As if every rotation had ended half an hour ago. */
const settle = () =>
  server.rows(
    "update key_rotations set started_at = now() - interval '1 hour', finished_at = now() - interval '30 minutes'",
  );

test("every key is wrapped for the new version, values stay as they are, names open while it goes on and after", async () => {
  const before = await valuesDigest();
  const [was] = await versions("suspect");
  const training = await versions("suspect", "training");
  expect(was?.n).toBeGreaterThan(4);
  expect(training).toMatchObject([{ version: 1 }]);
  const told: [number, number][] = [];
  let opening: Promise<void> | undefined;
  const report = await ring.rotate("suspect", (_, done, all) => {
    told.push([done, all]);
    opening ??= Promise.all([...cases.map(opened), register(registrar)]).then(() => undefined);
  });
  await opening;
  const all = (was?.n ?? 0) + (training[0]?.n ?? 0);
  expect(report).toMatchObject({ version: 2, resumed: false, failed: [] });
  expect(report.rewrapped).toBeGreaterThanOrEqual(all);
  expect(report.rowsPerSecond).toBeGreaterThan(0);
  expect(told.length).toBeGreaterThan(2);
  expect(told[0]?.[1]).toBe(all);
  expect((await versions("suspect")).find(({ version }) => version === 2)?.n).toBeGreaterThanOrEqual(
    was?.n ?? 0,
  );
  expect(await versions("suspect", "training")).toEqual([{ version: 2, n: training[0]?.n }]);
  const kept = await server.rows(
    "select * from personal_values where entry_id in (select entry_id from entries where case_id = any ($1)) order by entry_id, pointer",
    [cases],
  );
  expect(createHash("sha256").update(JSON.stringify(kept)).digest("hex")).toBe(before);
  for (const one of cases) await opened(one);
  expect(await events("key.rotate.begin")).toMatchObject([{ detail: { keyClass: "suspect", version: 2 } }]);
  expect(await events("key.rotate")).toMatchObject([
    { detail: { keyClass: "suspect", version: 2, rewrapped: report.rewrapped, failed: 0 } },
  ]);
});

describe("killed", () => {
  test("after it was put on record and before the key was made: the next run makes that version and no other", async () => {
    await server.rows("insert into key_rotations (key_class, version) values ('facts', 2)");
    expect(existsSync(keyFile("facts-2.pem"))).toBe(false);
    const report = await ring.rotate("facts", silent);
    expect(report).toMatchObject({ version: 2, resumed: true, failed: [] });
    expect(await versions("facts")).toMatchObject([{ version: 2 }]);
    for (const one of cases) await opened(one);
  });

  test("after the key was made and before it was published: the next run publishes it", async () => {
    const file = join(folder, "vault.public.json");
    const text = readFileSync(file, "utf8");
    await server.house.vault.ask("begin-rotation", { keyClass: "complainant" });
    expect(existsSync(keyFile("complainant-2.pem"))).toBe(true);
    writeFileSync(file, text);
    await killed();
    const report = await ring.rotate("complainant", silent);
    expect(report).toMatchObject({ version: 2, resumed: true, failed: [] });
    expect(existsSync(keyFile("complainant-3.pem"))).toBe(false);
    const halves = readPublicKeys(file).filter(({ keyClass }) => keyClass === "complainant");
    expect(halves.map(({ version }) => version)).toEqual([1, 2]);
  });

  test("within a batch: nothing of the batch is stored, names open, and the next run does the rest", async () => {
    const lock = new Connection({ connectionString: server.database.superuserUrl });
    await lock.connect();
    const whole = (await versions("minor-victim"))[0]?.n ?? 0;
    let reached = 0;
    try {
      const held = ring.rotate("minor-victim", (_, done) => {
        reached = done;
      });
      const ended = expect(held).rejects.toThrow(VaultUnavailable);
      await vi.waitFor(() => expect(reached).toBeGreaterThan(1), { timeout: 30_000, interval: 1 });
      // Every row waits: the vault is killed while its update does.
      await lock.query("begin; lock table reta.wrapped_keys in share row exclusive mode");
      await vi.waitFor(
        async () => {
          const { rows } = await lock.query("select from pg_locks where not granted");
          expect(rows.length).toBeGreaterThan(0);
        },
        { timeout: 30_000, interval: 10 },
      );
      await killed();
      await ended;
    } finally {
      await lock.end();
    }
    const half = await versions("minor-victim");
    expect(half.reduce((sum, { n }) => sum + n, 0)).toBe(whole);
    expect(half).toMatchObject([{ version: 1 }, { version: 2 }]);
    for (const one of cases) await opened(one);
    const report = await ring.rotate("minor-victim", silent);
    expect(report).toMatchObject({ version: 2, resumed: true, failed: [] });
    expect(await versions("minor-victim")).toEqual([{ version: 2, n: whole }]);
    for (const one of cases) await opened(one);
  });

  test("before it was ended: the next run finds nothing to do and ends it", async () => {
    await ring.rotate("victim", silent);
    await server.rows("update key_rotations set finished_at = null where key_class = 'victim'");
    await killed();
    expect(await ring.rotate("victim", silent)).toMatchObject({ version: 2, resumed: true, rewrapped: 0 });
    expect(await server.rows("select from key_rotations where finished_at is null")).toEqual([]);
  });
});

test("a key that does not open is told and left; its version is then not destroyed", async () => {
  const [row] = await server.rows<{ entry_id: string; wrapped: Buffer }>(
    "select entry_id, wrapped from wrapped_keys where key_class = 'facts' order by entry_id limit 1",
  );
  await server.rows(
    "update wrapped_keys set wrapped = wrapped || '\\x00' where entry_id = $1 and key_class = 'facts'",
    [row?.entry_id],
  );
  const report = await ring.rotate("facts", silent);
  expect(report).toMatchObject({ version: 3, failed: [{ entryId: row?.entry_id, version: 2 }] });
  await settle();
  expect(await ring.retire("facts", 2, silent)).toMatchObject({ destroyed: false, needed: 1 });
  expect(existsSync(keyFile("facts-2.pem"))).toBe(true);
  await server.rows("update wrapped_keys set wrapped = $2 where entry_id = $1 and key_class = 'facts'", [
    row?.entry_id,
    row?.wrapped,
  ]);
  expect(await ring.retire("facts", 2, silent)).toMatchObject({ destroyed: true });
  expect(existsSync(keyFile("facts-2.pem"))).toBe(false);
  for (const one of cases) await opened(one);
});

describe("an old version", () => {
  test("is not retired when it is the newest, unknown, or when registers may still seal for it", async () => {
    await server.rows("update key_rotations set finished_at = clock_timestamp() where key_class = 'suspect'");
    for (const [version, code] of [
      [2, "keys.newest"],
      [3, "keys.unknown"],
      [1, "keys.too-soon"],
    ] as const)
      await expect(ring.retire("suspect", version, silent)).rejects.toThrow(code);
    await server.rows("update key_rotations set finished_at = null where key_class = 'suspect'");
    await expect(ring.retire("suspect", 1, silent)).rejects.toThrow(KeysRefused);
    await server.rows("update key_rotations set finished_at = started_at where key_class = 'suspect'");
    expect(existsSync(keyFile("suspect-1.pem"))).toBe(true);
  });

  test("is destroyed with what was sealed for it in the meantime wrapped anew, and nothing is stored for it any more", async () => {
    await settle();
    // This process's sender had agreed on version 1 less than five minutes ago, and keeps to it.
    const straggler = await register(registrar);
    expect(await versions("suspect")).toMatchObject([{ version: 1 }, { version: 2 }]);
    expect(await ring.retire("suspect", 1, silent)).toMatchObject({ destroyed: true, needed: 0 });
    expect(existsSync(keyFile("suspect-1.pem"))).toBe(false);
    await opened(straggler);
    expect(await versions("suspect")).toMatchObject([{ version: 2 }]);
    expect(
      readPublicKeys(join(folder, "vault.public.json")).filter((k) => k.keyClass === "suspect"),
    ).toHaveLength(1);
    const late = newComplaint();
    const refused = await registrar.send("POST", "/api/complaints", late);
    expect(refused.status).toBe(500);
    expect(await server.rows("select from entries where case_id = $1", [late.caseId])).toEqual([]);
    expect(await events("key.destroy")).toContainEqual({
      detail: { keyClass: "suspect", version: 1, alone: true },
    });
  });
});

test("an old key of the intake stays for more than a year: nobody knows which device still comes back", async () => {
  await ring.rotate("intake", silent);
  const endedAgo = (days: number) =>
    server.rows(
      "update key_rotations set started_at = now() - $1 * interval '1 day', finished_at = now() - $1 * interval '1 day' where key_class = 'intake'",
      [days],
    );
  await endedAgo(399);
  await expect(ring.retire("intake", 1, silent)).rejects.toThrow("keys.too-soon");
  await endedAgo(401);
  expect(await ring.retire("intake", 1, silent)).toMatchObject({ destroyed: true });
  expect(existsSync(keyFile("intake-2.pem"))).toBe(true);
});

test("the list says how many keys each version holds, and which is the newest", async () => {
  const list = await ring.list();
  for (const keyClass of KEY_CLASSES)
    expect(list.filter((one) => one.keyClass === keyClass && one.state === "newest")).toHaveLength(1);
  const suspect = list.filter(({ keyClass }) => keyClass === "suspect");
  expect(suspect).toMatchObject([{ version: 2, state: "newest" }]);
  expect(suspect[0]?.keys).toBeGreaterThan(5);
  // Whoever runs the vault owns the keys it made itself.
  expect(statSync(keyFile("facts-3.pem")).mode & 0o777).toBe(0o600);
});

describe("with two custodians", () => {
  const order = (act: "rotate" | "retire", version: number) => ({
    ...{ orderId: randomUUID(), act, keyClass: "evidence", version },
    reason: "Reemplazo anual de la llave de los archivos.",
  });
  const agree = async (body: ReturnType<typeof order>) => {
    const [first, second] = [await server.signIn("custodian1"), await server.signIn("custodian2")];
    const asked = await first.send("POST", "/api/keys/orders", body);
    expect(asked.status, asked.text).toBe(201);
    const answer = await second.send("POST", `/api/keys/orders/${body.orderId}/answer`, { agreed: true });
    expect(answer.status, answer.text).toBe(200);
  };
  const refusal = async (asked: Promise<unknown>) => {
    const failure: unknown = await asked.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(KeysRefused);
    return (failure as KeysRefused).message;
  };

  test("the terminal's word alone counts no more, and what is written past the vault is no agreement", async () => {
    await server.addOfficer("custodian1", UNITS.top, "key-custodian");
    await server.addOfficer("custodian2", UNITS.top, "key-custodian");
    expect(await refusal(ring.rotate("evidence", silent))).toBe("keys.not-agreed");
    const forged = order("rotate", 2);
    const first = await server.signIn("custodian1");
    expect((await first.send("POST", "/api/keys/orders", forged)).status).toBe(201);
    expect(await refusal(ring.rotate("evidence", silent))).toBe("keys.not-agreed");
    await server.rows(
      `insert into key_order_answers select $1, officer_id, posting_id, true, now(), 1, '\\x00' from postings
       join officers using (officer_id) where login = 'custodian2'`,
      [forged.orderId],
    );
    expect(await refusal(ring.rotate("evidence", silent))).toBe("keys.not-agreed");
    // Who leaves does not make the terminal's word count again.
    await server.rows("delete from key_order_answers");
    await server.rows("update postings set valid_to = now() where role = 'key-custodian'");
    expect(await refusal(ring.rotate("evidence", silent))).toBe("keys.not-agreed");
    await server.rows("update postings set valid_to = null where role = 'key-custodian'");
    const again = await server.signIn("custodian1");
    expect((await again.send("POST", `/api/keys/orders/${forged.orderId}/end`)).status).toBe(200);
    expect(existsSync(keyFile("evidence-2.pem"))).toBe(false);
  });

  test("what two agreed to is carried out once, and destroying takes an order of its own", async () => {
    const rotation = order("rotate", 2);
    await agree(rotation);
    expect(await ring.rotate("evidence", silent)).toMatchObject({ version: 2, resumed: false });
    expect(await refusal(ring.rotate("evidence", silent))).toBe("keys.not-agreed");
    const custodian = await server.signIn("custodian1");
    const lines = async () => KeysReport.parse((await custodian.get("/api/keys")).json).orders;
    expect((await lines()).find(({ orderId }) => orderId === rotation.orderId)).toMatchObject({
      state: "done",
    });
    const ended = await custodian.send("POST", `/api/keys/orders/${rotation.orderId}/end`);
    expect(ended.json).toMatchObject({ code: "keys.over" });
    await settle();
    expect(await refusal(ring.retire("evidence", 1, silent))).toBe("keys.not-agreed");
    // A row that says it is closed is not the custodians' word either.
    await server.rows("insert into retired_keys (key_class, version) values ('evidence', 1)");
    expect(await refusal(ring.retire("evidence", 1, silent))).toBe("keys.not-agreed");
    expect(existsSync(keyFile("evidence-1.pem"))).toBe(true);
    await server.rows("delete from retired_keys where key_class = 'evidence'");
    const destruction = order("retire", 1);
    await agree(destruction);
    expect(await ring.retire("evidence", 1, silent)).toMatchObject({ destroyed: true });
    expect(existsSync(keyFile("evidence-1.pem"))).toBe(false);
    expect((await lines())[0]).toMatchObject({ orderId: destruction.orderId, state: "done" });
    const by = (await events("key.destroy")).at(-1)?.detail;
    expect(by).toMatchObject({ keyClass: "evidence", version: 1, order: destruction.orderId });
  });
});
