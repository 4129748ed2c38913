// The own part of a case: what a court, a service or the labour inspection is shown of it, and nothing else of it.
import * as z from "zod/mini";
import { DirectionStatus } from "./direction.ts";
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

/** A measure the prosecutor directed to protect somebody, as the service sees it: neither its words nor who carries it out. */
export const ProtectiveMeasure = z.object({
  /** Of those it is for, who is entrusted to this service. */
  victims: z.array(z.string()),
  measure: z.string(),
  dueOn: z.string(),
  status: DirectionStatus,
  givenAt: z.string(),
  endedAt: z.nullable(z.string()),
});
export type ProtectiveMeasure = z.infer<typeof ProtectiveMeasure>;

export const CasePart = z.object({
  kind: PartKind,
  /** Members of the complaint as they stand, in codes; of who was entrusted who they are, once that was opened. */
  facts: z.record(z.string(), z.unknown()),
  /** Of a court: how the case ended, and the papers that say so. */
  closing: z.nullable(z.object({ outcome: z.nullable(z.string()), reference: z.nullable(Reference) })),
  annulment: z.nullable(Reference),
  /** Of a service: what protects those entrusted to it, in the order in which it was directed. */
  measures: z.array(ProtectiveMeasure),
});
export type CasePart = z.infer<typeof CasePart>;

/** Who somebody entrusted to a service is, as the vault opens it. */
export interface EntrustedIdentity {
  personId: string;
  personal: z.infer<typeof PersonalValues>;
}
