// The OpenAPI document, printed from the same list the routes are made of.
import * as z from "zod/mini";
import { ProblemBody } from "#src/schema/problem.ts";
import type { Route } from "./route.ts";

type Json = Record<string, unknown>;

/** JSON Schema (draft 2020-12, as OpenAPI 3.1 has it) of what goes in or comes out. */
function shape(schema: z.core.$ZodType, io: "input" | "output"): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    reused: "inline",
  }) as Json;
  return rest;
}

const jsonBody = (schema: Json) => ({ content: { "application/json": { schema } } });

function parameters(route: Route): Json[] {
  const of = (schema: z.core.$ZodType | undefined, where: "path" | "query") => {
    if (schema === undefined) return [];
    const { properties = {}, required = [] } = shape(schema, "input") as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, property]) => ({
      // The rest of an address has no name in the route; the document needs one.
      name: name === "*" ? "path" : name,
      in: where,
      required: where === "path" || required.includes(name),
      schema: property,
    }));
  };
  return [...of(route.params, "path"), ...of(route.query, "query")];
}

function operation(route: Route): Json {
  const success = String(route.status ?? (route.answer === undefined ? 204 : 200));
  return {
    summary: route.summary,
    operationId: `${route.method.toLowerCase()}${route.path.replace(/^\/api/, "").replaceAll(/[/:.*]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    parameters: parameters(route),
    ...(route.body !== undefined && {
      requestBody: { required: true, ...jsonBody(shape(route.body, "input")) },
    }),
    ...(route.auth === "open" ? { security: [] } : {}),
    responses: {
      [success]: {
        description: route.summary,
        ...(route.answer !== undefined && jsonBody(shape(route.answer, "output"))),
      },
      default: {
        description: "A problem (RFC 9457); faults name the field by JSON pointer",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** The whole document. */
export function openApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}").replace("*", "{path}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "RETA",
      version,
      description:
        "Register of trafficking in persons and related offences. Changes take JSON, the header x-reta: 1 and the session cookie.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    security: [{ session: [] }],
    paths,
    components: {
      schemas: { Problem: shape(ProblemBody, "output") },
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "__Host-sid" } },
    },
  };
}
