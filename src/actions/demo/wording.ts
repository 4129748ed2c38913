// Words for people, places and dates in the narratives of invented cases.
import type { Suspect, Victim } from "#src/schema/complaint.ts";
import type { Group } from "./agreement.ts";

const NUMBERS = ["cero", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"];
const MONTHS = [
  "enero",
  "febrero",
  "marzo",
  "abril",
  "mayo",
  "junio",
  "julio",
  "agosto",
  "setiembre",
  "octubre",
  "noviembre",
  "diciembre",
];

/** How the narrative calls the suspects, and how sentences agree with them. */
export function suspectsAs(suspects: Suspect[]): { words: string; group: Group } {
  const group = { feminine: suspects.every(({ sex }) => sex === "female"), plural: suspects.length > 1 };
  if (suspects.length === 0) return { words: "desconocidos", group: { feminine: false, plural: true } };
  const identified = suspects.some(({ identityStatus }) => identityStatus === "identified");
  return {
    group,
    words: identified
      ? choose(group, ["el denunciado", "la denunciada", "los denunciados", "las denunciadas"])
      : choose(group, [
          "un sujeto por identificar",
          "una mujer por identificar",
          "unos sujetos por identificar",
          "unas mujeres por identificar",
        ]),
  };
}

/** One of four forms: masculine and feminine singular, masculine and feminine plural. */
export function choose(group: Group, [ms, fs, mp, fp]: [string, string, string, string]): string {
  return group.plural ? (group.feminine ? fp : mp) : group.feminine ? fs : ms;
}

/** «una menor de 15 años», «tres mujeres, dos de ellas menores de edad»: sex, number and majority as registered. */
export function describe(victims: Victim[]): string {
  const [first] = victims;
  if (!first) return "personas por identificar";
  if (victims.length === 1) return describeOne(first);
  const women = victims.every(({ sex }) => sex === "female");
  const men = victims.every(({ sex }) => sex === "male");
  const minors = victims.filter(isMinor).length;
  const count = NUMBERS[victims.length] ?? String(victims.length);
  const people = women ? "mujeres" : men ? "varones" : "personas de ambos sexos";
  if (minors === 0) return `${count} ${people} mayores de edad`;
  if (minors === victims.length) {
    return `${count} menores de edad de ${women ? "sexo femenino" : men ? "sexo masculino" : "ambos sexos"}`;
  }
  const some = minors === 1 ? (men ? "uno" : "una") : (NUMBERS[minors] ?? String(minors));
  return `${count} ${people}, ${some} de ${men ? "ellos" : "ellas"} menor${minors > 1 ? "es" : ""} de edad`;
}

function isMinor({ ageAtFacts, ageMax }: Victim): boolean {
  return (ageAtFacts ?? ageMax ?? 18) < 18;
}

function describeOne(victim: Victim): string {
  const girl = victim.sex === "female";
  const { ageAtFacts, ageMin, ageMax } = victim;
  if (ageAtFacts === 0) return girl ? "una recién nacida" : "un recién nacido";
  const years =
    ageAtFacts === undefined
      ? `entre ${ageMin} y ${ageMax} años`
      : `${ageAtFacts} año${ageAtFacts === 1 ? "" : "s"}`;
  const of = ageAtFacts === undefined ? "de edad aparente " : "de ";
  if (isMinor(victim)) return `${girl ? "una" : "un"} menor ${of}${years}`;
  return `${girl ? "una mujer" : "un varón"} ${of}${years}`;
}

/** A district with its department, or alone where both bear one name. */
export function placeWords(code: string, names: ReadonlyMap<string, string>): string {
  const district = names.get(code) ?? code;
  const department = names.get(code.slice(0, 2)) ?? "";
  return department === "" || department === district ? district : `${district} (${department})`;
}

/** The facts' date as people say it, as exactly as it is known. */
export function whenWords(from: string | undefined, to: string): string {
  const date = from ?? to;
  const month = MONTHS[Number(date.slice(5, 7)) - 1];
  const start = from === undefined ? "" : "desde ";
  if (date.length === 4) return from === undefined ? `en el año ${date}` : `desde el año ${date}`;
  if (date.length === 7)
    return from === undefined
      ? `en ${month} de ${date.slice(0, 4)}`
      : `${start}${month} de ${date.slice(0, 4)}`;
  return `${start}el ${Number(date.slice(8))} de ${month} de ${date.slice(0, 4)}`;
}
