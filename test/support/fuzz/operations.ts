// The operations of the API's own document, as the fuzzer asks them: address, body, and the check of what comes back.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { Schema } from "./arbitrary.ts";

interface Parameter {
  name: string;
  in: "path" | "query";
  required: boolean;
  schema: Schema;
}

interface Described {
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  name: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | undefined;
  /** What is wrong with an answer's body, by status; nothing when it is as described. */
  check(status: number, body: unknown): string | undefined;
}

/** Every operation of the document. */
export function operationsOf(document: Document): Operation[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const compile = (schema: Schema | undefined): ValidateFunction | undefined =>
    schema === undefined ? undefined : ajv.compile(schema);
  const problem = compile(document.components.schemas.Problem);
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody, responses }]) => {
      const answers = new Map(
        Object.entries(responses).map(([status, { content }]) => [
          status,
          compile(content?.["application/json"]?.schema),
        ]),
      );
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        parameters,
        body: requestBody?.content["application/json"]?.schema,
        check(status, body) {
          if (status < 400 && !(String(status) in responses)) return `${status} is not described`;
          const validate = status < 400 ? answers.get(String(status)) : problem;
          if (validate === undefined || validate(body)) return undefined;
          return ajv.errorsText(validate.errors);
        },
      };
    }),
  );
}
