// The demo register: 539 invented complaints that count back to the published figures, the same for the same seed.
import type { Complaint } from "#src/schema/complaint.ts";
import type { Pack } from "#src/schema/pack.ts";
import type { Unit } from "#src/schema/unit.ts";
import { caseDates, instant } from "./calendar.ts";
import { circlesOf } from "./circles.ts";
import { complaintOf } from "./complaint-of.ts";
import type { Figures } from "./figures.ts";
import type { DemoLists } from "./lists.ts";
import { CALL_TAKER, registeringUnits, registrarLogin } from "./officers.ts";
import { personSource } from "./persons.ts";
import { caseFrames } from "./plan.ts";
import { type Random, seededRandom } from "./random.ts";
import { type Reporting, reportingOf } from "./reporting.ts";
import { type Scene, sceneOf } from "./scene.ts";
import { sharePeople } from "./share-people.ts";

/** The seed of the register that `--demo` fills: guides and screenshots show its cases. */
export const DEMO_SEED = 20061031;

export interface DemoComplaint {
  /** What a device would send with it; ids from the seed, so that filling twice is harmless. */
  entryId: string;
  caseId: string;
  deviceId: string;
  deviceCounter: number;
  complaint: Complaint;
  complaintMadeAt: string;
  enteredAt: string;
  /** Entered more than thirty days after it was made; all of 2004 and 2005 are. */
  late: boolean;
  unitId: string;
  /** Null for the four cases whose entity is not stated. */
  entity: string | null;
  officerLogin: string;
  year: number;
  /** The circle of cases that share a plate, phone, alias or premises. */
  circle: string | null;
}

/** Invented complaints in the order they were entered. Pure: figures, lists and seed decide every byte. */
export function demoComplaints(
  pack: Pack,
  figures: Figures,
  lists: DemoLists,
  seed: number,
): DemoComplaint[] {
  const random = seededRandom(seed);
  const source = personSource(lists.people, random);
  const cases = sharePeople(caseFrames(figures, random), figures, random);
  const circles = circlesOf(cases, lists.circles, lists.settings, random);
  const names = new Map(pack.places.map(({ code, name }) => [code, name]));
  const told = new Set<string>();
  const complaints = cases.map((one): Omit<DemoComplaint, "deviceId" | "deviceCounter"> => {
    const units = registeringUnits(pack, figures, one.entity);
    const circle = circles.get(one);
    const reporting = reportingOf(one, random);
    const { dates, open } = datesWithUnit(one.year, reporting, units, random);
    const scene = sceneOf(one, circle, lists, random);
    const unit = circle ? random.pick(open) : unitFor(scene, open, random);
    return {
      entryId: random.uuid(),
      caseId: random.uuid(),
      complaint: complaintOf(one, scene, reporting, dates, circle, { lists, names, source, told }),
      complaintMadeAt: dates.complaintMadeAt,
      enteredAt: dates.enteredAt,
      late: dates.late,
      unitId: unit.id,
      entity: one.entity,
      officerLogin: registrarLogin(unit),
      year: one.year,
      circle: circle?.id ?? null,
    };
  });
  return withCalls(pack, withDevices(complaints, random));
}

/** Newest calls that the operator of the line took: who signs in as one finds calls of today to hand over. */
const CALLS = 3;

function withCalls(pack: Pack, complaints: DemoComplaint[]): DemoComplaint[] {
  const lines = new Set(pack.units.flatMap(({ id, kind }) => (kind === "hotline" ? [id] : [])));
  const calls = new Set(complaints.filter(({ unitId }) => lines.has(unitId)).slice(-CALLS));
  return complaints.map((one) => (calls.has(one) ? { ...one, officerLogin: CALL_TAKER } : one));
}

/** Dates at which at least one of the units exists, both when the complaint was made and when it was entered. */
function datesWithUnit(year: number, { fresh }: Reporting, units: Unit[], random: Random) {
  for (;;) {
    const dates = caseDates(year, fresh, random);
    const open = units.filter(
      ({ validFrom, validTo }) =>
        validFrom <= dates.complaintMadeAt.slice(0, 10) &&
        (validTo === null || validTo > dates.enteredAt.slice(0, 10)),
    );
    if (open.length > 0) return { dates, open };
  }
}

/** The station of the place where there is one, else any of the entity's units, the specialised one most often. */
function unitFor({ place }: Scene, units: Unit[], random: Random): Unit {
  const near = units.find((unit) => unit.kind === "station" && unit.place === place);
  if (near && random.chance(0.7)) return near;
  const unit = random.chance(0.45) ? units[0] : random.pick(units);
  if (!unit) throw new Error("no unit registers here");
  return unit;
}

/** One device for each unit; its counter follows the order in which the complaints were entered. */
function withDevices(
  complaints: Omit<DemoComplaint, "deviceId" | "deviceCounter">[],
  random: Random,
): DemoComplaint[] {
  const devices = new Map<string, { deviceId: string; counter: number }>();
  return [...complaints]
    .sort((a, b) => instant(a.enteredAt) - instant(b.enteredAt))
    .map((complaint) => {
      const device = devices.get(complaint.unitId) ?? { deviceId: random.uuid(), counter: 0 };
      devices.set(complaint.unitId, device);
      return { ...complaint, deviceId: device.deviceId, deviceCounter: device.counter++ };
    });
}
