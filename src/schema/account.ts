// The way in and the own account: what is asked, answered and shown.
import * as z from "zod/mini";
import { Role } from "./case.ts";
import { text } from "./text.ts";

/** The ways in there are at the address a browser uses. */
export const SignInWays = z.object({
  passkeys: z.boolean(),
  /** A password alone is enough: a demo, or a school. */
  passwordAlone: z.boolean(),
  /** What the institution's single sign-on is called, where there is one. */
  singleSignOn: z.nullable(z.object({ es: z.string(), en: z.string() })),
});
export type SignInWays = z.infer<typeof SignInWays>;

/** What an authenticator is asked: options of WebAuthn as the browser takes them, and the step its answer names. */
export const PasskeyQuestion = z.object({ stepId: z.uuid(), options: z.record(z.string(), z.unknown()) });
export type PasskeyQuestion = z.infer<typeof PasskeyQuestion>;

// Checked whole by what verifies it; here only that it is one, and not endless.
const Response = z.looseObject({ id: z.string().check(z.regex(/^[\w-]{1,1400}$/)) });

export const PasskeyAnswer = z.strictObject({ stepId: z.uuid(), response: Response });
export type PasskeyAnswer = z.infer<typeof PasskeyAnswer>;

export const NewPasskeyAnswer = z.strictObject({ stepId: z.uuid(), name: text(60), response: Response });
export type NewPasskeyAnswer = z.infer<typeof NewPasskeyAnswer>;

/** Where a browser goes to sign in with the institution's account. */
export const SingleSignOnQuestion = z.object({ address: z.string() });
export type SingleSignOnQuestion = z.infer<typeof SingleSignOnQuestion>;

/** A secret for an authenticator app, as letters to type and as the address a QR code holds. */
export const TotpQuestion = z.object({ stepId: z.uuid(), secret: z.string(), address: z.string() });
export type TotpQuestion = z.infer<typeof TotpQuestion>;

/** The six digits an authenticator app shows. */
export const TotpCode = z.string().check(z.regex(/^\d{6}$/));

/** A one-time code to set up a way in, shown once. */
export const EnrolmentCode = z.object({ code: z.string(), expiresAt: z.string() });
export type EnrolmentCode = z.infer<typeof EnrolmentCode>;

/** An officer as whoever lets officers in sees them. */
export const Enrolment = z.object({
  officerId: z.string(),
  login: z.string(),
  name: z.string(),
  rank: z.nullable(z.string()),
  postingId: z.string(),
  unitId: z.string(),
  role: Role,
  /** When the posting ends. */
  endsAt: z.nullable(z.string()),
  /** Whether the reader may renew it now; `none` where the pack knows no term. */
  renewal: z.enum(["allow", "later", "administrator", "none"]),
  /** The reader, who heads the unit or one above, may end the posting by an order. */
  mayEnd: z.boolean(),
  /** Has a way in. */
  enrolled: z.boolean(),
  /** Of another institution than the reader: two people let the officer in, the first time too. */
  byTwo: z.boolean(),
  /** A recovery that waits for a second person; `own`: the reader asked for it. */
  recovery: z.nullable(
    z.object({ recoveryId: z.string(), askedAt: z.string(), askedBy: z.string(), own: z.boolean() }),
  ),
});
export type Enrolment = z.infer<typeof Enrolment>;

/** A posting that counts when a second person agrees, as whoever lets officers in sees it. */
export const ProposedPosting = z.object({
  postingId: z.string(),
  officerId: z.string(),
  login: z.string(),
  name: z.string(),
  unitId: z.string(),
  role: Role,
  validFrom: z.string(),
  validTo: z.nullable(z.string()),
  orderNumber: z.string(),
  proposer: z.string(),
  proposedAt: z.string(),
  /** The reader proposed it, and may take it back. */
  own: z.boolean(),
  /** The reader may agree; or why not. */
  agree: z.union([
    z.literal(true),
    z.enum(["own-posting", "own-proposal", "delegate", "out-of-reach", "not-of-the-command"]),
  ]),
});
export type ProposedPosting = z.infer<typeof ProposedPosting>;

export const Account = z.object({
  login: z.string(),
  password: z.boolean(),
  /** A code of an authenticator app goes with the password. */
  totp: z.boolean(),
  passkeys: z.array(
    z.object({
      passkeyId: z.string(),
      name: z.string(),
      /** May be on several devices of the officer. */
      synced: z.boolean(),
      createdAt: z.string(),
      lastUsedAt: z.nullable(z.string()),
    }),
  ),
  /** The linked account of the institution's single sign-on; `inUse`: it lets in. */
  singleSignOn: z.nullable(
    z.object({ createdAt: z.string(), lastUsedAt: z.nullable(z.string()), inUse: z.boolean() }),
  ),
});
export type Account = z.infer<typeof Account>;
