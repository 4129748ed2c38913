// A security key in software: makes passkeys and signs with them as WebAuthn level 3 says an authenticator does.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { Client } from "./server.ts";

interface Question {
  stepId: string;
  options: { challenge: string; rpId?: string; rp?: { id: string }; user?: { id: string } };
}

interface Held {
  id: Buffer;
  key: KeyObject;
  user: string;
}

/** User present, user verified, attested credential data. */
const UP = 0x01;
const UV = 0x04;
const AT = 0x40;

export class Authenticator {
  readonly held: Held[] = [];
  private counter = 0;
  /** `verifies` false: it does not ask for a PIN or a finger. */
  constructor(
    private readonly origin: string,
    private readonly verifies = true,
  ) {}

  /** Answers the question to make a passkey. */
  create({ stepId, options }: Question, name = "Llave de prueba") {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const id = randomBytes(32);
    this.held.push({ id, key: privateKey, user: options.user?.id ?? "" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    const [at, length] = [Buffer.alloc(16), Buffer.from([0, id.length])];
    const cose = map([1, 2], [3, -7], [-1, 1], [-2, bytes(x)], [-3, bytes(y)]);
    const authData = Buffer.concat([this.head(options.rp?.id ?? "", AT), at, length, id, cose]);
    const attestation = map(["fmt", "none"], ["attStmt", map()], ["authData", authData]);
    return {
      stepId,
      name,
      response: {
        ...this.credential(id),
        response: {
          clientDataJSON: this.client("webauthn.create", options.challenge),
          attestationObject: attestation.toString("base64url"),
          transports: ["usb"],
        },
      },
    };
  }

  /** Answers the question to sign, with the newest passkey or the one given. */
  sign({ stepId, options }: Question, { id, key, user } = this.held.at(-1) as Held) {
    const authData = this.head(options.rpId ?? "");
    const clientDataJSON = this.client("webauthn.get", options.challenge);
    const hash = createHash("sha256").update(Buffer.from(clientDataJSON, "base64url")).digest();
    const signature = sign("sha256", Buffer.concat([authData, hash]), key);
    return {
      stepId,
      response: {
        ...this.credential(id),
        response: {
          clientDataJSON,
          authenticatorData: authData.toString("base64url"),
          signature: signature.toString("base64url"),
          userHandle: user,
        },
      },
    };
  }

  /** Sets the counter back, as a copy of the key made earlier would have it. */
  rewind(): void {
    this.counter = 0;
  }

  private head(rpId: string, flags = 0): Buffer {
    this.counter += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const all = UP | (this.verifies ? UV : 0) | flags;
    return Buffer.concat([createHash("sha256").update(rpId).digest(), Buffer.from([all]), counter]);
  }

  private client(type: string, challenge: string): string {
    const text = JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false });
    return Buffer.from(text).toString("base64url");
  }

  private credential(id: Buffer) {
    const text = id.toString("base64url");
    return { id: text, rawId: text, type: "public-key", clientExtensionResults: {} };
  }
}

/** Proves again to be there, with the newest passkey of the key or the one given. */
export async function provePasskey(by: Client, key: Authenticator, of = key.held.at(-1)) {
  const question = (await by.send("POST", "/api/session/fresh/passkey/question", {})).json as never;
  return by.send("POST", "/api/session/fresh/passkey", key.sign(question, of));
}

const bytes = (base64url: string) => Buffer.from(base64url, "base64url");

// CBOR (RFC 8949), as much of it as these messages need.
type Item = string | number | Buffer;
const head = (major: number, n: number) =>
  n < 24
    ? Buffer.from([(major << 5) | n])
    : n < 256
      ? Buffer.from([(major << 5) | 24, n])
      : Buffer.from([(major << 5) | 25, n >> 8, n & 255]);
const item = (value: Item): Buffer =>
  typeof value === "number"
    ? head(value < 0 ? 1 : 0, value < 0 ? -1 - value : value)
    : typeof value === "string"
      ? Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
      : isMap.has(value)
        ? value
        : Buffer.concat([head(2, value.length), value]);
const isMap = new WeakSet<Buffer>();

function map(...pairs: [Item, Item][]): Buffer {
  const whole = Buffer.concat([
    head(5, pairs.length),
    ...pairs.flatMap(([key, value]) => [item(key), item(value)]),
  ]);
  isMap.add(whole);
  return whole;
}

/** Makes a passkey for whoever is signed in. */
export async function addPasskey(client: Client, authenticator: Authenticator, name?: string) {
  const question = await client.send("POST", "/api/account/passkeys/question", {});
  return client.send("POST", "/api/account/passkeys", authenticator.create(question.json as Question, name));
}

/** Signs in with the newest passkey, as anybody. */
export async function tryPasskey(client: Client, authenticator: Authenticator, of?: Held) {
  const question = (await client.send("POST", "/api/session/passkey/question", {})).json as Question;
  return client.send("POST", "/api/session/passkey", authenticator.sign(question, of));
}
