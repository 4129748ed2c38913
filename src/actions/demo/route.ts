// Routes and vehicles of invented cases: known in about two cases of five, with plates of the forms of their years.
import type { RouteLeg, Vehicle } from "#src/schema/complaint.ts";
import type { CaseDates } from "./calendar.ts";
import type { Conduct } from "./conduct.ts";
import type { Circle, DemoLists } from "./lists.ts";
import type { Random } from "./random.ts";
import { isCountry, type Scene } from "./scene.ts";

export interface Journey {
  route: RouteLeg[];
  vehicles: Vehicle[];
  /** Code of catalogue `transport` of the main leg; undefined when nobody knows. */
  transport: string | undefined;
  /** District where the journey was broken. */
  via: string | undefined;
  border: string | undefined;
}

/** Share of the cases with a journey in which the officer learned the route. */
const ROUTE_KNOWN = 0.62;

/** Places where buses and boats of the long routes stop, by the department they lead to. */
const STOPS: Record<string, string> = {
  "15": "120101",
  "17": "081203",
  "08": "030101",
  "21": "211101",
  "23": "180101",
  "16": "160201",
  "25": "100601",
  "04": "040307",
  "20": "140101",
  "24": "200601",
};

/** Transport by who travels where: rivers have no buses, Lima and Iquitos are joined by air. */
function transportFor(scene: Scene, random: Random): string {
  const from = scene.origin?.slice(0, 2) ?? "";
  const to = scene.place.slice(0, 2);
  const river = ["16", "25"];
  if (river.includes(from) && river.includes(to)) return random.pick(["motor-launch", "ship", "peque-peque"]);
  if (from === "16" || to === "16") return random.pick(["airplane", "airplane", "ship", "mixed"]);
  if (to === "17") return random.pick(["truck", "interprovincial-bus", "shared-taxi", "tanker-truck", "car"]);
  if (from === to) return random.pick(["shared-taxi", "minibus", "interprovincial-bus", "mototaxi", "car"]);
  return random.pick([
    "interprovincial-bus",
    "interprovincial-bus",
    "interprovincial-bus",
    "car",
    "truck",
    "mixed",
  ]);
}

/** Journeys that are broken on the way; boats and aeroplanes stop elsewhere. */
const ROADS = new Set(["interprovincial-bus", "truck", "tanker-truck", "car", "mixed"]);

const VEHICLE_OF: Record<string, string> = {
  "shared-taxi": "station-wagon",
  minibus: "minibus",
  car: "car",
  truck: "truck",
  "tanker-truck": "tanker-truck",
};

export function journeyOf(
  scene: Scene,
  conduct: Conduct,
  dates: CaseDates,
  circle: Circle | undefined,
  lists: DemoLists,
  random: Random,
): Journey {
  const year = Number(dates.complaintMadeAt.slice(0, 4));
  const own = circle?.plate ? [vehicle(circle.vehicle ?? "car", circle.plate)] : [];
  if (!conduct.moved || scene.origin === undefined || !random.chance(scene.abroad ? 1 : ROUTE_KNOWN)) {
    return { route: [], vehicles: own, transport: undefined, via: undefined, border: undefined };
  }
  const transport = transportFor(scene, random);
  const border = isCountry(scene.origin)
    ? random.pick(["official-crossing", "unofficial-crossing"])
    : undefined;
  const stop = STOPS[scene.place.slice(0, 2)];
  const via =
    ROADS.has(transport) && stop && stop !== scene.origin && stop !== scene.place && random.chance(0.35)
      ? stop
      : undefined;
  const plate = own.length === 0 && random.chance(0.55) && VEHICLE_OF[transport];
  const vehicles = plate ? [vehicle(plate, plateOf(year, random))] : own;
  const from = isCountry(scene.origin) ? { country: scene.origin } : { code: scene.origin };
  const to = { code: scene.place, kind: scene.setting.kind };
  const main: RouteLeg = {
    from,
    to: via ? { code: via } : to,
    ...(dates.factsFrom !== undefined && { on: dates.factsFrom }),
    transport,
    border: border ?? "none",
    paidBy: conduct.control.includes("imposed-debt")
      ? "victim-on-credit"
      : random.pick(["suspect", "suspect", "unknown"]),
    ...(transport === "interprovincial-bus" &&
      random.chance(0.6) && { personal: { company: random.pick(lists.people.busCompanies) } }),
  };
  return {
    route: [
      main,
      ...(via
        ? [{ from: { code: via }, to, transport: random.pick(["shared-taxi", "car", transport]) }]
        : []),
      ...(scene.abroad
        ? [{ from: { code: scene.place }, to: { country: scene.abroad }, border: "none" }]
        : []),
    ],
    vehicles,
    transport,
    via,
    border,
  };
}

function vehicle(kind: string, plate: string): Vehicle {
  return { kind, personal: { plate } };
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Two letters and four digits until 2009; from 2010 a letter, a symbol pair and three digits. */
function plateOf(year: number, random: Random): string {
  const letter = () => LETTERS[random.int(0, 25)] ?? "A";
  if (year < 2010 || random.chance(0.4)) return `${letter()}${letter()}-${random.int(1000, 9999)}`;
  return `${letter()}${random.int(1, 9)}${letter()}-${random.int(100, 999)}`;
}
