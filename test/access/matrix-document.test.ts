// The expected tables know every endpoint, role and request, and docs/security/access-matrix.md is what they say today.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Role } from "#src/schema/case.ts";
import { ACTS, READS } from "./support/matrix-acts.ts";
import { printMatrix } from "./support/matrix-document.ts";
import { endpointOf, readMatrix } from "./support/matrix-tables.ts";

const matrix = readMatrix();
const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");

test("every endpoint of the API has a row, and no other has one", () => {
  const { paths } = JSON.parse(read("docs/openapi.json")) as { paths: Record<string, object> };
  const endpoints = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(endpoints.length).toBeGreaterThan(60);
  const rows = [...matrix.acts, ...matrix.doors].map(({ endpoint }) => endpointOf(endpoint));
  const listed = new Set([...rows, ...matrix.reading.keys()]);
  expect(endpoints.filter((endpoint) => !listed.has(endpoint))).toEqual([]);
  expect([...listed].filter((endpoint) => !endpoints.includes(endpoint))).toEqual([]);
});

test("every role is there, and everything in the tables is asked", () => {
  expect([...READS].sort()).toEqual([...matrix.reading.keys()].sort());
  expect(matrix.roles.map(({ role }) => role).sort()).toEqual([...Role.options].sort());
  expect(Object.keys(ACTS).sort()).toEqual([...new Set(matrix.acts.map(({ endpoint }) => endpoint))].sort());
});

test("docs/security/access-matrix.md is what the tables print (npm run generate)", () => {
  expect(read("docs/security/access-matrix.md")).toBe(printMatrix(matrix));
});
