// Whose request to open a complainant's identity takes the number of a court's order (reference: security 2.2, column C).
import type { Role } from "#src/schema/case.ts";
import type { UnlockClass } from "#src/schema/unlock.ts";

/** A liaison acts for a prosecutor, who directs the case: what a court has not ordered, the liaison does not ask for. */
export const takesCourtOrder = (role: Role, dataClass: UnlockClass): boolean =>
  role === "prosecutor-liaison" && dataClass === "complainant-identity";
