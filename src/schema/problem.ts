// Every failure a client can see, on one screen: stable code, HTTP status, when it happens. Words are in messages/.
import * as z from "zod/mini";

export const PROBLEMS = {
  /** The body is not JSON, or a field does not have the shape, the code or the value that was expected. */
  "input.invalid": 422,
  "input.not-json": 400,
  "input.too-large": 413,
  "input.unsupported-type": 415,
  /** No session, or it has ended. */
  "session.missing": 401,
  /** The session is locked: its officer proves to be there first. */
  "session.locked": 403,
  "session.wrong-credentials": 401,
  "session.locked-out": 429,
  /** Signed in with less than the register asks for: set up a second factor first. */
  "session.must-enrol": 403,
  /** The password was right; a code of the authenticator app goes with it. */
  "session.code-needed": 401,
  /** The password was right, but this officer has a passkey or single sign-on: it must be used. */
  "session.passkey-needed": 401,
  /** The last proof that the officer is there is too old for this: prove it again and repeat the request. */
  "session.not-fresh": 403,
  /** This takes the strongest proof the officer has, and the last one was another: prove it with the passkey and repeat. */
  "session.passkey-asked": 403,
  /** What the authenticator answered is not true, is too late, or was made at another address. */
  "passkey.refused": 422,
  /** The register is reached at an address no passkey can be bound to. */
  "passkey.unavailable": 409,
  "account.last-way-in": 409,
  /** The register has no single sign-on, or is reached at an address of which its provider does not know. */
  "single-sign-on.unavailable": 409,
  /** The provider does not answer. */
  "single-sign-on.unreachable": 503,
  /** The officer went no further there, or the provider let nobody in. */
  "single-sign-on.cancelled": 401,
  /** What came back is not true, is too late, belongs to another browser, or is less than the register asks for. */
  "single-sign-on.refused": 401,
  /** A time in the answer is not possible: the clocks differ. */
  "single-sign-on.clock": 401,
  /** An account that is linked to nobody who may sign in, or to another officer. */
  "single-sign-on.unknown": 401,
  /** The account is linked to another officer already. */
  "single-sign-on.taken": 409,
  /** The code is not one of this secret now, or the question is too old. */
  "totp.wrong-code": 422,
  "totp.no-password": 409,
  /** A state-changing request that did not come from our own pages. */
  "request.cross-site": 403,
  /** The same bytes whether it does not exist or may not be seen. */
  "not-found": 404,
  "access.refused": 403,
  /** The id was used before for something else. */
  "entry.id-taken": 409,
  "case.already-exists": 409,
  /** Somebody added to the case at the same moment: repeat with the same id. */
  "case.changed": 409,
  "amendment.own-proposal": 403,
  "amendment.already-decided": 409,
  "amendment.value-changed": 409,
  /** Approving a personal correction without having opened both values. */
  "amendment.values-not-seen": 409,
  /** The approver stands in the proposer's command line, and the change asks for somebody from outside it. */
  "amendment.in-line": 403,
  /** The case is closed, annulled or part of another one: what was asked for is not possible now. */
  "case.wrong-state": 409,
  /** The posting has the case already, or does not have it. */
  "assignment.already": 409,
  /** No posting in force, of a role that works on cases, within reach. */
  "assignment.not-possible": 422,
  /** A service is entrusted with victims of the case, by name of nobody else; to others no victim is. */
  "assignment.victims-needed": 422,
  /** The officer has not left, or left no part of a case that could be handed over now. */
  "assignment.nothing-left": 422,
  /** One of the cases is behind a wall that does not let the receiver through. */
  "assignment.behind-wall": 422,
  /** There is no such direction in the case, or it takes no such answer any more: done, replaced, withdrawn. */
  "direction.not-open": 409,
  "alert.already-acknowledged": 409,
  "officer.login-taken": 409,
  "posting.overlaps": 409,
  /** A posting over others, or with an end that was given; a posting that does not end soon. */
  "posting.administrator-renews": 403,
  "posting.renewed-later": 409,
  /** A posting counts when somebody else agrees: whoever proposed it does not. */
  "posting.own-proposal": 403,
  /** Its last day passed before anybody agreed to it. */
  "posting.over": 409,
  /** The same person has suspended that officer already, or asked for it. */
  "suspension.already": 409,
  /** The mark is withdrawn already, or the same person asks for it. */
  "mark.already-asked": 409,
  /** Whoever agrees writes the number too, and this is not the one that was asked about. */
  "mark.other-number": 422,
  /** No officer of that login who may stand in: nobody, oneself, or somebody who oversees or decides. */
  "delegation.not-possible": 422,
  /** Asked under a delegation that does not include it: go back to the own posting. */
  "delegation.not-included": 403,
  /** A change of the pack: made by the person who would confirm it; taken back or confirmed before; begun already. */
  "change.own-proposal": 403,
  "change.own-confirmed": 403,
  "change.already-decided": 409,
  "change.in-force": 409,
  /** Later changes would not hold without it. */
  "change.others-rest-on-it": 409,
  "password.too-weak": 422,
  /** On the lists of what is tried first, or made of the register's own words. */
  "password.guessable": 422,
  /** No receipt like that: never issued, or mistyped. The same bytes for both. */
  "receipt.unknown": 404,
  /** The secret that knows receipts is not there: whether one was given cannot be said now. The same for every receipt. */
  "receipt.unavailable": 503,
  /** The same secret knows officers by their numbers: none can be added until it is back. */
  "staff-marks.unavailable": 503,
  /** Asked too often from one address; said before anything is looked up. */
  "receipt.too-many": 429,
  /** A message to a complainant that says which case, unit or officer it comes from. */
  "relay.tells": 422,
  /** Three messages to one complainant in a day, or too many by one officer. */
  "relay.too-many": 429,
  /** The complaint has no receipt at which a message could wait. */
  "relay.no-receipt": 409,
  "relay.answered": 409,
  "opening.answered": 409,
  /** Changing a password takes the old one. */
  "password.there-is-one": 409,
  /** Whoever has a way in needs no code; whoever has lost it needs two people. */
  "enrolment.has-way-in": 409,
  /** Nothing to recover: a code is what the officer needs. */
  /** The first code of an officer outside the command is given by another than who proposed the posting. */
  "enrolment.own-proposal": 403,
  "enrolment.no-way-in": 409,
  /** An officer of another institution, whom nobody of this one lets in alone. */
  "enrolment.takes-two": 403,
  "posting.end-takes-two": 403,
  "recovery.own": 403,
  /** Whoever gave the first of two words is suspended, or no longer has the posting it was given under. */
  "first-word.lapsed": 409,
  "recovery.already-asked": 409,
  /** The database did not answer; nothing was stored, or it is unknown whether it was: repeat with the same id. */
  "register.unavailable": 503,
  /** The audit trail cannot be written: what shows or changes anything waits, registering goes on. */
  "audit.unavailable": 503,
  /** The vault is away, or its keys are: names stay closed, registering goes on. */
  "vault.unavailable": 503,
  /** Not one who may be the second person of this break-glass. */
  "unlock.not-second": 403,
  "unlock.already-answered": 409,
  /** Its fifteen minutes or its four hours have passed, or one of the two has ended it. */
  "unlock.over": 409,
  /** Not two persons: whoever asked cannot agree. */
  "keys.own-order": 403,
  "keys.already-asked": 409,
  "keys.already-answered": 409,
  /** Its time has passed, it was taken back, or it has been begun. */
  "keys.over": 409,
  /** The newest version of a class is in use: it is replaced before it is destroyed. */
  "keys.newest": 409,
  /** There is no such version, or it is not the next one. */
  "keys.unknown": 409,
  "keys.unfinished": 409,
  /** A person is looked for by an identifier, or by two of name, alias and date of birth. */
  "search.too-little": 422,
  /** Thousands would have to be opened: say more of the person. */
  "search.too-wide": 422,
  /** As often as one may on one day: the chief can allow more. */
  "search.limit": 429,
  /** The names of as many cases as an officer may open in 24 hours; `freeAt` says when there is one more. */
  "names.limit": 429,
  /** An entry of the case is not as it was sealed: nothing of it is opened. */
  "case.altered": 409,
  internal: 500,
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** One fault of the input: where (JSON pointer), which (code), what was found (never a personal value), what was expected. */
export const FieldFault = z.object({
  pointer: z.string(),
  code: z.string(),
  found: z.optional(z.unknown()),
  expected: z.optional(z.union([z.string(), z.array(z.string()), z.number()])),
});
export type FieldFault = z.infer<typeof FieldFault>;

/** The wire form (RFC 9457, application/problem+json). */
export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  requestId: z.optional(z.string()),
  faults: z.optional(z.array(FieldFault)),
  /** When what is counted is free again. */
  freeAt: z.optional(z.iso.datetime()),
});
export type ProblemBody = z.infer<typeof ProblemBody>;

/** Thrown by actions and http only; everything else that is thrown is a bug. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly faults: FieldFault[] | undefined;
  readonly freeAt: string | undefined;
  constructor(code: ProblemCode, faults?: FieldFault[], freeAt?: string) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.faults = faults;
    this.freeAt = freeAt;
  }
  get status(): number {
    return PROBLEMS[this.code];
  }
}
