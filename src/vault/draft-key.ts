// The key of an officer's drafts: made once, kept sealed by the register's key, handed out to a signed-in session only.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { DraftsKey } from "./drafts-key.ts";

const placeOf = (officerId: string) => Buffer.from(`reta/draft-key/v1\n${officerId}`);

/** A fresh 32-byte key, sealed for storage: nonce ‖ ciphertext ‖ tag. */
export function newDraftKey(officerId: string, key: DraftsKey): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key.secret, nonce).setAAD(placeOf(officerId));
  return Buffer.concat([nonce, cipher.update(randomBytes(32)), cipher.final(), cipher.getAuthTag()]);
}

/** Opens a stored draft key. Throws when it is not this officer's. */
export function openDraftKey(officerId: string, sealed: Buffer, key: DraftsKey): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key.secret, sealed.subarray(0, 12)).setAAD(
    placeOf(officerId),
  );
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}
