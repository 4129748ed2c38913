// Whatever the line, the machines and the copies do, no report is lost and none is there twice.
import { expect, test } from "vitest";
import { countOf, gapsOf, rangesOf } from "#src/domain/outbox/counters.ts";
import { World } from "./world.ts";

const SCHEDULES = 100_000;
const STEPS = 40;

/** What is wrong in the end, or nothing. */
function faultOf(world: World): string | undefined {
  world.settle();
  const { stored, made, computers, revoked, signedFor } = world;
  if (new Set(stored.cases).size !== stored.cases.length) return "a report is there twice";
  const lost = made.filter(
    ({ reportId, deviceId }) => !stored.reports.has(reportId) && !revoked.has(deviceId),
  );
  if (lost.length > 0) return `lost: ${lost.map(({ reportId }) => reportId)}`;
  for (const { outbox, wiped } of computers)
    for (const { reportId, receipt, state } of outbox.reports) {
      if (receipt === null && !wiped) return `${reportId} waits for ever, ${state}`;
      if (receipt !== null && !signedFor.has(reportId)) return `${reportId} left without a receipt`;
    }
  // What a wiped device had sealed and never sent is told by its numbers, unless it was the newest.
  for (const [deviceId, numbers] of stored.counters) {
    const ranges = rangesOf(numbers.keys());
    const highest = Math.max(...numbers.keys());
    const never = made.filter(
      (report) => report.deviceId === deviceId && !stored.reports.has(report.reportId),
    );
    const below = new Set(never.map(({ counter }) => counter).filter((counter) => counter < highest));
    for (const counter of numbers.keys()) below.delete(counter);
    if (countOf(gapsOf(ranges)) !== below.size) return `the gaps of ${deviceId} are not what never arrived`;
  }
  return undefined;
}

test(`no report is lost or doubled in ${SCHEDULES} schedules`, () => {
  const first = Math.floor(Math.random() * 2 ** 31);
  let sealed = 0;
  let revoked = 0;
  for (let i = 0; i < SCHEDULES; i++) {
    const world = new World(first + i);
    for (let step = 0; step < STEPS; step++) world.step();
    const fault = faultOf(world);
    if (fault !== undefined) expect.fail(`schedule ${first + i}: ${fault}`);
    sealed += world.made.length;
    revoked += world.revoked.size;
  }
  // The lots were not empty ones.
  expect(sealed).toBeGreaterThan(SCHEDULES * 3);
  expect(revoked).toBeGreaterThan(100);
}, 120_000);
