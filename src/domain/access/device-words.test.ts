// Browser and system as an officer knows them, from what browsers say of themselves.
import { expect, test } from "vitest";
import { deviceWords } from "./device-words.ts";

const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [`${WINDOWS} Chrome/147.0.0.0 Safari/537.36`, "Chrome · Windows"],
  [`${WINDOWS} Chrome/147.0.0.0 Safari/537.36 Edg/147.0.0.0`, "Edge · Windows"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0", "Firefox · Linux"],
  [
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/147.0.0.0 Mobile Safari/537.36",
    "Chrome · Android",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
    "Safari · iOS",
  ],
  ["curl/8.5.0 on Linux", "Linux"],
])("%s", (said, words) => {
  expect(deviceWords(said)).toBe(words);
});

test("what says nothing known is nothing, however long", () => {
  for (const said of [undefined, "", "node", "x".repeat(100_000)]) expect(deviceWords(said)).toBeNull();
});
