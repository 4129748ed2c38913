// What may be proposed about a case besides adding to it: corrections, its end, its annulment, joining it to another.
import * as z from "zod/mini";
import { Code, Codes } from "./code.ts";
import { envelopeShape, PEOPLE_MAX } from "./complaint.ts";
import { text } from "./text.ts";

/** Kinds of entry that wait for somebody else's decision before they take effect. */
export const ProposalKind = z.enum(["amendment", "closing", "annulment", "merge", "split", "division"]);
export type ProposalKind = z.infer<typeof ProposalKind>;

/** How it is known, in words: sealed, because it may name anybody. */
const explanation = text(2000);

/** What a coded field can hold: a code, several codes, a whole number, a partial date; null when it was empty. */
export const CodedValue = z.nullable(z.union([z.int(), z.string().check(z.maxLength(60)), Codes]));
export type CodedValue = z.infer<typeof CodedValue>;

/**
 * Correction of one field, named by its JSON pointer (RFC 6901) in the complaint as folded. A coded field carries its
 * values in the open; a pointer that passes through `personal` carries them sealed. With `change` the pointer names a
 * whole person or item that was put there by mistake (`strike`), or that was struck by mistake (`restore`): positions
 * never move, so that a pointer means the same for ever.
 */
export const Amendment = z.strictObject({
  pointer: z.string().check(z.regex(/^(\/[A-Za-z0-9-]+)+$/), z.maxLength(200)),
  reason: Code,
  change: z.optional(z.enum(["strike", "restore"])),
  oldValue: z.optional(CodedValue),
  newValue: z.optional(CodedValue),
  personal: z.strictObject({
    oldValue: z.optional(z.json()),
    newValue: z.optional(z.json()),
    explanation,
  }),
});
export type Amendment = z.infer<typeof Amendment>;

export const NewAmendment = z.strictObject({ ...envelopeShape, amendment: Amendment });
export type NewAmendment = z.infer<typeof NewAmendment>;

/** A prosecutor's or judge's paper. No room for a name in what is not sealed. */
export const Reference = z.strictObject({
  document: Code,
  number: z.string().check(z.trim(), z.regex(/^(?=.*\d)[A-Za-z0-9./-]{1,40}$/)),
  date: z.iso.date(),
  authority: Code,
});
export type Reference = z.infer<typeof Reference>;

/** The end of a case with its outcome, or its opening again. */
export const Closing = z.strictObject({
  change: z.enum(["close", "reopen"]),
  /** How it ended; not asked when it is opened again. */
  outcome: z.optional(Code),
  reference: z.optional(Reference),
  personal: z.strictObject({ explanation }),
});
export type Closing = z.infer<typeof Closing>;
export const NewClosing = z.strictObject({ ...envelopeShape, closing: Closing });
export type NewClosing = z.infer<typeof NewClosing>;

/** A case is never deleted: an authority's paper takes it out of the counts, and another one brings it back. */
export const Annulment = z.strictObject({
  change: z.enum(["annul", "reinstate"]),
  reference: Reference,
  personal: z.strictObject({ explanation }),
});
export type Annulment = z.infer<typeof Annulment>;
export const NewAnnulment = z.strictObject({ ...envelopeShape, annulment: Annulment });
export type NewAnnulment = z.infer<typeof NewAnnulment>;

/**
 * Two cases that are one (`merge`), or are not after all (`split`). The case of the envelope survives and keeps its
 * number; `other` goes into it. An entry is made in both, so there are two ids.
 */
export const NewMerge = z.strictObject({
  ...envelopeShape,
  otherEntryId: z.uuid(),
  merge: z.strictObject({
    change: z.enum(["merge", "split"]),
    other: z.uuid(),
    reason: Code,
    personal: z.strictObject({ explanation }),
  }),
});
export type NewMerge = z.infer<typeof NewMerge>;

/** What one of the two parts of a case has: persons by their ids, and codes. */
const Part = z.strictObject({
  victims: z.array(z.uuid()).check(z.maxLength(PEOPLE_MAX)),
  suspects: z.array(z.uuid()).check(z.maxLength(PEOPLE_MAX)),
  acts: Codes,
  means: Codes,
  purposes: Codes,
});
export type Part = z.infer<typeof Part>;

/**
 * A case that is two: what goes on as a case of its own, under an id the client makes, and what stays. A victim is in
 * one of them, so that she is counted once; suspects and codes may be in both.
 */
export const NewDivision = z.strictObject({
  ...envelopeShape,
  division: z.strictObject({
    into: z.uuid(),
    goes: Part,
    stays: Part,
    reason: Code,
    personal: z.strictObject({ explanation }),
  }),
});
export type NewDivision = z.infer<typeof NewDivision>;

/**
 * Approval or refusal of a proposal by somebody else. `seen` repeats the values of a personal correction as the decider
 * saw them: who has not opened them cannot approve. It is compared with what is sealed, and not kept.
 */
export const AmendmentDecision = z.strictObject({
  ...envelopeShape,
  /** Where two cases are concerned, the id of the entry in the other one: the decision's, or the one it begins with. */
  otherEntryId: z.optional(z.uuid()),
  decision: z.strictObject({
    proposal: z.uuid(),
    approved: z.boolean(),
    personal: z.optional(z.strictObject({ explanation: z.optional(explanation) })),
  }),
  seen: z.optional(z.strictObject({ oldValue: z.optional(z.json()), newValue: z.optional(z.json()) })),
});
export type AmendmentDecision = z.infer<typeof AmendmentDecision>;
