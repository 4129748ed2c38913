// Corrections for tests: a proposal of one field, and somebody else's decision on it.
import { randomUUID } from "node:crypto";
import type { AmendmentDecision, NewAmendment } from "#src/schema/complaint.ts";

const envelope = (caseId: string) => ({
  entryId: randomUUID(),
  caseId,
  deviceId: randomUUID(),
  deviceCounter: 3,
  enteredAt: new Date(Date.now() - 1_000).toISOString(),
});

/** A proposal to correct the field at `pointer`; coded values stand in the open, personal ones under `personal`. */
export function newAmendment(
  caseId: string,
  pointer: string,
  change: Partial<NewAmendment["amendment"]> = {},
): NewAmendment {
  const personal = { explanation: "La denunciante lo aclaró al leer su declaración.", ...change.personal };
  return {
    ...envelope(caseId),
    amendment: { pointer, reason: "statement-corrected", ...change, personal },
  };
}

export function newDecision(caseId: string, proposal: string, approved: boolean): AmendmentDecision {
  return { ...envelope(caseId), decision: { proposal, approved } };
}
