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
  }),
  /** `failing` while the audit trail refuses events, `late` while they wait for their partition or their log. */
  audit: z.enum(["ok", "late", "failing"]),
});
export type Health = z.infer<typeof Health>;
export type ReadHealth = () => Promise<(Health["ledger"] & Pick<Health, "audit">) | undefined>;

/** A promise not kept within a minute is an alarm (design, "The ledger"). */
const PROMISE_SECONDS = 60;

export function healthRoute(version: string, read: ReadHealth): Route {
  return route({
    method: "GET",
    path: "/api/health",
    summary:
      "200 once the register is ready; 503 when the database is gone or a promise was not kept within a minute",
    auth: "open",
    answer: Health,
    handle: async ({ reply }) => {
      const found = await read().catch(() => undefined);
      const { audit, ...ledger } = found ?? {
        audit: "failing" as const,
        size: 0,
        waiting: 0,
        oldestWaitingSeconds: 0,
      };
      const kept = found !== undefined && ledger.oldestWaitingSeconds <= PROMISE_SECONDS;
      const health: Health = {
        // A trail in trouble is an alarm and no reason to send officers elsewhere: registering goes on.
        status: kept && audit === "ok" ? "ok" : "degraded",
        version,
        database: found === undefined ? "unavailable" : "ok",
        ledger,
        audit,
      };
      if (kept) return health;
      return reply.code(503).send(health);
    },
  });
}
