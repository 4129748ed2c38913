// The key of the blind indexes: what a term becomes in the database. Only the vault has it.
import { createHmac, hkdfSync } from "node:crypto";
import type { IndexTerm } from "#src/domain/identity/index-terms.ts";
import { loadSecret } from "./secret-file.ts";

/** A table of terms belongs to one register: the same document in training and in the register shares nothing. */
export type IndexedRegister = "real" | "training";

export interface IndexKey {
  /** Tells this key from another, and nothing about it. */
  id: Buffer;
  /** What stands for a term in the database: three bytes. */
  token(register: IndexedRegister, term: IndexTerm): Buffer;
}

/**
 * 24 bits of HMAC-SHA-256: with some millions of terms several people share a token, so that a row shows nobody; the
 * vault compares the values themselves. Untruncated, whoever may call it could try every number of eight digits.
 */
export const TOKEN_BYTES = 3;

/** Reads the key from the vault's folder, making it on first use. Another key means an index made anew. */
export function loadIndexKey(file: string): IndexKey {
  const secret = loadSecret(file);
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", secret, "", `reta/blind-index/v1\n${purpose}`, 32));
  const keys = new Map<string, Buffer>();
  return {
    id: createHmac("sha256", derive("id")).update("reta/blind-index/id/v1").digest(),
    token(register, { purpose, text }) {
      const name = `${register}\n${purpose}`;
      const key = keys.get(name) ?? derive(name);
      keys.set(name, key);
      return createHmac("sha256", key).update(text).digest().subarray(0, TOKEN_BYTES);
    },
  };
}
