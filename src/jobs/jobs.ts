// What the clock does: seal the logs, watch over their promises and witnesses, verify what is stored, take unanswered alerts up, send mails, look for news of other processes.
import type { Job } from "./clock.ts";

/** What main.ts hands to the clock. */
export interface Chores {
  sealEntries(): Promise<unknown>;
  sealAudit(): Promise<unknown>;
  escalate(): Promise<unknown>;
  tellProsecutors(): Promise<unknown>;
  hearAnswers(): Promise<unknown>;
  sealNotes(): Promise<unknown>;
  endIdleSessions(): Promise<unknown>;
  forgetSignIns(): Promise<unknown>;
  watchTrail(): Promise<unknown>;
  watchCanaries(): Promise<unknown>;
  makeReview(): Promise<unknown>;
  drawOpenings(): Promise<unknown>;
  sendMails?: (() => Promise<unknown>) | undefined;
  forwardAudit?: (() => Promise<unknown>) | undefined;
  renewCertificate?: (() => Promise<unknown>) | undefined;
  deliver(): Promise<unknown>;
  watchLedger(): Promise<unknown>;
  verify(): Promise<unknown>;
  refreshRules(): Promise<unknown>;
  settleUnits(): Promise<unknown>;
  boundPostings(): Promise<unknown>;
}

/** The log must grow at least every second while entries come (design, "The ledger"); half of it leaves room. */
const SEAL_MS = 500;
const DELIVER_MS = 1_000;
const ESCALATE_MS = 10_000;
const PROSECUTORS_MS = 10_000;
/** How soon after the key is back, or the vault, an answer that nobody could read for officers is read. */
const HEAR_MS = 10_000;
/** What was written before such texts were sealed is there once; a copy from then may be restored at any time. */
const NOTES_MS = 60_000;
/** How soon after its limit a session that nobody uses ends. */
const IDLE_MS = 10_000;
/** What goes by days need not go to the minute. */
const FORGET_MS = 60 * 60_000;
const WATCH_MS = 10_000;
/** A trail elsewhere that is seconds behind is as good as one that is not. */
const FORWARD_MS = 2_000;
/** The verification's pace is reckoned from this: everything within `RETA_VERIFY_HOURS`. */
const VERIFY_MS = 2_000;
const MAIL_MS = 5_000;
/** How soon a replaced certificate is in use. */
const CERTIFICATE_MS = 10_000;
const TRAIL_MS = 60_000;
const CANARY_MS = 10_000;
/** Asks whether a week is over whose list is not made yet. */
const REVIEW_MS = 15 * 60_000;
/** Finds what a lost wake-up said, and that a new day has begun. */
const RULES_MS = 2_000;
/** Postings of a unit that ended at midnight end within this time (60 s, as every right). */
const SETTLE_MS = 20_000;
/** Postings without an end are rare: the first administrator's, and those from before there was a term. */
const BOUND_MS = 60_000;

export function jobsOf(chores: Chores): Job[] {
  const jobs: Job[] = [
    { name: "seal-entries", everyMs: SEAL_MS, run: chores.sealEntries },
    { name: "seal-audit", everyMs: SEAL_MS, run: chores.sealAudit },
    { name: "deliver-alerts", everyMs: DELIVER_MS, run: chores.deliver },
    { name: "watch-ledger", everyMs: WATCH_MS, run: chores.watchLedger },
    { name: "verify-register", everyMs: VERIFY_MS, run: chores.verify },
    { name: "refresh-rules", everyMs: RULES_MS, run: chores.refreshRules },
    { name: "settle-units", everyMs: SETTLE_MS, run: chores.settleUnits },
    { name: "bound-postings", everyMs: BOUND_MS, run: chores.boundPostings },
    { name: "escalate-alerts", everyMs: ESCALATE_MS, run: chores.escalate },
    { name: "tell-prosecutors", everyMs: PROSECUTORS_MS, run: chores.tellProsecutors },
    { name: "seal-notes", everyMs: NOTES_MS, run: chores.sealNotes },
    { name: "hear-answers", everyMs: HEAR_MS, run: chores.hearAnswers },
    { name: "end-idle-sessions", everyMs: IDLE_MS, run: chores.endIdleSessions },
    { name: "forget-sign-ins", everyMs: FORGET_MS, run: chores.forgetSignIns },
    { name: "watch-audit-trail", everyMs: TRAIL_MS, run: chores.watchTrail },
    { name: "watch-canaries", everyMs: CANARY_MS, run: chores.watchCanaries },
    { name: "make-review-list", everyMs: REVIEW_MS, run: chores.makeReview },
    { name: "draw-openings", everyMs: REVIEW_MS, run: chores.drawOpenings },
  ];
  if (chores.sendMails !== undefined)
    jobs.push({ name: "send-alert-mails", everyMs: MAIL_MS, run: chores.sendMails });
  if (chores.forwardAudit !== undefined)
    jobs.push({ name: "forward-audit", everyMs: FORWARD_MS, run: chores.forwardAudit });
  if (chores.renewCertificate !== undefined)
    jobs.push({ name: "renew-certificate", everyMs: CERTIFICATE_MS, run: chores.renewCertificate });
  return jobs;
}
