// An open session as its officer, and whoever may end it, sees it.
import * as z from "zod/mini";

/** Sensitive steps ask for a proof of presence no older than this, in minutes (reference: security 2.3, assurance). */
export const FRESH_MINUTES = 15;

export const OpenSession = z.object({
  sessionId: z.uuid(),
  startedAt: z.string(),
  /** When the officer last asked for something under it, to the minute. */
  lastUsedAt: z.string(),
  /** Browser and system in words. */
  device: z.nullable(z.string()),
  method: z.enum(["password", "totp", "passkey", "code", "single-sign-on"]),
  training: z.boolean(),
  /** The one that asks. */
  own: z.boolean(),
});
export type OpenSession = z.infer<typeof OpenSession>;

export const OpenSessions = z.object({ sessions: z.array(OpenSession) });
export type OpenSessions = z.infer<typeof OpenSessions>;

/** Where a request comes from: what its browser says of itself in coarse words, and its network as a tag. */
export interface Place {
  device: string | null;
  network: string;
}
