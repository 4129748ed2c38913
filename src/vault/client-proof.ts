// How the register proves to a single sign-on provider who asks: a secret or a private key, from a file of its owner's.
import { createPrivateKey, type KeyObject, webcrypto } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import {
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  PrivateKeyJwt,
  type ServerMetadata,
} from "openid-client";

/**
 * Reads `file`: a private key in PEM (PKCS#8; RSA from 2048 bits, P-256 or Ed25519) proves by signing, anything else is
 * a client secret. Throws when the file is not there, is not its owner's alone, or holds neither.
 */
export async function loadClientProof(file: string): Promise<(server: ServerMetadata) => ClientAuth> {
  if ((statSync(file).mode & 0o077) !== 0) throw new Error(`${file} can be read by others: chmod 600`);
  const text = readFileSync(file, "utf8").trim();
  if (text.startsWith("-----BEGIN")) {
    const signs = PrivateKeyJwt(await signingKey(createPrivateKey(text), file));
    return () => signs;
  }
  if (text === "") throw new Error(`${file} is empty`);
  return ({ token_endpoint_auth_methods_supported: takes = ["client_secret_basic"] }) =>
    takes.includes("client_secret_basic") ? ClientSecretBasic(text) : ClientSecretPost(text);
}

// PrivateKeyJwt chooses the algorithm by the kind of key.
async function signingKey(key: KeyObject, file: string): Promise<webcrypto.CryptoKey> {
  const { namedCurve = "", modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const kinds: Record<
    string,
    webcrypto.RsaHashedImportParams | webcrypto.EcKeyImportParams | { name: string }
  > = {
    ...(modulusLength >= 2048 && { rsa: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } }),
    ...(namedCurve === "prime256v1" && { ec: { name: "ECDSA", namedCurve: "P-256" } }),
    ed25519: { name: "Ed25519" },
  };
  const kind = kinds[key.asymmetricKeyType ?? ""];
  if (kind === undefined)
    throw new Error(`${file}: expected an RSA key of 2048 bits or more, P-256 or Ed25519`);
  const der = key.export({ type: "pkcs8", format: "der" });
  return webcrypto.subtle.importKey("pkcs8", der, kind, false, ["sign"]);
}
