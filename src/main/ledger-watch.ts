// Watches the logs: are promises kept, do the witnesses answer; told by health, and once on the log line each time it changes.

import { setTimeout as sleep } from "node:timers/promises";
import { witnessView } from "#src/actions/collect-cosignatures.ts";
import type { SystemState } from "#src/actions/read-system.ts";
import { copyIsOld } from "#src/actions/record-copy.ts";
import { trailHealth } from "#src/actions/watch-trail.ts";
import { readLastBackup, readTrailState } from "#src/database/audit.ts";
import { forwardingWaitsSince } from "#src/database/audit-forwarding.ts";
import { findCheckpoint, type Runner, type StoredCheckpoint } from "#src/database/ledger.ts";
import { countQueued } from "#src/database/log-queue.ts";
import { listEndingRoles } from "#src/database/postings.ts";
import { type Transaction, transact } from "#src/database/transact.ts";
import { NOTICE_MS } from "#src/http/certificate.ts";
import type { Health } from "#src/http/health.ts";
import { FORWARD_LATE_MS } from "./audit-forward.ts";
import type { House } from "./house.ts";
import { hasOldKey } from "./key-age.ts";

/** A promise not kept within a minute is an alarm (design, "The ledger"). */
const PROMISE_SECONDS = 60;

/** What health tells of the log of entries, of the audit trail and of the witnesses. */
export async function readLedgerHealth(house: House): Promise<Pick<Health, "ledger" | "audit" | "alarms">> {
  const witnesses = house.witnesses();
  const now = Date.now();
  return transact(house.real.pool.pool, { zone: "reta_ledger" }, async (tx) => {
    const checkpoint = await findCheckpoint(tx, "entries");
    const { waiting, oldest } = await countQueued(tx, "entries");
    const age = oldest === undefined ? 0 : (now - Date.parse(oldest)) / 1000;
    const audit = trailHealth(await readTrailState(tx), house.real.trailFailingSince, now);
    const view = await witnessView(tx, "entries", witnesses, now);
    const silent = view.witnesses.filter((witness) => witness.silent).map(({ name }) => name);
    const old = view.witnessed === null || view.witnessed.ageSeconds > witnesses.silentAfterSeconds;
    const alarms: Health["alarms"] = [];
    if (house.notAsSigned.size > 0) alarms.push("not-as-signed");
    alarms.push(...house.verifier.alarms(now));
    if (age > PROMISE_SECONDS) alarms.push("promise-late");
    if (audit !== "ok") alarms.push("audit-trail");
    if (house.keysClosed) alarms.push("keys-closed");
    if (!house.receiptsKeyStands()) alarms.push("receipts-key");
    if (copyIsOld(await readLastBackup(tx), house.backupDays, now)) alarms.push("backup-old");
    if (house.logLines.brokenSince() !== undefined) alarms.push("log-lines");
    if (await isAhead(tx, checkpoint, now)) alarms.push("clock-back");
    if (silent.length > 0) alarms.push("witness-silent");
    // Who has not named any witness has not been promised any.
    if (old && witnesses.list.length > 0) alarms.push("not-witnessed");
    const endsAt = house.certificateEndsAt?.() ?? Number.POSITIVE_INFINITY;
    if (endsAt - now < NOTICE_MS) alarms.push("certificate-ends");
    if (await isForwardingLate(tx, house, now)) alarms.push("audit-not-forwarded");
    if (await hasOldKey(tx, house, new Date(now).toISOString())) alarms.push("key-old");
    return {
      ledger: {
        size: checkpoint?.size ?? 0,
        waiting,
        oldestWaitingSeconds: Math.max(0, Math.round(age)),
        witnessed: view.witnessed,
        silentWitnesses: silent,
      },
      audit,
      alarms,
    };
  });
}

async function isForwardingLate(tx: Transaction, { configuration }: House, now: number): Promise<boolean> {
  if (configuration.RETA_AUDIT_FORWARD === "") return false;
  const since = await forwardingWaitsSince(tx);
  return since !== null && now - Date.parse(since) > FORWARD_LATE_MS;
}

/** How long before the end of the last one somebody must hear of it. */
const KEEPERS_DAYS = 60;

/** Alarms for those who keep the register alone: how few there are of them is nothing for health, which anybody asks. */
async function readKeepersEnding(house: House): Promise<string[]> {
  const roles = await transact(house.real.pool.pool, { zone: "reta_ledger" }, (tx) =>
    listEndingRoles(tx, KEEPERS, KEEPERS_DAYS),
  );
  return roles.map((role) => `last-${role}-ends`);
}
/** Without one of these nobody lets in, nobody oversees, or no key is replaced. */
const KEEPERS = ["administrator", "auditor", "key-custodian"] as const;

/** Clocks of two servers are never this far apart by drift alone. */
const AHEAD_MS = 5 * 60_000;

// What was sealed last lies in the future: the clock was ahead then, or it has been put back since.
async function isAhead(tx: Runner, entries: StoredCheckpoint | undefined, now: number): Promise<boolean> {
  const newest = [entries, await findCheckpoint(tx, "audit")];
  return newest.some((one) => one !== undefined && Date.parse(one.publishedAt) - now > AHEAD_MS);
}

/** A chore that tells `say` of every alarm that begins and every one that ends. */
export function ledgerWatch(
  house: House,
  say: (alarm: string, begins: boolean) => void,
): () => Promise<void> {
  const { alarmsSince } = house;
  let kept = true;
  return async () => {
    await lookAtKeys(house);
    const { alarms: seen } = await readLedgerHealth(house);
    const alarms: string[] = [...seen, ...(await readKeepersEnding(house))];
    for (const alarm of alarms) {
      if (alarmsSince.has(alarm)) continue;
      alarmsSince.set(alarm, Date.now());
      kept = false;
      say(alarm, true);
    }
    for (const alarm of alarmsSince.keys()) {
      if (alarms.includes(alarm)) continue;
      alarmsSince.delete(alarm);
      kept = false;
      say(alarm, false);
    }
    // A disk that is full: told by the clock as a job that failed, tried again at its next turn.
    if (!kept) house.keepAlarms();
    kept = true;
  };
}

/** Longest a look at the keys may take: the alarms of the logs wait for it. */
const KEYS_MS = 3_000;

// Files are where they were when the vault started. A token can be pulled out, and a vault that is not ours can end.
async function lookAtKeys(house: House): Promise<void> {
  const { RETA_PKCS11_MODULE: module, RETA_VAULT_SOCKET: socket } = house.configuration;
  if (module === "" && socket === "") return;
  const asked = house.vault.ask<string | null>("keys-fault", {}).catch(() => "VAULT_AWAY");
  const late = sleep(KEYS_MS, "VAULT_AWAY", { ref: false });
  house.keysClosed = (await Promise.race([asked, late])) !== null;
}

/** What this process knows of itself, for whoever keeps it running. */
export async function readSystemState(house: House, startedAt: string): Promise<SystemState> {
  const { alarms: seen } = await readLedgerHealth(house);
  const alarms = [...seen, ...(await readKeepersEnding(house))];
  return {
    startedAt,
    alarms: alarms.map((alarm) => {
      const at = house.alarmsSince.get(alarm);
      return { alarm, since: at === undefined ? null : new Date(at).toISOString() };
    }),
    trailFailingSince: house.real.trailFailingSince,
    verification: house.verifier.report(),
    backupDays: house.backupDays,
    keys: house.publicKeys(),
  };
}
