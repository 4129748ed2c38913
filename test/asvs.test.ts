// The security checklist is whole and true to the tree: every number of the standard we aim at, every file it names.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import { LOCK_OUT } from "#src/actions/lock-out.ts";
import { SESSION_HOURS } from "#src/actions/open-session.ts";
import { VARIABLES } from "#src/cli/configuration.ts";
import { DELEGATION_DAYS } from "#src/domain/access/delegation.ts";
import { requestLine } from "#src/http/request-line.ts";
import { FRESH_MINUTES } from "#src/schema/session.ts";
import { PASSWORD_MIN } from "#src/vault/password.ts";
import { ROOT, read } from "./support/sources.ts";

const text = read("docs/security/asvs.md");
const rows = [...text.matchAll(/^\| (\d+)\.(\d+)\.(\d+) \| ([123]) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, chapter, section, number, level, what, state, by = ""]) => ({
    id: `${chapter}.${section}.${number}`,
    level: Number(level),
    what,
    state,
    by,
  }),
);

/**
 * Requirements of ASVS 5.0.0 at levels 1 and 2 by chapter, and of level 3 where we aim at it (V8, V11, V14, V16 and
 * 2.3.5): counted in the standard's own list.
 */
const EXPECTED: Readonly<Record<string, number>> = {
  1: 27,
  2: 12,
  3: 19,
  4: 10,
  5: 9,
  6: 35,
  7: 18,
  8: 13,
  9: 7,
  10: 29,
  11: 24,
  12: 9,
  13: 13,
  14: 13,
  15: 13,
  16: 17,
};

test("every requirement of the levels we aim at has one line", () => {
  const found: Record<string, number> = {};
  for (const { id } of rows) {
    const chapter = id.split(".")[0] ?? "";
    found[chapter] = (found[chapter] ?? 0) + 1;
  }
  expect(found).toEqual(EXPECTED);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test("each line is met, not met or not applicable, and says by what or why", () => {
  for (const { id, state, by } of rows) {
    expect(["met", "not met", "n/a"], id).toContain(state);
    expect(by.length, id).toBeGreaterThan(2);
  }
});

test("every file a line names exists", () => {
  const named = rows.flatMap(({ id, by }) =>
    [...by.matchAll(/`((?:test|src|docs|packs|scripts)\/[^`]+|[A-Za-z-]+\.(?:md|json|ts))`/g)].map(
      ([, path = ""]) => ({ id, path }),
    ),
  );
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([]);
});

/** The words of a row whose proof is no test. */
const UNTESTABLE = "nothing can be tested";

test("whatever is met names the test that proves it, or says that nothing can be tested and why", () => {
  const met = rows.filter(({ state }) => state === "met");
  const namesTest = (by: string) =>
    [...by.matchAll(/`((?:test|src|packs)\/[^`]+\.test\.ts)`/g)].some(([, path = ""]) =>
      existsSync(join(ROOT, path)),
    );
  const saysWhy = (by: string) => by.startsWith(`${UNTESTABLE}: `) && by.length > UNTESTABLE.length + 20;
  expect(met.filter(({ by }) => namesTest(by) === by.includes(UNTESTABLE)).map(({ id }) => id)).toEqual([]);
  expect(met.filter(({ by }) => !namesTest(by) && !saysWhy(by)).map(({ id }) => id)).toEqual([]);
  // Few are left: what is not there, what a machine is, what others promise.
  expect(met.filter(({ by }) => saysWhy(by)).length).toBeLessThan(10);
});

test("every circumstance that weighs names the test that shows it", () => {
  const weighs = [
    ...read("docs/security/circumstances.md").matchAll(
      /^\| (?!circumstance |---)(.+?) \| .+ \| ([^|]+) \|$/gm,
    ),
  ];
  expect(weighs.length).toBeGreaterThan(10);
  for (const [, what, by = ""] of weighs) {
    const named = [...by.matchAll(/`(test\/[^`]+\.test\.ts)`/g)].map(([, path = ""]) => path);
    expect(named, what).not.toEqual([]);
    expect(
      named.filter((path) => !existsSync(join(ROOT, path))),
      what,
    ).toEqual([]);
  }
});

test("the limits the paper on accounts names are those of the code", () => {
  const accounts = read("docs/operations/accounts.md");
  const minutes = (name: "RETA_LOCK_MINUTES" | "RETA_IDLE_MINUTES") => Number(VARIABLES[name].fallback);
  const words = new Map([
    [5, "five"],
    [10, "ten"],
    [50, "fifty"],
  ]);
  const said = [
    `Passwords have at least ${PASSWORD_MIN} characters`,
    `A session ends after ${SESSION_HOURS} hours`,
    `within the last ${FRESH_MINUTES} minutes`,
    `for how many days, ${DELEGATION_DAYS} at most`,
    `After ${words.get(minutes("RETA_LOCK_MINUTES"))} minutes without use`,
    `ended by the server after ${minutes("RETA_IDLE_MINUTES")} minutes`,
    `may have ${words.get(Number(VARIABLES.RETA_SESSIONS.fallback))} sessions open at a time`,
    `After ${words.get(LOCK_OUT.here)} wrong ones for a login from one address within ${LOCK_OUT.minutes} minutes (${words.get(LOCK_OUT.anywhere)} from anywhere)`,
  ];
  for (const sentence of said) expect(accounts, sentence).toContain(sentence);
});

test("every way in that the database knows is written down", () => {
  const [, list = ""] =
    /sessions_method CHECK .*?ARRAY\[([^\]]+)\]/.exec(read("src/database/schema.sql")) ?? [];
  const ways = [...list.matchAll(/'([^']+)'/g)].map(([, way = ""]) => way).sort();
  const headings: Record<string, string> = {
    code: "## Letting officers in",
    passkey: "## Passkeys",
    password: "Passwords have at least",
    "single-sign-on": "## Single sign-on",
    totp: "## The second factor",
  };
  expect(ways).toEqual(Object.keys(headings));
  for (const heading of Object.values(headings))
    expect(read("docs/operations/accounts.md")).toContain(heading);
});

test("the fields of a line of the log are those written down, and nobody's words", () => {
  const { method, ...line } = requestLine(
    { method: "GET", id: "1", routeOptions: { url: "/api/cases" } } as FastifyRequest,
    { statusCode: 200, elapsedTime: 1 } as FastifyReply,
  );
  const [, paper = ""] = /^## Log lines\n\n(.+)$/m.exec(read("docs/operations/running.md")) ?? [];
  const named = [...(paper.split(". ")[0]?.matchAll(/`(\w+)`/g) ?? [])].map(([, name = ""]) => name);
  expect(named.sort()).toEqual(["method", ...Object.keys(line)].sort());
  expect(method).toBe("GET");
});
