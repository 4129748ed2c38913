// One free text that is no entry of a case, about one or about none: encrypted under a key of its own, which is wrapped for the vault.
import { createCipheriv, createDecipheriv } from "node:crypto";
import type { KeyClass } from "#src/schema/key-class.ts";
import { random } from "./random.ts";
import { KEY_BYTES, type Unwrapper, type Wrapper } from "./wrapped-key.ts";

/** As it is stored: `sealed` is version ‖ nonce ‖ ciphertext ‖ tag. */
export interface SealedText {
  textId: string;
  /** Null of a text about no case, which is then its own holder. */
  caseId: string | null;
  /** What it is: bound to the ciphertext, so that one kind cannot pass for another. */
  about: string;
  keyClass: KeyClass;
  sealed: Buffer;
  key: { version: number; wrapped: Buffer };
}

const TEXT_VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;

const placeOf = ({
  textId,
  caseId,
  about,
  keyClass,
}: Pick<SealedText, "textId" | "caseId" | "about" | "keyClass">) =>
  Buffer.from(`reta/text/v1\nsealed_texts\n${textId}\n${caseId ?? ""}\n${about}\n${keyClass}`);

/** Seals a text as the officer's words are: under the class of free text of a case, whether or not it is about one. */
export function sealText(
  wrapper: Wrapper,
  { textId, caseId, about }: Pick<SealedText, "textId" | "caseId" | "about">,
  text: string,
): SealedText {
  const place = { textId, caseId, about, keyClass: "facts" as const };
  const secret = random(KEY_BYTES);
  const { version, wrapped } = wrapper.wrap(textId, caseId ?? textId, place.keyClass, secret);
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", secret, nonce).setAAD(placeOf(place));
  const body = [cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
  return {
    ...place,
    sealed: Buffer.concat([Buffer.of(TEXT_VERSION), nonce, ...body]),
    key: { version, wrapped },
  };
}

/** Throws `KeyMissing`, or when it is not the text that was sealed at this place. */
export function openText(unwrapper: Unwrapper, row: SealedText): string {
  const { textId, caseId, keyClass, sealed, key } = row;
  if (sealed[0] !== TEXT_VERSION) throw new Error("a sealed text of an unknown version");
  const secret = unwrapper.unwrap(textId, { holder: caseId ?? textId, keyClass, ...key });
  const decipher = createDecipheriv("aes-256-gcm", secret, sealed.subarray(1, HEADER_BYTES));
  decipher.setAAD(placeOf(row)).setAuthTag(sealed.subarray(-TAG_BYTES));
  const body = sealed.subarray(HEADER_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
}
