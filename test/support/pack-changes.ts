// What tests of the administration send: changes of the pack, and what comes back of them.
import { randomUUID } from "node:crypto";
import { expect, vi } from "vitest";
import type { Client } from "./server.ts";

/** A day from today in the register's time zone. */
export function dayFromNow(offset: number): string {
  const at = new Date(Date.now() + offset * 86_400_000);
  return new Intl.DateTimeFormat("en-CA", { timeZone: "America/Lima" }).format(at);
}

export const changeBody = (change: object, more: object = {}) => ({
  changeId: randomUUID(),
  effectiveOn: dayFromNow(0),
  orderNumber: "RD-001-2026",
  change,
  ...more,
});

export const makeChange = (by: Client, change: object, more: object = {}) =>
  by.send("POST", "/api/pack-changes", changeBody(change, more));

export interface PackInTest {
  version: string;
  units: { id: string; name: string; parent: string; validFrom: string; validTo: string | null }[];
  catalogues: { id: string; items: { code: string; label: { es: string }; validTo?: string }[] }[];
}

export async function packOf(url: string): Promise<PackInTest> {
  return (await (await fetch(`${url}/api/pack`)).json()) as PackInTest;
}

/** What a process takes over when it looks: soon, and not at once. */
export const eventually = (check: () => Promise<void>) =>
  vi.waitFor(check, { timeout: 15_000, interval: 50 });

export const faultOf = (answer: { json: unknown }) =>
  (answer.json as { faults?: { code: string }[] }).faults?.[0]?.code;

export async function changesAbout(by: Client, subject: string) {
  const answer = await by.get(`/api/pack-changes?subject=${encodeURIComponent(subject)}`);
  expect(answer.status).toBe(200);
  return (answer.json as unknown as { changes: { changeId: string; revoked: boolean; confirmed: boolean }[] })
    .changes;
}
