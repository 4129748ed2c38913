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
});
export type Health = z.infer<typeof Health>;
export type ReadHealth = () => Promise<Health["ledger"] | undefined>;

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
      const ledger = await read().catch(() => undefined);
      const kept = ledger !== undefined && ledger.oldestWaitingSeconds <= PROMISE_SECONDS;
      const health: Health = {
        status: kept ? "ok" : "degraded",
        version,
        database: ledger === undefined ? "unavailable" : "ok",
        ledger: ledger ?? { size: 0, waiting: 0, oldestWaitingSeconds: 0 },
      };
      if (kept) return health;
      return reply.code(503).send(health);
    },
  });
}
