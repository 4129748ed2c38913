// Standing in for somebody: a part of the rights of one posting, for a named officer, for a few days.
import * as z from "zod/mini";

export const DELEGABLE_RIGHTS = ["alerts", "read-cases", "assign-cases"] as const;
export const DelegableRight = z.enum(DELEGABLE_RIGHTS);
export type DelegableRight = z.infer<typeof DelegableRight>;

/** A delegation in force, as giver and stand-in both see it. */
export const Delegation = z.object({
  delegationId: z.uuid(),
  /** The reader gave it; otherwise it was given to the reader. */
  given: z.boolean(),
  /** The other one. */
  officer: z.string(),
  unitName: z.string(),
  role: z.string(),
  rights: z.array(DelegableRight),
  until: z.string(),
});
export type Delegation = z.infer<typeof Delegation>;

export const Delegations = z.object({
  delegations: z.array(Delegation),
  /** What the reader may delegate of the posting now in use. */
  delegable: z.array(DelegableRight),
});
export type Delegations = z.infer<typeof Delegations>;

export const NewDelegation = z.strictObject({
  delegationId: z.uuid(),
  /** Of whoever stands in, as they sign in. */
  login: z.string().check(z.minLength(1), z.maxLength(100)),
  rights: z.array(DelegableRight).check(z.minLength(1), z.maxLength(DELEGABLE_RIGHTS.length)),
  days: z.int().check(z.minimum(1), z.maximum(14)),
});
export type NewDelegation = z.infer<typeof NewDelegation>;
