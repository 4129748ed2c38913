// The invented officers of the demo register: who registered its cases, and whom a visitor can sign in as.
import type { Role } from "#src/schema/case.ts";
import type { Pack } from "#src/schema/pack.ts";
import type { Unit } from "#src/schema/unit.ts";
import { type Figures, ofYear } from "./figures.ts";
import type { DemoLists } from "./lists.ts";
import { seededRandom } from "./random.ts";

export interface DemoOfficer {
  login: string;
  name: string;
  /** Code of catalogue `rank`; null for who is no police officer. */
  rank: string | null;
  /** Personal number of the police, eight digits; 999 begins no real one. Null for who is no police officer. */
  cip: string | null;
  unitId: string;
  role: Role;
  /** First day of the posting: before the unit's first case. */
  from: string;
  /** First day no longer in the posting; null while it lasts. */
  to: string | null;
  /** Printed among the demo logins when the demo starts. */
  listed: boolean;
}

/** The first case of the demo register is of 2004; a posting begins then or with its unit. */
const FIRST_DAY = "2004-01-01";
/** The last late entries of 2011 are made within this year. */
const LAST_DAY = "2012-12-31";

/** Entities whose specialised unit has an investigator and a chief in the demo. */
const WITH_CHIEF = new Map([
  ["dirtepol-x-madre-de-dios", "madre-de-dios"],
  ["dirtepol-x-cusco", "cusco"],
  ["dirtepol-v", "loreto"],
]);

/** Takes the calls of the line. */
export const CALL_TAKER = "atiende-linea";

/** One officer for each role that nobody above holds. The word is the place they are posted in. */
type Place = "central" | "region" | "hotline" | "affairs" | "national";
type Posted<In> = readonly [login: string, unit: In, role: Role];
const OTHERS: readonly Posted<Place>[] = [
  ["unidad-especializada", "central", "specialised-unit"],
  ["analiza", "central", "analyst"],
  ["jefe-region", "region", "regional-chief"],
  ["direccion-nacional", "national", "national-directorate"],
  [CALL_TAKER, "hotline", "hotline-operator"],
  ["supervisa-linea", "hotline", "hotline-supervisor"],
  ["inspectoria", "affairs", "internal-affairs"],
  ["catalogos", "national", "catalogue-administrator"],
];
/** The same for who does not belong to the police and has no rank: each in an institution of their own. */
const CIVILIANS: readonly Posted<Unit["kind"]>[] = [
  ["fiscal", "prosecution", "prosecutor"],
  ["enlace-fiscalia", "prosecution", "prosecutor-liaison"],
  ["audita", "oversight", "auditor"],
  ["custodia-llaves", "national", "key-custodian"],
  ["observa-cifras", "ministry", "monitor"],
  ["juzgado", "court", "court-clerk"],
  ["albergue", "protection", "service-provider"],
  ["inspecciona-trabajo", "labour-inspection", "labour-inspector"],
];
/** Where they are: in the region whose cases a visitor sees most of, where their institution has a unit for it. */
const PLACE_OF_CIVILIANS = "madre-de-dios";

/** Stations that register, by the cases of the entity: one officer each is enough for a demo. */
function stationsFor(cases: number): number {
  return cases >= 30 ? 3 : cases >= 10 ? 2 : 1;
}

/** Units that register the cases of an entity in the demo, the specialised one first; null: the national unit. */
export function registeringUnits(pack: Pack, figures: Figures, entity: string | null): Unit[] {
  if (entity === null) {
    // Cases that only a yearly total shows: the national unit, which belongs to no entity of the table.
    return pack.units.filter((unit) => unit.kind === "national" && unit.entity === null).slice(0, 1);
  }
  const row = figures.cases.find((candidate) => candidate.entity === entity);
  const cases = figures.years.reduce((sum, year) => sum + (row ? ofYear(figures, row.perYear, year) : 0), 0);
  const own = pack.units.filter((unit) => unit.entity === entity);
  const lasting = ({ validFrom, validTo }: Unit) =>
    validFrom <= FIRST_DAY && (validTo === null || validTo > LAST_DAY);
  return [
    ...own.filter(({ kind }) => ["specialised-regional", "specialised-national", "hotline"].includes(kind)),
    ...own.filter((unit) => unit.kind === "station" && lasting(unit)).slice(0, stationsFor(cases)),
  ];
}

/**
 * One registrar for each registering unit, and investigators, chiefs and an administrator to sign in as; the listed
 * ones come first.
 */
