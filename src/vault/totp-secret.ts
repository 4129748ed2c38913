// The secret an officer's authenticator app shares with the register (RFC 6238), kept sealed like the drafts' key.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { generateSecret, generateURI, verify } from "otplib";
import type { DraftsKey } from "./drafts-key.ts";

/** Seconds a code is good for, and one period either side for a clock that is off. */
const PERIOD = 30;

const placeOf = (officerId: string) => Buffer.from(`reta/totp-secret/v1\n${officerId}`);

/** A fresh secret: for the app, and sealed for storage (nonce ‖ ciphertext ‖ tag). */
export function newTotpSecret(
  officer: { officerId: string; login: string },
  key: DraftsKey,
): { secret: string; address: string; sealed: Buffer } {
  const secret = generateSecret();
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key.secret, nonce).setAAD(placeOf(officer.officerId));
  const sealed = Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return { secret, address: generateURI({ issuer: "RETA", label: officer.login, secret }), sealed };
}

function open(officerId: string, sealed: Buffer, key: DraftsKey): string {
  const decipher = createDecipheriv("aes-256-gcm", key.secret, sealed.subarray(0, 12)).setAAD(
    placeOf(officerId),
  );
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString("utf8");
}

/** The period a code is of, when it is one of this secret now; `after`: periods up to this one have been used. */
export async function checkTotp(
  officer: { officerId: string; sealed: Buffer; after: number },
  code: string,
  now: string,
  key: DraftsKey,
): Promise<number | undefined> {
  const secret = open(officer.officerId, officer.sealed, key);
  const epoch = Math.floor(Date.parse(now) / 1000);
  const answer = await verify({ secret, token: code, epoch, period: PERIOD, epochTolerance: PERIOD });
  if (!answer.valid) return undefined;
  const step = Math.floor(epoch / PERIOD) + answer.delta;
  return step > officer.after ? step : undefined;
}
