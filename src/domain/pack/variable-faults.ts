// Can this question be added, relabelled, moved or retired? Its key, its list, its place, and room on the complaint page.
import type { Pack } from "#src/schema/pack.ts";
import type { PackChange } from "#src/schema/pack-change.ts";
import {
  type DatedVariable,
  hasList,
  ON_COMPLAINT_MAX,
  RESERVED_VARIABLES,
  sectionsFor,
  type Variable,
} from "#src/schema/variable.ts";
import type { ChangeFault } from "./change-question.ts";

type Found = [code: ChangeFault, found?: string];
type VariableChange = Extract<PackChange, { kind: `variable-${string}` }>;

/** What keeps the change from being made: codes with what was found. `pack`: with all that is planned; `day` of the change. */
export function variableFaults(
  { variables = [], catalogues }: Pick<Pack, "variables" | "catalogues">,
  change: VariableChange,
  day: string,
): Found[] {
  if (change.kind === "variable-define") return faultsOfNew(variables, catalogues, change.variable, day);
  const { code } = change;
  const known = variables.find((variable) => variable.code === code);
  if (known === undefined) return [["variable-unknown", code]];
  if (change.kind === "variable-relabel") return [];
  const { validTo } = known;
  if (change.kind === "variable-retire") return validTo === undefined ? [] : [["variable-retired", code]];
  if (validTo !== undefined && validTo < day) return [["variable-retired", code]];
  const { section } = change;
  const others = variables.filter((variable) => variable !== known);
  return section === null ? [] : sectionFaults(others, { ...known, section }, day);
}

function faultsOfNew(
  variables: readonly DatedVariable[],
  catalogues: Pack["catalogues"],
  variable: Variable,
  day: string,
): Found[] {
  const { code, type, catalogue, personal } = variable;
  const found: Found[] = [];
  if (variables.some((known) => known.code === code)) found.push(["variable-taken", code]);
  if (
    hasList(type) !== (catalogue !== undefined) ||
    (catalogue !== undefined && catalogues[catalogue] === undefined)
  )
    found.push(["variable-list", catalogue ?? code]);
  if (RESERVED_VARIABLES.has(code)) found.push(["variable-reserved", code]);
  // Whoever writes freely may write a name.
  if (type === "text" && !personal) found.push(["variable-text-is-personal", code]);
  return [...found, ...sectionFaults(variables, variable, day)];
}

// Of whom it is asked says where it can stand; and the page at the counter has room for a few.
function sectionFaults(
  others: readonly DatedVariable[],
  { subject, section }: Variable,
  day: string,
): Found[] {
  if (section === undefined) return [];
  if (!sectionsFor(subject).includes(section)) return [["variable-section", section]];
  const asked = others.filter(
    (other) => other.section !== undefined && day <= (other.validTo ?? "9999-12-31"),
  );
  return asked.length < ON_COMPLAINT_MAX ? [] : [["variables-on-complaint", String(ON_COMPLAINT_MAX)]];
}
