// Bodies as no page of ours sends them: one place of a right one made wrong, or text that is barely JSON.
import fc from "fast-check";

const DEEP = `${"[".repeat(500)}${"]".repeat(500)}`;

/** What is put in a place where something else was expected. Raw texts, because some are no values of the language. */
const WRONG = [
  "null",
  "true",
  "-1",
  "0",
  "1e308",
  "9007199254740993",
  "-0",
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"\\u202e"',
  `"${"x".repeat(5_000)}"`,
  "[]",
  "{}",
  "[null]",
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1}',
  DEEP,
  `[${"0,".repeat(2_000)}0]`,
];

const MARK = "\u0001wrong\u0001";

/** JSON text of `value` with one of its places replaced by something wrong, or one key added. */
export function mutated(value: unknown): fc.Arbitrary<string> {
  const places = placesIn(value);
  return fc.tuple(fc.nat(places.length), fc.constantFrom(...WRONG), fc.nat(19)).map(([at, wrong, dice]) => {
    if (dice === 0) return "";
    if (dice === 1) return `${JSON.stringify(value)}}`;
    if (dice === 2) return wrong;
    const path = places[at % Math.max(1, places.length)] ?? [];
    const marked = replaced(value, dice === 3 ? [...path, "unknownField"] : path);
    return JSON.stringify(marked ?? null).replace(JSON.stringify(MARK), () => wrong);
  });
}

function placesIn(value: unknown, path: string[] = []): string[][] {
  if (value === null || typeof value !== "object") return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => placesIn(member, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return MARK;
  if (Array.isArray(value))
    return value.map((member, at) => (String(at) === key ? replaced(member, rest) : member));
  if (value === null || typeof value !== "object") return { [key]: MARK };
  return { ...value, [key]: replaced((value as Record<string, unknown>)[key], rest) };
}
