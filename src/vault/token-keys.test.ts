// Class keys in a real PKCS#11 token: made there, never out, agreeing on the same secrets as files; lost, refused, moved to.
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { KEY_CLASSES } from "#src/schema/key-class.ts";
import { makeToken, PIN, type TestToken } from "../../test/support/token.ts";
import { type ClassKeys, KeyMissing, type PublicClassKey, pointOf } from "./class-keys.ts";
import { createGrantSealer } from "./grant-seal.ts";
import { openKeyFolder, openOldKeys } from "./key-folder.ts";
import { loadTokenLibrary, openToken, type Token, TokenClosed } from "./token.ts";
import { openTokenKeys } from "./token-keys.ts";
import { createUnwrapper, createWrapper } from "./wrapped-key.ts";

let made: TestToken;
let folder: string;
let token: Token;
let now: number;
let told: string[];
const open = (published: readonly PublicClassKey[] = []): ClassKeys => {
  token?.close();
  token = openToken(
    made,
    loadTokenLibrary(),
    ({ code }) => told.push(code),
    () => now,
  );
  return openTokenKeys(token, openOldKeys(folder), published, () => now);
};
beforeEach(() => {
  made = makeToken();
  Object.assign(process.env, made.environment);
  folder = mkdtempSync(join(tmpdir(), "reta-token-keys-"));
  [now, told] = [1_000_000, []];
});
afterEach(() => {
  token?.close();
  made.discard();
  rmSync(folder, { recursive: true, force: true });
});
const later = (ms = 5_000) => {
  now += ms;
};
const ENTRY = "5f0cfb46-7d0d-4a57-9c3c-3a2f6f7a9a10";
const SECRET = Buffer.alloc(32, 7);
const closedWith = (code: string) => expect.objectContaining({ name: "TokenClosed", code });

test("the first versions are made in the token, and what is wrapped for them opens there alone", () => {
  const keys = open();
  expect(keys.publicKeys().map(({ keyClass, version }) => `${keyClass} ${version}`)).toEqual(
    [...KEY_CLASSES].sort().map((keyClass) => `${keyClass} 1`),
  );
  const wrapped = createWrapper(() => keys.publicKeys()).wrap(ENTRY, "p1", "victim", SECRET);
  expect(createUnwrapper(keys).unwrap(ENTRY, wrapped)).toEqual(SECRET);
  // Another process, as it were: what was made is found again, and nothing is made anew.
  const again = open(keys.publicKeys());
  expect(again.publicKeys()).toEqual(keys.publicKeys());
  expect(createUnwrapper(again).unwrap(ENTRY, wrapped)).toEqual(SECRET);
  expect(() => createUnwrapper(again).unwrap(ENTRY, { ...wrapped, keyClass: "suspect" })).toThrow();
  expect(again.fault()).toBeUndefined();
});

test("a private half is not given out, and a seal over a grant holds", () => {
  const keys = open();
  expect(keys.publicKeys().length).toBe(KEY_CLASSES.length);
  const { CKA_CLASS, CKO_PRIVATE_KEY, CKA_VALUE, CKA_SENSITIVE, CKA_EXTRACTABLE } = token.library;
  const read = (...attributes: (number | undefined)[]) =>
    token.use((session) =>
      session
        .find([{ type: CKA_CLASS, value: CKO_PRIVATE_KEY }])
        .map((handle) => session.read(handle, ...attributes).map((value) => value[0])),
    );
  for (const flags of read(CKA_SENSITIVE, CKA_EXTRACTABLE)) expect(flags).toEqual([1, 0]);
  expect(() => read(CKA_VALUE)).toThrow(closedWith("CKR_ATTRIBUTE_SENSITIVE"));
  const sealer = createGrantSealer(keys);
  const seal = sealer.seal({ a: 1 });
  expect(createGrantSealer(open(keys.publicKeys())).isSealed({ a: 1 }, seal)).toBe(true);
  expect(sealer.isSealed({ a: 2 }, seal)).toBe(false);
});

test("a point that is not on the curve is not put before the key", () => {
  const keys = open();
  expect(keys.fault()).toBeUndefined();
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const point = pointOf(publicKey);
  expect(keys.agree("victim", 1, point)).toHaveLength(32);
  const off = Buffer.from(point);
  off[64] = (off[64] ?? 0) ^ 1;
  expect(() => keys.agree("victim", 1, off)).toThrow();
});

test("versions are made once, retired for good, and the newest stays", () => {
  const keys = open();
  const first = createWrapper(() => keys.publicKeys()).wrap(ENTRY, "p1", "victim", SECRET);
  const unwrapper = createUnwrapper(keys);
  expect(unwrapper.unwrap(ENTRY, first)).toEqual(SECRET);
  const second = keys.make("victim", 2);
  expect(keys.make("victim", 2)).toEqual(second);
  expect(() => keys.retire("victim", 2)).toThrow(/newest/);
  keys.retire("victim", 1);
  expect(() => unwrapper.unwrap(ENTRY, first)).toThrow(KeyMissing);
  expect(() => keys.agree("victim", 1, second.point)).toThrow(KeyMissing);
  expect(keys.publicKeys().filter(({ keyClass }) => keyClass === "victim")).toEqual([second]);
});

