// Personal values: taken out, committed to, encrypted for one place, opened again; and every way in which they must not.
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openPersonalValues, openValue, type SealedValue, sealPersonalValues } from "./personal-values.ts";
import { valueKey } from "./value-key.ts";

const KEY = valueKey(randomBytes(32));
const ENTRY = "0f8fad5b-d9cb-469f-a165-70867728950e";
const CONTENT = {
  factsTo: "2021",
  personal: { narrative: "Relato inventado" },
  victims: [
    { sex: "female", personal: { name: { givenNames: "Primera" }, phones: ["900000111"] } },
    { sex: "male" },
  ],
};
const seal = (content: Record<string, unknown> = CONTENT, entryId = ENTRY, key = KEY) =>
  sealPersonalValues(entryId, content, key);
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
      victims: [{ sex: "female", personal: { name: hex, phones: hex } }, { sex: "male" }],
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
        personal: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value),
      },
      { requiredKeys: ["sex"] },
    );
    fc.assert(
      fc.property(
        fc.record({
          victims: fc.array(node, { maxLength: 3 }),
          personal: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value),
        }),
        (content) => {
          const sealed = sealPersonalValues(ENTRY, content, KEY);
          const opened = openPersonalValues(ENTRY, sealed.content, sealed.values, KEY);
          // An object without any personal value is left out when it is opened.
          const expected = JSON.parse(JSON.stringify(content), (name, member) =>
            name === "personal" && Object.keys(member).length === 0 ? undefined : member,
          );
          expect(JSON.stringify(opened)).toBe(JSON.stringify(expected));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("leaves out a value that was erased, and the object that stays empty", () => {
    const { content, values } = seal();
    const left = values.filter(({ pointer }) => pointer === "/victims/0/personal/phones");
    expect(openPersonalValues(ENTRY, content, left, KEY)).toEqual({
      factsTo: "2021",
      victims: [{ sex: "female", personal: { phones: ["900000111"] } }, { sex: "male" }],
    });
  });

  test("fails with another key", () => {
    const { content, values } = seal();
    const other = valueKey(randomBytes(32));
    expect(() => openPersonalValues(ENTRY, content, values, other)).toThrow("another key");
    // Also for one that pretends to be the right one.
    expect(() => openPersonalValues(ENTRY, content, values, { ...other, id: KEY.id })).toThrow();
  });

  test("fails for a value moved to another place of the same entry", () => {
    const twice = { victims: [{ personal: { address: "aquí" } }, { personal: { address: "allá" } }] };
    const { content, values } = seal(twice);
    const [one, two] = ["/victims/0/personal/address", "/victims/1/personal/address"] as const;
    const swapped = [
      { pointer: one, sealed: valueAt(values, two).sealed },
      { pointer: two, sealed: valueAt(values, one).sealed },
    ];
    expect(() => openPersonalValues(ENTRY, content, swapped, KEY)).toThrow();
    expect(() => openValue(ENTRY, swapped[0] as SealedValue, KEY)).toThrow();
  });

  test("fails for a value moved to another entry", () => {
    const { values } = seal();
    const value = valueAt(values, "/personal/narrative");
    expect(openValue(ENTRY, value, KEY).value).toBe("Relato inventado");
    expect(() => openValue("11111111-d9cb-469f-a165-70867728950e", value, KEY)).toThrow();
  });

  test("fails when any byte of it was changed", () => {
    const { values } = seal();
    const { pointer, sealed } = valueAt(values, "/personal/narrative");
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openValue(ENTRY, { pointer, sealed: changed }, KEY), `byte ${at}`).toThrow();
    }
    expect(() => openValue(ENTRY, { pointer, sealed: sealed.subarray(0, 20) }, KEY)).toThrow();
  });

  test("fails for a value of the right place that is not the one committed to", () => {
    const { content } = seal();
    const { values } = seal({ ...CONTENT, personal: { narrative: "Relato cambiado" } });
    expect(() => openPersonalValues(ENTRY, content, values, KEY)).toThrow("not the one committed to");
    // Even the same words under another salt.
    expect(() => openPersonalValues(ENTRY, content, seal().values, KEY)).toThrow("not the one committed to");
  });
});
