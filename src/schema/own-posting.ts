// The postings an officer holds at the same time, and which of them the session is under.
import * as z from "zod/mini";
import { Role } from "./case.ts";

export const OwnPosting = z.object({
  postingId: z.uuid(),
  unitName: z.string(),
  role: Role,
  /** When it ends; null where no end was written down. */
  until: z.nullable(z.string()),
});
export type OwnPosting = z.infer<typeof OwnPosting>;

/** Those in force, the newest first: under that one a sign-in begins. */
export const OwnPostings = z.object({ postings: z.array(OwnPosting) });
export type OwnPostings = z.infer<typeof OwnPostings>;