test("of two that were made at one moment every vault takes the same, and neither outlives its retirement", () => {
  const keys = open();
  const [only] = keys.publicKeys().filter(({ keyClass }) => keyClass === "facts");
  const { CKM_EC_KEY_PAIR_GEN, CKA_LABEL, CKA_ID, CKA_EC_PARAMS, CKA_TOKEN, CKA_DERIVE } = token.library;
  const both = [
    { type: CKA_TOKEN, value: true },
    { type: CKA_LABEL, value: "reta/facts-1" },
    { type: CKA_ID, value: Buffer.from("another") },
  ];
  token.use((session) =>
    session.generatePair(
      { mechanism: CKM_EC_KEY_PAIR_GEN },
      [...both, { type: CKA_EC_PARAMS, value: Buffer.from("06082a8648ce3d030107", "hex") }],
      [...both, { type: CKA_DERIVE, value: true }],
    ),
  );
  later();
  const facts = keys.publicKeys().filter(({ keyClass }) => keyClass === "facts");
  expect(facts).toHaveLength(1);
  expect(open(keys.publicKeys()).publicKeys()).toContainEqual(facts[0]);
  expect(
    Buffer.compare(facts[0]?.point ?? Buffer.alloc(0), only?.point ?? Buffer.alloc(0)),
  ).toBeLessThanOrEqual(0);
  const again = open(keys.publicKeys());
  again.make("facts", 2);
  again.retire("facts", 1);
  later();
  expect(
    open(again.publicKeys())
      .publicKeys()
      .filter(({ keyClass }) => keyClass === "facts"),
  ).toMatchObject([{ version: 2 }]);
});

test("a register with keys in files moves: old ones open until they are retired, new ones are made in the token", () => {
  const publicFile = join(folder, "..", `${folder.split("/").at(-1)}.json`);
  const files = openKeyFolder(folder, publicFile);
  const old = createWrapper(() => files.publicKeys()).wrap(ENTRY, "p1", "suspect", SECRET);
  const keys = open(files.publicKeys());
  expect(keys.publicKeys()).toEqual(files.publicKeys());
  expect(createUnwrapper(keys).unwrap(ENTRY, old)).toEqual(SECRET);
  keys.make("suspect", 2);
  const fresh = createWrapper(() => keys.publicKeys()).wrap(ENTRY, "p1", "suspect", SECRET);
  expect(fresh.version).toBe(2);
  keys.retire("suspect", 1);
  expect(() => createUnwrapper(keys).unwrap(ENTRY, old)).toThrow(KeyMissing);
  expect(createUnwrapper(open(keys.publicKeys())).unwrap(ENTRY, fresh)).toEqual(SECRET);
  rmSync(publicFile, { force: true });
});

describe("closed", () => {
  test("when it is pulled out, and open again when it is back", () => {
    const keys = open();
    const wrapped = createWrapper(() => keys.publicKeys()).wrap(ENTRY, "p1", "victim", SECRET);
    made.remove();
    later();
    const unwrapper = createUnwrapper(keys);
    expect(() => unwrapper.unwrap(ENTRY, wrapped)).toThrow(TokenClosed);
    expect(keys.fault()).toMatch(/^CKR_/);
    expect(told).toHaveLength(1);
    made.insert();
    expect(keys.fault()).toMatch(/^CKR_/);
    later();
    expect(unwrapper.unwrap(ENTRY, wrapped)).toEqual(SECRET);
    expect(keys.fault()).toBeUndefined();
  });

  test("when the PIN is refused, which is tried once and not again until its file has changed", () => {
    made.setPin("000000");
    const keys = open();
    for (let turn = 0; turn < 20; turn += 1) {
      later(60_000);
      expect(keys.fault()).toBe("CKR_PIN_INCORRECT");
    }
    expect(told).toEqual(["CKR_PIN_INCORRECT"]);
    made.setPin(PIN);
    expect(keys.fault()).toBeUndefined();
    expect(keys.publicKeys()).toHaveLength(KEY_CLASSES.length);
  });

  test.each<[string, () => void, string]>([
    ["the PIN's file can be read by others", () => made.setPin(PIN, 0o644), "PIN_FILE_OPEN_TO_OTHERS"],
    ["the PIN's file is not there", () => rmSync(made.pinFile), "PIN_FILE_NOT_READABLE"],
    ["the PIN's file is empty", () => made.setPin(""), "PIN_FILE_EMPTY"],
  ])("when %s", (_, spoil, code) => {
    spoil();
    const keys = open();
    expect(keys.fault()).toBe(code);
    expect(() => keys.publicKeys()).toThrow(closedWith(code));
  });

  test("when the library is another file, or no token has the label", () => {
    const library = loadTokenLibrary();
    const faultOf = (settings: Partial<TestToken>) => {
      token?.close();
      token = openToken({ ...made, ...settings }, library, () => undefined);
      return openTokenKeys(token, openOldKeys(folder), []).fault();
    };
    expect(faultOf({ module: "/etc/hostname" })).toBe("MODULE_NOT_LOADED");
    expect(faultOf({ label: "another" })).toBe("CKR_TOKEN_NOT_PRESENT");
  });

  test("when a key is gone that was published: no new first version takes its place", () => {
    const published = open().publicKeys();
    const keys = open(published);
    const { CKA_LABEL } = token.library;
    token.use((session) => {
      for (const handle of session.find([{ type: CKA_LABEL, value: "reta/victim-1" }]))
        session.destroy(handle);
    });
    expect(keys.fault()).toBe("KEY_MISSING");
    expect(keys.publicKeys().some(({ keyClass }) => keyClass === "victim")).toBe(false);
    expect(() => keys.agree("victim", 1, published[0]?.point ?? Buffer.alloc(0))).toThrow(KeyMissing);
  });
});

afterAll(() => {
  for (const name of Object.keys(made.environment)) delete process.env[name];
});

test("nothing of a private half or the PIN is on the disk in clear", () => {
  const keys = open();
  const { point } = keys.make("victim", 2);
  for (const file of made.files()) expect(readFileSync(file).includes(Buffer.from(PIN))).toBe(false);
  expect(made.files().some((file) => readFileSync(file).includes(point))).toBe(true);
});
