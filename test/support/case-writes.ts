// Whatever is written into a case: a body for each path of the API that names one, as whoever has the case would send it.
import { randomUUID } from "node:crypto";
import { newAmendment, newAnnulment, newClosing, newDecision, newDivision, newMerge } from "./amendments.ts";
import { assignment, device } from "./assignments.ts";
import { newSupplement, typicalComplaint } from "./complaints.ts";

const WORDS = { explanation: "Explicación inventada para la prueba." };
const envelope = (caseId: string) => ({ entryId: randomUUID(), caseId, ...device() });

/** By the path below the case; `own` is a case of the reader's that is not hidden. */
export const WRITES: Record<string, (caseId: string, own: string) => unknown> = {
  names: () => ({ purpose: "investigation" }),
  "part/names": () => ({ purpose: "victim-protection" }),
  supplements: (caseId) => newSupplement(caseId, { kind: "new-facts", acts: ["transport"] }),
  amendments: (caseId) => newAmendment(caseId, "/channel", { newValue: "hotline" }),
  closings: (caseId) => newClosing(caseId),
  annulments: (caseId) => newAnnulment(caseId),
  merges: (caseId, own) => newMerge(caseId, own),
  divisions: (caseId) => newDivision(caseId, typicalComplaint()),
  decisions: (caseId) => newDecision(caseId, randomUUID(), true),
  assignments: (caseId) => assignment(caseId, { act: "take" }),
  walls: (caseId) => ({ ...envelope(caseId), wall: { step: "declare", cause: "relative" } }),
  "wall-consents": (caseId) => ({ ...envelope(caseId), wall: { step: "consent", personal: WORDS } }),
  directions: (caseId) => ({
    ...envelope(caseId),
    direction: { move: "not-done", direction: randomUUID(), personal: WORDS },
  }),
  unlocks: () => ({
    unlockId: randomUUID(),
    dataClass: "victim-identity",
    reason: "danger-to-life",
    ...WORDS,
  }),
  relays: () => ({ messageId: randomUUID(), text: "Texto inventado" }),
  "relays/texts": () => ({}),
  prints: () => ({ printed: "case" }),
};

/** The id so many places after it; before it, where `places` is negative. */
export const idBeside = (id: string, places = -1) => {
  const hex = (BigInt(`0x${id.replaceAll("-", "")}`) + BigInt(places)).toString(16).padStart(32, "0");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
};

/** An id drawn at random that begins so: two cases of one request are locked in the order of their ids. */
export const idIn = (beginning: string) => beginning + randomUUID().slice(beginning.length);
