// docs/openapi.json is what the routes say today.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeApi } from "#src/http/describe-api.ts";

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8")) as Record<string, unknown>;

test("docs/openapi.json is what the routes print (npm run generate)", () => {
  const { version } = read("package.json") as { version: string };
  expect(read("docs/openapi.json")).toEqual(JSON.parse(JSON.stringify(describeApi(version))));
});
