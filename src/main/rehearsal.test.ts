// Rehearsing: the pack's own codes make a complaint, nothing leaves the process, and whoever asks comes first.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { loadPack } from "#src/actions/load-pack.ts";
import { validateComplaint } from "#src/domain/case/validate-complaint.ts";
import { KEY_CLASSES } from "#src/schema/key-class.ts";
import { pointOf } from "#src/vault/class-keys.ts";
import { LOST_MARKS } from "#src/vault/staff-marks.ts";
import { prepareRules } from "./house.ts";
import { inventedComplaint } from "./invented-complaint.ts";
import { rehearsed, type Stage, startRehearsal } from "./rehearsal.ts";

// Whatever of the register is not named here would throw: it is not touched.
const untouched = (name: string) =>
  new Proxy(
    {},
    { get: (_, member) => expect.fail(`${name}.${String(member)} was used in a rehearsal`) },
  ) as never;
let stage: Stage;
let sealed = 0;

beforeAll(async () => {
  const keys = KEY_CLASSES.map((keyClass) => {
    const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    return { keyClass, version: 1, point: pointOf(publicKey) };
  });
  const own = ["draftsKey", "wrapper", "vault", "receipts", "breached"] as const;
  stage = {
    real: {
      register: {
        rules: prepareRules(await loadPack("pe")),
        ...(Object.fromEntries(own.map((name) => [name, untouched(name)])) as Record<
          (typeof own)[number],
          never
        >),
        ...{ training: false, passwordAlone: false, sessionsAtOnce: 1, singleSignOn: null, alerting: true },
        promise: () => expect.fail("a promise was signed in a rehearsal"),
        staffMarks: { ...LOST_MARKS, of: () => expect.fail("a number was looked up in a rehearsal") },
      },
    },
    publicKeys: () => {
      sealed += 1;
      return keys;
    },
  };
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a rehearsal", () => {
  test("is of complaints that would be registered, in the pack's own codes", async () => {
    const { rules } = stage.real.register;
    const now = new Date().toISOString();
    const times = { complaintMadeAt: now, enteredAt: now, receivedAt: now };
    const rehearse = rehearsed(stage);
    for (let turn = 0; turn < 60; turn += 1) {
      const { complaint } = inventedComplaint(rules.pack, now, randomUUID, turn);
      expect(validateComplaint(complaint, rules.validation, times).faults).toEqual([]);
      await rehearse();
    }
  });

  test("says so when the pack has no codes for it", async () => {
    const { register } = stage.real;
    const bare = { ...register.rules, pack: { ...register.rules.pack, catalogues: {} } };
    await expect(
      rehearsed({ ...stage, real: { register: { ...register, rules: bare } } })(),
    ).rejects.toThrow();
  });

  test("begins when nobody asks, and waits while somebody does", async () => {
    vi.useFakeTimers();
    let askedAt = performance.now();
    sealed = 0;
    const rehearsal = startRehearsal(stage, () => askedAt);
    const busy = setInterval(() => {
      askedAt = performance.now();
    }, 50);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sealed).toBe(0);
    clearInterval(busy);
    await vi.advanceTimersByTimeAsync(500);
    expect(sealed).toBeGreaterThan(0);
    rehearsal.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
