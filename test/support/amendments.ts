// Corrections for tests: a proposal of one field, and somebody else's decision on it.
import { randomUUID } from "node:crypto";
import type { Complaint } from "#src/schema/complaint.ts";
import type {
  AmendmentDecision,
  NewAmendment,
  NewAnnulment,
  NewClosing,
  NewDivision,
  NewMerge,
  Reference,
} from "#src/schema/proposal.ts";

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

const personal = { explanation: "Explicación inventada para la prueba." };

/** An authority's paper that is in order. */
export const REFERENCE: Reference = {
  document: "prosecutor-order",
  number: "123-2026-MP",
  date: "2026-01-15",
  authority: "provincial-prosecutor",
};

/** Strikes a person or an item out, or puts it back. */
export function newStrike(caseId: string, pointer: string, change: "strike" | "restore"): NewAmendment {
  return { ...envelope(caseId), amendment: { pointer, reason: "wrong-person", change, personal } };
}

export function newClosing(caseId: string, change: "close" | "reopen" = "close"): NewClosing {
  const outcome = change === "close" ? { outcome: "archived-no-author" } : {};
  return { ...envelope(caseId), closing: { change, ...outcome, personal } };
}

export function newAnnulment(caseId: string, change: "annul" | "reinstate" = "annul"): NewAnnulment {
  return { ...envelope(caseId), annulment: { change, reference: REFERENCE, personal } };
}

export function newMerge(caseId: string, other: string, change: "merge" | "split" = "merge"): NewMerge {
  return {
    ...envelope(caseId),
    otherEntryId: randomUUID(),
    merge: { change, other, reason: "same-facts", personal },
  };
}

/** The first victim goes, with the first suspect who stays as well; every code is in both. */
export function newDivision(
  caseId: string,
  { victims, suspects, acts, means, purposes }: Complaint,
  change: Partial<NewDivision["division"]> = {},
): NewDivision {
  const ids = (people: readonly { personId: string }[]) => people.map(({ personId }) => personId);
  const both = { suspects: ids(suspects), acts, means, purposes };
  return {
    ...envelope(caseId),
    division: {
      into: randomUUID(),
      goes: { ...both, victims: ids(victims.slice(0, 1)) },
      stays: { ...both, victims: ids(victims.slice(1)) },
      reason: "other",
      personal,
      ...change,
    },
  };
}
