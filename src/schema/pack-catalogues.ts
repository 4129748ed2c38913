// What the catalogues of a pack must keep together: every field has its catalogue, every code is there once.
import { type Catalogue, FIELD_CATALOGUES } from "./catalogue.ts";
import { NOT_ASKED, UNKNOWN } from "./code.ts";
import { OFFICER_INVOLVEMENT } from "./complaint.ts";
import {
  ACTS,
  HARMS,
  MEANS,
  ORGANISATIONS,
  PARTICIPATION,
  PURPOSES,
  RELATIONS_TO_SUSPECT,
  UNSPECIFIED,
} from "./facts.ts";
import type { Law } from "./law.ts";
import type { PackFault } from "./pack-fault.ts";
import { firstDay, lastDay } from "./partial-date.ts";

/** The classifier, and the rule of walls, know these codes and no others, so these catalogues hold exactly them. */
export const FACT_CODES: Readonly<Record<string, readonly string[]>> = {
  act: [...ACTS, UNSPECIFIED],
  participation: PARTICIPATION,
  means: [...MEANS, UNSPECIFIED],
  purpose: [...PURPOSES, UNSPECIFIED],
  organisation: ORGANISATIONS,
  "case-harm": HARMS,
  "officer-involvement": OFFICER_INVOLVEMENT,
};

/** Catalogues without a file: UBIGEO codes stand in places.csv. */
const WITHOUT_FILE = new Set(["place"]);

/** The offences of the law beside trafficking as a catalogue, valid as long as any of their articles. */
export function relatedOffences(law: Law): Catalogue {
  return {
    id: "related-offence",
    label: { es: "Delitos afines", en: "Related offences" },
    question: { es: "¿Qué otro delito se denuncia?", en: "Which other offence is reported?" },
    source: "law.json",
    items: law.offences.map(({ code, title, gist, periods }) => {
      const last = periods.at(-1)?.to;
      return {
        code,
        label: title,
        help: gist,
        ...(periods[0] ? { validFrom: periods[0].from } : {}),
        ...(last ? { validTo: last } : {}),
        verified: periods.every((period) => period.verified),
      };
    }),
  };
}

/** Faults within the catalogues and of fields without one. */
export function catalogueFaults(catalogues: readonly Catalogue[]): PackFault[] {
  const faults: PackFault[] = [];
  const ids = new Set<string>();
  for (const catalogue of catalogues) {
    const file = `catalogues/${catalogue.id}.json`;
    if (ids.has(catalogue.id)) faults.push(fault(file, "id", catalogue.id, "an id used once"));
    ids.add(catalogue.id);
    faults.push(...itemFaults(file, catalogue));
  }
  for (const [field, id] of Object.entries(FIELD_CATALOGUES)) {
    if (!ids.has(id) && !WITHOUT_FILE.has(id))
      faults.push(fault("catalogues", field, "no catalogue", `a catalogue "${id}"`));
  }
  return faults;
}

/** Faults within one catalogue. */
export function itemFaults(file: string, catalogue: Catalogue): PackFault[] {
  const faults: PackFault[] = [];
  const codes = new Set<string>();
  catalogue.items.forEach((item, index) => {
    const at = (key: string) => `items.${index}.${key}`;
    if (codes.has(item.code)) faults.push(fault(file, at("code"), item.code, "a code used once"));
    if (item.code === UNKNOWN || item.code === NOT_ASKED)
      faults.push(fault(file, at("code"), item.code, "no item for what every field accepts"));
    if (item.validFrom && item.validTo && firstDay(item.validFrom) > lastDay(item.validTo))
      faults.push(fault(file, at("validTo"), item.validTo, `a date from ${item.validFrom} on`));
    if (catalogue.id === "relationship" && !RELATIONS_TO_SUSPECT.some((relation) => relation === item.group))
      faults.push(fault(file, at("group"), item.group ?? "", `one of ${RELATIONS_TO_SUSPECT.join(", ")}`));
    codes.add(item.code);
  });
  const known = FACT_CODES[catalogue.id];
  for (const code of known ?? [])
    if (!codes.has(code)) faults.push(fault(file, "items", `no "${code}"`, "every code of the facts"));
  for (const code of known ? codes : [])
    if (!known?.includes(code)) faults.push(fault(file, "items", code, `one of ${known?.join(", ")}`));
  return faults;
}

function fault(file: string, field: string, found: string, expected: string): PackFault {
  return { file, row: null, field, found, expected };
}
