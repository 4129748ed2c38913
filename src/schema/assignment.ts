// Assignments: who has a case, takes it, is given it, or is offered it in a hand-over list the receiver accepts.
import * as z from "zod/mini";
import { PartOpened } from "./case-part.ts";
import { envelopeShape } from "./complaint.ts";

/** One step. `offer` and what follows belong to a hand-over list; the others stand alone. */
export const AssignmentAct = z.enum([
  "take",
  "assign",
  "release",
  "offer",
  "approve",
  "accept",
  "refuse",
  "withdraw",
]);
export type AssignmentAct = z.infer<typeof AssignmentAct>;

/** What an entry of kind `assignment` says. */
export const AssignmentContent = z.strictObject({
  act: AssignmentAct,
  /** Whose assignment it is about: the posting that takes, is given, lays down or is offered the case. */
  postingId: z.uuid(),
  officerId: z.uuid(),
  unitId: z.string(),
  /** Whose it was before, in a hand-over; null when nobody's but the officer's who registered it. */
  from: z.nullable(z.uuid()),
  /** True when what is handed over is what the registering officer keeps. */
  fromRegistrar: z.boolean(),
  list: z.nullable(z.uuid()),
  listSize: z.nullable(z.int()),
  /** Which part of the case is opened, where it is not the file that is given. */
  part: z.optional(PartOpened),
});
export type AssignmentContent = z.infer<typeof AssignmentContent>;

export const NewAssignment = z.strictObject({
  ...envelopeShape,
  assignment: z.union([
    z.strictObject({ act: z.enum(["take"]) }),
    z.strictObject({
      act: z.enum(["assign", "release"]),
      postingId: z.uuid(),
      /** To a service: the victims entrusted to it; the only one there is need not be said. */
      victims: z.optional(z.array(z.uuid()).check(z.minLength(1), z.maxLength(500))),
    }),
  ]),
});
export type NewAssignment = z.infer<typeof NewAssignment>;

/** Most cases in one list: what one person can look through before accepting. */
export const HAND_OVER_MAX = 200;
/** From more cases than this a second person must approve the list (reference: security 2.3, transfer of posts). */
export const FOUR_EYES_FROM = 20;

const device = {
  deviceId: envelopeShape.deviceId,
  deviceCounter: envelopeShape.deviceCounter,
  enteredAt: envelopeShape.enteredAt,
};

export const NewHandOver = z.strictObject({
  ...device,
  handOverId: z.uuid(),
  receiver: z.uuid(),
  /** The officer whose cases a chief hands over; absent for the own ones. */
  giver: z.optional(z.uuid()),
  /** Absent where the chief of another institution, who sees none, hands over what somebody left: as much as one list holds. */
  cases: z.optional(z.array(z.uuid()).check(z.minLength(1), z.maxLength(HAND_OVER_MAX))),
});
export type NewHandOver = z.infer<typeof NewHandOver>;

export const HandOverAnswer = z.strictObject({
  ...device,
  answer: z.enum(["approve", "accept", "refuse", "withdraw"]),
});
export type HandOverAnswer = z.infer<typeof HandOverAnswer>;

export const AssignmentLine = z.object({
  postingId: z.string(),
  officerId: z.string(),
  officer: z.string(),
  unitId: z.string(),
  role: z.string(),
  /** `approved`: offered, and the second person of a long list has agreed. */
  status: z.enum(["assigned", "offered", "approved"]),
  since: z.string(),
  list: z.nullable(z.string()),
  /** The posting is over: whoever held it no longer sees the case, and nobody has taken their place. */
  ended: z.boolean(),
  /** The reader may end this part of it: the own one, or one that the own command or who opened it may end. */
  mayEnd: z.boolean(),
});
export type AssignmentLine = z.infer<typeof AssignmentLine>;

export const HandOverLine = z.object({
  handOverId: z.string(),
  offeredAt: z.string(),
  giver: z.string(),
  receiver: z.string(),
  receiverUnitId: z.string(),
  /** What the reader may answer now; empty when it waits for somebody else. */
  mayAnswer: z.array(z.enum(["approve", "accept", "refuse", "withdraw"])),
  needsApproval: z.boolean(),
  cases: z.array(z.object({ caseId: z.string(), caseNumber: z.string() })),
});
export type HandOverLine = z.infer<typeof HandOverLine>;

/** An officer of the command whose cases a chief can hand over. */
export const GiverLine = z.object({
  officerId: z.string(),
  officer: z.string(),
  /** The newest posting in the command. */
  unitId: z.string(),
  role: z.string(),
  /** None of the postings there is in force. */
  ended: z.boolean(),
  /** All postings of theirs in force anywhere: nobody receives the own cases. */
  postings: z.array(z.string()),
});
export type GiverLine = z.infer<typeof GiverLine>;

/** Somebody a case can be given to: a posting valid now. */
export const ReceiverLine = z.object({
  postingId: z.string(),
  officer: z.string(),
  rank: z.nullable(z.string()),
  unitId: z.string(),
  role: z.string(),
});
export type ReceiverLine = z.infer<typeof ReceiverLine>;
