// A bug that nobody caught is a line without its text, and the process that had it goes on.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

// A process of its own: what is asked is whether it lives.
const PROGRAM = `
  import { outliveWhatNobodyCaught } from ${JSON.stringify(new URL("./last-resort.ts", import.meta.url).href)};
  outliveWhatNobodyCaught(process, (line) => console.log(JSON.stringify(line)));
  setTimeout(() => { throw Object.assign(new TypeError("Zoraida Inventada"), { code: "E1" }); }, 1);
  setTimeout(() => void Promise.reject(new RangeError("Zoraida Inventada")), 5);
  setTimeout(() => void Promise.reject("Zoraida Inventada"), 10);
  setTimeout(() => void Promise.reject(undefined), 15);
  setTimeout(() => console.log(JSON.stringify("still here")), 50);
`;

test("errors and rejections that nobody caught are told without their text, and end nothing", () => {
  const tsx = fileURLToPath(import.meta.resolve("tsx"));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", tsx, "--input-type=module", "--eval", PROGRAM],
    { encoding: "utf8" },
  );
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).not.toContain("Zoraida");
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  expect(lines).toEqual([
    { event: "uncaughtException", name: "TypeError", code: "E1", at: expect.any(Array) },
    { event: "unhandledRejection", name: "RangeError", at: expect.any(Array) },
    { event: "unhandledRejection", name: "string" },
    { event: "unhandledRejection", name: "undefined" },
    "still here",
  ]);
});
