// TLS by the program itself, for a register without a proxy in front: the certificate, its renewal, its end.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerOptions } from "node:https";
import type { Server } from "node:net";
import { Server as TlsServer } from "node:tls";

/** How long before its end a certificate is an alarm: time enough to ask a ministry for another one. */
export const NOTICE_MS = 21 * 24 * 3_600_000;

// Forward secrecy and authenticated encryption only (Mozilla's "intermediate", RFC 9325 section 4.2).
const CIPHERS = [
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_GCM_SHA256",
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
].join(":");

interface Pair {
  cert: Buffer;
  key: Buffer;
  /** Milliseconds since 1970. */
  endsAt: number;
}

/** A certificate in two PEM files, read again whenever they change. */
export interface KeptCertificate {
  options: ServerOptions;
  /** When the one in use ends, in milliseconds since 1970. */
  endsAt(): number;
  /** Takes over files that were replaced; a pair that does not fit leaves the old one in use, and throws. */
  renew(server: Server): void;
}

/**
 * Opens the certificate of `RETA_TLS_CERT` and `RETA_TLS_KEY`; `undefined` where neither is set. Throws an error that
 * names the variable and what is wrong with its file, never what is in it.
 */
export function openCertificate(certFile: string, keyFile: string): KeptCertificate | undefined {
  if (certFile === "" && keyFile === "") return undefined;
  if (certFile === "")
    throw new Error("RETA_TLS_KEY is set and RETA_TLS_CERT is not; expected both or neither");
  if (keyFile === "")
    throw new Error("RETA_TLS_CERT is set and RETA_TLS_KEY is not; expected both or neither");
  let used = readPair(certFile, keyFile);
  return {
    options: { cert: used.cert, key: used.key, ...HOW },
    endsAt: () => used.endsAt,
    renew: (server) => {
      const cert = read("RETA_TLS_CERT", certFile);
      if (cert.equals(used.cert)) return;
      used = readPair(certFile, keyFile);
      if (server instanceof TlsServer) server.setSecureContext({ cert: used.cert, key: used.key, ...HOW });
    },
  };
}

const HOW = { minVersion: "TLSv1.2", ciphers: CIPHERS, honorCipherOrder: true } as const;

function read(variable: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${variable}: cannot read the file (${(error as NodeJS.ErrnoException).code})`);
  }
}

function readPair(certFile: string, keyFile: string): Pair {
  const cert = read("RETA_TLS_CERT", certFile);
  const key = read("RETA_TLS_KEY", keyFile);
  const certificate = parsed("RETA_TLS_CERT", "a certificate in PEM", () => new X509Certificate(cert));
  const secret = parsed("RETA_TLS_KEY", "a private key in PEM without a password", () =>
    createPrivateKey(key),
  );
  if (!certificate.checkPrivateKey(secret))
    throw new Error("RETA_TLS_KEY holds the key of another certificate than RETA_TLS_CERT");
  const endsAt = Date.parse(certificate.validTo);
  if (endsAt < Date.now()) throw new Error(`RETA_TLS_CERT ended on ${certificate.validTo}`);
  return { cert, key, endsAt };
}

// What a parser says of a file it could not read may quote it.
function parsed<T>(variable: string, expected: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new Error(`${variable}: expected ${expected}, and the file holds something else`);
  }
}
