// Serves a register: the door, the clock and the wake-ups between processes, and their orderly end.

import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Context, Trace } from "#src/actions/context.ts";
import * as escalate from "#src/actions/escalate-alerts.ts";
import * as forgetting from "#src/actions/forget-sign-ins.ts";
import { packageRoot } from "#src/actions/load-pack.ts";
import * as locking from "#src/actions/lock-session.ts";
import { perform } from "#src/actions/perform.ts";
import * as renewing from "#src/actions/renew-posting.ts";
import * as mail from "#src/actions/send-alert-mail.ts";
import { findActor } from "#src/actions/sessions.ts";
import * as settle from "#src/actions/settle-units.ts";
import * as telling from "#src/actions/tell-prosecutors.ts";
import { deliveryMark, listDeliveries } from "#src/database/alerts.ts";
import { problemOf } from "#src/database/problems.ts";
import { listLiveSessions } from "#src/database/sessions.ts";
import { transact } from "#src/database/transact.ts";
import { openWake } from "#src/database/wake.ts";
import { mayHear } from "#src/domain/access/relation.ts";
import { AlertHub } from "#src/http/alert-stream.ts";
import { buildApp } from "#src/http/app.ts";
import { openCertificate } from "#src/http/certificate.ts";
import { startClock } from "#src/jobs/clock.ts";
import { jobsOf } from "#src/jobs/jobs.ts";
import { openDraftKey } from "#src/vault/draft-key.ts";
import { auditChores } from "./audit-chores.ts";
import { receiverIn } from "./audit-forward.ts";
import { requestSecondsOf } from "./configured.ts";
import { hearUnheard } from "./hear-unheard.ts";
import type { House } from "./house.ts";
import { keyDaysIn } from "./key-age.ts";
import { ledgerWatch, readLedgerHealth, readSystemState } from "./ledger-watch.ts";
import { packAnswer } from "./pack-answer.ts";
import { prepareAll } from "./rulebook.ts";
import { sealer } from "./sealer.ts";
import { openSingleSignOn } from "./single-sign-on.ts";

export interface Served {
  url: string;
  close(): Promise<void>;
}

/** How long requests may take to finish when the server ends. */
const PATIENCE_MS = 5_000;

