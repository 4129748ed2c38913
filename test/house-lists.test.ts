// Lists that must agree with each other: failures and their words, actions and their doors, settings and their paper.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { loadPack } from "#src/actions/load-pack.ts";
import { readWitnesses } from "#src/actions/witness-settings.ts";
import { VARIABLES } from "#src/cli/configuration.ts";
import { CONSTRAINT_PROBLEMS, INTERNAL_CONSTRAINTS } from "#src/database/problems.ts";
import { ACTIONS, DATA_CLASSES, NO_RELATION } from "#src/domain/access/access-question.ts";
import { DENIALS, REFUSED_BEFORE } from "#src/domain/access/denials.ts";
import { GRANTS } from "#src/domain/access/grants.ts";
import { COMPLAINT_FAULTS, COMPLAINT_WARNINGS } from "#src/domain/case/complaint-faults.ts";
import { CHANGE_FAULTS } from "#src/domain/pack/change-question.ts";
import { type House, routesOf } from "#src/http/app.ts";
import { Sessions } from "#src/http/session.ts";
import { PROBLEMS } from "#src/schema/problem.ts";
import { AUDITED_ACTIONS } from "#src/web/messages/administration.ts";
import { en } from "#src/web/messages/en.ts";
import { administration } from "#src/web/messages/es/administration.ts";
import { changes } from "#src/web/messages/es/changes.ts";
import { roles } from "#src/web/messages/es/roles.ts";
import { es } from "#src/web/messages/es.ts";
import { listFolders, listSources, ROOT, read, withoutComments } from "./support/sources.ts";

