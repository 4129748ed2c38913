// Where the API takes words that may be about somebody, read from its own description, so that no list is kept beside it.
import { readFileSync } from "node:fs";

const API = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8")) as {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>>;
};
interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  [word: string]: unknown;
}

/** Text that is about somebody: what an entry seals, and what is asked, said or explained beside it. */
export const PERSONAL = /\/personal\/|\/sought\/|\/seen\/|\/(text|explanation|note|reason)$/;
/** Notes that machines sign. */
const OF_MACHINES = /\/cosignatures$/;
const BOUND = ["enum", "const", "pattern", "format"];

/** Every field of a request in which anything personal can be written, by method, path and pointer. */
export function personalFields(): string[] {
  return operations().flatMap(({ name, schema }) =>
    (OF_MACHINES.test(name) ? [] : fieldsOf(schema))
      .filter((at) => PERSONAL.test(at))
      .map((at) => `${name} ${at}`),
  );
}

/** Pointers of the texts a schema leaves to whoever writes, `*` for any index. */
export function fieldsOf(schema: Schema | undefined, at = ""): string[] {
  if (schema === undefined) return [];
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.flatMap((one) => fieldsOf(one, at)))];
  if (schema.properties !== undefined)
    return Object.entries(schema.properties).flatMap(([name, member]) => fieldsOf(member, `${at}/${name}`));
  if (schema.items !== undefined) return fieldsOf(schema.items, `${at}/*`);
  const isText = schema.type === undefined || schema.type === "string";
  return isText && !BOUND.some((word) => word in schema) ? [at] : [];
}

/** A body with nothing but these fields. */
export function withValues(pointers: readonly string[], value: () => unknown): unknown {
  const body: Record<string, never> = {};
  for (const pointer of pointers) {
    const parts = pointer.slice(1).replaceAll("*", "0").split("/");
    let node: Record<string, unknown> = body;
    for (const [i, part] of parts.entries()) {
      const next = parts[i + 1];
      node[part] ??= next === undefined ? value() : next === "0" ? [] : {};
      node = node[part] as Record<string, unknown>;
    }
  }
  return body;
}

/** Every operation of the API with the schema of what it takes. */
export const operations = () =>
  Object.entries(API.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase() as "GET" | "POST" | "PUT" | "DELETE",
      path,
      name: `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, "*")}`,
      schema: Object.values(requestBody?.content ?? {})[0]?.schema,
    })),
  );
