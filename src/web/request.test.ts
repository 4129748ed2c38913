// What is asked of the server is what was meant: a path whose parts lead elsewhere is not sent at all.
import { afterEach, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { request } from "./request.ts";

afterEach(() => vi.unstubAllGlobals());

const asked = async (path: string) => {
  const fetched: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    fetched.push(url);
    return new Response("{}");
  });
  const failure = await request("GET", path, z.unknown()).catch((error: unknown) => error);
  return { fetched, failure };
};

test.each([
  "..",
  ".",
  "%2e%2e",
  "%2E.",
  ".%2e",
  "a/../../session",
  "%2e/x",
])("an id that is %s is not found, and nobody is asked", async (id) => {
  const { fetched, failure } = await asked(`/api/cases/${id}/names`);
  expect(fetched).toEqual([]);
  expect(failure).toMatchObject({ code: "not-found", status: 404 });
  expect((await asked(`/api/cases/${id}`)).fetched).toEqual([]);
});

test.each([
  "/api/cases/0b1c-..-x",
  "/api/cases?search=../..",
  "/api/officers?search=%2e%2e%2f",
  "/api/v1.2/x",
])("%s is asked as it stands", async (path) => expect((await asked(path)).fetched).toEqual([path]));
