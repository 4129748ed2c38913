// What tests of walls say again and again: a complaint that names an officer, a further posting, who still sees the case.
import { randomUUID } from "node:crypto";
import { compareProjections } from "#src/actions/rebuild-projections.ts";
import type { Complaint } from "#src/schema/complaint.ts";
import type { Client, TestServer } from "./server.ts";

/** A suspect who is an official, and nobody known. */
export const OFFICIAL = { suspects: [{ personId: randomUUID(), isPublicOfficial: "yes" as const }] };

/** An officer known by a police number, and what a complaint says that names it. */
export async function addNamed(
  server: TestServer,
  login: string,
  unitId: string,
  number: string,
): Promise<Partial<Complaint>> {
  await server.addOfficer(login, unitId, "registrar");
  await server.rows(
    "insert into staff_marks (mark, officer_id, kind) select $1, officer_id, 'staff-number' from officers where login = $2",
    [server.house.real.register.staffMarks.of(number), login],
  );
  return { suspects: [{ personId: randomUUID(), personal: { documents: [{ type: "cip", number }] } }] };
}

/** A further posting since a minute ago. */
export const post = (server: TestServer, login: string, unitId: string, role: string) =>
  server.rows(
    `insert into postings (posting_id, officer_id, unit_id, role, valid_from)
     select gen_random_uuid(), officer_id, $2, $3, now() - interval '1 minute' from officers where login = $1`,
    [login, unitId, role],
  );

/** By login what the case file answers. */
export async function seenBy(clients: Readonly<Record<string, Client>>, caseId: string, logins: string[]) {
  const answers = await Promise.all(
    logins.map(
      async (login) => [login, (await clients[login]?.get(`/api/cases/${caseId}`))?.status] as const,
    ),
  );
  return Object.fromEntries(answers);
}

/** In what a case's rows for reading differ from what its entries and what was heard say. */
export async function differingIn({ house }: TestServer, caseNumber: string) {
  const found = await house.owner.query.transaction().execute((tx) => compareProjections(tx, "America/Lima"));
  return found.differing.filter((one) => one.caseNumber === caseNumber);
}

/** The wall around a case as its row says, past row-level security. */
export async function wallRow({ rows }: TestServer, caseId: string) {
  const [wall] = await rows<{ side: string; causes: string[]; consents: string[]; hidden: string[] }>(
    "select side, causes, consents, hidden_units as hidden from case_walls where case_id = $1",
    [caseId],
  );
  return wall;
}

/** Places in the case of the entries that seal a wall. */
export async function wallSeals({ rows }: TestServer, caseId: string): Promise<number[]> {
  const found = await rows<{ seq: number }>(
    "select seq from entries where case_id = $1 and body ? 'wall' order by seq",
    [caseId],
  );
  return found.map(({ seq }) => seq);
}
