// The own part of a case: what a court, a service or the labour inspection is shown of it, and nothing else of it.
import * as z from "zod/mini";
import type { PersonalValues } from "./person.ts";
import { Reference } from "./proposal.ts";

/** `protection`: the victims entrusted, and what they need. `court`: the proceedings. `labour`: the work, of nobody by name. */
export const PartKind = z.enum(["protection", "court", "labour"]);
export type PartKind = z.infer<typeof PartKind>;

/** What an entry of kind `assignment` says of it: which part is opened, and of a service the victims entrusted to it. */
export const PartOpened = z.strictObject({
  kind: PartKind,
  victims: z.array(z.uuid()).check(z.maxLength(500)),
});
export type PartOpened = z.infer<typeof PartOpened>;

export const CasePart = z.object({
  kind: PartKind,
  /** Members of the complaint as they stand, in codes; of who was entrusted who they are, once that was opened. */
  facts: z.record(z.string(), z.unknown()),
  /** Of a court: how the case ended, and the papers that say so. */
  closing: z.nullable(z.object({ outcome: z.nullable(z.string()), reference: z.nullable(Reference) })),
  annulment: z.nullable(Reference),
});
export type CasePart = z.infer<typeof CasePart>;

/** Who somebody entrusted to a service is, as the vault opens it. */
export interface EntrustedIdentity {
  personId: string;
  personal: z.infer<typeof PersonalValues>;
}
