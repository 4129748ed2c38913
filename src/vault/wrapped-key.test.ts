// Keys wrapped for their class: only for the newest version, opened by any that is kept, one agreement for many.
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { KEY_CLASSES } from "#src/schema/key-class.ts";
import { temporaryDirectory } from "../../test/support/temporary.ts";
import { type ClassKeys, KeyMissing } from "./class-keys.ts";
import { openKeyFolder, readPublicKeys } from "./key-folder.ts";
import { createUnwrapper, createWrapper } from "./wrapped-key.ts";

const ENTRY = "0f8fad5b-d9cb-469f-a165-70867728950e";
const HOLDER = "11111111-1111-4111-8111-111111111111";
let folder: Awaited<ReturnType<typeof temporaryDirectory>>;
let keys: ClassKeys;
const open = () => openKeyFolder(join(folder.path, "vault"), join(folder.path, "public.json"));
beforeAll(async () => {
  folder = await temporaryDirectory();
  keys = open();
});
afterAll(() => folder.remove());

describe("the folder of class keys", () => {
  test("holds one private key a class, for its owner only, and publishes the public halves", () => {
    const files = readdirSync(join(folder.path, "vault"));
    expect(files.sort()).toEqual(KEY_CLASSES.map((name) => `${name}-1.pem`).sort());
    for (const file of files) expect(statSync(join(folder.path, "vault", file)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder.path, "vault")).mode & 0o777).toBe(0o700);
    expect(readPublicKeys(join(folder.path, "public.json"))).toEqual(keys.publicKeys());
    expect(readFileSync(join(folder.path, "public.json"), "utf8")).not.toContain("PRIVATE");
  });

  test("is the same when it is opened again", () => {
    expect(open().publicKeys()).toEqual(keys.publicKeys());
  });

  test("makes no new first version of a class that was published and whose key is gone", () => {
    const file = join(folder.path, "vault", "evidence-1.pem");
    const wrapped = createWrapper(() => keys.publicKeys()).wrap(ENTRY, HOLDER, "evidence", randomBytes(32));
    const kept = readFileSync(file);
    rmSync(file);
    const left = open();
    expect(left.publicKeys().some(({ keyClass }) => keyClass === "evidence")).toBe(false);
    expect(readPublicKeys(join(folder.path, "public.json"))).toHaveLength(KEY_CLASSES.length);
    expect(() => createUnwrapper(left).unwrap(ENTRY, wrapped)).toThrow(KeyMissing);
    // Put back, it opens again: the folder is looked at, not remembered.
    writeFileSync(file, kept);
    expect(createUnwrapper(left).unwrap(ENTRY, wrapped)).toHaveLength(32);
  });
});

describe("a wrapped key", () => {
  test("opens to the key that was wrapped, and shows nothing of it", () => {
    const wrapper = createWrapper(() => keys.publicKeys());
    const unwrapper = createUnwrapper(keys);
    for (const keyClass of KEY_CLASSES) {
      const key = randomBytes(32);
      const wrapped = wrapper.wrap(ENTRY, HOLDER, keyClass, key);
      expect(unwrapper.unwrap(ENTRY, wrapped)).toEqual(key);
      expect(wrapped.wrapped.includes(key.subarray(0, 8))).toBe(false);
      expect(wrapper.wrap(ENTRY, HOLDER, keyClass, key).wrapped).not.toEqual(wrapped.wrapped);
    }
  });

  test("costs the vault one agreement for all keys of one sender and class; a sender lasts some minutes", () => {
    let now = 0;
    const wrapper = createWrapper(
      () => keys.publicKeys(),
      () => now,
    );
    const agree = vi.spyOn(keys, "agree");
    const unwrapper = createUnwrapper(keys);
    const senderOf = () => wrapper.wrap(ENTRY, HOLDER, "victim", randomBytes(32));
    const first = [senderOf(), senderOf(), senderOf()];
    now = 6 * 60_000;
    const later = senderOf();
    for (const key of [...first, later]) unwrapper.unwrap(ENTRY, key);
    expect(agree).toHaveBeenCalledTimes(2);
    expect(
      new Set([...first, later].map(({ wrapped }) => wrapped.subarray(0, 65).toString("hex"))).size,
    ).toBe(2);
    agree.mockRestore();
  });

  test("is for the newest version; older ones open until their version is retired", () => {
    const unwrapper = createUnwrapper(keys);
    const wrap = () => createWrapper(() => keys.publicKeys()).wrap(ENTRY, HOLDER, "facts", randomBytes(32));
    const other = open();
    const before = wrap();
    expect(keys.make("facts", 2).version).toBe(2);
    expect(other.publicKeys()).toEqual(keys.publicKeys());
    const after = wrap();
    expect([before.version, after.version]).toEqual([1, 2]);
    expect(unwrapper.unwrap(ENTRY, before)).toHaveLength(32);
    expect(unwrapper.unwrap(ENTRY, after)).toHaveLength(32);
    expect(() => keys.retire("facts", 2)).toThrow("newest");
    keys.retire("facts", 1);
    // Also for whoever had agreed on it before, and for another vault over the same folder.
    expect(() => unwrapper.unwrap(ENTRY, before)).toThrow(KeyMissing);
    expect(() => createUnwrapper(other).unwrap(ENTRY, before)).toThrow(KeyMissing);
    expect(other.make("facts", 2)).toEqual(keys.publicKeys().find(({ version }) => version === 2));
    expect(
      readPublicKeys(join(folder.path, "public.json")).filter((k) => k.keyClass === "facts"),
    ).toHaveLength(1);
  });
});
