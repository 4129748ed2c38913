// Where reports stand in an outbox, whatever the line does.
import { describe, expect, test } from "vitest";
import {
  acceptReceipt,
  addReport,
  afterContact,
  askedToRegister,
  BACK_OFF,
  dueReports,
  EMPTY_OUTBOX,
  failSending,
  idsToConfirm,
  recoverOutbox,
  registered,
  startSending,
} from "./outbox.ts";

const NOW = Date.parse("2026-12-01T08:00:00Z");
const one = { reportId: "r1", digest: "aa" };
const receipt = { ...one, receivedAt: "2026-12-01T08:01:00Z", caseNumber: "7K3-9QX" };
const stateOf = (outbox: typeof EMPTY_OUTBOX) => outbox.reports.map(({ state }) => state);

describe("an outbox", () => {
  test("numbers reports from 1, and one added twice once", () => {
    const two = addReport(addReport(addReport(EMPTY_OUTBOX, one), one), { reportId: "r2", digest: "bb" });
    expect(two.reports.map(({ counter }) => counter)).toEqual([1, 2]);
  });

  test("waits longer after each failure, never gives up, and is not stopped by a clock set back ten years", () => {
    let outbox = addReport(EMPTY_OUTBOX, one);
    let now = NOW;
    for (let i = 0; i < 40; i++) {
      expect(dueReports(outbox, now, 10)).toHaveLength(1);
      outbox = failSending(startSending(outbox, ["r1"]), ["r1"], now, 1);
      const wait = BACK_OFF[Math.min(i, BACK_OFF.length - 1)] as number;
      expect(dueReports(outbox, now + wait - 1, 10)).toEqual([]);
      now += wait;
    }
    expect(dueReports(outbox, now - 10 * 365 * 86_400_000, 10)).toHaveLength(1);
  });

  test("is sent again after the page died while sending", () => {
    const dead = startSending(addReport(EMPTY_OUTBOX, one), ["r1"]);
    expect(dueReports(dead, NOW, 10)).toEqual([]);
    expect(dueReports(recoverOutbox(dead), NOW, 10)).toHaveLength(1);
  });

  test("lets a report go on the receipt for its very bytes only", () => {
    const sending = startSending(addReport(EMPTY_OUTBOX, one), ["r1"]);
    expect(stateOf(acceptReceipt(sending, { ...receipt, digest: "bb" }))).toEqual(["sending"]);
    expect(stateOf(acceptReceipt(sending, receipt))).toEqual(["received"]);
    expect(stateOf(acceptReceipt(sending, { ...receipt, caseNumber: null }))).toEqual(["to-complete"]);
  });

  test("a failure that is told after the receipt changes nothing", () => {
    const received = acceptReceipt(startSending(addReport(EMPTY_OUTBOX, one), ["r1"]), receipt);
    expect(failSending(received, ["r1"], NOW, 0)).toEqual(received);
  });

  test("sends again what a register restored from a copy lacks, until a backup holds it", () => {
    const received = acceptReceipt(startSending(addReport(EMPTY_OUTBOX, one), ["r1"]), receipt);
    expect(idsToConfirm(received)).toEqual(["r1"]);
    const lacking = afterContact(received, { missing: ["r1"], safe: [] });
    expect(stateOf(lacking)).toEqual(["waiting"]);
    const before = afterContact(received, { missing: [], safe: [] });
    expect(idsToConfirm(before)).toEqual(["r1"]);
    const after = afterContact(received, { missing: [], safe: ["r1"] });
    expect(idsToConfirm(after)).toEqual([]);
    expect(stateOf(afterContact(after, { missing: ["r1"], safe: [] }))).toEqual(["received"]);
  });

  test("keeps everything while the register does not know the device", () => {
    const asked = askedToRegister(startSending(addReport(EMPTY_OUTBOX, one), ["r1"]));
    expect(stateOf(asked)).toEqual(["waiting"]);
    expect(dueReports(asked, NOW, 10)).toEqual([]);
    expect(dueReports(registered(asked), NOW, 10)).toHaveLength(1);
  });
});