export function demoOfficers(pack: Pack, figures: Figures, lists: DemoLists): DemoOfficer[] {
  // Names do not depend on the register's seed: the logins in the guides keep their names.
  const random = seededRandom(1999);
  const { people } = lists;
  const officers: DemoOfficer[] = [];
  const add = (
    login: string,
    unit: Unit | undefined,
    role: Role,
    ranks: string[] | null,
    listed: boolean,
  ) => {
    if (!unit) throw new Error(`demo officers: the pack has no unit for ${login}`);
    const given = random.pick(random.chance(0.5) ? people.givenFemale : people.givenMale);
    officers.push({
      login,
      name: `${given} ${random.pick(people.surnames)} ${random.pick(people.surnames)}`,
      rank: ranks && random.pick(ranks),
      cip: ranks && `999${String(officers.length + 1).padStart(5, "0")}`,
      unitId: unit.id,
      role,
      from: unit.validFrom > FIRST_DAY ? unit.validFrom : FIRST_DAY,
      to: unit.validTo,
      listed,
    });
  };
  const national = registeringUnits(pack, figures, null)[0];
  const specialised = (entity: string) =>
    pack.units.find((unit) => unit.entity === entity && unit.kind === "specialised-regional");
  const central = pack.units.find((unit) => unit.kind === "specialised-national" && unit.validTo === null);
  add("investiga-nacional", central, "investigator", ["tnte", "cap"], true);
  add("jefe-especializada", central, "chief", ["crnl"], true);
  for (const [entity, area] of WITH_CHIEF) {
    const unit = specialised(entity);
    add(`investiga-${area}`, unit, "investigator", ["st1", "sb", "tnte"], true);
    add(`jefe-${area}`, unit, "chief", ["may", "cmdte"], true);
  }
  add("jefe-nacional", national, "chief", ["gral"], true);
  add("administra", national, "administrator", ["cap"], true);
  for (const entity of [null, ...figures.cases.map((row) => row.entity)]) {
    const units = registeringUnits(pack, figures, entity);
    const toSignInAs = units.find(
      ({ kind }) => kind === "hotline" || (kind === "station" && WITH_CHIEF.has(entity ?? "")),
    );
    for (const unit of units) {
      add(registrarLogin(unit), unit, "registrar", ["s1", "s2", "s3", "st3"], unit === toSignInAs);
    }
  }
  // Last, so that the names of those before them do not change. Two, so that each stands outside the other's command.
  add("corrige-nacional", central, "amender", ["cmdte"], true);
  add("corrige-cusco", specialised("dirtepol-x-cusco"), "amender", ["may"], true);
  const kind = (wanted: Unit["kind"]) =>
    pack.units.find((unit) => unit.kind === wanted && unit.validTo === null);
  const region = specialised("dirtepol-x-madre-de-dios")?.parent;
  const places = {
    central,
    national,
    hotline: kind("hotline"),
    affairs: kind("internal-affairs"),
    region: pack.units.find(({ id }) => id === region),
  };
  for (const [login, place, role] of OTHERS) add(login, places[place], role, ["cap", "may"], true);
  // Among several of a kind there, a shelter rather than an office.
  const civil = (wanted: Unit["kind"]) => {
    const own = pack.units.filter((unit) => unit.kind === wanted && unit.validTo === null);
    const near = own.filter(({ id }) => id.endsWith(PLACE_OF_CIVILIANS));
    return near.find(({ place }) => place === null) ?? near[0] ?? own.at(-1);
  };
  for (const [login, place, role] of CIVILIANS) add(login, civil(place), role, null, true);
  // Commands the offices below, and lets their people in.
  const office = pack.units.find(({ id }) => id === civil("prosecution")?.parent);
  add("jefe-fiscalia", office, "chief", null, true);
  // What takes two of a kind: rights and the tree, the law and the rules, the keys. The custodians serve two institutions.
  add("administra-segundo", national, "administrator", ["may"], true);
  add("catalogos-segundo", national, "catalogue-administrator", ["cap"], true);
  add("custodia-defensoria", civil("oversight"), "key-custodian", null, true);
  return officers.sort((a, b) => Number(b.listed) - Number(a.listed));
}

/** `registra-` and what tells the unit: the district of a station, else the unit's id without the country. */
export function registrarLogin(unit: Unit): string {
  if (unit.kind !== "station") return `registra-${unit.id.replace(/^[a-z]{2}-/, "")}`;
  const district = unit.name.replace(/^Comisaría PNP /, "");
  const plain = district.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return `registra-${plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}`;
}
