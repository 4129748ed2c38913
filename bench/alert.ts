// From the registered complaint to the event at each open screen of the alerted units: 200 screens, 50 complaints/s.
import { randomUUID } from "node:crypto";
import type { Acknowledgement } from "#src/schema/case.ts";
import { typicalComplaint } from "../test/support/complaints.ts";
import { type Listener, listen, now } from "./support/listener.ts";
import { quantiles } from "./support/quantiles.ts";
import { type Bench, machine, openBench } from "./support/register.ts";

const TARGET_P95_MS = 250;
/** The server closes the oldest when one officer opens more. */
const SCREENS_PER_OFFICER = 10;
/** What is late by more than this is missing. */
const PATIENCE_MS = 5_000;

/** Where the screens are: the units that are alerted of the complaints below, and one that never is. */
const UNITS = [
  ["pe-divintrap", 0.3],
  ["pe-dirtepol-x-madre-de-dios-trata", 0.3],
  ["pe-dirtepol-x-cusco-trata", 0.3],
  ["pe-dirtepol-tacna-trata", 0.1],
] as const;
/** Facts here and there, so that more than one regional unit is alerted. */
const PLACES = ["170101", "170101", "080101"];

interface Registration {
  caseId: string;
  status: number;
  answeredAt: number;
  receivedAt: number;
}

/** Arguments: seconds (default 20), complaints a second (default 50), screens (default 200). */
export async function bench([
  seconds = "20",
  perSecond = "50",
  screens = "200",
]: readonly string[]): Promise<unknown> {
  const officers = UNITS.flatMap(([unitId, share]) => {
    const count = Math.ceil((Number(screens) * share) / SCREENS_PER_OFFICER);
    return Array.from(
      { length: count },
      (_, index) => [`${unitId}-${index}`, [unitId, "investigator"] as const] as const,
    );
  });
  const bench = await openBench(
    { registrar: ["pe-st-170101", "registrar"], ...Object.fromEntries(officers) },
    2,
  );
  const listeners: Listener[] = [];
  try {
    for (const [name, [unitId]] of officers) {
      const cookie = await bench.signIn(name);
      for (let screen = 0; screen < SCREENS_PER_OFFICER && listeners.length < Number(screens); screen++)
        listeners.push(await listen(bench.urls[screen % 2] ?? bench.urls[0], cookie, unitId));
    }
    await send(bench, 3, Number(perSecond));
    const registrations = await send(bench, Number(seconds), Number(perSecond));
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    return {
      machine: machine(),
      ...(await judge(bench, registrations, listeners)),
      target: { p95: TARGET_P95_MS },
    };
  } finally {
    for (const listener of listeners) listener.close();
    await bench.close();
  }
}

/** Open loop: each complaint leaves at its own moment, however long the earlier ones take; to either process in turn. */
async function send({ urls, signIn }: Bench, seconds: number, perSecond: number): Promise<Registration[]> {
  const cookie = await signIn("registrar");
  const start = now();
  const sent = Array.from({ length: seconds * perSecond }, async (_, index): Promise<Registration> => {
    await new Promise((resolve) => setTimeout(resolve, start + (index * 1000) / perSecond - now()));
    const caseId = randomUUID();
    const at = new Date().toISOString();
    const complaint = typicalComplaint({
      place: { code: PLACES[index % PLACES.length] ?? "170101", kind: "bar" },
    });
    const ids = { entryId: randomUUID(), caseId, deviceId: randomUUID(), deviceCounter: 1 };
    const answer = await fetch(`${urls[index % urls.length]}/api/complaints`, {
      method: "POST",
      headers: { cookie, "x-reta": "1", "content-type": "application/json" },
      body: JSON.stringify({ ...ids, enteredAt: at, complaintMadeAt: at, complaint }),
    });
    const answeredAt = now();
    const { receivedAt } = (await answer.json()) as Acknowledgement;
    return { caseId, status: answer.status, answeredAt, receivedAt: Date.parse(receivedAt) };
  });
  return Promise.all(sent);
}

/** Holds what came against what the database says was to come. */
async function judge({ house }: Bench, registrations: Registration[], listeners: Listener[]) {
  const refused = registrations.filter(({ status }) => status !== 201).length;
  if (refused > 0) throw new Error(`${refused} of ${registrations.length} complaints were refused`);
  const { rows } = await house.owner.pool.query<{ alert: string; case: string; unit: string }>(
    `select alert_id as alert, case_id as "case", unit_id as unit from alerts where level = 0 and case_id = any($1)`,
    [registrations.map(({ caseId }) => caseId)],
  );
  const byCase = new Map(registrations.map((registration) => [registration.caseId, registration]));
  const [sinceAnswer, sinceReceived]: [number[], number[]] = [[], []];
  let missing = 0;
  for (const { alert, case: caseId, unit } of rows) {
    const registration = byCase.get(caseId);
    for (const { unitId, arrivals } of listeners) {
      if (unitId !== unit || registration === undefined) continue;
      const arrival = arrivals.get(alert);
      if (arrival === undefined) missing += 1;
      else {
        sinceAnswer.push(arrival - registration.answeredAt);
        sinceReceived.push(arrival - registration.receivedAt);
      }
    }
  }
  const unitOf = new Map(rows.map(({ alert, unit }) => [alert, unit]));
  const astray = listeners.flatMap(({ unitId, arrivals }) =>
    [...arrivals.keys()].filter((alert) => (unitOf.get(alert) ?? unitId) !== unitId),
  );
  const span = registrations.map(({ answeredAt }) => answeredAt);
  const fromAnswer = quantiles(sinceAnswer);
  return {
    screens: listeners.length,
    processes: 2,
    complaints: registrations.length,
    complaintsPerSecond: Math.round(
      (registrations.length - 1) / ((Math.max(...span) - Math.min(...span)) / 1000),
    ),
    alerts: rows.length,
    events: sinceAnswer.length,
    missing,
    repeated: listeners.reduce((sum, { repeated }) => sum + repeated, 0),
    astray: astray.length,
    // Below nought where the event was there before the answer.
    millisecondsFromAnswerToEvent: fromAnswer,
    millisecondsFromReceivedToEvent: quantiles(sinceReceived),
    reached:
      missing === 0 && astray.length === 0 && fromAnswer !== undefined && fromAnswer.p95 <= TARGET_P95_MS,
  };
}
