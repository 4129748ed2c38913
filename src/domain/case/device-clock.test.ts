// A table of clocks: what is moved to the server's time, by how much, and what no clock explains.
import fc from "fast-check";
import { expect, test } from "vitest";
import { CLOCK_TOLERANCE, onServerClock, saidByDevice } from "./device-clock.ts";

const RECEIVED = "2026-12-01T03:00:00.000Z";

test.each<[string, { made: string; entered: string }, string, number]>([
  ["a right clock", { made: "2026-12-01T02:50:00Z", entered: "2026-12-01T02:59:58Z" }, "02:50:00", 0],
  ["drift of four minutes", { made: "2026-12-01T03:04:00Z", entered: "2026-12-01T03:04:00Z" }, "03:04:00", 0],
  [
    "three hours ahead, now",
    { made: "2026-12-01T06:00:00Z", entered: "2026-12-01T06:00:00Z" },
    "03:00:00",
    10_800,
  ],
  [
    "three hours ahead, ten minutes ago",
    { made: "2026-12-01T05:50:00Z", entered: "2026-12-01T06:00:00Z" },
    "02:50:00",
    10_800,
  ],
  [
    "ahead with another offset",
    { made: "2026-12-01T01:00:00-05:00", entered: "2026-12-01T01:00:00-05:00" },
    "03:00:00",
    10_800,
  ],
  [
    "ahead, the true time typed",
    { made: "2026-12-01T02:30:00Z", entered: "2026-12-01T06:00:00Z" },
    "02:30:00",
    0,
  ],
  ["hours behind, now", { made: "2026-11-30T20:00:00Z", entered: "2026-11-30T20:00:00Z" }, "20:00:00", 0],
  [
    "hours behind, the true time typed",
    { made: "2026-12-01T03:00:00Z", entered: "2026-11-30T20:00:00Z" },
    "03:00:00",
    0,
  ],
  [
    "a day to come, typed on a right clock",
    { made: "2026-12-02T03:00:00Z", entered: RECEIVED },
    "03:00:00",
    0,
  ],
  [
    "entered in another age",
    { made: "2026-12-02T03:00:00Z", entered: "9999-12-31T00:00:00Z" },
    "03:00:00",
    0,
  ],
])("%s", (_, { made, entered }, time, ahead) => {
  const clocked = onServerClock({ complaintMadeAt: made, enteredAt: entered, receivedAt: RECEIVED });
  expect(clocked.clockAhead).toBe(ahead);
  expect(new Date(clocked.complaintMadeAt).toISOString().slice(11, 19)).toBe(time);
  // What is not moved is kept as it was written, offset and all.
  if (ahead === 0) expect(clocked.complaintMadeAt).toBe(made);
});

test("two years ahead is moved back whole, and read out of the entry again it is not moved twice", () => {
  const said = { complaintMadeAt: "2028-12-01T03:00:00.000Z", enteredAt: "2028-12-01T03:20:00.500Z" };
  const clocked = onServerClock({ ...said, receivedAt: RECEIVED });
  expect(Math.abs(Date.parse(clocked.complaintMadeAt) - Date.parse("2026-12-01T02:39:59.500Z"))).toBeLessThan(
    1000,
  );
  expect(saidByDevice(clocked)).toBe(said.complaintMadeAt);
  expect(onServerClock({ ...clocked, enteredAt: RECEIVED, receivedAt: RECEIVED })).toEqual(clocked);
});

test("whatever the clocks say: only what a clock explains is moved, never past reception, and what lay between stays", () => {
  const base = Date.parse(RECEIVED);
  const apart = fc.integer({ min: -800 * 86_400, max: 800 * 86_400 }).map((seconds) => base + seconds * 1000);
  const iso = (time: number) => new Date(time).toISOString();
  let moved = 0;
  fc.assert(
    fc.property(apart, fc.integer({ min: 0, max: 10 * 86_400 }), (entered, before) => {
      const made = entered - before * 1000;
      const clocked = onServerClock({
        complaintMadeAt: iso(made),
        enteredAt: iso(entered),
        receivedAt: RECEIVED,
      });
      const at = Date.parse(clocked.complaintMadeAt);
      expect(saidByDevice(clocked)).toBe(iso(made));
      expect(at).toBeLessThanOrEqual(base + CLOCK_TOLERANCE);
      if (clocked.clockAhead === 0) return;
      moved += 1;
      expect(base - at).toBe(entered - made);
    }),
    { numRuns: 2_000 },
  );
  expect(moved).toBeGreaterThan(200);
});
