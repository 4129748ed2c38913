// Where an order about a key stands: every step, at the edge of its time.
import { expect, test } from "vitest";
import { isOldKey, type KeyOrderSteps, keyOrderState, percentWrapped, waitsUntil } from "./key-order.ts";

const asked: KeyOrderSteps = {
  askedAt: "2026-11-01T10:00:00.000Z",
  word: { suspended: false, posted: true },
  answeredAt: null,
  agreed: null,
  endedAt: null,
  begunAt: null,
  done: false,
};
const agreed = { ...asked, answeredAt: "2026-11-02T10:00:00.000Z", agreed: true };

test("it waits three days for a second custodian, and is as if it had not been asked afterwards", () => {
  expect(keyOrderState(asked, "2026-11-04T09:59:59.999Z")).toBe("waiting");
  expect(waitsUntil(asked, "waiting")).toBe("2026-11-04T10:00:00.000Z");
  expect(keyOrderState(asked, "2026-11-04T10:00:00.000Z")).toBe("lapsed");
  expect(waitsUntil(asked, "lapsed")).toBeNull();
});

test("it waits no more once who asked is suspended, or a custodian no more; what was agreed to stays so", () => {
  for (const word of [
    { suspended: true, posted: true },
    { suspended: false, posted: false },
  ]) {
    expect(keyOrderState({ ...asked, word }, asked.askedAt)).toBe("lapsed");
    expect(keyOrderState({ ...agreed, word }, "2026-11-02T10:00:00.000Z")).toBe("agreed");
  }
});

test("what two agreed to is carried out within a week", () => {
  expect(keyOrderState(agreed, "2026-11-09T09:59:59.999Z")).toBe("agreed");
  expect(waitsUntil(agreed, "agreed")).toBe("2026-11-09T10:00:00.000Z");
  expect(keyOrderState(agreed, "2026-11-09T10:00:00.000Z")).toBe("over");
});

test("what is under way is not over, however long it takes", () => {
  const begun = { ...agreed, begunAt: "2026-11-03T10:00:00.000Z" };
  expect(keyOrderState(begun, "2027-01-01T00:00:00.000Z")).toBe("begun");
  expect(keyOrderState({ ...begun, done: true }, "2027-01-01T00:00:00.000Z")).toBe("done");
});

test("a refusal and taking it back end it, before and after it was agreed to", () => {
  const endedAt = "2026-11-02T11:00:00.000Z";
  expect(keyOrderState({ ...agreed, agreed: false }, agreed.askedAt)).toBe("refused");
  expect(keyOrderState({ ...asked, endedAt }, agreed.askedAt)).toBe("withdrawn");
  expect(keyOrderState({ ...agreed, endedAt }, agreed.askedAt)).toBe("withdrawn");
});

test("a key is old the moment it is older than the days named", () => {
  expect(isOldKey("2026-01-01T00:00:00.000Z", 365, "2027-01-01T00:00:00.000Z")).toBe(false);
  expect(isOldKey("2026-01-01T00:00:00.000Z", 365, "2027-01-01T00:00:00.001Z")).toBe(true);
});

test("how far a rotation is, is told in parts of a hundred, and nothing is told of a class at rest", () => {
  const victims = (version: number, keys: number) => ({ keyClass: "victim", version, keys });
  const others = { keyClass: "suspect", version: 1, keys: 900 };
  const [rest, before, after, none] = [victims(1, 7), victims(1, 100), victims(2, 200), victims(2, 0)];
  expect(percentWrapped(rest, [rest, others])).toBeNull();
  expect(percentWrapped(none, [rest, none, others])).toBeNull();
  expect(percentWrapped(before, [before, after, others])).toBe(33);
  expect(percentWrapped(after, [before, after, others])).toBe(66);
});
