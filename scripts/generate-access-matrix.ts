// Writes docs/security/access-matrix.md from the tables of test/access/matrix.
import { writeFileSync } from "node:fs";
import { printMatrix } from "../test/access/support/matrix-document.ts";
import { readMatrix } from "../test/access/support/matrix-tables.ts";

writeFileSync(new URL("../docs/security/access-matrix.md", import.meta.url), printMatrix(readMatrix()));
