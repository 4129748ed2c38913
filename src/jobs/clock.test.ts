// The clock goes on, whatever a job does.
import { expect, test } from "vitest";
import { type Clock, startClock } from "./clock.ts";

test.each([
  [
    "throws before it waits for anything",
    () => {
      throw new Error("wrong");
    },
  ],
  ["fails later", () => Promise.reject(new Error("wrong"))],
] as const)("a job that %s is told of and runs again", async (_, fail) => {
  const told: string[] = [];
  let runs = 0;
  let clock: Clock | undefined;
  await new Promise<void>((resolve) => {
    const run = (): Promise<unknown> => {
      runs += 1;
      if (runs < 3) return fail();
      resolve();
      return Promise.resolve();
    };
    clock = startClock([{ name: "failing", everyMs: 1, run }], (name, error) =>
      told.push(`${name}: ${(error as Error).message}`),
    );
  });
  await clock?.stop();
  expect(told).toEqual(["failing: wrong", "failing: wrong"]);
});
