// A copy of the register was made, or one was put in its place: on the trail, with who and where as far as is known.
import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import type { AuditRow } from "#src/database/audit.ts";
import { auditRow } from "./audit-event.ts";
import type { Context, Told, Trace } from "./context.ts";

/** A trail that cannot be written keeps it in the spool: a full disk is no reason to have no copy. */
export const backupTrace: Trace = {
  action: "register.backup",
  zone: "reta_audit",
  essential: true,
  ofRegister: true,
};

/** What was copied: how much, for whom it can be opened, whether the keys went with it. No path: it may name a person. */
export interface CopyMade {
  entries: number;
  rows: number;
  encrypted: boolean;
  keys: boolean;
}

/** Recorded when the copy is whole: it is not in itself. */
export async function recordBackup(ctx: Context<null>, made: CopyMade): Promise<void> {
  ctx.tell({ detail: { ...made, ...atTheTerminal() } });
}

/** The event of a restoring, to be added in its own transaction; `madeAt` is the copy's. */
export function restoredRow(
  now: string,
  detail: { madeAt: string; entries: number; rows: number },
): AuditRow {
  const told: Told = { detail: { ...detail, ...atTheTerminal() } };
  const call = {
    trace: { action: "register.restore" },
    actor: null,
    requestId: randomUUID(),
    address: undefined,
  };
  return auditRow({ ...call, now }, "done", told);
}

const DAY_MS = 24 * 60 * 60_000;

/** Whether the last copy is older than so many days (0: nobody asks). A register that is younger owes none yet. */
export function copyIsOld(
  { madeAt, registerSince }: { madeAt: string | null; registerSince: string | null },
  days: number,
  now: number,
): boolean {
  const since = madeAt ?? registerSince;
  return days > 0 && since !== null && now - Date.parse(since) > days * DAY_MS;
}

// Whoever is at the terminal has no session: the machine and its user are what is known.
function atTheTerminal(): { host: string; user: string } {
  return { host: hostname(), user: userName() };
}

// A user without an entry of its own has a number.
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
}
