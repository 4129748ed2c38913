// Writes docs/openapi.json from the list of routes.
import { readFileSync, writeFileSync } from "node:fs";
import { describeApi } from "#src/http/describe-api.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const file = new URL("../docs/openapi.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(describeApi(version), null, 2)}\n`);
