// How an officer must just have proved to be there for what harms most: with the strongest they have. A table of the steps.
import type { DataClass } from "./access-question.ts";

/** With what somebody proves to be there; `code`: an enrolment code. */
export type ProofMeans = "password" | "totp" | "passkey" | "code" | "single-sign-on";

/** The last proof of a session, and what its officer could have used. */
export interface Proof {
  provedBy: ProofMeans;
  /** Passkeys the officer has. */
  passkeys: number;
}

/** Steps that take the strongest proof there is, each with why. Every other sensitive step takes a fresh one of any kind. */
export const STRONGEST = {
  /** To ask for it, to agree, to open. */
  "unlock-complainant": "reference security 2.3, assurance: C, AAL3, fresh",
  /** To declare one, to agree to lift one. */
  wall: "reference security 2.2 and 2.3, assurance: X, the conflict register, AAL3, fresh",
  /** To order and to agree: replacing and destroying class keys. */
  "key-order": "reference security 2.2 and 2.3, assurance: X, keys, AAL3, fresh",
  /** To ask for one and to confirm it: it ends the passkeys of whoever is recovered. */
  recovery: "what the rows above rest on",
  /** To ask that a staff mark count no more, and to agree. */
  mark: "reference security 2.2 and 2.3, assurance: X, the conflict register, AAL3, fresh",
  /** A stolen password would else make a passkey of its own, or take away the one that is asked for. */
  passkeys: "what the rows above rest on",
} as const satisfies Record<string, string>;
export type StrongStep = keyof typeof STRONGEST;

/**
 * Whether the last proof is the strongest its officer has: who has a passkey has used it, whatever else they have; for
 * who has none any proof is. How old it may be is asked apart.
 */
export const isStrongest = ({ provedBy, passkeys }: Proof): boolean =>
  passkeys === 0 || provedBy === "passkey";

/** The step that opening this class in an emergency is, where it takes the strongest proof. */
export const unlockStep = (dataClass: DataClass): StrongStep | undefined =>
  dataClass === "complainant-identity" ? "unlock-complainant" : undefined;
