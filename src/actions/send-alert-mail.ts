// Tells a unit's mailbox that an alert waits: the mail says nothing else, so that it may be read over a shoulder.
import { createTransport } from "nodemailer";
import { insertMail, listUnmailedAlerts } from "#src/database/alerts.ts";
import { insertNoticeMail, listUnmailedNotices } from "#src/database/unlocks.ts";
import type { Context, Trace } from "./context.ts";

export const trace: Trace = { action: "alert.mail", zone: "reta_ledger", quiet: true, essential: true };

export interface MailSettings {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  url: string;
  from: string;
  /** Unit id to address; `*` for units not named. */
  mailboxes: Readonly<Record<string, string>>;
  /** Where the register answers, put in the mail when known. */
  address?: string | undefined;
}

/** What a mail says, in each language of the pack. */
export interface MailWords {
  subject: string;
  text: string;
}

export type SendMail = (to: string, words: MailWords) => Promise<void>;

const isOwnMachine = (url: string) => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(new URL(url).hostname);

/** Sends over SMTP. Times out in seconds: a mail server that hangs must not hold the clock. */
export function mailer(settings: MailSettings): SendMail {
  const transport = createTransport({
    url: settings.url,
    // To another machine it goes encrypted or not at all; a server that offers no TLS gets no mail.
    requireTLS: !isOwnMachine(settings.url),
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
  });
  return async (to, words) => {
    await transport.sendMail({ from: settings.from, to, ...words });
  };
}

/** One look for mails to send; `tried` are the alerts and notices it has been at, so that a mailbox that refuses holds up no other. */
export interface MailRound {
  send: SendMail;
  mailboxes: MailSettings["mailboxes"];
  words: MailWords;
  tried: Set<string>;
}

/** Alerts and notices older than this are not mailed any more: the mail is a nudge, the inbox is the record. */
const WINDOW_MINUTES = 240;

/**
 * Sends the mail of one alert, or of one notice, that has none yet and was not tried in this round; `tried` is told before sending. The
 * mark is stored in the same transaction and committed only after the mail server took the mail: one that could not be
 * sent is tried again in the next round, and only a crash between the two repeats it.
 */
export async function sendAlertMail(
  ctx: Context<null>,
  { send, mailboxes, words, tried }: MailRound,
): Promise<{ sent: number; more: boolean }> {
  const since = new Date(Date.parse(ctx.now) - WINDOW_MINUTES * 60_000).toISOString();
  for (const alert of await listUnmailedAlerts(
    ctx.tx,
    since,
    [...tried].filter((key) => !isNotice(key)),
  )) {
    tried.add(alert.alertId);
    // Marked first: another process that is at the same alert waits here, and then finds it done.
    if (!(await insertMail(ctx.tx, alert.alertId))) continue;
    const to = mailboxes[alert.unitId] ?? mailboxes["*"];
    if (to !== undefined) await send(to, words);
    return { sent: to === undefined ? 0 : 1, more: true };
  }
  // Names that two persons have opened are told the same way: a mail without content, once a unit.
  for (const notice of await listUnmailedNotices(ctx.tx, since, [...tried].filter(isNotice))) {
    tried.add(keyOf(notice));
    if (!(await insertNoticeMail(ctx.tx, notice))) continue;
    const to = mailboxes[notice.unitId] ?? mailboxes["*"];
    if (to !== undefined) await send(to, words);
    return { sent: to === undefined ? 0 : 1, more: true };
  }
  return { sent: 0, more: false };
}

// Alerts are tried by their id, notices by theirs and the unit.
const keyOf = ({ unlockId, unitId }: { unlockId: string; unitId: string }) => `${unlockId} ${unitId}`;
const isNotice = (key: string) => key.includes(" ");