/** Listens and works until closed. `port` 0 takes any free one; `wanted` falls back to any when taken. */
export async function serve(
  house: House,
  { host, port, insist }: { host: string; port: number; insist: boolean },
): Promise<Served> {
  const { RETA_TLS_CERT: certFile, RETA_TLS_KEY: keyFile } = house.configuration;
  const certificate = openCertificate(certFile, keyFile);
  house.certificateEndsAt = certificate?.endsAt;
  const { pool } = house.real.pool;
  const inLedger = { zone: "reta_ledger" } as const;
  const { passwordAlone } = house.real.register;
  const singleSignOn = await openSingleSignOn(house.configuration);
  const lockMinutes = minutesOf(house, "RETA_LOCK_MINUTES");
  const idleMinutes = minutesOf(house, "RETA_IDLE_MINUTES");
  const requestSeconds = requestSecondsOf(house.configuration);
  const keyDays = keyDaysIn(house.configuration);
  const receiver = receiverIn(house.configuration);
  const find = (hash: Buffer, used: boolean, device: string | null = null) =>
    transact(pool, { zone: "reta_people" }, (tx) =>
      findActor(tx, hash, { passwordAlone, used, device }),
    ).catch((error: unknown) => {
      // A database that is gone is told as such, not as a bug of ours.
      throw problemOf(error);
    });
  const hub = new AlertHub(
    () => transact(pool, inLedger, deliveryMark),
    (since) => transact(pool, inLedger, (tx) => listDeliveries(tx, since)),
    async (actors) => {
      const hashes = actors.flatMap(({ sessionHash }) => (sessionHash === null ? [] : [sessionHash]));
      const live = await transact(pool, { zone: "reta_people" }, (tx) => listLiveSessions(tx, hashes));
      const known = new Set(live.map((hash) => hash.toString("base64")));
      return ({ sessionHash }) => sessionHash !== null && known.has(sessionHash.toString("base64"));
    },
    mayHear,
  );
  const looks = {
    alerts: () => void hub.poll().catch(() => undefined),
    rules: () => void house.refreshRules().catch(() => undefined),
  };
  const wake = await openWake(house.database.applicationUrl, pool, looks);
  house.real.wake = (what) => {
    looks[what]();
    wake.tell(what);
  };
  let packJson = JSON.stringify(packAnswer(house.pack, house.rules.packVersion));
  prepareAll(house.rules);
  house.rulesChanged = () => {
    prepareAll(house.rules);
    packJson = JSON.stringify(packAnswer(house.pack, house.rules.packVersion));
  };

  const webFolder = join(await packageRoot(), "dist", "web");
  const startedAt = new Date().toISOString();
  const app = await buildApp({
    version: await readVersion(),
    perform: (caller, action, input) => house.perform(caller, action, input),
    performTogether: (caller, action, input) => house.performTogether(caller, action, input),
    findActor: find,
    lockMinutes,
    openDraftKey: (actor) => openDraftKey(actor.officerId, actor.draftKey, house.draftsKey),
    webAddress: house.configuration.RETA_URL,
    passwordAlone,
    singleSignOn,
    stream: hub,
    readHealth: () => readLedgerHealth(house),
    keyDays,
    systemState: () => readSystemState(house, startedAt),
    published: {
      vkeys: { entries: house.keys.entries.vkey, audit: house.keys.audit.vkey },
      witnesses: house.witnesses,
    },
    trailFailingSince: () => house.real.trailFailingSince,
    packJson: () => packJson,
    webFolder: existsSync(webFolder) ? webFolder : undefined,
    logLevel: house.configuration.RETA_LOG as "info" | "warn" | "silent",
    logStream: house.logLines.stream,
    trustProxy: house.configuration.RETA_TRUST_PROXY === "yes",
    tls: certificate?.options,
    requestSeconds,
  });
  const asClock = <I, O>(
    action: { trace: Trace; verb: (ctx: Context<null>, input: I) => Promise<O> },
    input: I,
  ) => perform(house.real, { actor: null, requestId: randomUUID() }, action, input);
  const clock = startClock(
    jobsOf({
      sealEntries: sealer(house, "entries"),
      sealAudit: sealer(house, "audit"),
      deliver: () => hub.poll(),
      watchLedger: ledgerWatch(house, (alarm, begins) =>
        begins ? app.log.error({ alarm }, "an alarm began") : app.log.warn({ alarm }, "an alarm ended"),
      ),
      verify: () => house.verifier.turn(),
      refreshRules: () => house.refreshRules(),
      settleUnits: () => asClock({ trace: settle.trace, verb: settle.settleUnits }, undefined),
      boundPostings: () => asClock({ trace: renewing.boundTrace, verb: renewing.boundAll }, undefined),
      escalate: () => asClock({ trace: escalate.trace, verb: escalate.escalateAlerts }, undefined),
      tellProsecutors: () => asClock({ trace: telling.trace, verb: telling.tellProsecutors }, undefined),
      hearAnswers: () => hearUnheard(house),
      sealNotes: () => house.vault.ask("seal-notes", {}),
      endIdleSessions: () =>
        asClock({ trace: locking.idleTrace, verb: locking.endIdle }, { minutes: idleMinutes }),
      forgetSignIns: () => asClock({ trace: forgetting.trace, verb: forgetting.forget }, undefined),
      renewCertificate: certificate && (async () => certificate.renew(app.server)),
      ...auditChores(house, receiver),
      sendMails: await mailChore(house, (input) =>
        asClock({ trace: mail.trace, verb: mail.sendAlertMail }, input),
      ),
    }),
    (job, error) => {
      const { name, code } = error as Error & { code?: string };
      app.log.error({ job, name, code }, "a job failed and will be tried again");
    },
  );
  const close = async () => {
    hub.close();
    // Who is being served is served; who takes longer than that is cut off.
    const patience = setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS);
    await app.close();
    clearTimeout(patience);
    await clock.stop();
    // What was promised in the last second is in the log before the process ends.
    await sealer(house, "entries")().catch(() => undefined);
    await sealer(house, "audit")().catch(() => undefined);
    await wake.close();
  };
  const listen = (at: number) => app.listen({ host, port: at });
  await listen(port)
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE" || insist) throw error;
      return listen(0);
    })
    .catch(async (error: unknown) => {
      // Nothing of it is left running: a process that cannot be reached would never end.
      await close();
      throw error;
    });
  const { port: bound } = app.server.address() as AddressInfo;
  return { url: `${certificate === undefined ? "http" : "https"}://localhost:${bound}`, close };
}

/** A time that is no time would leave every screen open: the start fails. */
function minutesOf(house: House, name: "RETA_LOCK_MINUTES" | "RETA_IDLE_MINUTES"): number {
  const minutes = Number(house.configuration[name]);
  if (Number.isFinite(minutes) && minutes > 0) return minutes;
  throw new Error(`${name} is ${house.configuration[name]}; expected a number of minutes above 0`);
}

async function mailChore(
  house: House,
  send: (input: Parameters<typeof mail.sendAlertMail>[1]) => Promise<{ more: boolean }>,
): Promise<(() => Promise<void>) | undefined> {
  const { RETA_SMTP_URL: url, RETA_MAIL_FROM: from, RETA_MAILBOXES: file } = house.configuration;
  if (url === "" || file === "") return undefined;
  const mailboxes = JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
  const settings = { url, from, mailboxes };
  const fixed = { send: mail.mailer(settings), mailboxes, words: mailWords(house) };
  return async () => {
    const tried = new Set<string>();
    let failure: unknown;
    for (let more = true; more; ) {
      const before = tried.size;
      try {
        ({ more } = await send({ ...fixed, tried }));
      } catch (error) {
        // The next mailbox may take its mail; without anything tried it is not a mailbox that failed.
        if (tried.size === before) throw error;
        failure = error;
      }
    }
    if (failure !== undefined) throw failure;
  };
}

// Both languages, the first one first: a mailbox has no language of its own.
function mailWords({ pack }: House): mail.MailWords {
  const { subject, text } = pack.alertRules.mail;
  return { subject: subject.es, text: `${text.es}\n\n${text.en}\n` };
}

async function readVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(await packageRoot(), "package.json"), "utf8")) as {
    version: string;
  };
  return manifest.version;
}
