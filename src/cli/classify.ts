// reta classify: facts as JSON in, finding as JSON out; an array in gives an array out. Needs no database.
import { classify } from "#src/domain/classification/classify.ts";
import type { PreparedLaw } from "#src/domain/classification/prepared-law.ts";
import { type FactsProblem, parseFacts } from "#src/schema/facts.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { parseJson } from "./json.ts";

/** Gets the prepared law of a country and the protocol's; `undefined` for a country without a pack. */
export type LoadLaws = (country: string) => Promise<{ law: PreparedLaw; palermo: PreparedLaw } | undefined>;

export function classifyCommand(loadLaws: LoadLaws): Command {
  return {
    name: "classify",
    summary: "Says whether facts are consistent with trafficking under the law of their date, and why.",
    usage: "reta classify [FILE]",
    example:
      `echo '{"country":"pe","factsTo":"2010-03-20","acts":["transport"],"means":[],"purposes":["begging"],\n` +
      `  "victims":[{"id":"v1","ageAtFacts":15}]}' | npx reta classify -`,
    options: {},
    positionals: 1,
    async run({ positionals }, io) {
      const file = positionals[0] ?? "-";
      const input = parseJson(await io.read(file), file);
      const answers: unknown[] = [];
      for (const [index, one] of (Array.isArray(input) ? input : [input]).entries()) {
        answers.push(await classifyOne(one, Array.isArray(input) ? `/${index}` : "", loadLaws));
      }
      io.out(`${JSON.stringify(Array.isArray(input) ? answers : answers[0], null, 2)}\n`);
      return EXIT.ok;
    },
  };
}

async function classifyOne(input: unknown, at: string, loadLaws: LoadLaws) {
  const parsed = parseFacts(input);
  if (!parsed.ok) throw new UsageError(parsed.problems.map((problem) => sentence(problem, at)).join("\n"));
  const laws = await loadLaws(parsed.facts.country);
  if (laws === undefined) {
    throw new UsageError(
      `${at}/country: found ${JSON.stringify(parsed.facts.country)}, expected a country with a pack`,
    );
  }
  return classify(parsed.facts, laws.law, laws.palermo);
}

function sentence({ path, code, found, expected }: FactsProblem, at: string): string {
  const wanted = Array.isArray(expected) ? `one of ${expected.join(" ")}` : expected;
  const shown = found === undefined ? "nothing" : JSON.stringify(found);
  return `${at}${path || "/"}: ${code}: found ${shown}, expected ${wanted}`;
}
