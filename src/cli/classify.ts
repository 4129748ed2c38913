// reta classify: facts as JSON in, finding as JSON out; an array in gives an array out. Needs no database.
import { classify } from "#src/domain/classification/classify.ts";
import type { PreparedLaw } from "#src/domain/classification/prepared-law.ts";
import { type FactsProblem, parseFacts } from "#src/schema/facts.ts";
import type { Finding } from "#src/schema/finding.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { type JsonInput, parseJson } from "./json.ts";
import { DOTTED } from "./json-places.ts";

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
      const input = parseJson(await io.read(file), file, DOTTED);
      const several = Array.isArray(input.value);
      const answers: unknown[] = [];
      const faults: string[] = [];
      for (const [index, facts] of (several ? (input.value as unknown[]) : [input.value]).entries()) {
        const answer = await classifyOne(facts, loadLaws);
        if (answer.ok) answers.push(answer.finding);
        else
          faults.push(
            ...answer.problems.map((problem) => sentence(problem, several ? index : undefined, input)),
          );
      }
      if (faults.length > 0) throw new UsageError(faults.join("\n"));
      io.out(`${JSON.stringify(several ? answers : answers[0], null, 2)}\n`);
      return EXIT.ok;
    },
  };
}

type Answer = { ok: true; finding: Finding } | { ok: false; problems: FactsProblem[] };

async function classifyOne(input: unknown, loadLaws: LoadLaws): Promise<Answer> {
  const parsed = parseFacts(input);
  if (!parsed.ok) return parsed;
  const { country } = parsed.facts;
  const laws = await loadLaws(country);
  if (laws === undefined) {
    const expected = "a country that has a pack";
    return { ok: false, problems: [{ path: "country", code: "unknown-code", found: country, expected }] };
  }
  return { ok: true, finding: classify(parsed.facts, laws.law, laws.palermo) };
}

function sentence(problem: FactsProblem, index: number | undefined, input: JsonInput): string {
  const { code, found, expected } = problem;
  const place = index === undefined ? "" : DOTTED.join("", index);
  const path = place !== "" && problem.path !== "" ? `${place}.${problem.path}` : place || problem.path;
  const wanted = Array.isArray(expected) ? `one of ${expected.join(" ")}` : expected;
  const shown = code === "missing-key" ? "nothing" : JSON.stringify(found);
  return `${input.where(path)}: ${path === "" ? "" : `${path}: `}${code}: found ${shown}, expected ${wanted}`;
}
