// How the tests run: rules and words need nothing; everything else shares one database cluster for the run. Three at a
// time: those at the screen wait more than they work.
import { defineConfig } from "vitest/config";

// Files that follow each other in one process share the modules they load; what a test changes, it puts back.
// What is waited for comes when the machine gets to it: a second, which is how long a poll looks by itself, is a timing.
const common = {
  ...{ pool: "forks", isolate: false, testTimeout: 60_000, hookTimeout: 120_000 },
  expect: { poll: { timeout: 15_000 } },
} as const;

export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...common,
          name: "rules",
          include: ["src/{schema,domain}/**/*.test.ts", "packs/**/*.test.ts"],
        },
      },
      {
        test: {
          ...common,
          name: "system",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["src/{schema,domain}/**"],
          globalSetup: ["test/support/cluster.ts"],
        },
      },
    ],
  },
});
