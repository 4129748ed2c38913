// How far each reader of the trail sees, and that no reach is made of words no event begins with.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AUDIT_GROUPS } from "#src/schema/audit.ts";
import { Role } from "#src/schema/case.ts";
import { AUDIT_AREAS, countsOpenings, readsEvent } from "./audit-reach.ts";

const SOURCES = new URL("../../", import.meta.url);
const nobody = new Set<string>();
const event = (action: string, officerId: string) => ({ action, officerId, subjectId: null, caseId: null });

test("an administrator sees every change of a way in, but for the own ones", () => {
  const administrator = { role: "administrator", officerId: "a" } as const;
  for (const action of [
    "single-sign-on.link",
    "single-sign-on.unlink",
    "passkey.add",
    "session.password",
    "recovery.ask",
  ]) {
    expect(readsEvent(administrator, event(action, "b"), nobody), action).toBe(true);
    expect(readsEvent(administrator, event(action, "a"), nobody), action).toBe(false);
  }
});

test("a key custodian sees the work on keys and nothing else", () => {
  const custodian = { role: "key-custodian", officerId: "a" } as const;
  for (const action of ["key.rotate", "key.retire", "key.destroy"])
    expect(readsEvent(custodian, event(action, "b"), nobody), action).toBe(true);
  for (const action of ["single-sign-on.link", "log.cosign", "session.sign-in", "case.read"])
    expect(readsEvent(custodian, event(action, "b"), nobody), action).toBe(false);
});

test("counts of openings are for who commands units that open names", () => {
  expect(Role.options.filter(countsOpenings)).toEqual(["chief", "regional-chief", "national-directorate"]);
});

test("a catalogue administrator sees the own changes of lists, questions, rules and law, and nobody else's", () => {
  const catalogues = { role: "catalogue-administrator", officerId: "a" } as const;
  for (const action of ["pack.change", "pack.revoke", "pack.confirm", "pack.changes", "alert-rule.try"]) {
    expect(readsEvent(catalogues, event(action, "a"), nobody), action).toBe(true);
    expect(readsEvent(catalogues, event(action, "b"), nobody), action).toBe(false);
  }
  for (const action of ["officer.add", "session.sign-in", "case.read"])
    expect(readsEvent(catalogues, event(action, "a"), nobody), action).toBe(false);
});

test("every group of the trail and every reach is made of words with which an action begins that is recorded", () => {
  const code = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((path) => /^(actions|http|main|jobs|vault)\/.*\.ts$/.test(path))
    .map((path) => readFileSync(new URL(path, SOURCES), "utf8"))
    .join("\n");
  const words = [...Object.values(AUDIT_GROUPS).flat(), ...Object.values(AUDIT_AREAS).flat()];
  expect(words.filter((word) => !code.includes(`"${word}.`))).toEqual([]);
});
