// Personal values: taken out, committed to, encrypted for one place, opened again; and every way in which they must not.
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { holderAt } from "#src/domain/case/holder.ts";
import { temporaryDirectory } from "../../test/support/temporary.ts";
import { openKeyFolder } from "./key-folder.ts";
import { KeyErased, openEntry, openerOf, placeValues } from "./open-values.ts";
import { type Sealed, type SealedValue, sealPersonalValues } from "./personal-values.ts";
import { createUnwrapper, createWrapper } from "./wrapped-key.ts";

const folder = await temporaryDirectory();
afterAll(() => folder.remove());
const keysIn = (name: string) => openKeyFolder(join(folder.path, name), join(folder.path, `${name}.json`));
const KEYS = keysIn("one");
const wrapper = createWrapper(() => KEYS.publicKeys());
const unwrapper = createUnwrapper(KEYS);
const CASE = "5b1d4c36-1111-4c52-8df5-0d8f4c1f3a10";
const ENTRY = "0f8fad5b-d9cb-469f-a165-70867728950e";
const CONTENT = {
  factsTo: "2021",
  personal: { narrative: "Relato inventado" },
  victims: [
    {
      personId: "11111111-1111-4111-8111-111111111111",
      sex: "female",
      personal: { name: { givenNames: "Primera" }, phones: ["900000111"] },
    },
    { sex: "male" },
  ],
};
const seal = (content: Record<string, unknown> = CONTENT, entryId = ENTRY) =>
  sealPersonalValues(entryId, content, (pointer) => holderAt(content, pointer, CASE), wrapper);
const open = ({ keys }: Pick<Sealed, "keys">, value: SealedValue, entryId = ENTRY) =>
  openerOf({ entryId, keys }, unwrapper)(value);
const opened = (sealed: Sealed, opener = unwrapper) =>
  placeValues(sealed.content, openEntry(sealed.content, { entryId: ENTRY, ...sealed }, opener));
const valueAt = (values: readonly SealedValue[], pointer: string): SealedValue => {
  const found = values.find((value) => value.pointer === pointer);
  if (found === undefined) throw new Error(`nothing at ${pointer}`);
  return found;
};

describe("sealing", () => {
  test("leaves codes in the open, a commitment for each personal value, and the input as it was", () => {
    const kept = structuredClone(CONTENT);
    const { content, values } = seal();
    const hex = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(content).toEqual({
      factsTo: "2021",
      personal: { narrative: hex },
      victims: [{ ...CONTENT.victims[0], personal: { name: hex, phones: hex } }, { sex: "male" }],
    });
    expect(values.map(({ pointer }) => pointer).sort()).toEqual([
      "/personal/narrative",
      "/victims/0/personal/name",
      "/victims/0/personal/phones",
    ]);
    expect(CONTENT).toEqual(kept);
  });

  test("puts no readable value into what is stored", () => {
    const { content, values } = seal();
    const stored = Buffer.concat([
      Buffer.from(JSON.stringify(content)),
      ...values.map(({ sealed }) => sealed),
    ]);
    for (const plain of ["Relato", "Primera", "900000111"]) expect(stored.includes(plain)).toBe(false);
  });

  test("commits to equal values differently, each time", () => {
    const same = { victims: [{ personal: { a: "igual" } }, { personal: { a: "igual" } }] };
    const commitments = [seal(same), seal(same)].flatMap(({ content }) =>
      (content.victims as { personal: { a: string } }[]).map(({ personal }) => personal.a),
    );
    expect(new Set(commitments).size).toBe(4);
    const texts = [seal(same), seal(same)].flatMap(({ values }) =>
      values.map(({ sealed }) => sealed.toString("hex")),
    );
    expect(new Set(texts).size).toBe(4);
  });
});

