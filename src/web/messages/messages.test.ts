// Every message exists in both languages with the same placeholders, and every code of a failure has words.
import { expect, test } from "vitest";
import { COMPLAINT_FAULTS, COMPLAINT_WARNINGS } from "#src/domain/case/complaint-faults.ts";
import { VERDICTS } from "#src/schema/finding.ts";
import { PROBLEMS } from "#src/schema/problem.ts";
import { en } from "./en.ts";
import { es, type MessageKey } from "./es.ts";
import { fill } from "./words.tsx";

const placeholders = (message: string) => [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
const keys = Object.keys(es) as MessageKey[];

test("no message is empty, and English has the placeholders of the Spanish one", () => {
  const english: Record<MessageKey, string> = en;
  expect(Object.keys(en).sort()).toEqual([...keys].sort());
  for (const key of keys) {
    expect(es[key].trim(), key).not.toBe("");
    expect(english[key].trim(), key).not.toBe("");
    expect(placeholders(english[key]), key).toEqual(placeholders(es[key]));
  }
});

test("every problem a client can see has words", () => {
  const missing = [...Object.keys(PROBLEMS), "no-connection", "no-answer"].filter(
    (code) => !Object.hasOwn(es, `problem.${code}`),
  );
  expect(missing).toEqual([]);
});

test("every fault and every warning of a complaint has words", () => {
  const missing = [...COMPLAINT_FAULTS, ...COMPLAINT_WARNINGS].filter(
    (code) => !Object.hasOwn(es, `fault.${code}`),
  );
  expect(missing).toEqual([]);
});

test("every verdict has words", () => {
  expect(VERDICTS.filter((verdict) => !Object.hasOwn(es, `verdict.${verdict}`))).toEqual([]);
});

test("both languages name twelve months", () => {
  for (const months of [es["date.months"], en["date.months"]]) expect(months.split(",")).toHaveLength(12);
});

test("a placeholder without a value stays in sight", () => {
  expect(fill("a {b} {c}", { b: 1 })).toBe("a 1 {c}");
});
