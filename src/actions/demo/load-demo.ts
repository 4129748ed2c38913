// Reads the demo figures and lists of a country pack.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../load-pack.ts";
import type { Figures } from "./figures.ts";
import { type DemoLists, readDemo } from "./lists.ts";

/** Figures and lists of `packs/<country>/demo`; throws when a file is missing or does not have its shape. */
export async function loadDemo(country = "pe"): Promise<{ figures: Figures; lists: DemoLists }> {
  const folder = join(await packageRoot(), "packs", country, "demo");
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(folder, `${name}.json`), "utf8"));
  const [figures, people, settings, places, phrases, circles] = await Promise.all(
    ["figures", "people", "settings", "places", "phrases", "circles"].map(read),
  );
  return readDemo({ figures, people, settings, places, phrases, circles });
}