describe("opening", () => {
  test("gives back exactly what was sealed, whatever it was", () => {
    const words = fc.string({ unit: "grapheme" }).map((text) => text.normalize("NFC"));
    const value = fc.oneof(words, fc.integer(), fc.array(words));
    const node = fc.record(
      {
        sex: words,
        personId: fc.uuid(),
        personal: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value),
      },
      { requiredKeys: ["personId"] },
    );
    fc.assert(
      fc.property(
        fc.record({
          victims: fc.array(node, { maxLength: 3 }),
          personal: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value),
        }),
        (content) => {
          const got = opened(seal(content));
          // An object without any personal value is left out when it is opened.
          const expected = JSON.parse(JSON.stringify(content), (name, member) =>
            name === "personal" && Object.keys(member).length === 0 ? undefined : member,
          );
          expect(JSON.stringify(got)).toBe(JSON.stringify(expected));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("leaves out a value that was erased, and the object that stays empty", () => {
    const sealed = seal();
    const left = sealed.values.filter(({ pointer }) => pointer === "/victims/0/personal/phones");
    expect(opened({ ...sealed, values: left })).toEqual({
      factsTo: "2021",
      victims: [{ ...CONTENT.victims[0], personal: { phones: ["900000111"] } }, { sex: "male" }],
    });
  });

  test("leaves out a person whose key was erased; nothing opens her values again", () => {
    const sealed = seal();
    const keys = sealed.keys.filter(({ keyClass }) => keyClass !== "minor-victim");
    const { personal: _, ...first } = CONTENT.victims[0] ?? {};
    expect(opened({ ...sealed, keys })).toEqual({ ...CONTENT, victims: [first, { sex: "male" }] });
    expect(() => open({ ...sealed, keys }, valueAt(sealed.values, "/victims/0/personal/name"))).toThrow(
      KeyErased,
    );
  });

  test("fails with the keys of another register", () => {
    const other = createUnwrapper(keysIn("other"));
    expect(() => opened(seal(), other)).toThrow();
  });

  test("fails for a value moved to another field, person, class or entry", () => {
    const twice = {
      victims: ["22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333"].map(
        (personId) => ({
          personId,
          ageMin: 30,
          personal: { address: "aquí", occupation: "allá" },
        }),
      ),
    };
    const sealed = seal(twice);
    const value = valueAt(sealed.values, "/victims/0/personal/address");
    const other = valueAt(sealed.values, "/victims/1/personal/address");
    expect(open(sealed, value).value).toBe("aquí");
    expect(() => open(sealed, { ...value, pointer: "/victims/0/personal/occupation" })).toThrow();
    expect(() => open(sealed, { ...value, holder: other.holder, pointer: other.pointer })).toThrow();
    expect(() => open(sealed, { ...value, holder: other.holder })).toThrow();
    expect(() => open(sealed, { ...value, keyClass: "suspect" })).toThrow();
    expect(() => open(sealed, value, "11111111-d9cb-469f-a165-70867728950e")).toThrow();
  });

  test("fails for a wrapped key moved to another entry, person or class, or told to be of another version", () => {
    const sealed = seal();
    const [key] = sealed.keys;
    if (key === undefined) throw new Error("no key");
    expect(unwrapper.unwrap(ENTRY, key)).toHaveLength(32);
    KEYS.make(key.keyClass, 2);
    for (const changed of [
      { holder: CASE.replace("5", "6") },
      { keyClass: "suspect" as const },
      { version: 2 },
    ])
      expect(() => unwrapper.unwrap(ENTRY, { ...key, ...changed }), JSON.stringify(changed)).toThrow();
    expect(() => unwrapper.unwrap(CASE, key)).toThrow();
  });

  test("fails when any byte of it was changed", () => {
    const sealed = seal();
    const value = valueAt(sealed.values, "/personal/narrative");
    for (let at = 0; at < value.sealed.length; at += 1) {
      const changed = Buffer.from(value.sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(sealed, { ...value, sealed: changed }), `byte ${at}`).toThrow();
    }
    expect(() => open(sealed, { ...value, sealed: value.sealed.subarray(0, 20) })).toThrow();
  });

  test("fails for a value of the right place that is not the one committed to", () => {
    const { content } = seal();
    expect(() => opened({ ...seal({ ...CONTENT, personal: { narrative: "Otro" } }), content })).toThrow(
      "not the one committed to",
    );
    // Even the same words under another salt.
    expect(() => opened({ ...seal(), content })).toThrow("not the one committed to");
  });
});
