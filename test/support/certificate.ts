// A self-signed certificate for localhost, made with what Node has: the machine of a test need not have OpenSSL's program.
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

type Bytes = Uint8Array;

function der(tag: number, ...parts: readonly Bytes[]): Buffer {
  const body = Buffer.concat(parts);
  const long = body.length < 256 ? [0x81, body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from(body.length < 128 ? [tag, body.length] : [tag, ...long]), body]);
}
const sequence = (...parts: readonly Bytes[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
// GeneralizedTime (RFC 5280 section 4.1.2.5.2).
const time = (at: number) =>
  der(
    0x18,
    Buffer.from(
      `${new Date(at)
        .toISOString()
        .replace(/[-:T]|\..*/g, "")
        .slice(0, 14)}Z`,
    ),
  );
const pem = (label: string, bytes: Buffer) =>
  `-----BEGIN ${label}-----\n${bytes.toString("base64").replace(/.{64}/g, "$&\n")}\n-----END ${label}-----\n`;

/** Certificate and key in PEM (RFC 5280, Ed25519 by RFC 8410), good from a day ago until `endsAt` (ms since 1970). */
export function selfSigned(endsAt: number): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const ed25519 = sequence(oid("2b6570"));
  const name = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from("localhost")))));
  const alternative = sequence(der(0x82, Buffer.from("localhost")), der(0x87, Buffer.of(127, 0, 0, 1)));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ed25519,
    name,
    sequence(time(Date.now() - 86_400_000), time(endsAt)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(oid("551d11"), der(0x04, alternative)))),
  );
  const signature = der(0x03, Buffer.of(0), sign(null, body, privateKey));
  return {
    cert: pem("CERTIFICATE", sequence(body, ed25519, signature)),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
