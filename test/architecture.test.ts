// The rules of the house: rooms and who may import whom, purity, names, sizes. What fails here says which file and why.
import { expect, test } from "vitest";
import {
  importsOf,
  listFolders,
  listSources,
  read,
  type Source,
  withoutComments,
} from "./support/sources.ts";

/** The ten rooms and what each may import besides itself. `main` joins them (docs/decisions/0003). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  domain: ["schema"],
  database: ["schema"],
  vault: ["schema", "domain"],
  papers: ["schema", "domain"],
  actions: ["schema", "domain", "database", "vault", "papers"],
  http: ["schema", "actions"],
  cli: ["schema", "domain", "actions"],
  jobs: ["schema", "actions"],
  web: ["schema", "domain"],
};
const ROOMS = Object.keys(MAY_IMPORT);
/** Folders below a room that is divided; a new one is a decision, not an accident. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  domain: [
    ..."access alerts audit case classification disclosure identity ledger linkage network outbox pack statistics".split(
      " ",
    ),
  ],
  web: [..."components forms messages offline pages public styles".split(" ")],
  database: ["migrations"],
};
/** Packages that compute and do nothing else. */
const PURE_PACKAGES = /^(zod\/mini|canonicalize|@noble\/hashes\/.+|graphology(-.+)?)$/;
/** What a rule must be given instead of taking it: the time, chance, the environment, the world outside. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b|\bprocess\.|\bperformance\.now\b|\bset(Timeout|Interval|Immediate)\b|\bfetch\(|\blocalStorage\b|\bconsole\./;
const GENERATED = ["src/database/schema.sql", "src/database/types.ts"];
const MOST_LINES = 400;
const LOOK_AGAIN = 300;

const code = listSources(["src"], [".ts", ".tsx"]);
const all = [
  ...listSources(["src"], [".ts", ".tsx", ".sql", ".css"]),
  ...listSources(["test", "bench", "scripts", "examples", "bin"], [".ts", ".mjs"]),
];
const paths = (sources: readonly Source[]) => sources.map(({ path }) => path);

test("src holds the ten rooms, main.ts with its folder, and nothing else", () => {
  expect(listFolders("src").filter((name) => name !== "main" && !ROOMS.includes(name))).toEqual([]);
  expect(paths(code.filter(({ room }) => room === ""))).toEqual([]);
  for (const [room, known] of Object.entries(FOLDERS))
    expect(listFolders(`src/${room}`).filter((name) => !known.includes(name))).toEqual([]);
});

test("a room imports from itself and from the rooms before it", () => {
  expect(code.flatMap(importsOf).length).toBeGreaterThan(300);
  const wrong = code
    .filter(({ room }) => room !== "main")
    .flatMap((source) => {
      const allowed = [source.room, ...(MAY_IMPORT[source.room] ?? [])];
      return importsOf(source)
        .filter(({ target }) => target !== undefined)
        .filter(({ target = "" }) => {
          if (source.isTest && target.startsWith("test/")) return false;
          const room = /^src\/([^/]+)\//.exec(target)?.[1];
          return room === undefined || !allowed.includes(room);
        })
        .map(({ written }) => `${source.path} imports ${written}`);
    });
  expect(wrong).toEqual([]);
});

test("nobody imports main: it joins the rooms and is entered from outside", () => {
  const wrong = code
    .filter(({ room }) => room !== "main")
    .filter((source) => importsOf(source).some(({ target }) => /^src\/main[./]/.test(target ?? "")));
  expect(paths(wrong)).toEqual([]);
});

test("inside a room imports are relative, across rooms they begin with #src, and they name the file", () => {
  const wrong = code.flatMap((source) =>
    importsOf(source)
      .filter(({ target }) => target !== undefined)
      .filter(({ written, target = "" }) => {
        const crosses = !target.startsWith(`src/${source.room}/`) && source.path !== "src/main.ts";
        const isOurs = target.startsWith("src/");
        return (isOurs && crosses !== written.startsWith("#src/")) || !/\.(tsx?|css)$/.test(written);
      })
      .map(({ written }) => `${source.path} imports ${written}`),
  );
  expect(wrong).toEqual([]);
});

test("words and rules are pure: time, chance and the law come in as arguments", () => {
  const pure = code.filter(({ room, isTest }) => !isTest && (room === "schema" || room === "domain"));
  expect(pure.length).toBeGreaterThan(20);
  const packages = pure.flatMap((source) =>
    importsOf(source)
      .filter(({ written, target }) => target === undefined && !PURE_PACKAGES.test(written))
      .map(({ written }) => `${source.path} imports ${written}`),
  );
  const acts = pure.flatMap(({ path, text }) => {
    const found = IMPURE.exec(withoutComments(text))?.[0];
    return found === undefined ? [] : [`${path} uses ${found}`];
  });
  expect([...packages, ...acts]).toEqual([]);
});

test("the screens use nothing of Node, and the whole of zod nowhere where they could load it", () => {
  const wrong = code
    .filter(({ room, isTest }) => !isTest && ["web", "schema", "domain"].includes(room))
    .filter((source) => importsOf(source).some(({ written }) => /^(node:|zod$)/.test(written)));
  expect(paths(wrong)).toEqual([]);
});

test("no barrels: nothing is called index and nothing passes a whole file on", () => {
  const wrong = all.filter(({ path, text }) => /\/index\.\w+$/.test(path) || /^export \* from/m.test(text));
  expect(paths(wrong)).toEqual([]);
});

test("default exports are for pages, which are loaded by name", () => {
  const exporting = code.filter(({ text }) => /^export default\b|\bas default\b/m.test(text));
  expect(paths(exporting.filter(({ path }) => !/^src\/web\/pages\/\w+Page\.tsx$/.test(path)))).toEqual([]);
});

test("files are named in kebab-case, and a file of one component after it", () => {
  const wrong = code.filter(({ path, text }) => {
    const name = path.split("/").at(-1) ?? "";
    if (/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.tsx?$/.test(name)) return false;
    const component = /^([A-Z][A-Za-z0-9]*)\.tsx$/.exec(name)?.[1];
    const shown = [...text.matchAll(/^export (?:default )?function ([A-Z]\w*)/gm)].map((match) => match[1]);
    // Several parts of one screen share a file called after what they are; one of a page's own folder ends in View.
    const isAfterIt = shown[0] === component || shown[0] === `${component}View`;
    return component === undefined || shown.length === 0 || (shown.length === 1 && !isAfterIt);
  });
  expect(paths(wrong)).toEqual([]);
});

test("names say what they hold: no file is called data, info, manager, helper, util, service or handler", () => {
  const vague = /(^|[-/])(data|info|manager|helpers?|utils?|services?|handlers?)(?=[-./])/i;
  expect(paths(all.filter(({ path }) => vague.test(path)))).toEqual([]);
});

test("the first line of each file says what lives there", () => {
  const silent = all.filter(({ path, text }) => {
    const [first = "", second = ""] = text.split("\n");
    const line = first.startsWith("#!") ? second : first;
    return !(path.endsWith(".sql") ? /^-- \S/ : path.endsWith(".css") ? /^\/\* \S/ : /^\/\/ \S/).test(line);
  });
  expect(paths(silent)).toEqual([]);
});

test(`no file has more than ${MOST_LINES} lines`, () => {
  const lengths = all
    .filter(({ path }) => !GENERATED.includes(path))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }));
  for (const { path, lines } of lengths.filter(({ lines }) => lines > LOOK_AGAIN))
    console.log(`${path}: ${lines} lines, look whether it is two files`);
  expect(lengths.filter(({ lines }) => lines > MOST_LINES)).toEqual([]);
});

test("no note to do something later without the number of its issue", () => {
  const mark = new RegExp(`\\b(${"TO"}DO|${"FIX"}ME)\\b(?!\\s*\\(?#\\d+)`);
  expect(paths(all.filter(({ text }) => mark.test(text)))).toEqual([]);
});

test("the type checker and the linter are never silenced", () => {
  // Put together, so that this file does not find itself.
  const comments = new RegExp(["@ts-", "biome-"].map((tool) => `${tool}(ignore|nocheck|expect)`).join("|"));
  const wrong = all.filter(({ text }) => comments.test(text) || /\bas any\b/.test(withoutComments(text)));
  expect(paths(wrong.filter(({ path }) => path !== "test/architecture.test.ts"))).toEqual([]);
});

test("the screens ask no other host", () => {
  const screens = [...listSources(["src/web"], [".ts", ".tsx", ".css", ".html", ".svg"])];
  const wrong = screens.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:https?:)?\/\/([a-z0-9-]+\.)+[a-z]{2,}/gi)]
      // The name of the language of drawings, which no browser fetches.
      .filter(([address]) => !address.endsWith("//www.w3.org"))
      .map(([address]) => `${path}: ${address}`),
  );
  expect(wrong).toEqual([]);
});

test("at most 40 packages are needed to run", () => {
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
  expect(Object.keys(dependencies).length).toBeLessThanOrEqual(40);
});

test("ARCHITECTURE.md names every room, and every room it names exists", () => {
  const tree = /```\n(src\/[\s\S]*?)```/.exec(read("ARCHITECTURE.md"))?.[1] ?? "";
  const named = [...tree.matchAll(/^ {2}([a-z]+)\/ /gm)].map(([, room = ""]) => room);
  expect([...named].sort()).toEqual([...ROOMS, "main"].sort());
  // A room that no part has furnished yet is said to be empty.
  const empty = named.filter((room) => !listFolders("src").includes(room));
  for (const room of empty) expect(tree).toMatch(new RegExp(`^ {2}${room}/ .*\\(empty`, "m"));
});
