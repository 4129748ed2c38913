// Marks of staff that are withdrawn: whose, why, by which paper, who asked, and what has become of it.
import * as z from "zod/mini";
import { Role } from "./case.ts";
import { text } from "./text.ts";

/** `wrong-number`: it was written wrongly when the officer was added; `another-person`: it is somebody else's. */
export const MARK_REASONS = ["wrong-number", "another-person"] as const;
export const MarkReason = z.enum(MARK_REASONS);
export type MarkReason = z.infer<typeof MarkReason>;

/** The number the mark was made of, digits only. It is compared and kept nowhere. */
export const MarkedNumber = z.string().check(z.regex(/^\d{6,15}$/));

export const NewMarkWithdrawal = z.strictObject({
  withdrawalId: z.uuid(),
  login: text(60),
  number: MarkedNumber,
  reason: MarkReason,
  /** Number of the paper that shows it. No room for a name in what is not sealed. */
  document: z.string().check(z.trim(), z.regex(/^(?=.*\d)[A-Za-z0-9./-]{1,40}$/)),
});
export type NewMarkWithdrawal = z.infer<typeof NewMarkWithdrawal>;

/** `waits` for a second person; `withdrawn`: the mark does not count; `revived`: the number was given again since. */
export const MARK_STATES = ["waits", "withdrawn", "refused", "revived"] as const;

/** As whoever has a word about the officer's marks sees it. Nobody sees the number. */
export const MarkWithdrawal = z.object({
  withdrawalId: z.string(),
  officerId: z.string(),
  login: z.string(),
  name: z.string(),
  reason: MarkReason,
  document: z.string(),
  askedBy: z.string(),
  askedRole: Role,
  askedAt: z.string(),
  answeredBy: z.nullable(z.string()),
  answeredAt: z.nullable(z.string()),
  state: z.enum(MARK_STATES),
  /** What the reader may do with it. */
  steps: z.array(z.enum(["agree", "refuse"])),
});
export type MarkWithdrawal = z.infer<typeof MarkWithdrawal>;
