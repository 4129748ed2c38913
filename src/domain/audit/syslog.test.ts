// The form of RFC 5424: priority, header, structured values escaped; and nothing of a case in it.
import { expect, test } from "vitest";
import { syslogMessage } from "./syslog.ts";

const event = {
  action: "case.names.open",
  outcome: "refused",
  officerId: "3f0f6a0e-0000-4000-8000-000000000001",
  postingId: null,
  unitId: "pe-st-170101",
  role: "registrar",
  classes: ["victim-identity"],
  purpose: 'a "b" \\ c]',
  requestId: null,
};
const at = "2026-11-30T20:00:00.000Z";

test("a refusal is a warning of the audit facility, with its values escaped", () => {
  expect(syslogMessage("localhost/reta", { seq: 7, hash: "ab", at, event })).toBe(
    `<108>1 ${at} localhost/reta reta - case.names.open [reta@32473 seq="7" hash="ab" outcome="refused" officer="3f0f6a0e-0000-4000-8000-000000000001" unit="pe-st-170101" role="registrar" classes="victim-identity" purpose="a \\"b\\" \\\\ c\\]"]`,
  );
});

test("what was done informs, what failed is an error, what is missing is critical", () => {
  const priority = (outcome: string) =>
    syslogMessage("h", { seq: 0, hash: "00", at, event: { ...event, outcome } }).slice(0, 5);
  expect(priority("done")).toBe("<110>");
  expect(priority("failed")).toBe("<107>");
  expect(syslogMessage("h", { seq: 1, hash: "00", at, event: null })).toBe(
    `<106>1 ${at} h reta - audit.missing [reta@32473 seq="1" hash="00"]`,
  );
});

test("it is one line, whatever is in it", () => {
  const told = syslogMessage("a\nb c", {
    seq: 0,
    hash: "00",
    at,
    event: { ...event, purpose: "uno\r\ndos" },
  });
  expect(told).not.toMatch(/[\r\n]/);
  expect(told).toContain(" a-b-c reta - ");
});
