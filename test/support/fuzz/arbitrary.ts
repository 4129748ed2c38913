// From a JSON Schema of the API's document to values: such as it allows, at its edges, and remembered from earlier answers.
import fc from "fast-check";

export type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
};

/** What earlier answers named, by the shape it has: ids lead to records that exist, codes to lists that know them. */
export interface Memory {
  /** By the name they were answered under: `caseId`, `officerId`. */
  ids: Map<string, string[]>;
  codes: string[];
}

/** Ids the client makes: a repeated one is the exception. */
const OWN_IDS = /^(entryId|deviceId)$/;

/** Longest list or text the generator makes by itself; longer ones are the mutations' work. */
const SIZE = 4;
const MINUTES_PER_YEAR = 525_960;

const TEXTS = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(
    "",
    " ",
    "ñ",
    "n\u0303",
    "👩‍👧",
    "\u202eabc",
    "<b>x</b>",
    "' or 1=1 --",
    "%",
    "../../etc",
    "null",
  ),
);

/** Values a schema allows, most of the time; whatever it leaves open is drawn wide. */
export function arbitraryOf(schema: Schema, memory: () => Memory, name = ""): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, memory, name)));
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type) => arbitraryOf({ ...schema, type }, memory, name)));
  switch (schema.type) {
    case "string":
      return textOf(schema, memory, name);
    case "integer":
    case "number":
      return numberOf(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(schema.items === undefined ? fc.jsonValue() : arbitraryOf(schema.items, memory), {
        minLength: Math.min(schema.minItems ?? 0, SIZE),
        maxLength: Math.min(schema.maxItems ?? SIZE, SIZE),
      });
    case "object":
      return objectOf(schema, memory);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(schema: Schema, memory: () => Memory): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const named = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key, arbitraryOf(value, memory, key)]),
    ),
    { requiredKeys: required.filter((key) => key in properties) },
  );
  if (typeof additionalProperties !== "object" || Object.keys(properties).length > 0) return named;
  return fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), arbitraryOf(additionalProperties, memory), {
    maxKeys: SIZE,
  });
}

function textOf(schema: Schema, memory: () => Memory, name: string): fc.Arbitrary<string> {
  switch (schema.format) {
    case "uuid":
      return remembered(
        fc.uuid({ version: 4 }),
        () => memory().ids.get(name) ?? [...memory().ids.values()].flat(),
        OWN_IDS.test(name) ? 1 : 8,
      );
    case "date-time":
      return fc
        .integer({ min: -3 * MINUTES_PER_YEAR, max: 5 })
        .map((minutes) => new Date(Date.now() + minutes * 60_000).toISOString());
    case "date":
      return fc
        .date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10));
  }
  if (schema.pattern !== undefined) {
    const { pattern } = schema;
    // A look-ahead cannot be drawn from; what it stands before can.
    const drawn = matching(pattern.replaceAll(/\(\?=[^)]*\)/g, ""));
    return pattern.startsWith("^[a-z0-9]+(") ? remembered(drawn, () => memory().codes, 8) : drawn;
  }
  const { minLength = 0, maxLength = 60 } = schema;
  const edges = [minLength, maxLength].filter((length) => length <= 400).map((length) => "x".repeat(length));
  const free = TEXTS.filter((text) => text.length >= minLength && text.length <= maxLength);
  return fc.oneof({ weight: 4, arbitrary: free }, { weight: 1, arbitrary: fc.constantFrom("x", ...edges) });
}

// Taking a pattern apart is slow, and the same few stand at some hundred fields.
const patterns = new Map<string, fc.Arbitrary<string>>();
function matching(pattern: string): fc.Arbitrary<string> {
  const known = patterns.get(pattern) ?? fc.stringMatching(new RegExp(pattern));
  patterns.set(pattern, known);
  return known;
}

const numberOf = ({ type, minimum = -1_000, maximum = 1_000 }: Schema): fc.Arbitrary<number> =>
  type === "integer" || Number.isInteger(minimum)
    ? fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum))
    : fc.double({ min: minimum, max: maximum, noNaN: true });

// Mostly something that was heard of before: what is asked for by chance alone does not exist.
function remembered(
  fresh: fc.Arbitrary<string>,
  known: () => readonly string[],
  oftenOfTen: number,
): fc.Arbitrary<string> {
  return fc.tuple(fresh, fc.nat(), fc.nat(9)).map(([value, at, dice]) => {
    const all = known();
    return dice < oftenOfTen && all.length > 0 ? (all[at % all.length] as string) : value;
  });
}
