// Health: is the register up, and does the ledger keep its promises?
import * as z from "zod/mini";
import { type Route, route } from "./route.ts";

export const Health = z.object({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  database: z.enum(["ok", "unavailable"]),
  ledger: z.object({
    /** Leaves published, promises not yet among them, and the age of the oldest of these in seconds. */
    size: z.int(),
    waiting: z.int(),
    oldestWaitingSeconds: z.number(),
    /** The newest checkpoint that enough witnesses cosigned; null while there is none. */
    witnessed: z.nullable(z.object({ size: z.int(), at: z.string(), ageSeconds: z.int() })),
    /** Witnesses that were not heard of for too long, by the names of their keys. */
    silentWitnesses: z.array(z.string()),
  }),
  /** `failing` while the audit trail refuses events, `late` while they wait for their partition or their log. */
  audit: z.enum(["ok", "late", "failing"]),
  /** What somebody must look at, by code; registering goes on. */
  alarms: z.array(
    z.enum([
      "not-as-signed",
      "not-as-sealed",
      "guards-changed",
      "verification-late",
      "promise-late",
      "audit-trail",
      "keys-closed",
      "receipts-key",
      "witness-silent",
      "not-witnessed",
      "certificate-ends",
      "key-old",
      "audit-not-forwarded",
      "backup-old",
      "log-lines",
      "clock-back",
    ]),
  ),
});
export type Health = z.infer<typeof Health>;
export type ReadHealth = () => Promise<Pick<Health, "ledger" | "audit" | "alarms"> | undefined>;

const NOTHING: Health["ledger"] = {
  size: 0,
  waiting: 0,
  oldestWaitingSeconds: 0,
  witnessed: null,
  silentWitnesses: [],
};

export function healthRoute(version: string, read: ReadHealth): Route {
  return route({
    method: "GET",
    path: "/api/health",
    summary:
      "200 once the register is ready; 503 when the database is gone or a promise was not kept within a minute; alarms by code",
    auth: "open",
    answer: Health,
    handle: async ({ reply }) => {
      const found = await read().catch(() => undefined);
      const { ledger, audit, alarms } = found ?? { ledger: NOTHING, audit: "failing" as const, alarms: [] };
      const health: Health = {
        // A trail in trouble is an alarm and no reason to send officers elsewhere: registering goes on.
        status: found !== undefined && alarms.length === 0 ? "ok" : "degraded",
        version,
        database: found === undefined ? "unavailable" : "ok",
        ledger,
        audit,
        alarms,
      };
      // Nor must a witness that is away.
      const works = found !== undefined && !alarms.includes("promise-late");
      return works ? health : reply.code(503).send(health);
    },
  });
}
