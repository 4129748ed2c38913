// How an attempt to sign in reads on the page of the trail, whichever way in was tried.
import { expect, test } from "vitest";
import { type AuditEvent, actionOf, outcomeOf, whoOf, withoutOfficer } from "./audit-event.ts";

const event = (action: string, outcome: string) =>
  ({ action, outcome: "done", officer: null, subject: "María Invento", detail: { outcome } }) as AuditEvent;

test.each([
  "session.sign-in",
  "session.passkey",
  "session.single-sign-on",
])("%s is told as done when it let somebody in, and as refused when it did not, with whose login it was", (action) => {
  expect(actionOf(event(action, "signed-in"))).toBe("session.sign-in.done");
  expect(outcomeOf(event(action, "signed-in"))).toBe("done");
  for (const outcome of ["wrong-credentials", "refused", "cancelled", "locked-out"]) {
    expect(actionOf(event(action, outcome))).toBe(action);
    expect(outcomeOf(event(action, outcome))).toBe("refused");
  }
  expect(whoOf(event(action, "signed-in"))).toBe("María Invento");
});

test("what is no sign-in keeps its own outcome", () => {
  expect(outcomeOf(event("case.read", "refused"))).toBe("done");
  expect(whoOf(event("case.read", "refused"))).toBeNull();
});

test("what nobody signed in for is told of the clock, of the server, or of nobody", () => {
  expect(withoutOfficer(event("posting.bound", ""))).toBe("register");
  expect(withoutOfficer(event("key.rotate", ""))).toBe("server");
  expect(withoutOfficer(event("session.sign-in", "locked-out"))).toBe("nobody");
});
