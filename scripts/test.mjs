// `npm test`: installs and builds what is missing, then types, lint and every test; the last line is the count.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { ensureInstalled, ROOT } from "./install.mjs";

const count = { passed: 0, failed: 0, skipped: 0 };

function step(name, program, options) {
  console.log(`\n== ${name}`);
  return spawnSync(process.execPath, [join(ROOT, "node_modules", program), ...options], {
    cwd: ROOT,
    stdio: "inherit",
  }).status;
}

// Counts as one test.
function check(name, program, options) {
  if (step(name, program, options) === 0) count.passed++;
  else count.failed++;
}

await ensureInstalled();
try {
  await ensureBuilt("server", "web");
} catch (error) {
  console.error(`The build failed: ${error.message}`);
  count.failed++;
}
check("types", "typescript/bin/tsc", ["-p", ".", "--noEmit"]);
check("lint and format", "@biomejs/biome/bin/biome", ["check"]);

const reports = mkdtempSync(join(tmpdir(), "reta-report-"));
const report = join(reports, "vitest.json");
const status = step("tests", "vitest/vitest.mjs", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
countTests();
rmSync(reports, { recursive: true, force: true });

function countTests() {
  const failedBefore = count.failed;
  try {
    for (const { status: outcome, assertionResults } of JSON.parse(readFileSync(report, "utf8"))
      .testResults) {
      // A file that cannot even be loaded has no tests to fail.
      if (outcome === "failed" && !assertionResults.some((test) => test.status === "failed")) count.failed++;
      for (const test of assertionResults) {
        if (test.status === "passed") count.passed++;
        else if (test.status === "failed") count.failed++;
        else count.skipped++;
      }
    }
  } catch (error) {
    console.error(`No report of the tests: ${error.message}`);
  }
  // An error outside any test (an unhandled rejection, a failed set-up) fails the run too.
  if (status !== 0 && count.failed === failedBefore) count.failed++;
}

console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;
