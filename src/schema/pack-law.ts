// What law, alert rules and word list of a pack must keep with its catalogues.
import type { Catalogue } from "./catalogue.ts";
import type { Law } from "./law.ts";
import type { AlertRules, Lexicon } from "./pack.ts";
import type { PackFault } from "./pack-fault.ts";
import type { Unit } from "./unit.ts";

type Catalogues = Readonly<Record<string, Catalogue>>;

/** Codes the law names that nobody could tick. */
export function lawFaults(file: string, law: Law, catalogues: Catalogues): PackFault[] {
  return law.versions.flatMap((version, index) => [
    ...missing(file, `versions.${index}.acts`, version.acts.map(codeOf), catalogues.act),
    ...missing(file, `versions.${index}.means`, version.means.map(codeOf), catalogues.means),
    ...missing(file, `versions.${index}.purposes`, version.purposes.map(codeOf), catalogues.purpose),
  ]);
}

/** Codes the word list suggests that nobody could tick. */
export function lexiconFaults(lexicon: Lexicon, catalogues: Catalogues): PackFault[] {
  return lexicon.entries.flatMap((entry, index) => [
    ...missing("lexicon.json", `entries.${index}.acts`, entry.acts ?? [], catalogues.act),
    ...missing("lexicon.json", `entries.${index}.means`, entry.means ?? [], catalogues.means),
    ...missing("lexicon.json", `entries.${index}.purposes`, entry.purposes ?? [], catalogues.purpose),
  ]);
}

/** Units that are to hear of what is the prosecutor's alone, and are not there, or where no prosecutor can be posted. */
export function prosecutorFaults(
  { wall }: AlertRules,
  units: readonly Pick<Unit, "id" | "kind">[],
): PackFault[] {
  const offices = new Set(units.flatMap(({ id, kind }) => (kind === "prosecution" ? [id] : [])));
  return wall.prosecutorUnits.flatMap((id, index) => {
    const field = `wall.prosecutorUnits.${index}`;
    const expected = "a unit of units.csv of kind prosecution";
    return offices.has(id) ? [] : [{ file: "alerts.json", row: null, field, found: id, expected }];
  });
}

/** Rules with the same code, rules that reach nobody, steps of escalation that do not grow. */
export function alertFaults({ rules, escalateAfterMinutes }: AlertRules): PackFault[] {
  const file = "alerts.json";
  const codes = new Set<string>();
  const faults: PackFault[] = [];
  rules.forEach((rule, index) => {
    const fault = (key: string, found: string, expected: string) =>
      faults.push({ file, row: null, field: `rules.${index}.${key}`, found, expected });
    if (codes.has(rule.code)) fault("code", rule.code, "a code used once");
    if (rule.receivers.length === 0) fault("receivers", "nobody", "at least one receiver");
    if (rule.verdicts.length === 0) fault("verdicts", "none", "at least one verdict");
    codes.add(rule.code);
  });
  escalateAfterMinutes.forEach((minutes, index) => {
    const before = index === 0 ? 0 : (escalateAfterMinutes[index - 1] ?? 0);
    if (minutes <= before) {
      const expected = `more than ${before} minutes`;
      faults.push({
        file,
        row: null,
        field: `escalateAfterMinutes.${index}`,
        found: String(minutes),
        expected,
      });
    }
  });
  return faults;
}

const codeOf = ({ code }: { code: string }) => code;

function missing(
  file: string,
  field: string,
  codes: readonly string[],
  catalogue: Catalogue | undefined,
): PackFault[] {
  return codes
    .filter((code) => !catalogue?.items.some((item) => item.code === code))
    .map((found) => ({
      file,
      row: null,
      field,
      found,
      expected: `a code of catalogue ${catalogue?.id ?? "?"}`,
    }));
}
