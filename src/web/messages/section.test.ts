// The sections' two languages fill the same places: a placeholder lost in one of them would show as a brace.
import { expect, test } from "vitest";
import { administration as administrationEn } from "./en/administration.ts";
import { alerts as alertsEn } from "./en/alerts.ts";
import { caseFile as caseFileEn } from "./en/case.ts";
import { cases as casesEn } from "./en/cases.ts";
import { duty as dutyEn } from "./en/duty.ts";
import { administration } from "./es/administration.ts";
import { alerts } from "./es/alerts.ts";
import { caseFile } from "./es/case.ts";
import { cases } from "./es/cases.ts";
import { duty } from "./es/duty.ts";

const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test.each([
  ["administration", administration, administrationEn],
  ["alerts", alerts, alertsEn],
  ["case file", caseFile, caseFileEn],
  ["cases", cases, casesEn],
  ["duty", duty, dutyEn],
] as [
  string,
  Record<string, string>,
  Record<string, string>,
][])("%s says the same with the same placeholders in both languages", (_, es, en) => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(es).sort());
  for (const [key, text] of Object.entries(es)) {
    expect([key, placesIn(en[key] ?? "")]).toEqual([key, placesIn(text)]);
  }
});
