// What the clock does: seal the logs, watch over their promises and witnesses, take unanswered alerts up, send mails, look for news of other processes.
import type { Job } from "./clock.ts";

/** What main.ts hands to the clock. */
export interface Chores {
  sealEntries(): Promise<unknown>;
  sealAudit(): Promise<unknown>;
  escalate(): Promise<unknown>;
  watchTrail(): Promise<unknown>;
  watchCanaries(): Promise<unknown>;
  makeReview(): Promise<unknown>;
  sendMails?: (() => Promise<unknown>) | undefined;
  deliver(): Promise<unknown>;
  watchLedger(): Promise<unknown>;
}

/** The log must grow at least every second while entries come (design, "The ledger"); half of it leaves room. */
const SEAL_MS = 500;
const DELIVER_MS = 1_000;
const ESCALATE_MS = 10_000;
const WATCH_MS = 10_000;
const MAIL_MS = 5_000;
const TRAIL_MS = 60_000;
const CANARY_MS = 10_000;
/** Asks whether a week is over whose list is not made yet. */
const REVIEW_MS = 15 * 60_000;

export function jobsOf(chores: Chores): Job[] {
  const jobs: Job[] = [
    { name: "seal-entries", everyMs: SEAL_MS, run: chores.sealEntries },
    { name: "seal-audit", everyMs: SEAL_MS, run: chores.sealAudit },
    { name: "deliver-alerts", everyMs: DELIVER_MS, run: chores.deliver },
    { name: "watch-ledger", everyMs: WATCH_MS, run: chores.watchLedger },
    { name: "escalate-alerts", everyMs: ESCALATE_MS, run: chores.escalate },
    { name: "watch-audit-trail", everyMs: TRAIL_MS, run: chores.watchTrail },
    { name: "watch-canaries", everyMs: CANARY_MS, run: chores.watchCanaries },
    { name: "make-review-list", everyMs: REVIEW_MS, run: chores.makeReview },
  ];
  if (chores.sendMails !== undefined)
    jobs.push({ name: "send-alert-mails", everyMs: MAIL_MS, run: chores.sendMails });
  return jobs;
}
