// What health tells anybody, as far as the page of the system shows it. It is an answer too when it is 503.
import * as z from "zod/mini";

const HealthView = z.object({
  status: z.enum(["ok", "degraded"]),
  version: z.string(),
  database: z.enum(["ok", "unavailable"]),
  ledger: z.object({ size: z.int(), waiting: z.int(), oldestWaitingSeconds: z.number() }),
  alarms: z.array(z.string()),
});
export type HealthView = z.infer<typeof HealthView>;

/** Asks health; undefined when nothing understandable came back. */
export async function readHealth(): Promise<HealthView | undefined> {
  try {
    const answer = await fetch("/api/health", { credentials: "same-origin" });
    const parsed = HealthView.safeParse(await answer.json());
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
