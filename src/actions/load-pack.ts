// Loads a country pack from the folder `packs` of the package, wherever the program runs from.
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Pack } from "#src/schema/pack.ts";
import { readPack } from "#src/schema/read-pack.ts";

/** The folder that holds our package.json: the same from `src`, from the bundle in `dist` and from a test. */
export async function packageRoot(): Promise<string> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest)) {
      const { name }: { name?: unknown } = JSON.parse(await readFile(manifest, "utf8"));
      if (name === "reta") return folder;
    }
    if (folder === dirname(folder)) throw new Error("no package.json of reta above the program");
  }
}

/** The pack of a country (ISO 3166-1 alpha-2, lower case). Throws a `PackError` with every fault of a bad pack. */
export async function loadPack(country = "pe", packs?: string): Promise<Pack> {
  const folder = packs ?? join(await packageRoot(), "packs");
  const text = (...path: string[]) => readFile(join(folder, ...path), "utf8");
  const json = async (...path: string[]): Promise<unknown> => {
    const content = await text(...path);
    try {
      return JSON.parse(content);
    } catch (error) {
      throw new Error(
        `packs/${path.join("/")} is not JSON: ${error instanceof Error ? error.message : error}`,
      );
    }
  };
  const names = (await readdir(join(folder, country, "catalogues"))).filter((name) => name.endsWith(".json"));
  const [manifest, law, palermo, placesCsv, unitsCsv, alerts, auditReview, lexicon, catalogues] =
    await Promise.all([
      json(country, "manifest.json"),
      json(country, "law.json"),
      json("palermo", "law.json"),
      text(country, "places.csv"),
      text(country, "units.csv"),
      json(country, "alerts.json"),
      json(country, "audit-review.json"),
      json(country, "lexicon.json"),
      Promise.all(names.sort().map((name) => json(country, "catalogues", name))),
    ]);
  return readPack({ manifest, law, palermo, placesCsv, unitsCsv, alerts, auditReview, lexicon, catalogues });
}
