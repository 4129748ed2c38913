// Sends the audit trail on to a system elsewhere: in the order of its log, each event at least once, a batch a transaction.
import { request } from "node:https";
import {
  keepForwarded,
  listToForward,
  nextToForward,
  tryLockForwarding,
} from "#src/database/audit-forwarding.ts";
import { syslogMessage } from "#src/domain/audit/syslog.ts";
import type { Context, Trace } from "./context.ts";

/** Sending on is no event of its own: it would have to be sent on too. */
export const trace: Trace = { action: "audit.forward", zone: "reta_audit", quiet: true, ofRegister: true };

export type SendEvents = (messages: readonly string[]) => Promise<void>;

/** Messages in one batch: some 200 kB. */
const BATCH = 500;

/**
 * Sends the next batch. `more`: there was a whole one. The place is kept in the transaction that ends after the receiver
 * took them: what could not be sent is sent at the next run, and a stop between the two sends it once more.
 */
export async function forwardAudit(
  ctx: Context<null>,
  { send, host, most = BATCH }: { send: SendEvents; host: string; most?: number },
): Promise<{ sent: number; more: boolean }> {
  if (!(await tryLockForwarding(ctx.tx))) return { sent: 0, more: false };
  const from = await nextToForward(ctx.tx);
  const events = await listToForward(ctx.tx, from, most);
  if (events.length === 0) return { sent: 0, more: false };
  await send(events.map(({ hash, ...one }) => syslogMessage(host, { ...one, hash: hash.toString("hex") })));
  await keepForwarded(ctx.tx, from + events.length);
  return { sent: events.length, more: events.length === most };
}

export interface ReceiverPlace {
  /** `https://…`. */
  url: string;
  /** Certificates to trust instead of those of the machine, in PEM. */
  ca?: string | undefined;
  /** What the receiver knows the register by, read anew for each batch; absent where it asks for nothing. */
  token?: (() => string) | undefined;
}

/** A receiver that hangs must not hold the clock. */
const PATIENCE_MS = 10_000;

/**
 * Sends a batch as one POST over TLS, the receiver's certificate and name checked, a message a line. It counts as taken
 * when the receiver has answered 2xx, and by nothing else: syslog over TLS (RFC 5425) has no receipt, and a receiver that
 * ended would have looked like one that had read. Throws the status, or what the connection throws.
 */
export function postTo({ url, ca, token }: ReceiverPlace): SendEvents {
  return (messages) =>
    new Promise((resolve, reject) => {
      const body = `${messages.join("\n")}\n`;
      const headers = {
        "content-type": "text/plain; charset=utf-8",
        "content-length": Buffer.byteLength(body),
        // Sent only once the receiver has shown its own certificate; no redirect is followed with it.
        ...(token !== undefined && { authorization: `Bearer ${token()}` }),
      };
      const asked = request(
        url,
        { method: "POST", headers, minVersion: "TLSv1.2", agent: false, ...(ca !== undefined && { ca }) },
        (answer) => {
          const { statusCode = 0 } = answer;
          answer.resume();
          answer.once("error", reject);
          answer.once("end", () => {
            if (statusCode >= 200 && statusCode < 300) resolve();
            else reject(new Error(`the receiver answered ${statusCode}`));
          });
        },
      );
      const patience = setTimeout(() => asked.destroy(new Error("the receiver took too long")), PATIENCE_MS);
      asked.once("error", reject);
      asked.once("close", () => {
        clearTimeout(patience);
        reject(new Error("the receiver ended before it answered"));
      });
      asked.end(body);
    });
}
