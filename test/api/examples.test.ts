// The examples of examples/ do what they say: each is run as a stranger would run it, against a real register.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPack } from "#src/actions/load-pack.ts";
import { classify } from "#src/domain/classification/classify.ts";
import { prepareLaw } from "#src/domain/classification/prepared-law.ts";
import { registerAs } from "#src/main/register-as.ts";
import type { Acknowledgement, CaseFile } from "#src/schema/case.ts";
import { Complaint } from "#src/schema/complaint.ts";
import { parseFacts } from "#src/schema/facts.ts";
import { newComplaint } from "../support/complaints.ts";
import { startServer, TEST_PASSWORD, type TestServer } from "../support/server.ts";
import { ROOT, read } from "../support/sources.ts";

const run = promisify(execFile);
const SCRIPT = join(ROOT, "examples/register-complaint.mjs");
const parse = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), "utf8"));
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const asRegistrar = (password: string, ...files: string[]) =>
  run(process.execPath, [SCRIPT, server.url, "registrar", ...files], {
    env: { PATH: process.env.PATH, RETA_PASSWORD: password },
  });

describe("register-complaint.mjs", () => {
  test("signs in and registers the complaint beside it, and the case can be read", async () => {
    const { stdout } = await asRegistrar(TEST_PASSWORD);
    const { caseNumber, promise }: Acknowledgement = JSON.parse(stdout);
    expect(promise?.signature).toMatch(/\S/);
    const client = await server.signIn("registrar");
    const { json } = await client.get(`/api/cases?number=${caseNumber}`);
    const { caseId } = (json as { cases: { caseId: string }[] }).cases[0] ?? { caseId: "none" };
    const file: CaseFile = (await client.get(`/api/cases/${caseId}`)).json;
    expect(file.line).toMatchObject({ caseNumber, verdict: "consistent", minor: true, alerted: true });
  });

  test("tells a wrong password by its code and ends with 1", async () => {
    await expect(asRegistrar("not-the-password")).rejects.toMatchObject({
      code: 1,
      stderr: "session.wrong-credentials\n",
    });
  });

  test("names the field of a complaint that is none", async () => {
    await expect(asRegistrar(TEST_PASSWORD, join(ROOT, "examples/facts.json"))).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("/complaint/channel: missing"),
    });
  });
});

test("complaint.json is a complaint and `reta register` takes it", async () => {
  const complaint = Complaint.parse(parse("examples/complaint.json"));
  const answer = await registerAs(server.house, "registrar", newComplaint(complaint));
  expect(answer?.caseNumber).toMatch(/^\w{5}-\w{5}-\w$/);
});

test("facts.json are facts, consistent with trafficking under the law of 2010", async () => {
  const parsed = parseFacts(parse("examples/facts.json"));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const pack = await loadPack("pe");
  const finding = classify(parsed.facts, prepareLaw(pack.law), prepareLaw(pack.palermo));
  expect(finding).toMatchObject({ verdict: "consistent", lawVersion: "pe-2007", alert: true });
});

test("README names every example", () => {
  for (const name of ["complaint.json", "facts.json", "register-complaint.mjs"])
    expect(read("README.md")).toContain(`examples/${name}`);
});
