// Both ends of the vault's socket show each other that they were handed the same secret, before anything is said.
import { createHmac } from "node:crypto";
import { sameSecret } from "./same-secret.ts";

export const CHALLENGE_BYTES = 32;

/** What one side answers to the other's challenge. The sides are named so that an answer cannot be played back. */
export function proofOf(side: "server" | "vault", secret: Buffer, challenge: string): string {
  return createHmac("sha256", secret).update(`reta/vault/v1\n${side}\n${challenge}`).digest("hex");
}

export function isProof(
  side: "server" | "vault",
  secret: Buffer,
  challenge: string,
  given: unknown,
): boolean {
  return sameSecret(Buffer.from(proofOf(side, secret, challenge)), Buffer.from(String(given)));
}
