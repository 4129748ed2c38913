// Sealed by a library written by others, as browsers do it, and opened here.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { afterAll, describe, expect, test } from "vitest";
import { KeyMissing } from "./class-keys.ts";
import { openMessage } from "./hpke.ts";
import { openKeyFolder } from "./key-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "reta-hpke-"));
afterAll(() => rmSync(folder, { recursive: true }));
const keys = openKeyFolder(join(folder, "private"), join(folder, "public.json"));
const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const bytes = (buffer: Uint8Array) => new Uint8Array(buffer).buffer as ArrayBuffer;

async function sealed(text: Buffer, version = 1) {
  const { point } =
    keys.publicKeys().find((key) => key.keyClass === "facts" && key.version === version) ?? {};
  if (point === undefined) throw new Error("no key");
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytes(point));
  const [info, aad] = [randomBytes(20), randomBytes(40)];
  const sender = await suite.createSenderContext({ recipientPublicKey, info: bytes(info) });
  const cipher = Buffer.from(await sender.seal(bytes(text), bytes(aad)));
  return { keyClass: "facts" as const, version, enc: Buffer.from(sender.enc), cipher, info, aad };
}

describe("a message sealed with HPKE for a class key", () => {
  test.each([0, 1, 31, 6000, 1_000_000])("of %i bytes opens", async (length) => {
    const text = randomBytes(length);
    expect(openMessage(keys, await sealed(text)).equals(text)).toBe(true);
  });

  test("opens with the version it was sealed for, after a newer one was made", async () => {
    const old = await sealed(Buffer.from("first"));
    keys.make("facts", 2);
    expect(openMessage(keys, old).toString()).toBe("first");
    expect(openMessage(keys, await sealed(Buffer.from("second"), 2)).toString()).toBe("second");
    expect(() => openMessage(keys, { ...old, version: 2 })).toThrow();
    expect(() => openMessage(keys, { ...old, version: 3 })).toThrow(KeyMissing);
  });

  test("does not open with a bit of anything changed", async () => {
    const message = await sealed(Buffer.from("Flor de Invención"));
    for (const part of ["enc", "cipher", "info", "aad"] as const)
      for (const at of [0, message[part].length - 1]) {
        const changed = Buffer.from(message[part]);
        changed[at] = (changed[at] as number) ^ 1;
        expect(() => openMessage(keys, { ...message, [part]: changed }), `${part} ${at}`).toThrow();
      }
    expect(() => openMessage(keys, { ...message, enc: Buffer.alloc(0) })).toThrow();
    expect(() => openMessage(keys, { ...message, cipher: Buffer.alloc(0) })).toThrow();
  });
});
