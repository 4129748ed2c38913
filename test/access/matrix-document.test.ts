// docs/security/access-matrix.md is what the expected tables say today.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { printMatrix } from "./support/matrix-document.ts";
import { readMatrix } from "./support/matrix-tables.ts";

test("docs/security/access-matrix.md is what the tables print (npm run generate)", () => {
  const file = new URL("../../docs/security/access-matrix.md", import.meta.url);
  expect(readFileSync(file, "utf8")).toBe(printMatrix(readMatrix()));
});
