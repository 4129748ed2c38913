// A world in which a case behind a wall is hidden from many, each for a reason of their own: who they are, and what they can ask.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Complaint } from "#src/schema/complaint.ts";
import { idBeside } from "./case-writes.ts";
import { type TestServer, UNITS } from "./server.ts";

const CIP = "99900055";

/** Those a case of the station in Tambopata that names an officer of Cusco and one nobody can name is hidden from. */
export const HIDDEN_FROM = [
  ...["registrar", "colleague", "station-chief", "chief", "regional", "investigator", "specialist-there"],
  ...["named", "named-chief", "directorate", "national", "analyst", "amends", "administrator"],
  // Of the side that deals with such cases, and with a second posting at the station; who decides on corrections there.
  ...["two-hats", "amends-there"],
];

/** Adds them, whoever deals with such cases, and the mark of the officer who is named. */
export async function peopleWorld(server: TestServer): Promise<void> {
  await server.addOfficer("inspector", "pe-inspectoria", "internal-affairs");
  await server.addOfficer("station-chief", UNITS.station, "chief");
  await server.addOfficer("regional", UNITS.region, "regional-chief");
  await server.addOfficer("specialist-there", UNITS.regional, "specialised-unit");
  await server.addOfficer("named", UNITS.otherStation, "registrar");
  await server.addOfficer("named-chief", UNITS.otherStation, "chief");
  await server.addOfficer("directorate", UNITS.top, "national-directorate");
  await server.addOfficer("analyst", UNITS.national, "analyst");
  await server.addOfficer("amends", UNITS.national, "amender");
  await server.addOfficer("amends-there", UNITS.regional, "amender");
  await server.addOfficer("two-hats", "pe-inspectoria", "internal-affairs");
  await server.rows(
    `insert into postings (posting_id, officer_id, unit_id, role, valid_from)
     select gen_random_uuid(), officer_id, $1, 'registrar', '2001-01-01' from officers where login = 'two-hats'`,
    [UNITS.station],
  );
  // As the clock does within a minute: no answer may change by that in the middle of a slow comparison.
  await server.rows("update postings set valid_to = now() + interval '300 days' where valid_to is null");
  await server.rows(
    "insert into staff_marks select $1, officer_id, 'staff-number' from officers where login = 'named'",
    [server.house.real.register.staffMarks.of(CIP)],
  );
}

/** Concerns an officer of Cusco and one nobody can name. */
export const WALLED: Partial<Complaint> = {
  officers: ["involved", "relative"],
  suspects: [
    { personId: randomUUID(), isPublicOfficial: "yes" },
    {
      personId: randomUUID(),
      isPublicOfficial: "yes",
      personal: { documents: [{ type: "dni", number: CIP }] },
    },
  ],
};

export const API = (
  JSON.parse(readFileSync(join(import.meta.dirname, "../../docs/openapi.json"), "utf8")) as {
    paths: Record<string, Record<string, unknown>>;
  }
).paths;
/** Every path of the API that is read without naming anything, so that a new one is asked here without being listed. */
const READ = Object.entries(API)
  .filter(([path, methods]) => "get" in methods && !path.includes("{"))
  .map(([path]) => path)
  // What says how old a session is, what the log's public tiles say, what never ends, what a trail says of this reading.
  .filter(
    (path) =>
      ![
        "/api/session",
        "/api/health",
        "/api/alerts/stream",
        "/api/audit",
        "/api/system",
        "/api/audit/state",
      ].includes(path),
  );
export const ASKED = [
  ...READ,
  ...["/api/alerts?state=open", "/api/alerts?state=all", "/api/cases?mine=1", "/api/cases?assigned=1"],
  ...[
    "/api/cases?pending=1",
    "/api/cases?place=17",
    "/api/cases?verdict=consistent",
    "/api/audit/openings?days=30",
  ],
];

// What differs from one answer to the next whatever was asked.
export const UNSTEADY = ["date", "x-request-id"];
// Request ids, the time of the answer, and when a session was last used differ by themselves.
export const steady = (text: string) =>
  text.replaceAll(/"(requestId)":"[^"]+"/g, "").replaceAll(/"(now|lastUsedAt)":"[^"]+"/g, "");

/**
 * Pages more or fewer than for a case that never was: what two rows in a table and their older versions cost. How many of
 * those a chore has taken away by then is chance, and was up to twelve pages.
 */
export const NEARLY = 12;

/** What is not there costs what one of the hidden ones costs. */
export function expectAlike(none: number, hidden: readonly number[], of: string): void {
  const apart = Math.min(...hidden.map((blocks) => Math.abs(blocks - none)));
  expect(apart, `${of}: ${none}, hidden ${hidden.join(" or ")}`).toBeLessThanOrEqual(NEARLY);
}

/** Ids of no case: far from any, and next to one. What is read for one that is not there is another wall for each. */
export const idsOfNone = (walled: string, other: string) => ({
  "of nothing": randomUUID(),
  "beside it": idBeside(walled),
  "beside another": idBeside(other),
});
