// Reads the hand-written tables and ticks facts the way they say.
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { type PreparedLaw, prepareLaw } from "#src/domain/classification/prepared-law.ts";
import { type Facts, parseFacts } from "#src/schema/facts.ts";
import { parseLaw } from "#src/schema/law.ts";

export const VERSIONS = [
  "pe-1991",
  "pe-2004",
  "pe-2007",
  "pe-2014",
  "pe-2017",
  "pe-2019",
  "pe-2021",
  "palermo",
] as const;

/** A day well within each version; the protocol is judged whatever the day, here before any law. */
export const DAY_WITHIN: Record<string, string> = {
  none: "1985-07-28",
  "pe-1991": "1998-07-28",
  "pe-2004": "2005-07-28",
  "pe-2007": "2010-07-28",
  "pe-2014": "2015-07-28",
  "pe-2017": "2018-07-28",
  "pe-2019": "2020-07-28",
  "pe-2021": "2023-07-28",
  palermo: "1985-07-28",
};

export type Row = Record<string, string>;

export function readTable(name: string): Row[] {
  return parse(readFileSync(new URL(name, import.meta.url)), { columns: true, comment: "#", trim: true });
}

function load(id: string): PreparedLaw {
  const file = new URL(`../../packs/${id}/law.json`, import.meta.url);
  return prepareLaw(parseLaw(JSON.parse(readFileSync(file, "utf8"))));
}

export const PERU = load("pe");
export const PALERMO = load("palermo");

/** The law a column of the table speaks of: the protocol stands in for the national law where it is the column. */
export function lawOf(version: string): PreparedLaw {
  return version === "palermo" ? PALERMO : PERU;
}

/** Facts with the required keys filled; throws when the table ticks something impossible. */
export function facts(given: Record<string, unknown>): Facts {
  const parsed = parseFacts({ country: "pe", acts: [], means: [], purposes: [], victims: [], ...given });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.facts;
}

export function words(cell: string | undefined): string[] {
  return (cell ?? "").split(" ").filter((word) => word !== "");
}
