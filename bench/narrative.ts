// Microseconds to read one narrative: the labelled ones of the development part, and a very long one.
import { readFileSync } from "node:fs";
import { loadPack } from "#src/actions/load-pack.ts";
import { readNarrative } from "#src/domain/classification/narrative.ts";
import { prepareLexicon } from "#src/domain/classification/narrative-lexicon.ts";
import { machine } from "./support/register.ts";

const LABELLED = new URL("../test/narratives/development.jsonl", import.meta.url);
const LONG = 100_000;

/** No arguments. Processor time, which other programs disturb less than the clock on the wall; median of nine runs. */
export async function bench(): Promise<unknown> {
  const lexicon = prepareLexicon((await loadPack("pe")).lexicon);
  const lines = readFileSync(LABELLED, "utf8").trim().split("\n");
  const texts = lines.map((line) => (JSON.parse(line) as { text: string }).text);
  let long = "";
  while (long.length < LONG) long += `${texts.join("\n\n")}\n\n`;
  const readAll = () => texts.reduce((sum, text) => sum + readNarrative(text, lexicon).matches.length, 0);
  const matches = readAll();
  return {
    machine: machine(),
    texts: texts.length,
    meanCharacters: Math.round(texts.reduce((sum, { length }) => sum + length, 0) / texts.length),
    matches,
    microsecondsForOne: Math.round(processorTime(readAll) / texts.length),
    millisecondsForLong:
      Math.round(processorTime(() => readNarrative(long.slice(0, LONG), lexicon)) / 100) / 10,
    longCharacters: LONG,
  };
}

/** Microseconds. */
function processorTime(work: () => unknown): number {
  for (let warm = 0; warm < 5; warm++) work();
  const runs = Array.from({ length: 9 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return runs.sort((one, other) => one - other)[4] ?? 0;
}
