// How the register runs over HTTP: for whoever keeps it running and nobody else; alarms carry their beginning.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { KEY_CLASSES } from "#src/schema/key-class.ts";
import { SystemReport } from "#src/schema/system.ts";
import { eventually } from "../support/pack-changes.ts";
import {
  type Client,
  signIn,
  startServer,
  TEST_PASSWORD,
  type TestServer,
  UNITS,
} from "../support/server.ts";
import { nameSilentWitness } from "../support/witness.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  await server.addOfficer("custodia", UNITS.top, "key-custodian");
});
afterAll(() => server?.close());

const report = async (by: Client) => SystemReport.parse((await by.get("/api/system")).json);

test("it is refused without a session and to whoever does not keep the register", async () => {
  expect((await server.anonymous.get("/api/system")).status).toBe(401);
  for (const login of ["registrar", "investigator", "chief", "auditor", "affairs"])
    expect(await (await server.signIn(login)).get("/api/system"), login).toMatchObject({
      status: 403,
      json: { code: "access.refused" },
    });
});

test("it says which versions of each key there are, and no key", async () => {
  for (const login of ["administrator", "custodia"]) {
    const client = await server.signIn(login);
    const { keys, trail, packVersion } = await report(client);
    expect(keys.map(({ keyClass }) => keyClass)).toEqual([...KEY_CLASSES]);
    for (const { versions } of keys) expect(versions).toEqual([1]);
    expect(trail.health).toBe("ok");
    expect(packVersion).toMatch(/^pe@/);
    expect((await client.get("/api/system")).text).not.toMatch(/[A-Za-z0-9+/]{40}/);
  }
});

test("an alarm carries the time at which it began", async () => {
  const administrator = await server.signIn("administrator");
  const before = Date.now();
  expect((await report(administrator)).alarms).toEqual([]);
  nameSilentWitness(server.house.dataDir, "Defensoría");
  await eventually(async () => {
    const { alarms } = await report(administrator);
    const found = alarms.find(({ alarm }) => alarm === "not-witnessed");
    expect(Date.parse(found?.since ?? "")).toBeGreaterThanOrEqual(before);
  });
  // After a restart it is still the time at which it began; and what is over is forgotten.
  const since = async (by: Client) =>
    (await report(by)).alarms.find(({ alarm }) => alarm === "not-witnessed")?.since;
  const began = await since(administrator);
  const restarted = await server.second();
  try {
    const client = await signIn(restarted.url, "administrator", TEST_PASSWORD);
    expect(await since(client)).toBe(began);
    const file = join(server.house.dataDir, "alarms.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      "not-witnessed": Date.parse(began ?? ""),
    });
    rmSync(join(server.house.dataDir, "witnesses.json"));
    await vi.waitFor(
      async () => {
        expect((await report(client)).alarms).toEqual([]);
        expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({});
      },
      { timeout: 40_000, interval: 100 },
    );
  } finally {
    await restarted.close();
  }
});