test("every failure and every fault has words in both languages", () => {
  const shapes = [
    ...read("src/http/faults.ts").matchAll(/code: (?:[^"\n]+\? )?"([a-z-]+)"(?: : "([a-z-]+)")?/g),
  ];
  const shapeFaults = shapes.flatMap(([, ...codes]) => codes.filter((code) => code !== undefined));
  expect(shapeFaults.length).toBeGreaterThan(5);
  const keys = [
    ...Object.keys(PROBLEMS).map((code) => `problem.${code}`),
    ...[...COMPLAINT_FAULTS, ...COMPLAINT_WARNINGS, ...shapeFaults].map((code) => `fault.${code}`),
  ];
  for (const words of [es, en]) expect(keys.filter((key) => !Object.hasOwn(words, key))).toEqual([]);
});

test("everything that can be wrong with a change of the pack has words", () => {
  expect(CHANGE_FAULTS.filter((code) => !Object.hasOwn(changes, `fault.${code}`))).toEqual([]);
});

test("whoever reads the audit trail reads words for every action that is recorded", () => {
  const sources = listSources(["src/actions", "src/vault", "src/main", "src/jobs"], [".ts"]).filter(
    ({ isTest }) => !isTest,
  );
  const recorded = sources.flatMap(({ text }) =>
    [...text.matchAll(/(?:action: |eventOf\(room, |recorded\()"([a-z-]+(?:\.[a-z-]+)+)"/g)].map(
      ([, code]) => code,
    ),
  );
  expect(recorded.length).toBeGreaterThan(100);
  const said = (code = "") => Object.hasOwn(administration, `action.${code}`);
  expect([...new Set(recorded)].filter((code) => !said(code))).toEqual([]);
  // And picks it on the page of the trail.
  expect(recorded.filter((code) => !AUDITED_ACTIONS.some((each) => each === code))).toEqual([]);
});

test("everything the tables of access say has words", () => {
  const grants = Object.values(GRANTS).flat();
  const keys = [
    ...ACTIONS.map((code) => `action.${code}`),
    ...DATA_CLASSES.map((code) => `class.${code}`),
    ...["always", ...Object.keys(NO_RELATION)].map((code) => `to.${code}`),
    ...[...REFUSED_BEFORE, ...DENIALS.map(({ reason }) => reason)].map((reason) => `denial.${reason}`),
    ...grants.flatMap(({ duties }) => duties.map((code) => `duty.${code}`)),
  ];
  expect(keys.filter((key) => !Object.hasOwn(roles, key))).toEqual([]);
});

test("each part of the screens has the same messages in Spanish and English", async () => {
  const parts = listSources(["src/web/messages/es"], [".ts"]);
  expect(parts.length).toBeGreaterThan(5);
  const english = listSources(["src/web/messages/en"], [".ts"]).map(({ path }) => path);
  expect(english).toEqual(parts.map(({ path }) => path.replace("/es/", "/en/")));
  for (const { path } of parts) {
    const keysOf = async (language: string) => {
      const module: Record<string, object> = await import(join(ROOT, path.replace("/es/", language)));
      return Object.values(module)
        .flatMap((words) => Object.keys(words))
        .sort();
    };
    expect(await keysOf("/en/"), path).toEqual(await keysOf("/es/"));
  }
});

test("every action has a door, the clock or main, and each of its traces is used there", () => {
  const doors = listSources(["src/http", "src/jobs", "src/cli", "src/main"], [".ts"]).map(({ text }) => text);
  const traces = listSources(["src/actions"], [".ts"]).flatMap(({ path, text }) =>
    [...text.matchAll(/^export const (\w+): Trace\b/gm)].map(([, name]) => ({ path, name })),
  );
  expect(traces.length).toBeGreaterThan(15);
  const unused = traces.filter(({ path, name }) => {
    const use = new RegExp(`\\b\\w+\\.${name}\\b`);
    return !doors.some((text) => text.includes(`"#${path}"`) && use.test(text));
  });
  expect(unused).toEqual([]);
});

test("every trace has a name of its own in the audit trail", () => {
  const names = listSources(["src/actions", "src/main"], [".ts"]).flatMap(({ text }) =>
    [...text.matchAll(/: Trace = \{ action: "([^"]+)"/g)].map(([, name = ""]) => name),
  );
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test("every route of the API is called by a test of test/api", () => {
  const called = listSources(["test/api"], [".ts"])
    .map(({ text }) => withoutComments(text))
    .join("\n");
  const never = () => Promise.reject(new Error("not called"));
  const house: House = {
    version: "",
    perform: never,
    performTogether: never,
    findActor: never,
    openDraftKey: () => Buffer.alloc(0),
    lockMinutes: 5,
    webAddress: "",
    passwordAlone: false,
    stream: { open: () => undefined },
    readHealth: never,
    published: { vkeys: { entries: "", audit: "" }, witnesses: () => readWitnesses("") },
    packJson: () => "{}",
    logLevel: "silent",
    trustProxy: false,
  };
  const routes = routesOf(house, new Sessions(never));
  expect(routes.length).toBeGreaterThan(15);
  const untested = routes.filter(({ method, path }) => {
    const pattern = path
      .split("/")
      .map((part) => (part === "*" || part.startsWith(":") ? "[^\\s/]+" : part))
      .join("/");
    const address = `["'\`][^"'\`\\s]*${pattern}["'\`?]`;
    if (method === "GET") return !new RegExp(address).test(called);
    // `send("POST", "/api/…")`, a row of a table, or the options of a fetch behind the address.
    const pair = new RegExp(`"${method}",\\s*${address}|${address}[^;]{0,200}method: "${method}"`);
    return !pair.test(called);
  });
  expect(untested.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

test("every pack can be read, and every law has examples for a lawyer", async () => {
  const packs = listFolders("packs");
  expect(packs).toContain("pe");
  for (const name of packs) {
    expect(existsSync(join(ROOT, "packs", name, "examples.json")), name).toBe(true);
    expect(existsSync(join(ROOT, "packs", name, "README.md")), name).toBe(true);
    if (!existsSync(join(ROOT, "packs", name, "manifest.json"))) continue;
    const { manifest, law } = await loadPack(name);
    expect(manifest.country).toBe(name);
    expect(law.versions.length).toBeGreaterThan(0);
  }
});

test("the paper on environment variables is the table of the code, and the code reads no other", () => {
  const paper = read("docs/operations/environment.md");
  const rows = [...paper.matchAll(/^\| `([A-Z][A-Z0-9_]*)` \| (?:`([^`]*)`)? ?\| (.+) \|$/gm)].map(
    ([, name = "", fallback = "", meaning = ""]) => [name, { fallback, meaning }],
  );
  expect(Object.fromEntries(rows)).toEqual(VARIABLES);
  const reading = listSources(["src"], [".ts", ".tsx"]).flatMap(({ path, text }) =>
    [...text.matchAll(/process\.env\.(\w+)/g)].map(([, name = ""]) => ({ path, name })),
  );
  expect(reading.filter(({ name }) => !Object.hasOwn(VARIABLES, name))).toEqual([]);
});

test("every link of the papers leads to a file that is there", () => {
  const papers = listSources(["docs", "packs"], [".md"]);
  const top = ["README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG", "SECURITY"].map((name) => {
    const path = `${name}.md`;
    return { path, text: read(path) };
  });
  const links = [...top, ...papers].flatMap(({ path, text }) =>
    [...text.matchAll(/\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .filter(([, target = ""]) => !target.includes(":"))
      .map(([, target = ""]) => ({ path, target: join(dirname(path), target) })),
  );
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter(({ target }) => !existsSync(join(ROOT, target)))).toEqual([]);
});

test("every constraint of the database is either told to people or declared internal", () => {
  const text = listSources(["src/database/migrations"], [".sql"])
    .map((source) => source.text.replaceAll(/--[^\n]*/g, "").replaceAll(/COMMENT ON CONSTRAINT/gi, ""))
    .join("\n");
  const found = [...text.matchAll(/\b(?:CONSTRAINT|UNIQUE INDEX)\s+([a-z0-9_]+)/gi)].map(
    ([, name = ""]) => name,
  );
  const listed = [...Object.keys(CONSTRAINT_PROBLEMS), ...INTERNAL_CONSTRAINTS];
  expect(found.length).toBeGreaterThan(50);
  expect([...listed].sort()).toEqual([...new Set(found)].sort());
});
