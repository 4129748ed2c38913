// JSON pointers into a complaint: what they read and write, and what they never touch.
import fc from "fast-check";
import { expect, test } from "vitest";
import { isPlain, readPointer, writePointer } from "./pointer.ts";

const complaint = { place: { code: "170101" }, victims: [{ sex: "female" }, { sex: "male" }], acts: ["x"] };

test.each<[string, unknown]>([
  ["/place/code", "170101"],
  ["/victims/1/sex", "male"],
  ["/acts", ["x"]],
  ["/acts/0", "x"],
  ["", complaint],
  ["/victims/2/sex", undefined],
  ["/place/code/0", undefined],
  ["/nothing/here", undefined],
])("reading %s gives %j", (pointer, expected) => {
  expect(readPointer(complaint, pointer)).toEqual(expected);
});

test.each([
  ["/victims/0/sex", true],
  ["/victims/2/sex", true],
  ["/place/00", true],
  ["/victims/00/sex", false],
  ["/victims/0x1/sex", false],
  ["/victims/1e0/sex", false],
  ["/victims/-0/sex", false],
  ["/acts/first", false],
])("%s names its places plainly: %s", (pointer, expected) => {
  expect(isPlain(complaint, pointer)).toBe(expected);
});

test("no pointer reaches into a prototype", () => {
  for (const pointer of ["/constructor", "/__proto__", "/place/toString", "/victims/0/constructor/name"])
    expect(readPointer(complaint, pointer)).toBeUndefined();
  const before = Object.getPrototypeOf({});
  writePointer({}, "/__proto__/polluted", "yes");
  expect(Object.getPrototypeOf({})).toBe(before);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("writing changes one field, makes what stands before it, and leaves the original as it was", () => {
  const kept = structuredClone(complaint);
  expect(writePointer(complaint, "/victims/0/sex", "unknown").victims).toEqual([
    { sex: "unknown" },
    { sex: "male" },
  ]);
  expect(writePointer(complaint, "/route/from/code", "08")).toEqual({
    ...complaint,
    route: { from: { code: "08" } },
  });
  expect(complaint).toEqual(kept);
});

test("writing undefined takes a member away", () => {
  expect(writePointer(complaint, "/place/code", undefined)).toEqual({ ...complaint, place: {} });
  expect(writePointer({ a: 1 }, "/b/c", undefined)).toEqual({ a: 1, b: {} });
});

test("what was written is read, and everything beside it is as before", () => {
  const key = fc.constantFrom("a", "b", "c");
  const tree = fc.dictionary(key, fc.dictionary(key, fc.dictionary(key, fc.nat(9))));
  const path = fc.array(key, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(tree, path, path, fc.string(), (root, parts, others, value) => {
      const [pointer, other] = [parts, others].map((names) => names.map((name) => `/${name}`).join(""));
      const written = writePointer(root, pointer ?? "", value);
      expect(readPointer(written, pointer ?? "")).toBe(value);
      const related = `${pointer}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${pointer}/`);
      if (!related) expect(readPointer(written, other ?? "")).toEqual(readPointer(root, other ?? ""));
    }),
  );
});
