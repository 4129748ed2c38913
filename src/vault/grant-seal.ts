// The seal under what the vault itself has granted: whoever writes into its tables without its keys grants nothing.
import { createHmac, hkdfSync } from "node:crypto";
import { canonicalBytes } from "#src/domain/ledger/canonical.ts";
import { type ClassKeys, newest } from "./class-keys.ts";
import { sameSecret } from "./same-secret.ts";

export interface GrantSeal {
  version: number;
  seal: Buffer;
}

export interface GrantSealer {
  seal(grant: object): GrantSeal;
  /** False for anything that was not sealed by this vault, with these very members. */
  isSealed(grant: object, seal: GrantSeal): boolean;
}

/**
 * The key is agreed between the private half of the complainants' class and its own public point: only who has the
 * private half can compute it (square Diffie-Hellman), a module behind PKCS#11 can as well, and no further secret has
 * to be kept. A grant lives for hours, so one sealed before a rotation needs the retired version only that long.
 */
export function createGrantSealer(keys: ClassKeys): GrantSealer {
  const known = new Map<number, Buffer>();
  const keyOf = (version: number): Buffer | undefined => {
    const kept = known.get(version);
    if (kept !== undefined) return kept;
    const target = keys.publicKeys().find((key) => key.keyClass === "complainant" && key.version === version);
    if (target === undefined) return undefined;
    const shared = keys.agree("complainant", version, target.point);
    const key = Buffer.from(hkdfSync("sha256", shared, target.point, "reta/grant-seal/v1", 32));
    known.set(version, key);
    return key;
  };
  const sealWith = (key: Buffer, grant: object) =>
    createHmac("sha256", key).update(canonicalBytes(grant)).digest();
  return {
    seal(grant) {
      const version = newest(keys.publicKeys()).get("complainant")?.version ?? 0;
      const key = keyOf(version);
      if (key === undefined) throw new Error("there is no key of class complainant to seal a grant with");
      return { version, seal: sealWith(key, grant) };
    },
    isSealed(grant, { version, seal }) {
      const key = keyOf(version);
      return key !== undefined && sameSecret(seal, sealWith(key, grant));
    },
  };
}
