// Every action about a case that is recorded is work or a look, by its true name; nothing else is on either list.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CASE_WORK } from "./case-work.ts";

const ACTIONS = new URL("../../actions/", import.meta.url);
/** First words of actions that may be about a case. */
const ABOUT_CASES: readonly string[] = ["case", "hand-over", "wall", "alert", "complaint"];
/** Reading, comparing, asking to read, printing; taking a complaint, which comes before; and what nobody at work does. */
const NO_WORK: readonly string[] = [
  "case.list",
  "case.read",
  "case.names.open",
  "case.openings",
  "case.print",
  "case.directions",
  "case.directions.list",
  "case.relay.list",
  "case.relay.read",
  "case.amendment.compare",
  "case.amendment.compare-seen",
  "case.unlock.ask",
  "case.unlock.answer",
  "case.unlock.end",
  "case.unlock.list",
  "case.unlock.notice",
  "case.unlock.open",
  "case.unlock.read",
  "hand-over.list",
  "hand-over.givers",
  "alert.list",
  "alert.print",
  "alert.escalate",
  "alert.mail",
  "alert.tell-prosecutors",
  "complaint.register",
  "complaint.repeat",
];

test("work and looks are together what is recorded about cases, each by its name and once", () => {
  const code = readdirSync(ACTIONS, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(new URL(path, ACTIONS), "utf8"))
    .join("\n");
  const traces = [...code.matchAll(/[tT]race(?:: Trace)? = \{\s*action: "([a-z.-]+)"/g)].map(
    ([, name = ""]) => name,
  );
  const inVault = [...code.matchAll(/\bstep\(\s*room,\s*"([a-z.-]+)"/g)].map(([, name = ""]) => name);
  const recorded = new Set(
    [...traces, ...inVault].filter((name) => ABOUT_CASES.includes(name.split(".")[0] ?? "")),
  );
  expect([...CASE_WORK, ...NO_WORK].sort()).toEqual([...recorded].sort());
});
