// Suspensions of officers: why, by which order, who asked, whether they are in force.
import * as z from "zod/mini";
import { Role } from "./case.ts";
import { text } from "./text.ts";

/** `inquiry`: the officer is looked into; `order`: an authority orders it; `account`: somebody else may be using the account. */
export const SUSPENSION_REASONS = ["inquiry", "order", "account"] as const;
export const SuspensionReason = z.enum(SUSPENSION_REASONS);
export type SuspensionReason = z.infer<typeof SuspensionReason>;

export const NewSuspension = z.strictObject({
  suspensionId: z.uuid(),
  login: text(60),
  reason: SuspensionReason,
  orderNumber: text(60),
});
export type NewSuspension = z.infer<typeof NewSuspension>;

/** Somebody who could be asked about, as whoever suspends finds them: under the posting that is within reach, and no other. */
export const Suspendable = z.object({
  officerId: z.string(),
  login: z.string(),
  name: z.string(),
  unitId: z.string(),
  role: Role,
});
export type Suspendable = z.infer<typeof Suspendable>;

/** One that waits for a second person or is in force, as whoever has a word in it sees it. */
export const Suspension = z.object({
  suspensionId: z.string(),
  officerId: z.string(),
  login: z.string(),
  name: z.string(),
  reason: SuspensionReason,
  orderNumber: z.string(),
  askedBy: z.string(),
  askedRole: Role,
  askedAt: z.string(),
  confirmedBy: z.nullable(z.string()),
  /** It counts; one that does not waits for a second person. */
  inForce: z.boolean(),
  /** What the reader may do with it. */
  steps: z.array(z.enum(["confirm", "withdraw", "lift"])),
});
export type Suspension = z.infer<typeof Suspension>;
