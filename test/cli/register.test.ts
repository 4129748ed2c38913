// `reta register` against a real register: the acknowledgement, and every fault with its line; help with an example.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newComplaint, typicalComplaint } from "../support/complaints.ts";
import { reta } from "../support/reta.ts";
import { startServer, type TestServer } from "../support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.close());

const EXAMPLE = readFileSync(new URL("../../examples/complaint.json", import.meta.url), "utf8");

function register(input: string, login = "registrar") {
  const environment = { DATABASE_URL: server.database.ownerUrl };
  const dataDir = server.house.dataDir;
  return reta(["register", "-", "--as", login, "--data", dataDir], { input, environment });
}

test("a complaint is acknowledged, alone or in its envelope", async () => {
  for (const input of [EXAMPLE, JSON.stringify(newComplaint())]) {
    const answer = await register(input);
    expect(answer.stderr).toBe("");
    expect(answer.status).toBe(0);
    expect(JSON.parse(answer.stdout)).toMatchObject({ caseNumber: expect.any(String) });
  }
});

const lineOf = (text: string) => EXAMPLE.slice(0, EXAMPLE.indexOf(text)).split("\n").length;

// The shape is refused by the schema, the rest by the action; both are told in the same words.
test.each([
  [
    '"ageAtFacts": 16',
    '"ageAtFacts": 160',
    '"ageAtFacts"',
    "/victims/0/ageAtFacts: too-big: found 160, expected at most 122",
  ],
  [
    '"sex": "female",\n      "ageAtFacts"',
    '"sexo": "x",\n      "ageAtFacts"',
    '"sex": "female",\n      "ageAtFacts"',
    "/victims/0/sexo: unknown-field: found a field of that name, expected a field that docs/openapi.json names",
  ],
  ['"channel": "police-station",', "", "{", "/channel: missing: found nothing, expected string"],
  [
    '"kind": "bar"',
    '"kind": "Bar X"',
    '"kind": "bar"',
    '/place/kind: wrong-format: found "Bar X", expected the form',
  ],
  ['"kind": "bar"', '"kind": "barr"', '"kind": "bar"', '/place/kind: unknown-code: found "barr", expected'],
  [
    '"factsTo": "2026-10-03"',
    '"factsTo": "2026-08"',
    '"factsFrom"',
    '/factsFrom: dates-out-of-order: found "2026-09", expected',
  ],
  [
    '"channel"',
    '"ongoing": "yes",\n  "channel"',
    '"channel"',
    `/ongoing: duplicate-key: found it a second time, expected it once (first on line ${lineOf('"ongoing"')})`,
  ],
])("instead of %s: %s", async (right, wrong, near, told) => {
  const changed = EXAMPLE.replace(right, wrong);
  expect(changed).not.toBe(EXAMPLE);
  const answer = await register(changed);
  expect(answer).toMatchObject({ status: 2, stdout: "" });
  expect(answer.stderr).toContain(`standard input: line ${lineOf(near)}: ${told}`);
});

test("in an envelope the field is named, and found, below it", async () => {
  const input = JSON.stringify(newComplaint(typicalComplaint({ channel: "smoke-signal" })), null, 1);
  const answer = await register(input);
  const line = input.slice(0, input.indexOf('"channel"')).split("\n").length;
  expect(answer.status).toBe(2);
  expect(answer.stderr).toContain(`line ${line}: /complaint/channel: unknown-code: found "smoke-signal"`);
});

test("what is personal is never repeated back", async () => {
  const name = `Inventada${"a".repeat(300)}`;
  const answer = await register(EXAMPLE.replace('"givenNames": "Rosa"', `"givenNames": "${name}"`));
  expect(answer.status).toBe(2);
  expect(answer.stderr).toContain(
    "/victims/0/personal/name/givenNames: too-long: found what is not repeated",
  );
  expect(answer.stderr).not.toContain("Inventada");
});

test("an officer who is none, and arguments that are missing, end with 2", async () => {
  expect(await register(EXAMPLE, "nobody-at-all")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(
      '--as: found "nobody-at-all", expected an officer with a posting valid now',
    ),
  });
  expect((await reta(["register"])).stderr).toContain("FILE: found nothing");
  const withoutOfficer = await reta(["register", "examples/complaint.json"]);
  expect(withoutOfficer).toMatchObject({ status: 2, stderr: expect.stringContaining("--as: found nothing") });
});

test("every command has help with an example that names it", async () => {
  const overview = await reta(["--help"]);
  const names = [...overview.stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = ""]) => name);
  expect(names).toEqual(
    expect.arrayContaining(["start", "classify", "register", "verify", "rebuild", "bench"]),
  );
  for (const name of names) {
    const help = await reta([name, "--help"]);
    expect(help, name).toMatchObject({ status: 0, stderr: "" });
    expect(help.stdout, name).toMatch(new RegExp(`Usage: +reta ${name}[^]*\\nExample:\\n[^]*reta ${name}`));
  }
});
